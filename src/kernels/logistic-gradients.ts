/** Gradients of the logistic loss, and the exact sums that leaves and stopping rules need. */

import { exp } from './exp.ts';

/**
 * Gradient and Hessian of the log loss in the margin for rows [start, end): g = w (p - y), h = w p (1 - p).
 * @param margins IN log-odds of bad @param bad IN 1 for bad @param badWeight weight w of a bad row; a good row has 1
 * @param gradients OUT @param hessians OUT
 */
export function logisticGradients(
  margins: Float64Array,
  bad: Uint8Array,
  badWeight: number,
  start: number,
  end: number,
  gradients: Float32Array,
  hessians: Float32Array,
): void {
  for (let i = start; i < end; i++) {
    const p = 1 / (1 + exp(-margins[i]!));
    const y = bad[i]!;
    const w = y ? badWeight : 1;
    gradients[i] = w * (p - y);
    hessians[i] = w * p * (1 - p);
  }
}

/** Multiplies the gradients and Hessians of rows [start, end) by what the rows count for. @param gradients INOUT @param hessians INOUT */
export function weighGradients(
  rowWeights: Float64Array,
  start: number,
  end: number,
  gradients: Float32Array,
  hessians: Float32Array,
): void {
  for (let i = start; i < end; i++) {
    const weight = rowWeights[i]!;
    gradients[i]! *= weight;
    hessians[i]! *= weight;
  }
}

/** Sums |g|, h and g over rows[from .. to) into out[at], out[at + 1], out[at + 2]. @param out OUT */
export function sumGradients(
  rows: Uint32Array,
  from: number,
  to: number,
  gradients: Float32Array,
  hessians: Float32Array,
  out: Float64Array,
  at: number,
): void {
  let absolute = 0;
  let hessian = 0;
  let gradient = 0;
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    const g = gradients[row]!;
    absolute += Math.abs(g);
    gradient += g;
    hessian += hessians[row]!;
  }
  out[at] = absolute;
  out[at + 1] = hessian;
  out[at + 2] = gradient;
}

/** Sum of the log loss over rows[from .. to), a bad row weighing `badWeight`. */
export function logLoss(
  rows: Uint32Array,
  from: number,
  to: number,
  margins: Float64Array,
  bad: Uint8Array,
  badWeight: number,
): number {
  let sum = 0;
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    const m = margins[row]!;
    const y = bad[row]!;
    // log(1 + exp(m)) - y m, written so that large |m| loses nothing.
    sum += (y ? badWeight : 1) * (Math.log1p(Math.exp(-Math.abs(m))) + Math.max(m, 0) - y * m);
  }
  return sum;
}

/** The same with each row as often as it counts. @param rowWeights IN by row, finite and >= 0 */
export function weightedLogLoss(
  rows: Uint32Array,
  from: number,
  to: number,
  margins: Float64Array,
  bad: Uint8Array,
  badWeight: number,
  rowWeights: Float64Array,
): number {
  let sum = 0;
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    const m = margins[row]!;
    const y = bad[row]!;
    const loss = Math.log1p(Math.exp(-Math.abs(m))) + Math.max(m, 0) - y * m;
    sum += rowWeights[row]! * (y ? badWeight : 1) * loss;
  }
  return sum;
}

/** margins[row] += step for rows[from .. to). @param margins INOUT */
export function addStep(
  rows: Uint32Array,
  from: number,
  to: number,
  step: number,
  margins: Float64Array,
): void {
  for (let i = from; i < to; i++) margins[rows[i]!]! += step;
}
