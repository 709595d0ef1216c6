import { shortestBetween } from '../../../binning/index.ts';
import { openStream } from '../../../core/index.ts';
import { sortRowsByValue } from '../../../kernels/sort-rows.ts';
import { CODE_MISSING } from '../../model.ts';

/** How one input's values fall into bins: value bins 0 .. nBins - 1, then one for missing. */
export type BinMapper = NumericBins | CategoryBins;

export interface NumericBins {
  readonly kind: 'numeric';
  readonly nBins: number;
  /** Ascending; a value's bin is the number of cuts at or below it. */
  readonly cuts: Float64Array;
}

export interface CategoryBins {
  readonly kind: 'category';
  readonly nBins: number;
  /** By level. The rarest levels share the last bin where there are too many. */
  readonly binOfLevel: Uint8Array;
}

/** Values that cuts are chosen on: the error of a quantile, 0.14 % at the median, is below the width of a bin. OWN. */
const SAMPLE_ROWS = 131_072;

/**
 * Rows of a table that cuts are chosen on, ascending: all of them, or one drawn from each of as many equal strata, where
 * two strata may meet in the same row.
 */
export function sampleRows(nRows: number, seed: number): Uint32Array {
  if (nRows <= SAMPLE_ROWS) return Uint32Array.from({ length: nRows }, (_, i) => i);
  const stream = openStream(seed, 'bin sample');
  const step = nRows / SAMPLE_ROWS;
  return Uint32Array.from({ length: SAMPLE_ROWS }, (_, i) => Math.floor((i + stream.uniform(i)) * step));
}

/**
 * Cuts of a numeric column: between any two neighbouring values where there are at most `maxBins` of them, else so that
 * bins hold about equally many rows and a frequent value has one of its own.
 * @param sample INOUT values of the sampled rows, NaN for missing; those are taken out
 * @param maxBins 2 .. 255
 */
export function fitNumericBins(sample: Float64Array, maxBins: number): NumericBins {
  let n = 0;
  // -0 and 0 are one value: adding 0 makes them the same.
  for (const v of sample) if (!Number.isNaN(v)) sample[n++] = v + 0;
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  sortRowsByValue(sample, order);
  const sorted = new Float64Array(n);
  for (let i = 0; i < n; i++) sorted[i] = sample[order[i]!]!;
  const ends = new Uint32Array(n);
  let runs = 0;
  for (let i = 1; i <= n; i++) if (i === n || sorted[i]! !== sorted[i - 1]!) ends[runs++] = i;
  const bins = runs <= maxBins ? ends.subarray(0, runs) : equalBins(ends.subarray(0, runs), maxBins);
  const cuts: number[] = [];
  for (const end of bins) {
    if (end === n) break;
    const cut = cutBetween(sorted[end - 1]!, sorted[end]!);
    if (cut !== cuts.at(-1)) cuts.push(cut);
  }
  return { kind: 'numeric', nBins: cuts.length + 1, cuts: Float64Array.from(cuts) };
}

/**
 * Joins runs of equal values into `bins` bins; runs and bins are given by where they end. A bin is closed where it comes
 * nearest to its share of what is left, and before a run that is a share of its own.
 */
function equalBins(ends: Uint32Array, bins: number): number[] {
  const total = ends.at(-1)!;
  const closed: number[] = [];
  let start = 0;
  for (let i = 0; i < ends.length && closed.length < bins - 1; i++) {
    const end = ends[i]!;
    const size = end - start;
    const share = (total - start) / (bins - closed.length);
    const next = (ends[i + 1] ?? end) - end;
    if (size >= share || size + next / 2 > share || next >= share) {
      closed.push(end);
      start = end;
    }
  }
  if (closed.at(-1) !== total) closed.push(total);
  return closed;
}

/** A number above `a` and at most `b`; infinities are values like any other. */
function cutBetween(a: number, b: number): number {
  if (a === Number.NEGATIVE_INFINITY) return b === Number.POSITIVE_INFINITY ? 0 : b;
  return shortestBetween(a, b === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : b);
}

/** Bins of a category: one a level by falling frequency; levels beyond `maxBins`, and such as do not occur, share the last. */
export function fitCategoryBins(codes: Int32Array, nLevels: number, maxBins: number): CategoryBins {
  const counts = new Uint32Array(nLevels);
  for (const code of codes) if (code > CODE_MISSING) counts[code]! += 1;
  const order = Array.from(counts.keys())
    .filter((level) => counts[level]! > 0)
    .sort((a, b) => counts[b]! - counts[a]! || a - b);
  const nBins = Math.max(1, Math.min(order.length, maxBins));
  const binOfLevel = new Uint8Array(nLevels).fill(nBins - 1);
  order.forEach((level, rank) => {
    binOfLevel[level] = Math.min(rank, nBins - 1);
  });
  return { kind: 'category', nBins, binOfLevel };
}
