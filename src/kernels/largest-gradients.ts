/**
 * The gradient of a given rank in size, by counting: the bits of single-precision numbers without their sign order like the
 * sizes, so two counts of 16 bits each find any rank exactly, and counts of parts of the rows simply add up.
 */

/** Counters of one count. */
export const SIZE_CLASSES = 2 ** 16;

const SIZE_BITS = 0x7fffffff;
/** The upper 16 of 31 bits are counted first, then the lower 15 within one class of those. */
const LOWER_BITS = 15;
const LOWER_MASK = 2 ** LOWER_BITS - 1;

/** Bits of the sizes of gradients, in the memory of the gradients. */
export function gradientBits(gradients: Float32Array): Int32Array {
  return new Int32Array(gradients.buffer, gradients.byteOffset, gradients.length);
}

/** The size of a gradient as a whole number that orders like it, from its bits. */
export function sizeOf(bits: number): number {
  return bits & SIZE_BITS;
}

/** Counts rows[from .. to) by the upper bits of their gradients' sizes. @param counts INOUT SIZE_CLASSES */
export function countSizes(
  rows: Uint32Array,
  from: number,
  to: number,
  bits: Int32Array,
  counts: Int32Array,
): void {
  for (let i = from; i < to; i++) counts[(bits[rows[i]!]! & SIZE_BITS) >>> LOWER_BITS]! += 1;
}

/** Counts those of class `upper` by their lower bits. @param counts INOUT SIZE_CLASSES */
export function countWithin(
  rows: Uint32Array,
  from: number,
  to: number,
  bits: Int32Array,
  upper: number,
  counts: Int32Array,
): void {
  for (let i = from; i < to; i++) {
    const size = bits[rows[i]!]! & SIZE_BITS;
    if (size >>> LOWER_BITS === upper) counts[size & LOWER_MASK]! += 1;
  }
}

export interface RankedClass {
  readonly index: number;
  /** Rows in higher classes. */
  readonly above: number;
  /** Rows in it. */
  readonly own: number;
}

/** The class that holds rank `rank` (1: the largest) in the sum of some counts with at least so many rows. */
export function classOfRank(counts: readonly Int32Array[], rank: number): RankedClass {
  let above = 0;
  for (let index = SIZE_CLASSES - 1; ; index--) {
    let own = 0;
    for (const part of counts) own += part[index]!;
    if (above + own >= rank || index === 0) return { index, above, own };
    above += own;
  }
}

/** The size whose upper bits are `upper` and lower bits `lower`, as `sizeOf` gives it. */
export function sizeFrom(upper: number, lower: number): number {
  return upper * 2 ** LOWER_BITS + lower;
}
