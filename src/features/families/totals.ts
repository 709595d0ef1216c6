import { windowSlot } from '../engine/ages.ts';
import type { SourceState } from '../engine/source-state.ts';
import type { FeatureInfo, FeatureSpec, Monotone } from '../feature.ts';
import { ratio } from '../window.ts';
import { lastDays, lastDaysZh, type Quantity } from './quantity.ts';

/** Windows of totals and ratios, days. */
export type Window = 7 | 30 | 90 | 180 | 365;

/** `<name>_<days>`: the sum of a quantity over each window; missing where the source has no known record. */
export function totals(q: Quantity, windows: readonly Window[]): FeatureSpec<SourceState>[] {
  return windows.map((days) => {
    const slot = windowSlot(days);
    return {
      name: `${q.name}_${days}`,
      meaning: `${q.meaning}, ${lastDays(days)}`,
      meaningZh: `${lastDaysZh(days)}${q.meaningZh}`,
      formula: `sum of ${q.formula}`,
      unit: q.unit,
      windowDays: days,
      monotone: q.monotone,
      why: q.why,
      value: (s) => (s.isKnown ? s.total(q.measure, slot) / q.per : Number.NaN),
    };
  });
}

/** One measure over another. */
export interface Ratio {
  readonly over: number;
  readonly under: number;
  readonly name: string;
  readonly meaning: string;
  readonly meaningZh: string;
  readonly formula: string;
  readonly unit: FeatureInfo['unit'];
  /** Stored units of the quotient in one shown unit; default 1. */
  readonly per?: number;
  readonly monotone: Monotone;
  readonly why: string;
}

/** `<name>_<days>`: the quotient of two sums over each window; missing where there is nothing to divide by. */
export function ratios(r: Ratio, windows: readonly Window[]): FeatureSpec<SourceState>[] {
  const { per = 1 } = r;
  return windows.map((days) => {
    const slot = windowSlot(days);
    return {
      name: `${r.name}_${days}`,
      meaning: `${r.meaning}, ${lastDays(days)}`,
      meaningZh: `${lastDaysZh(days)}${r.meaningZh}`,
      formula: r.formula,
      unit: r.unit,
      windowDays: days,
      monotone: r.monotone,
      why: r.why,
      value: (s) => ratio(s.total(r.over, slot), s.total(r.under, slot)) / per,
    };
  });
}
