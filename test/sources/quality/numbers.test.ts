import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAD_TO_DEVIATION,
  outliersOf,
  quantileOf,
  quantilesOf,
} from '../../../src/sources/quality/numbers.ts';
import type { ValueBin } from '../../../src/table/profile/index.ts';

/** A bin for each different value. */
function binsOf(values: readonly number[]): ValueBin[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([value, n]) => ({ least: value, greatest: value, reference: n, current: 0, outside: 0 }));
}

describe('quantiles of bins', () => {
  it('are those of the sorted values where a bin holds one value', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 100 }),
        (values, percent) => {
          const sorted = values.toSorted((a, b) => a - b);
          const expected = sorted[Math.ceil((percent * values.length) / 100) - 1];
          expect(quantileOf(binsOf(values), percent / 100)).toBe(expected);
        },
      ),
    );
  });

  it('spread evenly over a bin of several values, and are none of nothing', () => {
    const bin = { least: 10, greatest: 20, reference: 2, current: 3, outside: 0 };
    expect([0.2, 0.4, 0.6, 0.8, 1].map((share) => quantileOf([bin], share))).toEqual([
      10, 12.5, 15, 17.5, 20,
    ]);
    expect(quantileOf([bin], 0.5, ({ reference }) => reference)).toBe(10);
    expect(quantileOf([], 0.5)).toBeNaN();
    expect(quantilesOf([])).toBeNull();
  });
});

describe('outliers', () => {
  it('are as many as a plain median and median absolute deviation say', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 20, maxLength: 80 }),
        (values) => {
          const logs = values.map((value) => Math.log1p(value)).sort((a, b) => a - b);
          const lowerMedian = (sorted: readonly number[]): number =>
            sorted[Math.ceil(sorted.length / 2) - 1]!;
          const median = lowerMedian(logs);
          const spread =
            MAD_TO_DEVIATION * lowerMedian(logs.map((x) => Math.abs(x - median)).sort((a, b) => a - b));
          const found = outliersOf(binsOf(values), 'log');
          if (spread === 0) expect(found).toBeNull();
          else {
            expect(found?.median).toBeCloseTo(median, 12);
            expect(found?.beyond).toBe(logs.filter((x) => Math.abs(x - median) > 6 * spread).length);
          }
        },
      ),
    );
  });

  it('are found on the side where they lie, zeros and signs apart', () => {
    const usual = Array.from({ length: 40 }, (_, i) => 1000 + 10 * i);
    expect(outliersOf(binsOf([...usual, 0, 0, 0]), 'log')).toMatchObject({ values: 40, beyond: 0 });
    expect(outliersOf(binsOf([...usual, 50_000_000]), 'log')).toMatchObject({ beyond: 1, side: 'high' });
    expect(outliersOf(binsOf([...usual, -1]), 'log')).toMatchObject({ beyond: 1, side: 'low' });
    expect(outliersOf(binsOf([...usual, 9000]), 'plain')).toMatchObject({
      beyond: 1,
      side: 'high',
      scale: 'plain',
    });
  });

  it('are none of nineteen values, nor where most values are equal', () => {
    expect(outliersOf(binsOf(Array.from({ length: 19 }, (_, i) => i + 1)), 'log')).toBeNull();
    expect(outliersOf(binsOf([...new Array<number>(30).fill(7), 1, 1000]), 'log')).toBeNull();
  });
});
