import type { Known } from '../engine/accumulator.ts';
import { windowSlot } from '../engine/ages.ts';
import type { SourceState } from '../engine/source-state.ts';
import type { FeatureSpec } from '../feature.ts';
import { ratio } from '../window.ts';
import type { Reading } from './dynamics.ts';
import type { Quantity } from './quantity.ts';

/** The days of a source that settles day by day; a day is active with an amount above 0. */
export interface DailyTrail {
  activeDays30: number;
  activeDays90: number;
  /** Longest run of days without an amount within the last 90. */
  longestIdle90: number;
  /** Largest amount of one day of the last 90, fen. */
  bestDay90: number;
}

interface DailyColumns {
  readonly eventDate: Int32Array | Float64Array;
  readonly amountFen: Int32Array | Float64Array;
}

const DAYS = 90;
const QUARTER = windowSlot(DAYS);

export const newDailyTrail = (): DailyTrail => ({
  activeDays30: 0,
  activeDays90: 0,
  longestIdle90: DAYS,
  bestDay90: 0,
});

/** Reads the days of the last 90 into `trail` (OUT); amounts of one day are added up, whatever their number. */
export function readDailyTrail({ columns, rows, n, asOf }: Known<DailyColumns>, trail: DailyTrail): void {
  const { eventDate, amountFen } = columns;
  let active30 = 0;
  let active90 = 0;
  let longestIdle = 0;
  let best = 0;
  let today = 0;
  // The active day met last, walking back: idle days lie between it and the next.
  let lastAge = -1;
  for (let i = n - 1; i >= 0; i--) {
    const row = rows[i]!;
    const age = asOf - eventDate[row]!;
    if (age >= DAYS) break;
    const fen = amountFen[row]!;
    if (!(fen > 0)) continue;
    if (age !== lastAge) {
      active90 += 1;
      if (age < 30) active30 += 1;
      if (age - lastAge - 1 > longestIdle) longestIdle = age - lastAge - 1;
      lastAge = age;
      today = 0;
    }
    today += fen;
    if (today > best) best = today;
  }
  trail.activeDays30 = active30;
  trail.activeDays90 = active90;
  trail.longestIdle90 = Math.max(longestIdle, DAYS - lastAge - 1);
  trail.bestDay90 = best;
}

type DailyState = SourceState<DailyTrail>;

/** `<name>_days_<30 or 90>`: days with an amount. */
export function activeDays(
  q: Quantity,
  windows: readonly (30 | 90)[],
  { monotone, why }: Reading,
): FeatureSpec<DailyState>[] {
  return windows.map((days) => ({
    name: `${q.name}_days_${days}`,
    meaning: `days with ${q.meaning}, last ${days} days`,
    meaningZh: `近${days}天有${q.meaningZh}的天数`,
    formula: `distinct eventDates with ${q.formula} above 0`,
    unit: 'count',
    windowDays: days,
    monotone,
    why,
    value: (s) => (s.isKnown ? s.trail[days === 30 ? 'activeDays30' : 'activeDays90'] : Number.NaN),
  }));
}

/** `<name>_idle_days_90`: longest run of days without an amount. */
export function longestIdleDays(q: Quantity, { monotone, why }: Reading): FeatureSpec<DailyState> {
  return {
    name: `${q.name}_idle_days_90`,
    meaning: `longest run of days without ${q.meaning}, last 90 days`,
    meaningZh: `近90天连续无${q.meaningZh}的最长天数`,
    formula: `longest run of days, of the last 90, without ${q.formula} above 0`,
    unit: 'days',
    windowDays: 90,
    monotone,
    why,
    value: (s) => (s.isKnown ? s.trail.longestIdle90 : Number.NaN),
  };
}

/** `<name>_best_day_share_90`: share of the largest day in the quarter. */
export function bestDayShare(q: Quantity, { monotone, why }: Reading): FeatureSpec<DailyState> {
  return {
    name: `${q.name}_best_day_share_90`,
    meaning: `share of the best day in ${q.meaning}, last 90 days`,
    meaningZh: `近90天${q.meaningZh}最高日占比`,
    formula: `largest sum of one day / sum of ${q.formula}`,
    unit: 'share',
    windowDays: 90,
    monotone,
    why,
    // The sum holds records of absurd size down, the day does not.
    value: (s) => Math.min(1, ratio(s.trail.bestDay90, s.total(q.measure, QUARTER))),
  };
}
