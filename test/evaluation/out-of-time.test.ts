import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, dayOf } from '../../src/core/index.ts';
import {
  aucDeLong,
  evaluateByQuarter,
  formatQuarter,
  outOfTimeSplits,
  quarterIndexOf,
} from '../../src/evaluation/index.ts';
import { MISSING_INT32 } from '../../src/table/index.ts';
import { economy } from './economy.ts';

describe('outOfTimeSplits', () => {
  it('works by hand: a quarter trains on outcomes that were known when it began', () => {
    const asOf = Int32Array.of(
      dayOf(2022, 3, 31),
      dayOf(2022, 12, 31),
      dayOf(2023, 1, 1),
      dayOf(2023, 12, 15),
      dayOf(2024, 1, 1),
      MISSING_INT32,
    );
    const splits = outOfTimeSplits(asOf);
    // The loans of the last day of 2022 are known a year on, one day before 2024 begins; those of the day after are not.
    expect(splits.map(({ quarter }) => quarter)).toEqual(['2023Q4', '2024Q1']);
    expect([...splits[1]!.train]).toEqual([0, 1]);
    expect([...splits[1]!.test]).toEqual([4]);
    expect(splits[1]!.embargoed).toBe(2);
    expect([...splits[0]!.train]).toEqual([0]);
  });

  it('never trains on a row whose outcome was open, and tests every dated row at most once', () => {
    const days = fc.array(
      fc.oneof(fc.integer({ min: dayOf(2019, 1, 1), max: dayOf(2024, 12, 31) }), fc.constant(MISSING_INT32)),
      { minLength: 1, maxLength: 120 },
    );
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 18 }), (all, knownAfterMonths) => {
        const asOf = Int32Array.from(all);
        const tested: number[] = [];
        for (const { train, test, embargoed } of outOfTimeSplits(asOf, { knownAfterMonths })) {
          const first = Math.min(...[...test].map((row) => asOf[row]!));
          for (const row of train) expect(addMonths(asOf[row]!, knownAfterMonths)).toBeLessThanOrEqual(first);
          const quarter = quarterIndexOf(first);
          for (const row of test) expect(quarterIndexOf(asOf[row]!)).toBe(quarter);
          const earlier = all.filter((day) => day !== MISSING_INT32 && quarterIndexOf(day) < quarter).length;
          expect(train.length + embargoed).toBe(earlier);
          tested.push(...test);
        }
        expect(new Set(tested).size).toBe(tested.length);
      }),
    );
  });

  it('leaves out splits with too few rows to train on', () => {
    const asOf = Int32Array.of(dayOf(2022, 1, 1), dayOf(2022, 4, 1), dayOf(2022, 7, 1));
    const quarters = (minTrainRows: number): string[] =>
      outOfTimeSplits(asOf, { knownAfterMonths: 0, minTrainRows }).map(({ quarter }) => quarter);
    expect(quarters(1)).toEqual(['2022Q2', '2022Q3']);
    expect(quarters(2)).toEqual(['2022Q3']);
    expect(quarters(0)).toEqual(['2022Q1', '2022Q2', '2022Q3']);
  });
});

describe('formatQuarter', () => {
  it('names the quarter of a day, before 1970 too', () => {
    expect(formatQuarter(quarterIndexOf(dayOf(2024, 9, 30)))).toBe('2024Q3');
    expect(formatQuarter(quarterIndexOf(dayOf(2024, 10, 1)))).toBe('2024Q4');
    expect(formatQuarter(quarterIndexOf(dayOf(1969, 12, 31)))).toBe('1969Q4');
  });
});

describe('evaluateByQuarter', () => {
  it('evaluates every quarter as if it were alone, in the order of time', () => {
    const { pd, bad } = economy(600, 61);
    const asOf = Int32Array.from(pd, (_, i) =>
      i % 7 === 0 ? MISSING_INT32 : dayOf(2024, 1 + ((5 * i) % 12), 3),
    );
    const results = evaluateByQuarter(pd, bad, asOf);
    expect(results.map(({ quarter }) => quarter)).toEqual(['2024Q1', '2024Q2', '2024Q3', '2024Q4']);
    expect(results.reduce((sum, { rows }) => sum + rows, 0)).toBe(
      [...asOf].filter((d) => d !== MISSING_INT32).length,
    );
    const own = [...pd.keys()].filter((i) => asOf[i] !== MISSING_INT32 && quarterIndexOf(asOf[i]!) % 4 === 1);
    const alone = aucDeLong(
      Float64Array.from(own, (i) => pd[i]!),
      Uint8Array.from(own, (i) => bad[i]!),
    );
    expect(results[1]!.auc).toEqual(alone);
    expect(results[1]!.meanPd).toBeCloseTo(own.reduce((s, i) => s + pd[i]!, 0) / own.length, 12);
  });

  it('has no AUC for a quarter of one class', () => {
    const asOf = Int32Array.of(dayOf(2024, 1, 1), dayOf(2024, 5, 1), dayOf(2024, 5, 2));
    const results = evaluateByQuarter(Float64Array.of(0.1, 0.2, 0.3), Uint8Array.of(0, 1, 0), asOf);
    expect(results[0]).toEqual({ quarter: '2024Q1', rows: 1, bads: 0, badRate: 0, meanPd: 0.1 });
    expect(results[1]!.auc!.auc).toBe(0);
  });

  it('refuses other numbers of dates', () => {
    expect(() => evaluateByQuarter(Float64Array.of(0.1, 0.2), Uint8Array.of(0, 1), Int32Array.of(1))).toThrow(
      '1 dates',
    );
  });
});
