/**
 * Dual coordinate descent for linear support vector machines (Hsieh, Chang, Lin, Keerthi, Sundararajan, "A dual coordinate
 * descent method for large-scale linear SVM", ICML 2008, algorithms 1 and 3): the hot loop of `models/svm`.
 *
 *   hinge          min 1/2 w'w + sum_i C_i max(0, 1 - y_i w'x_i)       dual: 0 <= alpha_i <= C_i
 *   squared hinge  min 1/2 w'w + sum_i C_i max(0, 1 - y_i w'x_i)^2     dual: 0 <= alpha_i, 1 / (2 C_i) on the diagonal
 *
 * The last coefficient is the intercept: the weight of an entry that is 1 in every row and not stored.
 */

import { threefry2x32 } from '../core/index.ts';

export interface DescentProblem {
  /** IN: all rows, row-major, `width` entries each. */
  readonly x: Float64Array | Float32Array;
  readonly width: number;
  /** IN: 1 = bad, the class of positive decisions. */
  readonly bad: Uint8Array;
  /** IN: the rows to learn from. */
  readonly rows: Uint32Array;
  readonly loss: 'hinge' | 'squaredHinge';
  /** C of a good and of a bad row. */
  readonly goodCost: number;
  readonly badCost: number;
}

/** Where the descent stands; passing it on starts the next cost from here. */
export interface DescentState {
  /** INOUT: width + 1 weights, always sum_i alpha_i y_i (x_i, 1). */
  readonly weights: Float64Array;
  /** INOUT: one dual variable per entry of `rows`. */
  readonly alpha: Float64Array;
}

export interface DescentStop {
  /** Stop when the projected gradients of a whole pass lie within so much of each other. */
  readonly tolerance: number;
  readonly maxPasses: number;
  /** Name the draws of the order of rows. */
  readonly key0: number;
  readonly key1: number;
}

/** Descends until the stopping rule holds for all rows; returns the passes taken and whether it held. */
export function descendDual(
  { x, width, bad, rows, loss, goodCost, badCost }: DescentProblem,
  { weights, alpha }: DescentState,
  { tolerance, maxPasses, key0, key1 }: DescentStop,
): { passes: number; converged: boolean } {
  const n = rows.length;
  const norms = new Float64Array(n);
  for (let k = 0; k < n; k++) norms[k] = 1 + squaredNorm(x, rows[k]! * width, width);
  const order = Uint32Array.from(rows.keys());
  const block = new Uint32Array(2);
  const squared = loss === 'squaredHinge';
  let active = n;
  // Largest and smallest projected gradient of the pass before: bounds beyond which a variable at its bound is set aside.
  let oldHigh = Number.POSITIVE_INFINITY;
  let oldLow = Number.NEGATIVE_INFINITY;
  for (let pass = 1; pass <= maxPasses; pass++) {
    let high = Number.NEGATIVE_INFINITY;
    let low = Number.POSITIVE_INFINITY;
    for (let s = 0; s < active; s++) {
      threefry2x32(key0, key1, s, pass, block);
      const other = s + (block[0]! % (active - s));
      const k = order[other]!;
      order[other] = order[s]!;
      order[s] = k;
      const row = rows[k]!;
      const at = row * width;
      const isBad = bad[row]!;
      const y = isBad ? 1 : -1;
      const cost = isBad ? badCost : goodCost;
      const diagonal = squared ? 1 / (2 * cost) : 0;
      const upper = squared ? Number.POSITIVE_INFINITY : cost;
      const a = alpha[k]!;
      const gradient = y * decision(x, at, width, weights) - 1 + diagonal * a;
      let projected = gradient;
      if (a === 0) {
        if (gradient > oldHigh) {
          active -= 1;
          swap(order, s, active);
          s -= 1;
          continue;
        }
        if (gradient > 0) projected = 0;
      } else if (a === upper) {
        if (gradient < oldLow) {
          active -= 1;
          swap(order, s, active);
          s -= 1;
          continue;
        }
        if (gradient < 0) projected = 0;
      }
      if (projected > high) high = projected;
      if (projected < low) low = projected;
      if (projected === 0) continue;
      const next = Math.min(upper, Math.max(0, a - gradient / (norms[k]! + diagonal)));
      alpha[k] = next;
      addRow(x, at, width, (next - a) * y, weights);
    }
    if (high - low <= tolerance) {
      if (active === n) return { passes: pass, converged: true };
      // Those set aside may have changed their mind: one more look at all of them.
      active = n;
      oldHigh = Number.POSITIVE_INFINITY;
      oldLow = Number.NEGATIVE_INFINITY;
      continue;
    }
    oldHigh = high > 0 ? high : Number.POSITIVE_INFINITY;
    oldLow = low < 0 ? low : Number.NEGATIVE_INFINITY;
  }
  return { passes: maxPasses, converged: false };
}

function swap(order: Uint32Array, i: number, j: number): void {
  const kept = order[i]!;
  order[i] = order[j]!;
  order[j] = kept;
}

/** w'x of the row that starts at x[at], the intercept included; summed in four interleaved parts. */
export function decision(
  x: Float64Array | Float32Array,
  at: number,
  width: number,
  weights: Float64Array,
): number {
  let s0 = weights[width]!;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let j = 0;
  for (; j + 3 < width; j += 4) {
    s0 += weights[j]! * x[at + j]!;
    s1 += weights[j + 1]! * x[at + j + 1]!;
    s2 += weights[j + 2]! * x[at + j + 2]!;
    s3 += weights[j + 3]! * x[at + j + 3]!;
  }
  for (; j < width; j++) s0 += weights[j]! * x[at + j]!;
  return s0 + s1 + (s2 + s3);
}

function squaredNorm(x: Float64Array | Float32Array, at: number, width: number): number {
  let sum = 0;
  for (let j = 0; j < width; j++) sum += x[at + j]! * x[at + j]!;
  return sum;
}

function addRow(
  x: Float64Array | Float32Array,
  at: number,
  width: number,
  step: number,
  weights: Float64Array,
): void {
  for (let j = 0; j < width; j++) weights[j]! += step * x[at + j]!;
  weights[width]! += step;
}
