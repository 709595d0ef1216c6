import { multiplyTransposed } from './dense.ts';

/** Rows handled at once: a block of a few hundred columns stays in the caches. */
const BLOCK = 512;

/**
 * Sums over all rows of products of two columns, of columns [from, to) with columns [from, p): the part of X'X on and right
 * of the diagonal, in strips that workers can share out. Each sum runs over the rows in order, whatever the strip.
 * @param columns IN p columns of one length without missing values
 * @param out OUT (to - from) x (p - from), row-major
 */
export function crossProducts(
  columns: readonly Float64Array[],
  from: number,
  to: number,
  out: Float64Array,
): void {
  const width = columns.length - from;
  const rows = columns[from]?.length ?? 0;
  const packed = new Float64Array(width * BLOCK);
  const block = new Float64Array(out.length);
  out.fill(0);
  for (let start = 0; start < rows; start += BLOCK) {
    const n = Math.min(BLOCK, rows - start);
    packBlock(columns, from, start, n, packed);
    // The strip's own columns are the first of those that it meets.
    multiplyTransposed(packed, packed, to - from, width, n, block);
    for (let i = 0; i < out.length; i++) out[i]! += block[i]!;
  }
}

/** Rows [start, start + n) of columns [from, p), one column after the other. @param out OUT */
export function packBlock(
  columns: readonly Float64Array[],
  from: number,
  start: number,
  n: number,
  out: Float64Array,
): void {
  for (let j = from; j < columns.length; j++) {
    out.set(columns[j]!.subarray(start, start + n), (j - from) * n);
  }
}
