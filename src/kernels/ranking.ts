/**
 * Hot loops over rows ordered from the riskiest to the safest: one radix sort, then one pass for every rank metric of
 * the sample or of a bootstrap replicate of it.
 */

import { threefry2x32 } from '../core/index.ts';

/** Digits of 11 bits: six passes cover a double, and a pass's 2,048 counters stay in the first-level cache. */
const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const DIGIT_MASK = DIGITS - 1;
/** Passes over each 32-bit half of a double: 11 + 11 + 10 bits. */
const PASSES_PER_WORD = 3;

/**
 * Row numbers of `scores` from the highest to the lowest; equal scores keep the order of their rows. Infinities sort
 * as numbers, -0 equals 0; NaN must have been refused before. O(n) at any distribution: a least-significant-digit radix sort
 * of the 64 bits, skipping digits that all rows share; a million doubles take about half the time of the engine's own sort of the bare numbers.
 */
export function argsortDescending(scores: Float64Array): Uint32Array {
  const n = scores.length;
  // Little-endian: word 2i is the low half. Node runs on no big-endian machine that we build for.
  const words = new Uint32Array(scores.buffer, scores.byteOffset, 2 * n);
  let low = new Uint32Array(n);
  let high = new Uint32Array(n);
  let rows = new Uint32Array(n);
  const counts = Array.from({ length: 2 * PASSES_PER_WORD }, () => new Uint32Array(DIGITS));
  const [c0, c1, c2, c3, c4, c5] = counts as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  for (let i = 0; i < n; i++) {
    let l = words[2 * i]!;
    let h = words[2 * i + 1]!;
    if (l === 0 && h === 0x80000000) h = 0;
    // Positive doubles order like their bits and negative ones in reverse: flipping all bits but the sign of the
    // positive ones, and none of the negative ones, makes unsigned order the descending order of the numbers.
    const flip = ~(h >> 31);
    l = (l ^ flip) >>> 0;
    h = (h ^ (flip & 0x7fffffff)) >>> 0;
    low[i] = l;
    high[i] = h;
    rows[i] = i;
    c0[l & DIGIT_MASK]!++;
    c1[(l >>> 11) & DIGIT_MASK]!++;
    c2[l >>> 22]!++;
    c3[h & DIGIT_MASK]!++;
    c4[(h >>> 11) & DIGIT_MASK]!++;
    c5[h >>> 22]!++;
  }
  let low2 = new Uint32Array(n);
  let high2 = new Uint32Array(n);
  let rows2 = new Uint32Array(n);
  for (let pass = 0; pass < counts.length; pass++) {
    const next = counts[pass]!;
    if (!startsOfDigits(next, n)) continue;
    const shift = (pass % PASSES_PER_WORD) * DIGIT_BITS;
    const word = pass < PASSES_PER_WORD ? low : high;
    for (let i = 0; i < n; i++) {
      const to = next[(word[i]! >>> shift) & DIGIT_MASK]!++;
      low2[to] = low[i]!;
      high2[to] = high[i]!;
      rows2[to] = rows[i]!;
    }
    [low, low2] = [low2, low];
    [high, high2] = [high2, high];
    [rows, rows2] = [rows2, rows];
  }
  return rows;
}

/** Turns counts per digit into the first position of each (INOUT); false when all `n` rows share one digit. */
function startsOfDigits(counts: Uint32Array, n: number): boolean {
  let start = 0;
  for (let digit = 0; digit < counts.length; digit++) {
    const count = counts[digit]!;
    if (count === n) return false;
    counts[digit] = start;
    start += count;
  }
  return n > 0;
}

/** Where `sweepRanking` writes what. */
export const SWEEP = { badRate: 0, auc: 1, ks: 2, logLoss: 3, brier: 4, prAuc: 5, ece: 6 } as const;
export const SWEEP_SLOTS = 7;

/** Bins of the expected calibration error and of the decile tables: equal numbers of rows, ties kept together. */
export const RANK_BINS = 10;

/** Bin of a group of tied rows, 0 the riskiest: it is where the first row of the group falls among `n` rows. */
export function rankBin(rowsAbove: number, n: number): number {
  return Math.floor((RANK_BINS * rowsAbove) / n);
}

/**
 * Every metric of weighted rows in one pass. Rows come in descending order of `pd`; ties are found by equality.
 * IN: `pd`, `bad` (0/1), `loss` (log-loss of each row), `weights` (how often each row counts), all of length n.
 * OUT: `out[SWEEP.*]`; auc, ks and prAuc are NaN when the weights leave one class only.
 *
 * - auc: share of (bad, good) pairs in the right order, ties counting one half (Mann-Whitney; mid-ranks).
 * - ks: largest absolute gap between the two classes' cumulative shares over all thresholds.
 * - prAuc: average precision, sum over thresholds of (recall step) x precision.
 * - ece: |mean pd - bad rate| averaged over the RANK_BINS bins of `rankBin` by weight. Bins belong to the sample:
 *   weights move no row to another bin.
 */
