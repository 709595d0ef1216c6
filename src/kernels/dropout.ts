import { threefry2x32 } from '../core/index.ts';

/** A block of the generator gives four draws of 16 bits: shares are met to 1/65,536. */
const DRAW_VALUES = 65_536;

/**
 * Sets values[0 .. n) to 0 with probability `share` and multiplies the others by 1 / (1 - share), so that their mean stays;
 * writes the factors to `mask`, for the gradients. Draw i is a function of (key0, key1, i, counter) alone.
 * @param values INOUT @param mask OUT n @param share in [0, 1)
 */
export function dropOut(
  values: Float64Array,
  n: number,
  share: number,
  key0: number,
  key1: number,
  counter: number,
  mask: Float64Array,
): void {
  const block = new Uint32Array(2);
  const least = Math.round(share * DRAW_VALUES);
  const kept = DRAW_VALUES / (DRAW_VALUES - least);
  for (let i = 0; i < n; i += 4) {
    threefry2x32(key0, key1, i, counter, block);
    const low = block[0]!;
    const high = block[1]!;
    mask[i] = (low & 0xffff) < least ? 0 : kept;
    if (i + 1 < n) mask[i + 1] = low >>> 16 < least ? 0 : kept;
    if (i + 2 < n) mask[i + 2] = (high & 0xffff) < least ? 0 : kept;
    if (i + 3 < n) mask[i + 3] = high >>> 16 < least ? 0 : kept;
  }
  for (let i = 0; i < n; i++) values[i]! *= mask[i]!;
}
