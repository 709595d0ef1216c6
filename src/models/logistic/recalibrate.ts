import type { WorkerPool } from '../../parallel/index.ts';
import { fitIrls } from './irls.ts';
import type { LeftOut } from './leave-one-out.ts';

/** A penalty and the fit at it. */
export interface PenaltyChoice {
  readonly lambda: number;
  /** Intercept, then one coefficient per column, after recalibration. */
  readonly beta: Float64Array;
  /** What the coefficients were multiplied with: above 1 where the penalty that ranks best shrinks too much. */
  readonly slope: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Rows left out of a fit on more rows than its penalty was chosen on, to recalibrate it: the slope's standard error shows in every
 * PD. OWN.
 */
export const RECALIBRATION_ROWS = 200_000;

/** Enough to keep the slope finite where the left-out rows are separated perfectly; no more. */
const CALIBRATION_RIDGE = 1e-3;

/**
 * A fit with intercept and slope by the logistic regression of the outcome on left-out log-odds (Cox 1958); a slope that is not
 * positive is not used.
 */
export async function recalibrated(
  pool: WorkerPool,
  lambda: number,
  fit: Pick<PenaltyChoice, 'beta' | 'iterations' | 'converged'>,
  { margins, bad, weights }: LeftOut,
): Promise<PenaltyChoice> {
  const options = { lambda: CALIBRATION_RIDGE, nonNegative: true, weights };
  const line = await fitIrls(pool, [margins], bad, options);
  const [shift, slope] = line.beta[1]! > 0 ? [line.beta[0]!, line.beta[1]!] : [0, 1];
  const beta = fit.beta.map((b) => slope * b);
  beta[0]! += shift;
  return { lambda, beta, slope, iterations: fit.iterations, converged: fit.converged };
}
