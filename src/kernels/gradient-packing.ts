/**
 * Gradients as integers, two in one number: g * 2^26 + h. A sum of such numbers stays below 2^53, so it is exact, and exact
 * sums do not depend on their order: histograms come out the same bytes however the rows are shared among workers. One
 * addition then serves the gradient and the Hessian (after Shi et al., "Quantized training of gradient boosting decision
 * trees", NeurIPS 2022).
 */

import { threefry2x32 } from '../core/index.ts';

/** What a unit of gradient weighs; the Hessian's sum must stay below it. */
export const PACK = 2 ** 26;
const INVERSE_PACK = 2 ** -26;
/** More rows leave too few levels: half the range is kept for rounding, one unit a row at most. */
export const MAX_PACKED_ROWS = 2 ** 25;

/** The gradient part of a packed sum. */
export function packedGradient(sum: number): number {
  return Math.floor(sum * INVERSE_PACK);
}

/** The Hessian part of a packed sum. */
export function packedHessian(sum: number): number {
  return sum - PACK * Math.floor(sum * INVERSE_PACK);
}

/** Units per gradient and per Hessian. */
export interface PackingScales {
  readonly gradient: number;
  readonly hessian: number;
}

/** Keeps rounding of the scale itself from touching the bound. */
const SAFETY = 1 - 1e-9;

/**
 * The finest scales whose sums fit for `nRows` <= MAX_PACKED_ROWS rows with these sums of |g| and h: a row rounds up by
 * less than one unit.
 */
export function packingScales(nRows: number, absGradientSum: number, hessianSum: number): PackingScales {
  const room = SAFETY * (PACK - nRows - 1);
  return {
    gradient: absGradientSum > 0 ? room / absGradientSum : 1,
    hessian: hessianSum > 0 ? room / hessianSum : 1,
  };
}

/** Rows that share a start of the generator: a draw a row by the counter would cost more than packing it. */
const ROWS_PER_DRAW = 64;
/** Roundings take 16 bits each, so they are unbiased to 2^-17 of a unit. */
const SIXTEEN = 1 / 65_536;

/**
 * Packs rows [start, end) (start a multiple of ROWS_PER_DRAW) with stochastic rounding: up with the probability of the
 * fraction, so that sums are unbiased. The Hessian rounds with the complement of the gradient's draw. Every 64 rows start
 * xorshift32 (Marsaglia, J. Statistical Software 8, 2003) anew from the counter, so a draw depends on row and round alone.
 * @param gradients IN @param hessians IN non-negative @param packed OUT
 * @param key0 key1 name the stream of draws; `round` is its second counter, 64 rows the first
 */
export function packGradients(
  gradients: Float32Array,
  hessians: Float32Array,
  start: number,
  end: number,
  scales: PackingScales,
  key0: number,
  key1: number,
  round: number,
  packed: Float64Array,
): void {
  const gradientScale = scales.gradient;
  const hessianScale = scales.hessian;
  const words = new Uint32Array(2);
  for (let i = start; i < end; i += ROWS_PER_DRAW) {
    threefry2x32(key0, key1, i / ROWS_PER_DRAW, round, words);
    const last = Math.min(end, i + ROWS_PER_DRAW);
    // 0 is the one state that it would never leave.
    let state = words[0]! || 1;
    for (let row = i; row < last; row++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      const u = (state & 0xffff) * SIXTEEN;
      const g = Math.floor(gradients[row]! * gradientScale + u);
      const h = Math.floor(hessians[row]! * hessianScale + (1 - SIXTEEN - u));
      packed[row] = g * PACK + h;
    }
  }
}
