import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  rateChanges,
  rateDifferences,
  rateSeasonalChange,
  rateTrend,
  rateVariation,
} from '../../../src/features/families/rates.ts';
import type { Ratio } from '../../../src/features/families/totals.ts';
import { TRAFFIC } from '../../../src/features/indicators/traffic.ts';
import type { SourceRecord } from '../../../src/sources/index.ts';
import { daysAgo, stateOf } from '../indicators/reading.ts';

/** Visitors a counted week. */
const RATE: Ratio = {
  over: TRAFFIC.visitors,
  under: 0,
  name: 'rate',
  meaning: 'rate',
  meaningZh: '比率',
  formula: 'rate',
  unit: 'count',
  monotone: 'none',
  why: 'test',
};
const READING = { monotone: 'none', why: 'test' } as const;

const week = (days: number, visitors: number): SourceRecord<'traffic'> => ({
  ...daysAgo(days),
  visitors,
  dwellMinutes: 0,
  returningShare: 0,
});

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe('families of rates', () => {
  test('are what their formulas say, over any weeks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 460 }), fc.integer({ min: 0, max: 99 })), {
          maxLength: 60,
        }),
        (list) => {
          const state = stateOf(
            'traffic',
            list.map(([days, n]) => week(days, n)),
          );
          const rate = (from: number, to: number) =>
            mean(list.filter(([days]) => days >= from && days < to).map(([, n]) => n));
          const same = (got: number, expected: number) => {
            if (Number.isNaN(expected)) expect(got).toBeNaN();
            else expect(got).toBeCloseTo(expected, 10);
          };
          for (const days of [30, 90, 180] as const) {
            const [a, b] = [rate(0, days), rate(days, 2 * days)];
            same(rateChanges(RATE, [days], READING)[0]!.value(state), (a - b) / (a + b));
            same(rateDifferences(RATE, 99, [days], READING)[0]!.value(state), (a - b) / 99);
          }
          const [now, before] = [rate(0, 90), rate(365, 455)];
          same(rateSeasonalChange(RATE, READING).value(state), (now - before) / (now + before));
          const months = Array.from({ length: 12 }, (_, i) => [i, rate(30 * i, 30 * i + 30)] as const).filter(
            ([, value]) => !Number.isNaN(value),
          );
          const level = mean(months.map(([, value]) => value));
          const middle = mean(months.map(([i]) => i));
          const enough = months.length >= 6 && level > 0;
          const variance = mean(months.map(([, value]) => (value - level) ** 2));
          same(rateVariation(RATE, READING).value(state), enough ? Math.sqrt(variance) / level : Number.NaN);
          const slope =
            mean(months.map(([i, value]) => (middle - i) * (value - level))) /
            mean(months.map(([i]) => (middle - i) ** 2));
          same(rateTrend(RATE, READING).value(state), enough ? slope / level : Number.NaN);
        },
      ),
    );
  });

  test('differences are told in shown units and never beyond their span', () => {
    const state = stateOf('traffic', [week(10, 30), week(40, 10)]);
    const value = (per: number, span: number) =>
      rateDifferences({ ...RATE, per }, span, [30], READING)[0]!.value(state);
    expect(value(10, 4)).toBe(0.5);
    expect(value(1, 5)).toBe(1);
  });
});
