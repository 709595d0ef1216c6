import { thresholdAtCapacity } from '../../decision/fraud/index.ts';
import { evaluateRanking } from '../../evaluation/index.ts';

/** Shares of the applications that officers may look at. */
export const capacities = [0.02, 0.05] as const;

/** What came of flagging applications whose score reaches a threshold. Shares in [0, 1]. */
export interface Flagging {
  readonly flaggedShare: number;
  /** Frauds among the flagged. */
  readonly precision: number;
  /** Flagged among the frauds. */
  readonly recall: number;
  /** Flagged among the honest: the claim's false rejection. */
  readonly falseRejection: number;
  /** Right answers over all applications. */
  readonly accuracy: number;
  /** Right answers over as many honest applications as frauds: the mean of recall and of 1 - false rejection. */
  readonly balancedAccuracy: number;
  /** By kind of fraud, flagged and all. */
  readonly byKind: Readonly<Record<string, readonly [flagged: number, all: number]>>;
}

export interface LayerMetrics {
  readonly auc: number;
  readonly prAuc: number;
  /** At each of `capacities`, the threshold taken from past applications. */
  readonly at: readonly Flagging[];
  /** At the threshold that was right most often among past applications. */
  readonly mostAccurate: Flagging;
}

/** Measures a score on a book that nothing was chosen on. @param past scores of the training book, from models that had not seen the row */
export function measureLayer(
  past: { readonly scores: Float64Array; readonly fraud: Uint8Array },
  judged: {
    readonly scores: Float64Array;
    readonly fraud: Uint8Array;
    readonly kind: readonly (string | undefined)[];
  },
): LayerMetrics {
  const { auc, prAuc } = evaluateRanking(judged.scores, judged.fraud);
  const flag = (threshold: number): Flagging => flagFrom(threshold, judged.scores, judged.kind);
  return {
    auc,
    prAuc,
    at: capacities.map((share) => flag(thresholdAtCapacity(past.scores, share))),
    mostAccurate: flag(mostAccurateThreshold(past.scores, past.fraud)),
  };
}

/** What comes of flagging all rows whose score is at least `threshold`. */
export function flagFrom(
  threshold: number,
  scores: Float64Array,
  kind: readonly (string | undefined)[],
): Flagging {
  const byKind: Record<string, [number, number]> = {};
  let flagged = 0;
  let caught = 0;
  let frauds = 0;
  for (let row = 0; row < scores.length; row++) {
    const hit = scores[row]! >= threshold ? 1 : 0;
    const of = kind[row];
    flagged += hit;
    if (of === undefined) continue;
    frauds += 1;
    caught += hit;
    byKind[of] ??= [0, 0];
    byKind[of][0] += hit;
    byKind[of][1] += 1;
  }
  const honest = scores.length - frauds;
  const wrong = flagged - caught;
  const recall = caught / frauds;
  const falseRejection = wrong / honest;
  return {
    flaggedShare: flagged / scores.length,
    precision: flagged === 0 ? 0 : caught / flagged,
    recall,
    falseRejection,
    accuracy: (caught + honest - wrong) / scores.length,
    balancedAccuracy: (recall + 1 - falseRejection) / 2,
    byKind,
  };
}

/** The threshold that is right most often; Infinity, which flags nobody, where nothing beats it. Equals: the highest. */
export function mostAccurateThreshold(scores: Float64Array, fraud: Uint8Array): number {
  const rows = Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]!);
  let gain = 0;
  let best = 0;
  let threshold = Number.POSITIVE_INFINITY;
  rows.forEach((row, i) => {
    gain += fraud[row] === 1 ? 1 : -1;
    // Rows of one score are flagged together.
    if (gain <= best || scores[rows[i + 1] ?? -1] === scores[row]) return;
    best = gain;
    threshold = scores[row]!;
  });
  return threshold;
}
