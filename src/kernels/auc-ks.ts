/**
 * AUC and KS of very many rows, and nothing else: half a second for ten million. The sort of `ranking.ts` moves twelve
 * bytes a row through six passes; here the leading 32 bits of a score, after the bits that all scores share, go through
 * three, with the outcome beside them, and full scores are looked up only where those 32 bits tie.
 */

import { argsortDescending } from './ranking.ts';

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const DIGIT_MASK = DIGITS - 1;
const PASSES = 3;
const SIGN_WORD = 0x80000000;

/** Tied prefixes up to this many rows are put right by insertion; beyond, by the full sort, so that no scores are slow. */
const INSERTION_ROWS = 32;

/** Area under the ROC curve by mid-ranks and the two-sided Kolmogorov-Smirnov distance, both in [0, 1]. */
export interface AucKs {
  readonly auc: number;
  readonly ks: number;
  readonly rows: number;
  readonly bads: number;
}

/**
 * AUC (ties count one half) and KS of any scores, higher = riskier; infinities rank as numbers, -0 equals 0, NaN must have been
 * refused before. Both are NaN when a class is absent. IN: `scores` and `bad` (0/1) of equal length, below 2^31 rows.
 */
export function aucAndKs(scores: Float64Array, bad: Uint8Array | Int32Array): AucKs {
  const rows = scores.length;
  let bads = 0;
  for (let i = 0; i < rows; i++) bads += bad[i]!;
  const goods = rows - bads;
  if (bads === 0 || goods === 0) return { auc: Number.NaN, ks: Number.NaN, rows, bads };
  const { pairs, gap } = sweepPairs(sortByPrefix(scores, bad), scores, bads, goods);
  return { auc: pairs / (bads * goods), ks: gap / (bads * goods), rows, bads };
}

/**
 * Pairs of words [prefix, 2 row + bad], by ascending prefix, which is by descending score; rows of one prefix keep their order.
 *
 *   key of a score (64 bits, order reversed) - least key  =  0000 | pppp...p | dropped bits
 *                                                   shared bits ^   32 bits
 */
function sortByPrefix(scores: Float64Array, bad: Uint8Array | Int32Array): Uint32Array {
  const n = scores.length;
  // Little-endian, as in `argsortDescending`.
  const words = new Uint32Array(scores.buffer, scores.byteOffset, 2 * n);
  const { leastLow, leastHigh, shift } = keyRange(scores);
  let from = new Uint32Array(2 * n);
  let to = new Uint32Array(2 * n);
  const counts = [new Uint32Array(DIGITS), new Uint32Array(DIGITS), new Uint32Array(DIGITS)] as const;
  const [c0, c1, c2] = counts;
  for (let i = 0; i < n; i++) {
    let l = words[2 * i]!;
    let h = words[2 * i + 1]!;
    if (l === 0 && h === SIGN_WORD) h = 0;
    // The same flip as in `argsortDescending`: unsigned order becomes the descending order of the numbers.
    const flip = ~(h >> 31);
    l = (l ^ flip) >>> 0;
    h = (h ^ (flip & 0x7fffffff)) >>> 0;
    const borrow = l < leastLow ? 1 : 0;
    l = (l - leastLow) >>> 0;
    h = (h - leastHigh - borrow) >>> 0;
    const prefix = shift === 0 ? l : shift === 32 ? h : ((l >>> shift) | (h << (32 - shift))) >>> 0;
    from[2 * i] = prefix;
    from[2 * i + 1] = (i << 1) | bad[i]!;
    c0[prefix & DIGIT_MASK]!++;
    c1[(prefix >>> DIGIT_BITS) & DIGIT_MASK]!++;
    c2[prefix >>> (2 * DIGIT_BITS)]!++;
  }
  for (let pass = 0; pass < PASSES; pass++) {
    scatter(from, to, counts[pass]!, pass * DIGIT_BITS);
    [from, to] = [to, from];
  }
  return from;
}

/** One pass of the sort. `from` IN, `to` OUT, `counts` INOUT: rows by digit. */
function scatter(from: Uint32Array, to: Uint32Array, counts: Uint32Array, shift: number): void {
  let start = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = counts[digit]!;
    counts[digit] = start;
    start += count;
  }
  for (let i = 0; i < from.length; i += 2) {
    const prefix = from[i]!;
    const at = 2 * counts[(prefix >>> shift) & DIGIT_MASK]!++;
    to[at] = prefix;
    to[at + 1] = from[i + 1]!;
  }
}

