import { chiSquareUpperQuantile } from '../../../kernels/incomplete-gamma.ts';
import type { ScorecardConfig } from '../config.ts';

/**
 * The chi-square on one degree of freedom that a characteristic must exceed to be worth its coefficient: 2 for AIC, ln(rows) for BIC,
 * or what a test at a given p-value asks.
 */
export function boundOf(criterion: ScorecardConfig['criterion'], rows: number): number {
  if (criterion === 'aic') return 2;
  if (criterion === 'bic') return Math.log(rows);
  return chiSquareUpperQuantile(criterion, 1);
}
