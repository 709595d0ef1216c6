/** The best threshold of a numeric feature: one pass over its bins. */

import { PACK } from './gradient-packing.ts';
import {
  clampTo,
  leafScore,
  leafValue,
  type SplitCandidate,
  type SplitRules,
  scoreOfValue,
  type ValueRange,
} from './split.ts';

const INVERSE_PACK = 1 / PACK;

/**
 * Tries every threshold of one numeric feature, missing values to the right and, where there are any, to the left; writes
 * a split that gains more than `best` into it. Equal gains keep the earlier: `best` first, then the lower bin, then
 * missing to the right.
 * @param histogram IN packed sums; the feature's bins start at `at`, value bins 0 .. nBins - 1, then missing
 * @param total packed sum of the leaf
 * @param best INOUT
 */
export function splitNumeric(
  feature: number,
  histogram: Float64Array,
  at: number,
  nBins: number,
  total: number,
  rules: SplitRules,
  best: SplitCandidate,
): void {
  const { gradientUnit, hessianUnit, lambda, alpha, minChildWeight } = rules;
  const totalG = Math.floor(total * INVERSE_PACK);
  const totalH = total - PACK * totalG;
  const parent = leafScore(totalG * gradientUnit, totalH * hessianUnit, lambda, alpha);
  const missing = histogram[at + nBins]!;
  let gain = best.gain;
  let bin = -1;
  let missingLeft = false;
  let left = 0;
  for (let direction = 0; direction < (missing === 0 ? 1 : 2); direction++) {
    let sum = direction === 0 ? 0 : missing;
    // With missing values on the right, all values on the left is a split too.
    const bins = missing !== 0 && direction === 0 ? nBins : nBins - 1;
    for (let b = 0; b < bins; b++) {
      const own = histogram[at + b]!;
      if (own === 0) continue;
      sum += own;
      const leftG = Math.floor(sum * INVERSE_PACK);
      const leftH = sum - PACK * leftG;
      const rightH = (totalH - leftH) * hessianUnit;
      const weight = leftH * hessianUnit;
      if (weight < minChildWeight) continue;
      if (rightH < minChildWeight) break;
      const found =
        leafScore(leftG * gradientUnit, weight, lambda, alpha) +
        leafScore((totalG - leftG) * gradientUnit, rightH, lambda, alpha) -
        parent;
      if (found > gain) {
        gain = found;
        bin = b;
        missingLeft = direction === 1;
        left = sum;
      }
    }
  }
  if (bin < 0) return;
  best.gain = gain;
  best.feature = feature;
  best.bin = bin;
  best.missingLeft = missingLeft;
  best.left = left;
}

/**
 * The same under constraints: children take the best values within `range`, and where `trend` is 1 (-1) a split whose
 * right child is lower (higher) than its left is refused. Parting all values from the missing ones is always allowed.
 * @param trend 1 the margin must not fall with the feature, -1 must not rise, 0 free
 */
export function splitNumericWithin(
  feature: number,
  histogram: Float64Array,
  at: number,
  nBins: number,
  total: number,
  rules: SplitRules,
  range: ValueRange,
  trend: number,
  best: SplitCandidate,
): void {
  const { gradientUnit, hessianUnit, lambda, alpha, minChildWeight } = rules;
  const totalG = Math.floor(total * INVERSE_PACK);
  const totalH = total - PACK * totalG;
  const boundedValue = (g: number, h: number): number => clampTo(range, leafValue(g, h, lambda, alpha));
  const parent = scoreOfValue(
    boundedValue(totalG * gradientUnit, totalH * hessianUnit),
    totalG * gradientUnit,
    totalH * hessianUnit,
    lambda,
    alpha,
  );
  const missing = histogram[at + nBins]!;
  for (let direction = 0; direction < (missing === 0 ? 1 : 2); direction++) {
    let sum = direction === 0 ? 0 : missing;
    const bins = missing !== 0 && direction === 0 ? nBins : nBins - 1;
    for (let b = 0; b < bins; b++) {
      const own = histogram[at + b]!;
      if (own === 0) continue;
      sum += own;
      const units = Math.floor(sum * INVERSE_PACK);
      const leftG = units * gradientUnit;
      const leftH = (sum - PACK * units) * hessianUnit;
      const rightG = (totalG - units) * gradientUnit;
      const rightH = totalH * hessianUnit - leftH;
      if (leftH < minChildWeight || rightH < minChildWeight) continue;
      const leftValue = boundedValue(leftG, leftH);
      const rightValue = boundedValue(rightG, rightH);
      if (b < nBins - 1 && trend * (rightValue - leftValue) < 0) continue;
      const found =
        scoreOfValue(leftValue, leftG, leftH, lambda, alpha) +
        scoreOfValue(rightValue, rightG, rightH, lambda, alpha) -
        parent;
      if (found <= best.gain) continue;
      best.gain = found;
      best.feature = feature;
      best.bin = b;
      best.missingLeft = direction === 1;
      best.left = sum;
      best.leftValue = leftValue;
      best.rightValue = rightValue;
    }
  }
}
