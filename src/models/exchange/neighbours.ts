import { below } from '../tree/flat-trees.ts';

/** The smallest number above `x`: v <= x and v < above(x) say the same. */
export function above(x: number): number {
  return -below(-x);
}
