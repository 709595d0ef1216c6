import { windowSlot } from '../engine/ages.ts';
import type { SourceState } from '../engine/source-state.ts';
import type { FeatureSpec } from '../feature.ts';
import { change, ratio } from '../window.ts';
import type { Reading } from './dynamics.ts';

/**
 * A quantity by the piece: the revenue of a filing, the use on a bill. Where one record comes a month, its mean does not
 * move with the day on which the record happens to fall, as a sum over 90 days does that holds two, three or four of them.
 */
export interface Mean {
  /** Measure that is summed, and measure that counts the records it is summed over. */
  readonly sum: number;
  readonly count: number;
  readonly name: string;
  /** "declared revenue". */
  readonly meaning: string;
  readonly meaningZh: string;
  /** "declaredRevenueFen of filings that declare one". */
  readonly formula: string;
}

const QUARTER = windowSlot(90);

/** `<name>_change_<days>`: mean of this window against that of the one before, (a - b) / (a + b) in [-1, 1]. */
export function meanChanges(
  q: Mean,
  windows: readonly (90 | 180)[],
  { monotone, why }: Reading,
): FeatureSpec<SourceState>[] {
  return windows.map((days) => {
    const recent = windowSlot(days);
    const both = windowSlot(days === 90 ? 180 : 365);
    // The year is two half years and five days.
    const lookBack = days === 90 ? 180 : 365;
    return {
      name: `${q.name}_change_${days}`,
      meaning: `change of mean ${q.meaning}, last ${days} days against the ${lookBack - days} before`,
      meaningZh: `近${days}天平均${q.meaningZh}较前${lookBack - days}天的变化`,
      formula: `(a - b) / (a + b), a and b the mean ${q.formula} 0-${days - 1} and ${days}-${lookBack - 1} days old`,
      unit: 'index',
      windowDays: lookBack,
      monotone,
      why,
      value: (s) => {
        const sum = s.total(q.sum, recent);
        const count = s.total(q.count, recent);
        return change(ratio(sum, count), ratio(s.total(q.sum, both) - sum, s.total(q.count, both) - count));
      },
    };
  });
}

/** `<name>_seasonal_change_90`: mean of the last 90 days against that of the same days a year ago. */
export function seasonalMeanChange(q: Mean, { monotone, why }: Reading): FeatureSpec<SourceState> {
  return {
    name: `${q.name}_seasonal_change_90`,
    meaning: `change of mean ${q.meaning}, last 90 days against the same 90 a year ago`,
    meaningZh: `近90天平均${q.meaningZh}较上年同期的变化`,
    formula: `(a - b) / (a + b), a and b the mean ${q.formula} 0-89 and 365-454 days old`,
    unit: 'index',
    windowDays: 455,
    monotone,
    why,
    value: (s) =>
      change(
        ratio(s.total(q.sum, QUARTER), s.total(q.count, QUARTER)),
        ratio(s.lastYearsQuarter(q.sum), s.lastYearsQuarter(q.count)),
      ),
  };
}
