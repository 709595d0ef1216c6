import { formatDay } from '../../core/index.ts';
import type { Periods } from '../../table/profile/index.ts';
import type { Sizes } from './drift.ts';
import { LEAST_WEEKLY, MOST_LEAN, THIN_WEEK } from './limits.ts';
import type { Volume } from './report.ts';

const WEEK = 7;
const HALF = 0.5;

/**
 * How many records came, week by week and in the two periods. @param near firms active around the split @param firms of the
 * book @param delay days by which nine in ten records have arrived
 */
export function volumeOf(
  weeks: readonly number[],
  { start, split, end }: Periods,
  rows: Sizes,
  near: Sizes,
  firms: number,
  delay: number,
): Volume {
  const perWeek = (n: number, days: number): number => (days > 0 ? (n * WEEK) / days : 0);
  // What happened in the last weeks may not have arrived when the book was closed.
  const settled = weeks.slice(0, Math.max(0, Math.floor((end + 1 - start - Math.max(0, delay)) / WEEK)));
  const { trailing, longest } = emptyRuns(settled);
  return {
    weeks,
    thinWeeks: thinWeeks(settled.slice(0, settled.length - trailing)).map((week) =>
      formatDay(start + week * WEEK),
    ),
    trailingEmpty: trailing,
    longestEmpty: longest,
    reference: perWeek(rows.reference, split - start),
    current: perWeek(rows.current, end - split + 1),
    activeReference: firms > 0 ? near.reference / firms : null,
    activeCurrent: firms > 0 ? near.current / firms : null,
  };
}

/**
 * Weeks from the first record to the last with less than THIN_WEEK of the median week, if weeks are full enough to tell and nearly all of
 * them are at least half as full as the median: a source of monthly records has thin weeks by nature.
 */
function thinWeeks(weeks: readonly number[]): number[] {
  const first = weeks.findIndex((n) => n > 0);
  if (first < 0) return [];
  const sorted = weeks.slice(first).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)]!;
  if (median < LEAST_WEEKLY) return [];
  const lean = sorted.filter((n) => n < HALF * median).length;
  if (lean > Math.max(1, MOST_LEAN * sorted.length)) return [];
  return [...weeks.keys()].filter((week) => week >= first && weeks[week]! < THIN_WEEK * median);
}

/** Empty weeks at the end, and the longest run of them between records. */
function emptyRuns(weeks: readonly number[]): { readonly trailing: number; readonly longest: number } {
  const last = weeks.findLastIndex((n) => n > 0);
  const first = weeks.findIndex((n) => n > 0);
  let longest = 0;
  let run = 0;
  for (const n of weeks.slice(Math.max(0, first), last + 1)) {
    run = n > 0 ? 0 : run + 1;
    longest = Math.max(longest, run);
  }
  return { trailing: last < 0 ? 0 : weeks.length - 1 - last, longest };
}
