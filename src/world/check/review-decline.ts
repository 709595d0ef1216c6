import type { Day } from '../../core/index.ts';
import type { Book } from '../../sources/index.ts';
import { type Rows, readRows } from './source-rows.ts';
import { mean } from './statistics.ts';

/** Days of the first half-year, and of the window whose mean is set against it. */
const BASE_DAYS = 182;
const WINDOW_DAYS = 56;
/** Stars below the first half-year's mean that count as a decline. */
const DECLINE_STARS = 0.5;
/** Fewer reviews than these have means of chance, in the half-year and in the window. OWN. */
const LEAST_IN_BASE = 5;
const LEAST_IN_WINDOW = 3;

export type StarRows = Rows<'stars'>;

/** Stars of reviews, without their texts. */
export function readStars(book: Book): Promise<StarRows> {
  return readRows(book, 'reviews', ['stars']);
}

/** Mean stars of a firm's first half-year of reviews and the day after it; undefined with too few of them. */
export function reviewBase(
  { columns, offsets }: StarRows,
  firm: number,
): { readonly stars: number; readonly end: Day } | undefined {
  const start = offsets[firm]!;
  if (start === offsets[firm + 1]) return undefined;
  const end = columns.eventDate[start]! + BASE_DAYS;
  let next = start;
  while (next < offsets[firm + 1]! && columns.eventDate[next]! < end) next += 1;
  if (next - start < LEAST_IN_BASE) return undefined;
  return { stars: mean([...columns.stars.subarray(start, next)]), end };
}

/**
 * The day of the review in [from, until] with which the mean stars of the last 8 weeks first lie more than half a star
 * below the first half-year's; Infinity where none does. Windows do not reach back into the first half-year.
 */
export function firstReviewDecline(rows: StarRows, firm: number, from: Day, until: Day): Day {
  const base = reviewBase(rows, firm);
  if (!base) return Number.POSITIVE_INFINITY;
  const { columns, offsets } = rows;
  for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++) {
    const day = columns.eventDate[row]!;
    if (day < from || day - WINDOW_DAYS < base.end) continue;
    if (day > until) break;
    let oldest = row;
    while (oldest > offsets[firm]! && columns.eventDate[oldest - 1]! > day - WINDOW_DAYS) oldest -= 1;
    const window = columns.stars.subarray(oldest, row + 1);
    if (window.length >= LEAST_IN_WINDOW && mean([...window]) < base.stars - DECLINE_STARS) return day;
  }
  return Number.POSITIVE_INFINITY;
}
