import { sharedFloat64, type WorkerPool } from '../../parallel/index.ts';
import { termReader } from '../additive/shapes.ts';
import type { TrainingSet } from '../trainer.ts';
import { binTableOptions, namedColumns } from './bin-inputs.ts';
import { type Candidate, type Drop, type RiskColumn, strongest } from './candidate.ts';
import type { ScorecardConfig } from './config.ts';
import { crossFitRisk } from './cross-fit.ts';
import { woeTerm } from './woe-term.ts';

/**
 * The strongest candidates as columns of the regression: their own WOE, or with `crossFit` that of bins which did not see the
 * row.
 */
export async function riskColumns(
  pool: WorkerPool,
  set: TrainingSet,
  candidates: readonly Candidate[],
  config: ScorecardConfig,
  seed: number,
  drop: Drop,
): Promise<RiskColumn[]> {
  const { crossFit: folds, maxCandidates } = config;
  const chosen = strongest(candidates, maxCandidates, drop);
  const columns = namedColumns(
    set,
    candidates.map(({ input }) => input),
  );
  const crossFitted = await crossFitRisk(
    pool,
    columns,
    chosen.map(({ name }) => name),
    set.bad,
    { ...binTableOptions(config, set.weights), folds, seed, maxCandidates },
  );
  return chosen.map((candidate, j) => ({
    ...candidate,
    risk: crossFitted?.[j] ?? printedRisk(candidate, set.bound.columns[candidate.input]!),
  }));
}

/** Minus WOE of every row of a bound column by the bins that the scorecard prints. */
export function printedRisk(
  { input, binning }: Candidate,
  column: Float64Array | Int32Array,
): Float64Array<SharedArrayBuffer> {
  const read = termReader(woeTerm(input, binning, 1));
  const out = sharedFloat64(column.length);
  for (let i = 0; i < out.length; i++) out[i] = read(column[i]!);
  return out;
}