/** The key of the highest score, as two words, and how many low bits of the keys above it a 32-bit prefix leaves out. */
function keyRange(scores: Float64Array): { leastLow: number; leastHigh: number; shift: number } {
  let lowest = Infinity;
  let highest = -Infinity;
  for (let i = 0; i < scores.length; i++) {
    const x = scores[i]!;
    if (x < lowest) lowest = x;
    if (x > highest) highest = x;
  }
  const least = keyOf(highest);
  const span = keyOf(lowest) - least;
  const bits = span.toString(2).length;
  return {
    leastLow: Number(least & 0xffffffffn),
    leastHigh: Number(least >> 32n),
    shift: Math.max(0, bits - 32),
  };
}

/** 64 bits whose unsigned order is the descending order of the numbers. */
function keyOf(x: number): bigint {
  const bits = new BigUint64Array(Float64Array.of(x === 0 ? 0 : x).buffer)[0]!;
  return bits >> 63n === 1n ? bits : bits ^ 0x7fffffffffffffffn;
}

/** Pairs (bad, good) in the right order, ties one half, and the largest gap times bads times goods; `sorted` INOUT. */
function sweepPairs(
  sorted: Uint32Array,
  scores: Float64Array,
  bads: number,
  goods: number,
): { pairs: number; gap: number } {
  const words = sorted.length;
  // Whole or half numbers, exact in a double up to 90 million rows.
  let pairs = 0;
  let gap = 0;
  let badsAbove = 0;
  let goodsAbove = 0;
  let badsHere = 0;
  let goodsHere = 0;
  for (let p = 0; p < words; ) {
    const prefix = sorted[p]!;
    let end = p + 2;
    while (end < words && sorted[end] === prefix) end += 2;
    // Looking up a score far away in memory costs more than everything else: only ties of the prefix pay it, and once where all of
    // them are ties of the score too.
    const tied = end - p > 2 && !isConstant(sorted, p, end, scores);
    if (tied) orderTies(sorted, p, end, scores);
    let score = tied ? scores[sorted[p + 1]! >>> 1]! : 0;
    for (let q = p; q < end; q += 2) {
      const word = sorted[q + 1]!;
      if (tied && scores[word >>> 1] !== score) {
        score = scores[word >>> 1]!;
        pairs += goodsHere * (badsAbove + badsHere / 2);
        badsAbove += badsHere;
        goodsAbove += goodsHere;
        gap = Math.max(gap, Math.abs(badsAbove * goods - goodsAbove * bads));
        badsHere = 0;
        goodsHere = 0;
      }
      badsHere += word & 1;
      goodsHere += 1 - (word & 1);
    }
    pairs += goodsHere * (badsAbove + badsHere / 2);
    badsAbove += badsHere;
    goodsAbove += goodsHere;
    gap = Math.max(gap, Math.abs(badsAbove * goods - goodsAbove * bads));
    badsHere = 0;
    goodsHere = 0;
    p = end;
  }
  return { pairs, gap };
}

/** True where the rows at [start, end) of `sorted` all have one score. */
function isConstant(sorted: Uint32Array, start: number, end: number, scores: Float64Array): boolean {
  const score = scores[sorted[start + 1]! >>> 1]!;
  for (let q = start + 2; q < end; q += 2) if (scores[sorted[q + 1]! >>> 1] !== score) return false;
  return true;
}

/** Puts the rows at [start, end) of `sorted` (INOUT), which share a prefix, into the descending order of their scores. */
function orderTies(sorted: Uint32Array, start: number, end: number, scores: Float64Array): void {
  const rows = (end - start) / 2;
  if (rows > INSERTION_ROWS) {
    const own = Float64Array.from({ length: rows }, (_, k) => scores[sorted[start + 2 * k + 1]! >>> 1]!);
    const payload = Uint32Array.from(argsortDescending(own), (k) => sorted[start + 2 * k + 1]!);
    for (let k = 0; k < rows; k++) sorted[start + 2 * k + 1] = payload[k]!;
    return;
  }
  for (let q = start + 2; q < end; q += 2) {
    const word = sorted[q + 1]!;
    const score = scores[word >>> 1]!;
    let at = q;
    for (; at > start && scores[sorted[at - 1]! >>> 1]! < score; at -= 2) sorted[at + 1] = sorted[at - 1]!;
    sorted[at + 1] = word;
  }
}
