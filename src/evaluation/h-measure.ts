/**
 * The H-measure: how much of the loss that is avoidable a ranking avoids, averaged over what a mistake may cost with weights that
 * do not depend on the model, as those implied by the AUC do. D. Hand, "Measuring classifier performance: a coherent alternative
 * to the area under the ROC curve", Machine Learning 77 (2009), pp. 103-123.
 */

import { fail } from '../core/index.ts';
import { lowerBeta } from '../kernels/incomplete-beta.ts';
import { type BadFlags, checkLabelled, type EvaluationPlace, UNNAMED_PLACE } from './labelled.ts';
import { orderRows } from './ranked.ts';

/** Beta distribution of c: turning a good away costs c, accepting a bad 1 - c. */
export interface CostWeights {
  readonly alpha: number;
  readonly beta: number;
}

/** The weights of Hand (2009): symmetric about equal costs, whatever the bad rate. */
export const HAND_2009_WEIGHTS: CostWeights = { alpha: 2, beta: 2 };

/**
 * The default since D. Hand and C. Anagnostopoulos, "A better Beta for the H measure of classification performance", Pattern
 * Recognition Letters 40 (2014), pp. 41-46: mode at the bad rate, where the rarer class costs more, and one for all models.
 */
export function defaultCostWeights(badRate: number): CostWeights {
  return { alpha: 1 + badRate, beta: 2 - badRate };
}

/**
 * H in [0, 1] of any scores, higher = riskier: 1 perfect, 0 no better than one answer for all. A ranking upside down gets no less
 * than 0, since the best use of it is none. @throws PARUS_CONFIG_INVALID for weights that are not positive, and the errors of
 * `evaluateRanking`
 */
export function hMeasure(
  scores: Float64Array,
  bad: BadFlags,
  weights?: CostWeights,
  place: EvaluationPlace = UNNAMED_PLACE,
): number {
  checkLabelled(scores, bad, place, false);
  const hull = convexHull(scores, bad);
  const { bads, goods } = hull.at(-1)!;
  const badRate = bads / (bads + goods);
  const { alpha, beta } = weights ?? defaultCostWeights(badRate);
  if (!(alpha > 0 && beta > 0 && Number.isFinite(alpha + beta))) {
    const problem = `weights are Beta(${alpha}, ${beta}); expected two positive numbers`;
    throw fail('PARUS_CONFIG_INVALID', { path: 'H-measure options', problem });
  }
  // Integrals of c w(c) and (1 - c) w(c) below x, w the density of the weights.
  const costBelow = (x: number): number => (alpha / (alpha + beta)) * lowerBeta(x, alpha + 1, beta);
  const restBelow = (x: number): number => (beta / (alpha + beta)) * lowerBeta(x, alpha, beta + 1);
  const wholeRest = beta / (alpha + beta);

  // Without a model: turn all away where that is the cheaper (c below the bad rate), else accept all.
  const worst = (1 - badRate) * costBelow(badRate) + badRate * (wholeRest - restBelow(badRate));
  let loss = 0;
  let upper = 1;
  for (let i = 0; i < hull.length; i++) {
    const at = hull[i]!;
    const next = hull[i + 1];
    // Vertex i is the cheapest threshold for costs from where the next one takes over up to `upper`.
    const lower = next ? (next.bads - at.bads) / (next.bads - at.bads + next.goods - at.goods) : 0;
    loss += (1 - badRate) * (at.goods / goods) * (costBelow(upper) - costBelow(lower));
    loss += badRate * (1 - at.bads / bads) * (restBelow(upper) - restBelow(lower));
    upper = lower;
  }
  return Math.min(1, Math.max(0, 1 - loss / worst));
}

/** Bads and goods above a threshold. */
interface RocPoint {
  readonly bads: number;
  readonly goods: number;
}

/** Upper convex hull of the ROC curve from (0, 0) to (all, all), by whole counts, so that no rounding bends it. */
function convexHull(scores: Float64Array, bad: BadFlags): readonly RocPoint[] {
  const { pd, bad: flags } = orderRows(scores, bad);
  const hull: RocPoint[] = [{ bads: 0, goods: 0 }];
  let bads = 0;
  let goods = 0;
  for (let p = 0; p < pd.length; p++) {
    bads += flags[p]!;
    goods += 1 - flags[p]!;
    if (p + 1 < pd.length && pd[p + 1] === pd[p]) continue;
    const point = { bads, goods };
    while (hull.length > 1 && !isAbove(hull.at(-2)!, hull.at(-1)!, point)) hull.pop();
    hull.push(point);
  }
  return hull;
}

/** True where `b` lies strictly above the line from `a` to `c`. */
function isAbove(a: RocPoint, b: RocPoint, c: RocPoint): boolean {
  return (b.bads - a.bads) * (c.goods - a.goods) > (c.bads - a.bads) * (b.goods - a.goods);
}
