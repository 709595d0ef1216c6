import { LAST_YEARS_QUARTER, MONTHS, windowSlot } from '../engine/ages.ts';
import type { SourceState } from '../engine/source-state.ts';
import type { FeatureSpec } from '../feature.ts';
import { change, clamp, ratio } from '../window.ts';
import type { Reading } from './dynamics.ts';
import type { Ratio } from './totals.ts';

/** Months with something to divide by that a year's variation or trend needs. OWN. */
const LEAST_MONTHS = 6;

const QUARTER = windowSlot(90);

/** A rate, both sums >= 0, over months [from, to) back from asOf; NaN without a divisor. */
function rateOfMonths(s: SourceState, { over, under }: Ratio, from: number, to: number): number {
  let top = 0;
  let bottom = 0;
  for (let i = from; i < to; i++) {
    top += s.inMonth(over, i);
    bottom += s.inMonth(under, i);
  }
  return ratio(top, bottom);
}

/**
 * `<name>_change_<days>`: a rate in this window against the one before, (a - b) / (a + b); unlike the change of a sum it
 * does not see records that are merely missing. Both sums of the rate are >= 0.
 */
export function rateChanges(
  r: Ratio,
  windows: readonly (30 | 90 | 180)[],
  { monotone, why }: Reading,
): FeatureSpec<SourceState>[] {
  return windows.map((days) => {
    const months = days / 30;
    return {
      name: `${r.name}_change_${days}`,
      meaning: `change of ${r.meaning}, last ${days} days against the ${days} before`,
      meaningZh: `近${days}天${r.meaningZh}较前${days}天的变化`,
      formula: `(a - b) / (a + b), a and b ${r.formula} 0-${days - 1} and ${days}-${2 * days - 1} days old`,
      unit: 'index',
      windowDays: 2 * days,
      monotone,
      why,
      value: (s) => change(rateOfMonths(s, r, 0, months), rateOfMonths(s, r, months, 2 * months)),
    };
  });
}

/** `<name>_difference_<days>`: a rate in this window minus the one before, over `span`, the most that they can differ. */
export function rateDifferences(
  r: Ratio,
  span: number,
  windows: readonly (30 | 90 | 180)[],
  { monotone, why }: Reading,
): FeatureSpec<SourceState>[] {
  return windows.map((days) => {
    const months = days / 30;
    return {
      name: `${r.name}_difference_${days}`,
      meaning: `change of ${r.meaning}, last ${days} days against the ${days} before`,
      meaningZh: `近${days}天${r.meaningZh}较前${days}天的变化`,
      formula: `${span === 1 ? 'a - b' : `(a - b) / ${span}`}, a and b ${r.formula} 0-${days - 1} and ${days}-${2 * days - 1} days old`,
      unit: 'index',
      windowDays: 2 * days,
      monotone,
      why,
      value: (s) => {
        const difference = rateOfMonths(s, r, 0, months) - rateOfMonths(s, r, months, 2 * months);
        return clamp(difference / (r.per ?? 1) / span, -1, 1);
      },
    };
  });
}

/** `<name>_seasonal_change_90`: a rate of the last 90 days against the same days a year ago, (a - b) / (a + b). */
export function rateSeasonalChange(r: Ratio, { monotone, why }: Reading): FeatureSpec<SourceState> {
  return {
    name: `${r.name}_seasonal_change_90`,
    meaning: `change of ${r.meaning}, last 90 days against the same 90 a year ago`,
    meaningZh: `近90天${r.meaningZh}较上年同期的变化`,
    formula: `(a - b) / (a + b), a and b ${r.formula} 0-89 and 365-454 days old`,
    unit: 'index',
    windowDays: 455,
    monotone,
    why,
    value: (s) =>
      change(
        ratio(s.total(r.over, QUARTER), s.total(r.under, QUARTER)),
        ratio(s.inBand(r.over, LAST_YEARS_QUARTER), s.inBand(r.under, LAST_YEARS_QUARTER)),
      ),
  };
}

/** `<name>_variation_365`: standard deviation over mean of a rate by month, months without a divisor left out. */
export function rateVariation(r: Ratio, { monotone, why }: Reading): FeatureSpec<SourceState> {
  return {
    name: `${r.name}_variation_365`,
    meaning: `volatility of ${r.meaning} by month`,
    meaningZh: `${r.meaningZh}月度波动`,
    formula: `standard deviation / mean of ${r.formula} over the 30-day months up to 360 days old that have any, at least ${LEAST_MONTHS}`,
    unit: 'ratio',
    windowDays: 360,
    monotone,
    why,
    value: (s) => {
      let n = 0;
      let sum = 0;
      for (let i = 0; i < MONTHS; i++) {
        const rate = rateOfMonths(s, r, i, i + 1);
        if (Number.isNaN(rate)) continue;
        n += 1;
        sum += rate;
      }
      if (n < LEAST_MONTHS) return Number.NaN;
      const mean = sum / n;
      let squares = 0;
      for (let i = 0; i < MONTHS; i++) {
        const rate = rateOfMonths(s, r, i, i + 1);
        if (!Number.isNaN(rate)) squares += (rate - mean) ** 2;
      }
      return mean > 0 ? Math.sqrt(squares / n) / mean : Number.NaN;
    },
  };
}

/** `<name>_trend_365`: least-squares slope of a rate by month over its mean, months without a divisor left out. */
export function rateTrend(r: Ratio, { monotone, why }: Reading): FeatureSpec<SourceState> {
  return {
    name: `${r.name}_trend_365`,
    meaning: `monthly trend of ${r.meaning}`,
    meaningZh: `${r.meaningZh}月度趋势`,
    formula: `slope a month of the least-squares line through ${r.formula} of the 30-day months up to 360 days old that have any, at least ${LEAST_MONTHS}, / their mean`,
    unit: 'ratio',
    windowDays: 360,
    monotone,
    why,
    value: (s) => {
      let n = 0;
      let sum = 0;
      let sumAge = 0;
      for (let i = 0; i < MONTHS; i++) {
        const rate = rateOfMonths(s, r, i, i + 1);
        if (Number.isNaN(rate)) continue;
        n += 1;
        sum += rate;
        sumAge += i;
      }
      if (n < LEAST_MONTHS || !(sum > 0)) return Number.NaN;
      let covariance = 0;
      let squares = 0;
      for (let i = 0; i < MONTHS; i++) {
        const rate = rateOfMonths(s, r, i, i + 1);
        if (Number.isNaN(rate)) continue;
        covariance += (sumAge / n - i) * (rate - sum / n);
        squares += (sumAge / n - i) ** 2;
      }
      return covariance / squares / (sum / n);
    },
  };
}