export function sweepRanking(
  pd: Float64Array,
  bad: Uint8Array,
  loss: Float64Array,
  weights: Uint16Array,
  out: Float64Array,
): void {
  const n = pd.length;
  let bads = 0;
  let rows = 0;
  for (let p = 0; p < n; p++) {
    rows += weights[p]!;
    bads += weights[p]! * bad[p]!;
  }
  const goods = rows - bads;
  let lossSum = 0;
  let squareSum = 0;
  // Pairs and gaps are kept as whole or half numbers, exact in a double up to 90 million rows.
  let pairs = 0;
  let gap = 0;
  let precisionSum = 0;
  let badsAbove = 0;
  let goodsAbove = 0;
  let badsHere = 0;
  let goodsHere = 0;
  let binGap = 0;
  let gapSum = 0;
  let bin = 0;
  for (let p = 0; p < n; p++) {
    const w = weights[p]!;
    const y = bad[p]!;
    const x = pd[p]!;
    const wBad = w * y;
    badsHere += wBad;
    goodsHere += w - wBad;
    lossSum += w * loss[p]!;
    squareSum += w * (x - y) * (x - y);
    binGap += w * x - wBad;
    if (p + 1 < n && pd[p + 1] === x) continue;
    // Thresholds between x and the next score.
    pairs += goodsHere * (badsAbove + badsHere / 2);
    badsAbove += badsHere;
    goodsAbove += goodsHere;
    if (badsHere > 0) precisionSum += (badsHere * badsAbove) / (badsAbove + goodsAbove);
    gap = Math.max(gap, Math.abs(badsAbove * goods - goodsAbove * bads));
    badsHere = 0;
    goodsHere = 0;
    const nextBin = p + 1 < n ? rankBin(p + 1, n) : RANK_BINS;
    if (nextBin !== bin) {
      gapSum += Math.abs(binGap);
      binGap = 0;
      bin = nextBin;
    }
  }
  const oneClass = bads === 0 || goods === 0;
  out[SWEEP.badRate] = bads / rows;
  out[SWEEP.auc] = oneClass ? Number.NaN : pairs / (bads * goods);
  out[SWEEP.ks] = oneClass ? Number.NaN : gap / (bads * goods);
  out[SWEEP.logLoss] = lossSum / rows;
  out[SWEEP.brier] = squareSum / rows;
  out[SWEEP.prAuc] = oneClass ? Number.NaN : precisionSum / bads;
  out[SWEEP.ece] = gapSum / rows;
}

/**
 * AUC of weighted rows alone, for comparing models on the same replicate: the weights are by row, not by rank.
 * IN: `rows` from riskiest to safest, `lastOfTies[p]` 1 where the score changes after p, `bad` and `weights` by row.
 * NaN when the weights leave one class only.
 */
export function weightedAuc(
  rows: Uint32Array,
  lastOfTies: Uint8Array,
  bad: Uint8Array,
  weights: Uint16Array,
): number {
  let pairs = 0;
  let bads = 0;
  let goods = 0;
  let badsHere = 0;
  let goodsHere = 0;
  for (let p = 0; p < rows.length; p++) {
    const row = rows[p]!;
    const w = weights[row]!;
    const wBad = w * bad[row]!;
    badsHere += wBad;
    goodsHere += w - wBad;
    if (lastOfTies[p] === 0) continue;
    pairs += goodsHere * (bads + badsHere / 2);
    bads += badsHere;
    goods += goodsHere;
    badsHere = 0;
    goodsHere = 0;
  }
  return bads === 0 || goods === 0 ? Number.NaN : pairs / (bads * goods);
}

const TWO_POW_32 = 2 ** 32;

/**
 * Draws `counts.length` rows with replacement and counts them: an exact multinomial, by the words of the counter-based
 * generator under (key0, key1). `counts` OUT. A word beyond the largest multiple of n is skipped, so no row is
 * favoured. Counts are 16 bits: a row drawn more than 65,535 times needs more rows than that and a broken generator.
 */
export function drawMultinomial(key0: number, key1: number, counts: Uint16Array): void {
  const n = counts.length;
  const wordsPerRow = Math.floor(TWO_POW_32 / n);
  const block = new Uint32Array(2);
  counts.fill(0);
  let left = n;
  for (let counter = 0; left > 0; counter++) {
    threefry2x32(key0, key1, counter, 0, block);
    const first = Math.floor(block[0]! / wordsPerRow);
    if (first < n) {
      counts[first]!++;
      left -= 1;
    }
    const second = Math.floor(block[1]! / wordsPerRow);
    if (second < n && left > 0) {
      counts[second]!++;
      left -= 1;
    }
  }
}
