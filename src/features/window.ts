/** Arithmetic that the features of several sources share. */
import type { Day } from '../core/index.ts';
import type { ColumnArray } from '../sources/index.ts';

/** The longest look back of windowed features, days; also the value of a recency when nothing happened within it. */
export const YEAR_DAYS = 365;

/** First row of [start, end) with eventDate >= day; rows are ordered by eventDate. */
export function firstRowFrom(eventDate: ColumnArray, start: number, end: number, day: Day): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (eventDate[middle]! < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** part / whole; NaN where whole is 0. */
export function ratio(part: number, whole: number): number {
  return whole === 0 ? Number.NaN : part / whole;
}

/** (recent - earlier) / (recent + earlier), in [-1, 1] for amounts >= 0: bounded where a quotient would not be; NaN when both are 0. */
export function change(recent: number, earlier: number): number {
  return ratio(recent - earlier, recent + earlier);
}

export function clamp(value: number, low: number, high: number): number {
  // Both let NaN through.
  return Math.min(Math.max(value, low), high);
}

/** Standard deviation (divisor n) over mean of values[0 .. n); NaN for n < 2 or mean 0. Two passes: sums of squares cancel. */
export function variation(values: Float64Array, n: number): number {
  if (n < 2) return Number.NaN;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]!;
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i]! - mean) ** 2;
  return ratio(Math.sqrt(squares / n), mean);
}
