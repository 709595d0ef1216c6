/**
 * Variance of an AUC and of the difference of two AUCs on the same rows, without resampling: E. DeLong, D. DeLong and
 * D. Clarke-Pearson, "Comparing the areas under two or more correlated receiver operating characteristic curves",
 * Biometrics 44 (1988), pp. 837-845; in O(n log n) by ranks as X. Sun and W. Xu, IEEE Signal Processing Letters 21 (2014).
 */

import { normalQuantile } from '../core/index.ts';
import { twoSidedNormalP } from '../kernels/incomplete-gamma.ts';
import { argsortDescending } from '../kernels/ranking.ts';
import { checkConfidence, DEFAULT_CONFIDENCE, type Interval } from './interval.ts';
import { type BadFlags, checkLabelled, type EvaluationPlace, UNNAMED_PLACE } from './labelled.ts';

export interface DeLongOptions {
  /** Coverage in (0, 1); default 0.95. */
  readonly confidence?: number | undefined;
  readonly place?: EvaluationPlace | undefined;
}

/** An AUC with its variance over samples of the same numbers of bads and goods. */
export interface DeLongAuc {
  readonly auc: number;
  readonly variance: number;
  readonly standardError: number;
  /** Normal interval, cut at 0 and 1. It has no width for a perfect ranking, where the variance is 0 and tells nothing. */
  readonly interval: Interval;
}

/** The first model's AUC minus the second's, on the same rows. */
export interface DeLongDifference {
  readonly aucs: readonly [DeLongAuc, DeLongAuc];
  readonly difference: number;
  readonly variance: number;
  readonly standardError: number;
  readonly interval: Interval;
  /** difference / standardError; 0 for two rankings without any difference, infinite where the variance alone is 0. */
  readonly z: number;
  /** Two-sided, of no difference. */
  readonly pValue: number;
}

/**
 * AUC of any scores (higher = riskier) with DeLong's variance. With one bad or one good the variance cannot be estimated
 * and is NaN, as are the interval's ends.
 * @throws PARUS_CONFIG_INVALID (confidence) and the errors of `evaluateRanking`
 */
export function aucDeLong(scores: Float64Array, bad: BadFlags, options: DeLongOptions = {}): DeLongAuc {
  const { confidence, place } = settled(options);
  checkLabelled(scores, bad, place, false);
  return aucOf(placements(scores, bad), bad, confidence);
}

/** DeLong's test of two correlated AUCs. @throws as `aucDeLong`, for either model's scores */
export function compareAucDeLong(
  first: Float64Array,
  second: Float64Array,
  bad: BadFlags,
  options: DeLongOptions = {},
): DeLongDifference {
  const { confidence, place } = settled(options);
  checkLabelled(first, bad, { ...place, path: `${place.path} (first model)` }, false);
  checkLabelled(second, bad, { ...place, path: `${place.path} (second model)` }, false);
  const a = placements(first, bad);
  const b = placements(second, bad);
  const aucs = [aucOf(a, bad, confidence), aucOf(b, bad, confidence)] as const;
  // The contrast (1, -1) of the covariance matrix is the variance of the placements' differences.
  const variance = placementMoments(
    a.map((v, row) => v - b[row]!),
    bad,
  ).variance;
  const difference = aucs[0].auc - aucs[1].auc;
  const standardError = Math.sqrt(variance);
  const z = difference === 0 && variance === 0 ? 0 : difference / standardError;
  const reach = normalQuantile((1 + confidence) / 2) * standardError;
  return {
    aucs,
    difference,
    variance,
    standardError,
    interval: [difference - reach, difference + reach],
    z,
    pValue: twoSidedNormalP(z),
  };
}

function settled({ confidence = DEFAULT_CONFIDENCE, place = UNNAMED_PLACE }: DeLongOptions): {
  confidence: number;
  place: EvaluationPlace;
} {
  return { confidence: checkConfidence(confidence, 'DeLong options'), place };
}

function aucOf(components: Float64Array, bad: BadFlags, confidence: number): DeLongAuc {
  const { auc, variance } = placementMoments(components, bad);
  const standardError = Math.sqrt(variance);
  const reach = normalQuantile((1 + confidence) / 2) * standardError;
  return {
    auc,
    variance,
    standardError,
    interval: [Math.max(0, auc - reach), Math.min(1, auc + reach)],
  };
}

/** By row, the share of the other class that it is ranked rightly against, ties one half; sorts once. */
function placements(scores: Float64Array, bad: BadFlags): Float64Array {
  const n = scores.length;
  const order = argsortDescending(scores);
  let bads = 0;
  for (let i = 0; i < n; i++) bads += bad[i]!;
  const goods = n - bads;
  const components = new Float64Array(n);
  let badsAbove = 0;
  let goodsAbove = 0;
  for (let p = 0; p < n; ) {
    let end = p;
    let badsHere = 0;
    for (; end < n && scores[order[end]!] === scores[order[p]!]; end++) badsHere += bad[order[end]!]!;
    const goodsHere = end - p - badsHere;
    const ofBad = (goods - goodsAbove - goodsHere / 2) / goods;
    const ofGood = (badsAbove + badsHere / 2) / bads;
    for (; p < end; p++) components[order[p]!] = bad[order[p]!] === 1 ? ofBad : ofGood;
    badsAbove += badsHere;
    goodsAbove += goodsHere;
  }
  return components;
}

/** Mean over bads, and S10 / bads + S01 / goods with the sample variances of either class's components. */
function placementMoments(components: Float64Array, bad: BadFlags): { auc: number; variance: number } {
  const counts = [0, 0];
  const sums = [0, 0];
  for (let i = 0; i < components.length; i++) {
    counts[bad[i]!]! += 1;
    sums[bad[i]!]! += components[i]!;
  }
  const means = [sums[0]! / counts[0]!, sums[1]! / counts[1]!];
  const squares = [0, 0];
  for (let i = 0; i < components.length; i++) {
    squares[bad[i]!]! += (components[i]! - means[bad[i]!]!) ** 2;
  }
  const part = (y: 0 | 1): number => squares[y]! / (counts[y]! - 1) / counts[y]!;
  return { auc: means[1]!, variance: part(0) + part(1) };
}
