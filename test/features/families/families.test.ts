import { describe, expect, test } from 'vitest';
import { type Accumulator, measuresOf, NO_TRAIL, RECORDS } from '../../../src/features/engine/accumulator.ts';
import { SourceState } from '../../../src/features/engine/source-state.ts';
import {
  activeMonths,
  changes,
  longestGap,
  peakShare,
  recency,
  seasonalChange,
  trendOfMonths,
  variationOfMonths,
} from '../../../src/features/families/dynamics.ts';
import type { Quantity } from '../../../src/features/families/quantity.ts';
import { ratios, totals } from '../../../src/features/families/totals.ts';
import type { FeatureSpec } from '../../../src/features/feature.ts';
import { dossierFromRecords, type SourceRecord } from '../../../src/sources/index.ts';
import { LAST_DAY } from '../../sources/arbitrary-records.ts';

const M = measuresOf('takings');

const accumulator: Accumulator<'pos', object> = {
  source: 'pos',
  keeps: 'horizon',
  measures: Object.keys(M),
  groups: [],
  tally({ amountFen }, row, to) {
    to.add(M.takings, amountFen[row]!);
  },
  ...NO_TRAIL,
};

const TAKINGS: Quantity = {
  measure: M.takings,
  name: 'takings',
  meaning: 'takings',
  meaningZh: '流水',
  formula: 'amountFen',
  unit: 'yuan',
  per: 100,
  monotone: 'decreasing',
  why: 'Size.',
};
const WHY = { monotone: 'none', why: 'As above.' } as const;

/** State of a till that took so many yuan so many days ago. */
function stateOf(takings: Readonly<Record<number, number>>): SourceState {
  const records = Object.entries(takings).map(
    ([age, yuan]): SourceRecord<'pos'> => ({
      firmId: 'F',
      eventDate: LAST_DAY - Number(age),
      arrivalDate: LAST_DAY - Number(age),
      channel: 'card',
      transactions: 1,
      customers: 1,
      amountFen: yuan * 100,
      refundsFen: 0,
    }),
  );
  const { columns, start, end } = dossierFromRecords('F', { pos: records }).records.pos;
  const state = new SourceState(accumulator);
  state.read(columns, start, end, LAST_DAY);
  return state;
}

const only = (spec: FeatureSpec<SourceState>, takings: Readonly<Record<number, number>>): number =>
  spec.value(stateOf(takings));

describe('families of features', () => {
  test('totals take each window to its last day, and are missing without any record of a year', () => {
    const ages = { 0: 1, 6: 2, 7: 4, 29: 8, 30: 16, 89: 32, 90: 64, 179: 128, 180: 256, 364: 512, 365: 1024 };
    const state = stateOf(ages);
    const values = totals(TAKINGS, [7, 30, 90, 180, 365]).map(({ value }) => value(state));
    expect(values).toEqual([3, 15, 63, 255, 1023]);
    expect(totals(TAKINGS, [365]).map(({ value }) => value(stateOf({ 365: 5 })))).toEqual([Number.NaN]);
  });

  test('ratios divide window by window', () => {
    const [week, year] = ratios(
      {
        over: M.takings,
        under: RECORDS,
        name: 'r',
        meaning: '',
        meaningZh: '',
        formula: '',
        unit: 'yuan',
        per: 100,
        ...WHY,
      },
      [7, 365],
    );
    expect(only(week!, { 1: 10, 2: 20, 300: 60 })).toBe(15);
    expect(only(year!, { 1: 10, 2: 20, 300: 60 })).toBe(30);
    expect(only(week!, { 300: 60 })).toBeNaN();
  });

  test('changes set a window against the one before', () => {
    const [month, quarter, half] = changes(TAKINGS, [30, 90, 180], WHY);
    const takings = { 29: 30, 30: 10, 59: 10, 60: 70, 90: 20, 179: 20, 180: 80, 359: 40, 360: 999 };
    expect(only(month!, takings)).toBe((30 - 20) / 50);
    expect(only(quarter!, takings)).toBe((120 - 40) / 160);
    expect(only(half!, takings)).toBe((160 - 120) / 280);
    expect(only(month!, {})).toBeNaN();
  });

  test('the seasonal change needs last year’s quarter', () => {
    const spec = seasonalChange(TAKINGS, WHY);
    expect(only(spec, { 89: 30, 90: 7, 365: 40, 454: 50, 455: 1000 })).toBe((30 - 90) / 120);
    expect(only(spec, { 365: 40 })).toBe(-1);
    expect(only(spec, { 3: 40 })).toBeNaN();
  });

  test('months: variation, trend, active ones, the longest gap, the peak', () => {
    const rising = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [30 * i + 3, 12 - i]));
    expect(only(variationOfMonths(TAKINGS, WHY), rising)).toBeCloseTo(Math.sqrt(143 / 12) / 6.5, 12);
    expect(only(trendOfMonths(TAKINGS, WHY), rising)).toBeCloseTo(1 / 6.5, 12);
    expect(only(peakShare(TAKINGS, WHY), rising)).toBeCloseTo(12 / 78, 12);
    const gaps = { 10: 1, 40: 1, 200: 1 };
    expect(only(activeMonths(TAKINGS, WHY), gaps)).toBe(3);
    // Months 2 to 5 and 7 to 11 are empty.
    expect(only(longestGap(TAKINGS, WHY), gaps)).toBe(5);
    expect(only(variationOfMonths(TAKINGS, WHY), {})).toBeNaN();
    expect(only(longestGap(TAKINGS, WHY), {})).toBeNaN();
  });

  test('recency is the age of the newest record that moved the measure', () => {
    const spec = recency(TAKINGS, 'days_since', WHY);
    expect(only(spec, { 200: 5, 40: 5, 3: 0 })).toBe(40);
    expect(only(spec, { 3: 0 })).toBe(365);
    expect(only(spec, {})).toBeNaN();
  });
});
