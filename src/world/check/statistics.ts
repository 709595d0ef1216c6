import { argsortDescending } from '../../kernels/ranking.ts';

/** Median; the mean of the two middle values of an even number. NaN of nothing. Infinity counts as larger than all. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  const upper = sorted[middle]!;
  // Halves of two equal infinities would be NaN.
  if (sorted.length % 2 === 1 || sorted[middle - 1] === upper) return upper;
  return (sorted[middle - 1]! + upper) / 2;
}

/** Arithmetic mean; NaN of nothing. */
export function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Sample standard deviation (n - 1); NaN of fewer than two. */
export function standardDeviation(values: readonly number[]): number {
  if (values.length < 2) return Number.NaN;
  const centre = mean(values);
  let sum = 0;
  for (const value of values) sum += (value - centre) ** 2;
  return Math.sqrt(sum / (values.length - 1));
}

/** Largest absolute difference of two lists of equal length; NaN where a value is. */
export function largestDeviation(values: readonly number[], expected: readonly number[]): number {
  return Math.max(...values.map((value, i) => Math.abs(value - expected[i]!)));
}

/** Share of (bad, good) pairs in which the bad one has the larger value, ties counting half. NaN with one class only. */
export function pairAuc(values: Float64Array, bad: readonly boolean[]): number {
  const order = argsortDescending(values);
  let bads = 0;
  let goods = 0;
  let won = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    let tiedBads = 0;
    const value = values[order[start]!]!;
    while (end < order.length && values[order[end]!]! === value) {
      if (bad[order[end]!]) tiedBads += 1;
      end += 1;
    }
    const tiedGoods = end - start - tiedBads;
    // Every good that comes later is beaten by the bads so far; tied pairs count half.
    won += tiedGoods * (bads + tiedBads / 2);
    bads += tiedBads;
    goods += tiedGoods;
    start = end;
  }
  return bads > 0 && goods > 0 ? won / (bads * goods) : Number.NaN;
}
