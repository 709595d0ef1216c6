import { MONTHS, windowSlot } from '../engine/ages.ts';
import { NEVER_DAYS, type SourceState } from '../engine/source-state.ts';
import type { FeatureSpec, Monotone } from '../feature.ts';
import { change, ratio } from '../window.ts';
import type { Quantity } from './quantity.ts';

/** Risk with a larger value, and why: of one family of features of a quantity. */
export interface Reading {
  readonly monotone: Monotone;
  readonly why: string;
}

/**
 * `<name>_change_<days>`: this window against the one of equal length before it, (a - b) / (a + b) in [-1, 1]; missing
 * where both are empty.
 */
export function changes(
  q: Quantity,
  windows: readonly (30 | 90 | 180)[],
  { monotone, why }: Reading,
): FeatureSpec<SourceState>[] {
  return windows.map((days) => {
    const months = days / 30;
    return {
      name: `${q.name}_change_${days}`,
      meaning: `change of ${q.meaning}, last ${days} days against the ${days} before`,
      meaningZh: `近${days}天${q.meaningZh}较前${days}天的变化`,
      formula: `(a - b) / (a + b), a and b the sums of ${q.formula} 0-${days - 1} and ${days}-${2 * days - 1} days old`,
      unit: 'index',
      windowDays: 2 * days,
      monotone,
      why,
      value: (s) => {
        let recent = 0;
        let before = 0;
        for (let i = 0; i < months; i++) {
          recent += Math.max(0, s.inMonth(q.measure, i));
          before += Math.max(0, s.inMonth(q.measure, months + i));
        }
        return change(recent, before);
      },
    };
  });
}

/** `<name>_seasonal_change_90`: the last 90 days against the same days a year ago, which takes the season out. */
export function seasonalChange(q: Quantity, { monotone, why }: Reading): FeatureSpec<SourceState> {
  const quarter = windowSlot(90);
  return {
    name: `${q.name}_seasonal_change_90`,
    meaning: `change of ${q.meaning}, last 90 days against the same 90 a year ago`,
    meaningZh: `近90天${q.meaningZh}较上年同期的变化`,
    formula: `(a - b) / (a + b), a and b the sums of ${q.formula} 0-89 and 365-454 days old; missing without b`,
    unit: 'index',
    windowDays: 455,
    monotone,
    why,
    value: (s) => {
      const before = Math.max(0, s.lastYearsQuarter(q.measure));
      return before === 0 ? Number.NaN : change(Math.max(0, s.total(q.measure, quarter)), before);
    },
  };
}

/** `<name>_variation_365`: standard deviation over mean of the twelve 30-day sums; missing where their mean is 0. */
export function variationOfMonths(q: Quantity, { monotone, why }: Reading): FeatureSpec<SourceState> {
  return {
    name: `${q.name}_variation_365`,
    meaning: `volatility of monthly ${q.meaning}`,
    meaningZh: `月度${q.meaningZh}波动`,
    formula: `standard deviation / mean over the twelve 30-day sums of ${q.formula} up to 360 days old`,
    unit: 'ratio',
    windowDays: 360,
    monotone,
    why,
    value: (s) => {
      const mean = meanOfMonths(s, q.measure);
      let squares = 0;
      for (let i = 0; i < MONTHS; i++) squares += (s.inMonth(q.measure, i) - mean) ** 2;
      return mean > 0 ? Math.sqrt(squares / MONTHS) / mean : Number.NaN;
    },
  };
}

/** `<name>_trend_365`: slope of the least-squares line through the twelve 30-day sums, as a share of their mean a month. */
export function trendOfMonths(q: Quantity, { monotone, why }: Reading): FeatureSpec<SourceState> {
  return {
    name: `${q.name}_trend_365`,
    meaning: `monthly trend of ${q.meaning}`,
    meaningZh: `${q.meaningZh}月度趋势`,
    formula: `slope of the least-squares line through the twelve 30-day sums of ${q.formula}, oldest first, / their mean`,
    unit: 'ratio',
    windowDays: 360,
    monotone,
    why,
    value: (s) => {
      const mean = meanOfMonths(s, q.measure);
      if (!(mean > 0)) return Number.NaN;
      let covariance = 0;
      for (let i = 0; i < MONTHS; i++) covariance += (MIDDLE - i) * (s.inMonth(q.measure, i) - mean);
      return covariance / SQUARES / mean;
    },
  };
}

