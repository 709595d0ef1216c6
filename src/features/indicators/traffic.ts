import { type Accumulator, type Known, measuresOf, type ReadColumns } from '../engine/accumulator.ts';

/** Visitors, visitors seen before, and the minutes that visitors stayed in all. */
export const TRAFFIC = measuresOf('visitors', 'returning', 'visitorMinutes');

/** Nobody stays longer in a week. */
const MINUTES_PER_WEEK = 7 * 24 * 60;
/** A week is weak with fewer visitors than this share of the year's mean week: twice the noise of counted phones. OWN. */
export const WEAK_WEEK = 0.7;

/** What depends on the order of weeks. */
export interface TrafficTrail {
  /** Visitors of the least counted week of the last 90 days and of the mean counted week of 365; NaN without any. */
  leastWeek90: number;
  meanWeek365: number;
  /** Weak weeks in a row up to the newest. */
  weakWeeks: number;
  /** Most days without a count of the last 365: between counts, or since the newest. */
  longestGap365: number;
}

export const trafficAccumulator: Accumulator<'traffic', TrafficTrail> = {
  source: 'traffic',
  keeps: 'horizon',
  measures: Object.keys(TRAFFIC),
  groups: [],

  tally({ visitors, dwellMinutes, returningShare }, row, to) {
    const n = visitors[row]!;
    to.add(TRAFFIC.visitors, n);
    to.add(TRAFFIC.returning, Math.round(n * Math.min(1, returningShare[row]!)));
    to.add(TRAFFIC.visitorMinutes, Math.round(n * Math.min(MINUTES_PER_WEEK, dwellMinutes[row]!)));
  },

  newTrail: () => ({
    leastWeek90: Number.NaN,
    meanWeek365: Number.NaN,
    weakWeeks: 0,
    longestGap365: 0,
  }),

  readTrail({ columns: { eventDate, visitors }, rows, n, asOf }: Known<ReadColumns<'traffic'>>, trail) {
    let first = n;
    let sum = 0;
    let least90 = Number.POSITIVE_INFINITY;
    let gap = 0;
    let next = asOf;
    for (let i = n - 1; i >= 0; i--) {
      const day = eventDate[rows[i]!]!;
      const age = asOf - day;
      if (age >= 365) break;
      const count = visitors[rows[i]!]!;
      sum += count;
      if (age < 90 && count < least90) least90 = count;
      if (next - day > gap) gap = next - day;
      next = day;
      first = i;
    }
    const mean = first < n ? sum / (n - first) : Number.NaN;
    let weak = 0;
    for (let i = n - 1; i >= first && visitors[rows[i]!]! < WEAK_WEEK * mean; i--) weak += 1;
    trail.leastWeek90 = least90 < Number.POSITIVE_INFINITY ? least90 : Number.NaN;
    trail.meanWeek365 = mean;
    trail.weakWeeks = weak;
    trail.longestGap365 = gap;
  },
};
