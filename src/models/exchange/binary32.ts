import { above } from './neighbours.ts';

/** The largest 32-bit number below the 32-bit number `x`, if their exponents had no end. */
function below32(x: number): number {
  if (x === 0) return -(2 ** -149);
  const bits = new Int32Array(1);
  const value = new Float32Array(bits.buffer);
  value[0] = x;
  bits[0]! += x > 0 ? -1 : 1;
  return Number.isFinite(value[0]) ? value[0]! : -(2 ** 128);
}

/**
 * The 64-bit threshold t with v < t exactly where fround(v) < `threshold`, for systems that round their data to 32 bits before
 * they compare. Rounding is to nearest, ties to even: below the midpoint of the threshold and its lower neighbour a number
 * rounds down, and at the midpoint itself to whichever of the two is even.
 */
export function threshold64(threshold: number): number {
  const middle = (below32(threshold) + threshold) / 2;
  return Math.fround(middle) < threshold ? above(middle) : middle;
}
