/** The best parting of a feature's categories: ordered by gradient, then cut like numbers. */

import { PACK, packedGradient, packedHessian } from './gradient-packing.ts';
import { leafScore, type SplitCandidate, type SplitRules } from './split.ts';

/**
 * Orders the categories of a leaf by their smoothed average gradient and tries every cut of that order, which contains
 * the best of all partings of unsmoothed categories (Fisher, JASA 1958). Missing is a category like any other. Categories of
 * few rows order by noise: they stay together on the right, and the cuts are tried from both ends of the others.
 * @param nBins bins of the feature, missing included @param nRows rows of the leaf
 * @param best INOUT; `order` lists the bins present
 */
export function splitCategory(
  feature: number,
  histogram: Float64Array,
  at: number,
  nBins: number,
  total: number,
  nRows: number,
  rules: SplitRules,
  best: SplitCandidate,
): void {
  const { gradientUnit, hessianUnit, hessianOfGradient, alpha, minChildWeight } = rules;
  const lambda = rules.lambda + rules.categoryLambda;
  const smoothing = rules.categorySmoothing / hessianUnit;
  const scoreOf = (g: number, h: number, penalty: number): number =>
    leafScore(g * gradientUnit, (h + hessianOfGradient * g) * hessianUnit, penalty, alpha);
  const totalG = packedGradient(total);
  const totalH = packedHessian(total);
  // Hessian stands in for rows.
  const support = (rules.categorySupport * totalH) / nRows;
  const ordered: number[] = [];
  const rare: number[] = [];
  const rank = new Float64Array(nBins);
  for (let b = 0; b < nBins; b++) {
    const sum = histogram[at + b]!;
    if (sum === 0) continue;
    const weight = packedHessian(sum);
    if (weight < support) rare.push(b);
    else ordered.push(b);
    rank[b] = packedGradient(sum) / (weight + smoothing || 1);
  }
  ordered.sort((a, b) => rank[a]! - rank[b]! || a - b);
  const parent = scoreOf(totalG, totalH, rules.lambda);

  for (const order of rare.length > 0 ? [ordered, ordered.toReversed()] : [ordered]) {
    const cuts = rare.length > 0 ? order.length : order.length - 1;
    let sum = 0;
    let cut = 0;
    for (let k = 0; k < cuts; k++) {
      sum += histogram[at + order[k]!]!;
      const leftG = Math.floor(sum / PACK);
      const leftH = sum - PACK * leftG;
      const weight = leftH * hessianUnit;
      const rightH = (totalH - leftH) * hessianUnit;
      if (weight < minChildWeight || rightH < minChildWeight) continue;
      const gain = scoreOf(leftG, leftH, lambda) + scoreOf(totalG - leftG, totalH - leftH, lambda) - parent;
      if (gain <= best.gain) continue;
      best.gain = gain;
      best.feature = feature;
      best.bin = k + 1;
      best.left = sum;
      cut = k + 1;
    }
    if (cut === 0) continue;
    best.nPresent = order.length + rare.length;
    best.order.set(order);
    best.order.set(rare, order.length);
    best.missingLeft = order.slice(0, cut).includes(nBins - 1);
  }
}
