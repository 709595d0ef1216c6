/** The best parting of a feature's categories: ordered by gradient, then cut like numbers. */

import { PACK, packedGradient, packedHessian } from './gradient-packing.ts';
import { leafScore, type SplitCandidate, type SplitRules } from './split.ts';

/**
 * Orders the categories of a leaf by their smoothed average gradient and tries every cut of that order, which contains
 * the best of all partings of unsmoothed categories (Fisher, JASA 1958). Missing is a category like any other.
 * @param nBins bins of the feature, missing included @param best INOUT; `order` lists the bins present
 */
export function splitCategory(
  feature: number,
  histogram: Float64Array,
  at: number,
  nBins: number,
  total: number,
  rules: SplitRules,
  best: SplitCandidate,
): void {
  const { gradientUnit, hessianUnit, alpha, minChildWeight, categorySmoothing } = rules;
  const lambda = rules.lambda + rules.categoryLambda;
  const smoothing = categorySmoothing / hessianUnit;
  const present: number[] = [];
  const rank = new Float64Array(nBins);
  for (let b = 0; b < nBins; b++) {
    const sum = histogram[at + b]!;
    if (sum === 0) continue;
    present.push(b);
    rank[b] = packedGradient(sum) / (packedHessian(sum) + smoothing || 1);
  }
  present.sort((a, b) => rank[a]! - rank[b]! || a - b);
  const totalG = packedGradient(total);
  const totalH = packedHessian(total);
  const parent = leafScore(totalG * gradientUnit, totalH * hessianUnit, rules.lambda, alpha);
  let sum = 0;
  let cut = 0;
  for (let k = 0; k < present.length - 1; k++) {
    sum += histogram[at + present[k]!]!;
    const leftG = Math.floor(sum / PACK);
    const leftH = sum - PACK * leftG;
    const weight = leftH * hessianUnit;
    const rightH = (totalH - leftH) * hessianUnit;
    if (weight < minChildWeight || rightH < minChildWeight) continue;
    const gain =
      leafScore(leftG * gradientUnit, weight, lambda, alpha) +
      leafScore((totalG - leftG) * gradientUnit, rightH, lambda, alpha) -
      parent;
    if (gain <= best.gain) continue;
    best.gain = gain;
    best.feature = feature;
    best.bin = k + 1;
    best.left = sum;
    cut = k + 1;
  }
  if (cut === 0) return;
  best.nPresent = present.length;
  best.order.set(present);
  best.missingLeft = present.indexOf(nBins - 1) >= 0 && present.indexOf(nBins - 1) < cut;
}
