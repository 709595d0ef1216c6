/** Rows in the order of their values, by radix. */

/** Digits of 11 bits: six passes cover a double, and a pass's 2,048 counters stay in the first-level cache. */
const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const DIGIT_MASK = DIGITS - 1;
const SIGN = 0x80000000;

/**
 * Puts `rows` (row numbers into `values`) in ascending order of their values; equal values keep their order, -0 equals 0,
 * infinities sort as numbers, NaN must not be among them. O(n) at any distribution: a least-significant-digit radix sort of
 * the 64 bits that skips the digits which all rows share, so that whole numbers cost half of the passes at most.
 * @param rows INOUT
 */
export function sortRowsByValue(values: Float64Array, rows: Uint32Array): void {
  const n = rows.length;
  // Little-endian: word 2i is the low half. Node runs on no big-endian machine that we build for.
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  let low = new Uint32Array(n);
  let high = new Uint32Array(n);
  const counts = Array.from({ length: 6 }, () => new Uint32Array(DIGITS));
  const [c0, c1, c2, c3, c4, c5] = counts as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  for (let p = 0; p < n; p++) {
    const row = rows[p]!;
    let l = words[2 * row]!;
    let h = words[2 * row + 1]!;
    if (l === 0 && h === SIGN >> 0) h = 0;
    // Bits of positive doubles order like the numbers and those of negative ones in reverse: flipping the sign of the
    // former and all bits of the latter makes the unsigned order that of the numbers.
    const negative = h >> 31;
    l = (l ^ negative) >>> 0;
    h = (h ^ (negative | SIGN)) >>> 0;
    low[p] = l;
    high[p] = h;
    c0[l & DIGIT_MASK]!++;
    c1[(l >>> 11) & DIGIT_MASK]!++;
    c2[l >>> 22]!++;
    c3[h & DIGIT_MASK]!++;
    c4[(h >>> 11) & DIGIT_MASK]!++;
    c5[h >>> 22]!++;
  }
  let low2 = new Uint32Array(n);
  let high2 = new Uint32Array(n);
  let from = rows;
  let to = new Uint32Array(n);
  for (let pass = 0; pass < 3; pass++) {
    const next = counts[pass]!;
    if (!startsOfDigits(next, n)) continue;
    scatterLow(low, high, from, pass * DIGIT_BITS, next, low2, high2, to);
    [low, low2] = [low2, low];
    [high, high2] = [high2, high];
    [from, to] = [to, from];
  }
  for (let pass = 0; pass < 3; pass++) {
    const next = counts[3 + pass]!;
    if (!startsOfDigits(next, n)) continue;
    scatterHigh(high, from, pass * DIGIT_BITS, next, high2, to);
    [high, high2] = [high2, high];
    [from, to] = [to, from];
  }
  if (from !== rows) rows.set(from);
}

/** One pass over the low halves, which carries the high ones along. @param next INOUT next position of each digit */
function scatterLow(
  low: Uint32Array,
  high: Uint32Array,
  rows: Uint32Array,
  shift: number,
  next: Uint32Array,
  lowOut: Uint32Array,
  highOut: Uint32Array,
  rowsOut: Uint32Array,
): void {
  for (let p = 0; p < rows.length; p++) {
    const l = low[p]!;
    const at = next[(l >>> shift) & DIGIT_MASK]!++;
    lowOut[at] = l;
    highOut[at] = high[p]!;
    rowsOut[at] = rows[p]!;
  }
}

/** One pass over the high halves; the low ones have done their work. @param next INOUT next position of each digit */
function scatterHigh(
  high: Uint32Array,
  rows: Uint32Array,
  shift: number,
  next: Uint32Array,
  highOut: Uint32Array,
  rowsOut: Uint32Array,
): void {
  for (let p = 0; p < rows.length; p++) {
    const h = high[p]!;
    const at = next[(h >>> shift) & DIGIT_MASK]!++;
    highOut[at] = h;
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
