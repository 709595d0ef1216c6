import type { OnProgress, WorkerPool } from '../parallel/index.ts';
import { replicateAucs } from './compare.ts';
import { type BootstrapOptions, bootstrapSettings, type Interval, percentileInterval } from './interval.ts';
import { type BadFlags, checkLabelled, type EvaluationPlace, UNNAMED_PLACE } from './labelled.ts';

/** Scores of the same rows, higher = riskier. */
export interface OracleScores {
  readonly model: Float64Array;
  /** What there was before, or a constant for chance. */
  readonly baseline: Float64Array;
  /** The best possible: the true PDs of a simulated book. */
  readonly ceiling: Float64Array;
}

export interface OracleDistance {
  readonly aucs: Readonly<Record<keyof OracleScores, number>>;
  /** (model - baseline) / (ceiling - baseline): 0 is the baseline, 1 the oracle; NaN where nothing lies between these. */
  readonly share: number;
  /** Percentiles of the share over paired replicates; absent where more than MOST_UNDECIDED of them have no gap to share. */
  readonly shareInterval?: Interval;
  /** ceiling - model: AUC that better use of data could still win. */
  readonly missing: number;
  readonly missingInterval: Interval;
  readonly confidence: number;
  readonly replicates: number;
  /** Replicates where the ceiling did not beat the baseline, or a class was lost: they have no share. */
  readonly undecided: number;
}

export interface OracleDistanceOptions extends BootstrapOptions {
  readonly place?: EvaluationPlace | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** With more undecided replicates than this share, an interval of the rest would flatter. OWN. */
export const MOST_UNDECIDED = 0.01;

/** Share of the way from the baseline's AUC to the ceiling's that a model has come; NaN unless the ceiling is above the baseline. */
export function oracleShare(modelAuc: number, baselineAuc: number, ceilingAuc: number): number {
  const gap = ceilingAuc - baselineAuc;
  return gap > 0 ? (modelAuc - baselineAuc) / gap : Number.NaN;
}

/**
 * How far a model is from the oracle, with the paired bootstrap: every replicate draws the same rows for all three, so the luck of
 * the sample cancels. True PDs rank best on average, not in every sample: the share may exceed 1.
 * @throws PARUS_CONFIG_INVALID and, for each of the scores, the errors of `evaluateRanking`
 */
export async function distanceToOracle(
  pool: WorkerPool,
  scores: OracleScores,
  bad: BadFlags,
  { place = UNNAMED_PLACE, onProgress, ...options }: OracleDistanceOptions,
): Promise<OracleDistance> {
  const { replicates, confidence } = bootstrapSettings(options);
  const names = ['model', 'baseline', 'ceiling'] as const;
  for (const name of names) {
    checkLabelled(scores[name], bad, { ...place, path: `${place.path} (${name})` }, false);
  }
  const ordered = names.map((name) => scores[name]);
  const { aucs, columns } = await replicateAucs(pool, ordered, bad, options, onProgress);
  const [model = 0, baseline = 0, ceiling = 0] = aucs;
  const [ofModel, ofBaseline, ofCeiling] = columns as [Float64Array, Float64Array, Float64Array];
  const shares = ofModel.map((auc, r) => oracleShare(auc, ofBaseline[r]!, ofCeiling[r]!));
  const undecided = shares.reduce((count, share) => count + (Number.isNaN(share) ? 1 : 0), 0);
  const shareInterval =
    undecided <= MOST_UNDECIDED * replicates ? percentileInterval(shares, confidence) : undefined;
  const missing = ofModel.map((auc, r) => ofCeiling[r]! - auc);
  return {
    aucs: { model, baseline, ceiling },
    share: oracleShare(model, baseline, ceiling),
    ...(shareInterval && { shareInterval }),
    missing: ceiling - model,
    missingInterval: percentileInterval(missing, confidence) ?? [Number.NaN, Number.NaN],
    confidence,
    replicates,
    undecided,
  };
}
