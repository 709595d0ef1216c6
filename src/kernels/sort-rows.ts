/** Rows in the order of their values, by radix. */

/** Digits of 11 bits: three passes cover half a double, and a pass's 2,048 counters stay in the first-level cache. */
const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const DIGIT_MASK = DIGITS - 1;
const SIGN = 0x80000000;

/** Up to so many rows insertion is quicker than clearing the counters. OWN: measured, flat around it. */
const INSERTION_ROWS = 48;

/**
 * Puts `rows` (row numbers into `values`) in ascending order of their values; equal values keep their order, -0 equals 0,
 * infinities sort as numbers, NaN must not be among them. O(n) at any distribution: a least-significant-digit radix sort of
 * the upper halves of the doubles, then one of the lower halves within each run of equal upper ones, which are few and
 * short unless the numbers are very alike.
 * @param rows INOUT
 */
export function sortRowsByValue(values: Float64Array, rows: Uint32Array): void {
  const n = rows.length;
  if (n === 0) return;
  // Little-endian: word 2i is the low half. Node runs on no big-endian machine that we build for.
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  const keys = new Uint32Array(n);
  const counts = newCounts();
  const [c0, c1, c2] = counts;
  const firstLow = words[2 * rows[0]!]!;
  let lowsDiffer = 0;
  for (let p = 0; p < n; p++) {
    const row = rows[p]!;
    const l = words[2 * row]!;
    let h = words[2 * row + 1]!;
    if (l === 0 && h === SIGN >> 0) h = 0;
    lowsDiffer |= l ^ firstLow;
    // Bits of positive doubles order like the numbers and those of negative ones in reverse: flipping the sign of the
    // former and all bits of the latter makes the unsigned order that of the numbers.
    h = (h ^ ((h >> 31) | SIGN)) >>> 0;
    keys[p] = h;
    c0[h & DIGIT_MASK]!++;
    c1[(h >>> 11) & DIGIT_MASK]!++;
    c2[h >>> 22]!++;
  }
  const upper = sortByKeys(keys, rows, counts);
  if (lowsDiffer === 0) return;
  for (let start = 0; start < n; ) {
    let end = start + 1;
    while (end < n && upper[end] === upper[start]) end += 1;
    if (end - start > 1) sortRun(values, words, rows.subarray(start, end));
    start = end;
  }
}

/** Sorts rows whose values have the same upper half. @param rows INOUT */
function sortRun(values: Float64Array, words: Int32Array, rows: Uint32Array): void {
  if (rows.length <= INSERTION_ROWS) {
    for (let p = 1; p < rows.length; p++) {
      const row = rows[p]!;
      const value = values[row]!;
      let at = p;
      for (; at > 0 && values[rows[at - 1]!]! > value; at--) rows[at] = rows[at - 1]!;
      rows[at] = row;
    }
    return;
  }
  const keys = new Uint32Array(rows.length);
  const counts = newCounts();
  const [c0, c1, c2] = counts;
  for (let p = 0; p < rows.length; p++) {
    const row = rows[p]!;
    // -0, whose upper half has become that of 0, has the lower half of 0 already.
    const l = (words[2 * row]! ^ (words[2 * row + 1]! >> 31 && values[row] !== 0 ? -1 : 0)) >>> 0;
    keys[p] = l;
    c0[l & DIGIT_MASK]!++;
    c1[(l >>> 11) & DIGIT_MASK]!++;
    c2[l >>> 22]!++;
  }
  sortByKeys(keys, rows, counts);
}

type Counts = readonly [Uint32Array, Uint32Array, Uint32Array];

function newCounts(): Counts {
  return [new Uint32Array(DIGITS), new Uint32Array(DIGITS), new Uint32Array(DIGITS)];
}

/** Sorts rows by 32-bit keys, skipping digits that all share. @param rows INOUT @param counts INOUT; gives the sorted keys */
function sortByKeys(keys: Uint32Array, rows: Uint32Array, counts: Counts): Uint32Array {
  let [key, keyOut]: [Uint32Array, Uint32Array] = [keys, new Uint32Array(keys.length)];
  let [row, rowOut]: [Uint32Array, Uint32Array] = [rows, new Uint32Array(keys.length)];
  for (const [pass, next] of counts.entries()) {
    if (!startsOfDigits(next, keys.length)) continue;
    scatter(key, row, pass * DIGIT_BITS, next, keyOut, rowOut);
    [key, keyOut] = [keyOut, key];
    [row, rowOut] = [rowOut, row];
  }
  if (row !== rows) rows.set(row);
  return key;
}

/** One pass of the sort. @param next INOUT next position of each digit @param keysOut OUT @param rowsOut OUT */
function scatter(
  keys: Uint32Array,
  rows: Uint32Array,
  shift: number,
  next: Uint32Array,
  keysOut: Uint32Array,
  rowsOut: Uint32Array,
): void {
  for (let p = 0; p < rows.length; p++) {
    const key = keys[p]!;
    const at = next[(key >>> shift) & DIGIT_MASK]!++;
    keysOut[at] = key;
    rowsOut[at] = rows[p]!;
  }
}

/** Turns counts per digit into the first position of each (INOUT); false when all `n` rows share one digit. */
function startsOfDigits(counts: Uint32Array, n: number): boolean {
  let start = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = counts[digit]!;
    if (count === n) return false;
    counts[digit] = start;
    start += count;
  }
  return true;
}