/** Month numbers 0 .. 11 about their mean, newest first, and the sum of their squares. */
const MIDDLE = (MONTHS - 1) / 2;
const SQUARES = (MONTHS * (MONTHS * MONTHS - 1)) / 12;

function meanOfMonths(s: SourceState, measure: number): number {
  let sum = 0;
  for (let i = 0; i < MONTHS; i++) sum += s.inMonth(measure, i);
  return sum / MONTHS;
}

/** `<name>_active_months_365`: months of the last twelve in which the quantity is above 0. */
export function activeMonths(q: Quantity, { monotone, why }: Reading): FeatureSpec<SourceState> {
  return {
    name: `${q.name}_active_months_365`,
    meaning: `months with ${q.meaning}, of the last twelve`,
    meaningZh: `近12个月中有${q.meaningZh}的月数`,
    formula: `number of the twelve 30-day sums of ${q.formula} that are above 0`,
    unit: 'count',
    windowDays: 360,
    monotone,
    why,
    value: (s) => {
      if (!s.isKnown) return Number.NaN;
      let n = 0;
      for (let i = 0; i < MONTHS; i++) if (s.inMonth(q.measure, i) > 0) n += 1;
      return n;
    },
  };
}

/** `<name>_longest_gap_365`: most months in a row, of the last twelve, in which the quantity is not above 0. */
export function longestGap(q: Quantity, { monotone, why }: Reading): FeatureSpec<SourceState> {
  return {
    name: `${q.name}_longest_gap_365`,
    meaning: `longest run of months without ${q.meaning}, of the last twelve`,
    meaningZh: `近12个月连续无${q.meaningZh}的最长月数`,
    formula: `longest run among the twelve 30-day sums of ${q.formula} that are not above 0`,
    unit: 'months',
    windowDays: 360,
    monotone,
    why,
    value: (s) => {
      if (!s.isKnown) return Number.NaN;
      let longest = 0;
      let run = 0;
      for (let i = 0; i < MONTHS; i++) {
        run = s.inMonth(q.measure, i) > 0 ? 0 : run + 1;
        if (run > longest) longest = run;
      }
      return longest;
    },
  };
}

/** `<name>_peak_share_365`: share of the largest month in the twelve 30-day sums. */
export function peakShare(q: Quantity, { monotone, why }: Reading): FeatureSpec<SourceState> {
  return {
    name: `${q.name}_peak_share_365`,
    meaning: `share of the best month in ${q.meaning}, of the last twelve`,
    meaningZh: `近12个月${q.meaningZh}最高月占比`,
    formula: `largest / sum of the twelve 30-day sums of ${q.formula}, sums below 0 taken as 0`,
    unit: 'share',
    windowDays: 360,
    monotone,
    why,
    value: (s) => {
      let largest = 0;
      let sum = 0;
      for (let i = 0; i < MONTHS; i++) {
        const month = Math.max(0, s.inMonth(q.measure, i));
        sum += month;
        if (month > largest) largest = month;
      }
      return ratio(largest, sum);
    },
  };
}

/** `days_since` of a quantity: age of the newest record that moved it, 365 when none within 365 days. */
export function recency(q: Quantity, name: string, { monotone, why }: Reading): FeatureSpec<SourceState> {
  return {
    name,
    meaning: `days since the last ${q.meaning}`,
    meaningZh: `距最近一次${q.meaningZh}天数`,
    formula: `asOf - eventDate of the newest ${q.formula}; ${NEVER_DAYS} when none in ${NEVER_DAYS} days`,
    unit: 'days',
    windowDays: 365,
    monotone,
    why,
    value: (s) => (s.isKnown ? s.daysSince(q.measure) : Number.NaN),
  };
}
