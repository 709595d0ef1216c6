import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  largestDeviation,
  mean,
  median,
  pairAuc,
  standardDeviation,
} from '../../../src/world/check/statistics.ts';

describe('median', () => {
  it('is the middle, the mean of two middles, NaN of nothing', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  it('takes infinity for the largest of all', () => {
    expect(median([Infinity, 1, 2])).toBe(2);
    expect(median([Infinity, Infinity, 1, 2])).toBe(Infinity);
    expect(median([Infinity, Infinity])).toBe(Infinity);
  });
});

describe('moments', () => {
  it('agree with a calculation on paper', () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(standardDeviation([1, 2, 6])).toBeCloseTo(Math.sqrt(14 / 2), 12);
    expect(standardDeviation([1])).toBeNaN();
    expect(largestDeviation([1, 5, 2], [1.5, 4, 2])).toBe(1);
    expect(largestDeviation([1, Number.NaN], [1, 1])).toBeNaN();
  });
});

/** Every pair, by the definition. */
function naiveAuc(values: Float64Array, bad: readonly boolean[]): number {
  let pairs = 0;
  let won = 0;
  for (const [i, isBad] of bad.entries())
    for (const [j, other] of bad.entries()) {
      if (!isBad || other) continue;
      pairs += 1;
      won += values[i]! > values[j]! ? 1 : values[i]! === values[j]! ? 0.5 : 0;
    }
  return pairs === 0 ? Number.NaN : won / pairs;
}

describe('pairAuc', () => {
  it('counts pairs as the definition does, ties and single classes included', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.boolean())), (rows) => {
        const values = Float64Array.from(rows, ([value]) => value);
        const bad = rows.map(([, flag]) => flag);
        const expected = naiveAuc(values, bad);
        if (Number.isNaN(expected)) expect(pairAuc(values, bad)).toBeNaN();
        else expect(pairAuc(values, bad)).toBeCloseTo(expected, 12);
      }),
    );
  });
});
