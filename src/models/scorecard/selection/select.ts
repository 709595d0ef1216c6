import type { WorkerPool } from '../../../parallel/index.ts';
import { sumOf } from '../../logistic/sample.ts';
import type { Drop, RiskColumn } from '../candidate.ts';
import type { ScorecardConfig } from '../config.ts';
import { selectBackward } from './backward.ts';
import { dropCorrelated } from './correlated.ts';
import { correlationMatrix, subMatrix } from './correlation.ts';
import { boundOf } from './criterion.ts';
import type { Evidence } from './evidence.ts';
import { columnsOf } from './fit.ts';
import { selectForward } from './forward.ts';
import { dropInflated } from './inflation.ts';

/** A candidate that goes into the regression, with the test that chose it where there was one. */
export type Selected = RiskColumn & { readonly evidence?: Evidence };

/** Does this configuration choose among the candidates at all? */
export function isSelective(config: ScorecardConfig): boolean {
  const { selection, maxCharacteristics, maxCorrelation, maxVif } = config;
  return selection !== 'none' || [maxCharacteristics, maxCorrelation, maxVif].some((v) => v !== undefined);
}

/**
 * The candidates that the configuration lets into the regression, in input order: correlation, then variance inflation,
 * then what each adds beside the others. All statistics are of the training rows, from WOE that the same rows gave.
 * @param weights what each row counts for, as so many rows; default 1
 */
export async function selectCharacteristics(
  pool: WorkerPool,
  candidates: readonly RiskColumn[],
  bad: Uint8Array,
  config: ScorecardConfig,
  drop: Drop,
  weights?: Float64Array,
): Promise<Selected[]> {
  const { maxCorrelation, maxVif, selection, criterion, maxCharacteristics } = config;
  let left = [...candidates];
  if (maxCorrelation !== undefined || maxVif !== undefined) {
    const correlations = await correlationMatrix(pool, columnsOf(left), weights);
    if (maxCorrelation !== undefined) left = dropCorrelated(left, correlations, maxCorrelation, drop);
    if (maxVif !== undefined) {
      const places = left.map((candidate) => candidates.indexOf(candidate));
      left = dropInflated(left, subMatrix(correlations, candidates.length, places), maxVif, drop);
    }
  }
  if (selection === 'none' && maxCharacteristics === undefined) return left;
  const options = {
    bound: selection === 'none' ? 0 : boundOf(criterion, weights ? sumOf(weights) : bad.length),
    most: maxCharacteristics ?? left.length,
    removal: selection === 'stepwise',
    weights,
  };
  const choose = selection === 'backward' ? selectBackward<RiskColumn> : selectForward<RiskColumn>;
  const chosen = await choose(pool, left, bad, options, drop);
  return left.flatMap((candidate) => {
    const evidence = chosen.get(candidate);
    return evidence ? [{ ...candidate, evidence }] : [];
  });
}
