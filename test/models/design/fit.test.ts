import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../../src/core/index.ts';
import { designWidth, MISSING_MARK, rowEncoder } from '../../../src/models/design/encode.ts';
import { fitDesignSpec } from '../../../src/models/design/fit.ts';

function rankNormal(values: number[]) {
  const spec = fitDesignSpec({ input: 0, column: Float64Array.from(values), nLevels: undefined });
  if (spec.kind !== 'rankNormal') throw new Error('expected ranks');
  return spec;
}

describe('a number', () => {
  it('maps every distinct value to the normal quantile of its middle rank', () => {
    const { x, z, missingColumn } = rankNormal([3, 1, 1, 2]);
    expect(x).toEqual([1, 2, 3]);
    [0.25, 0.625, 0.875].forEach((p, i) => {
      expect(z[i]).toBeCloseTo(normalQuantile(p), 5);
    });
    expect(missingColumn).toBe(false);
  });

  it('keeps at most 102 knots, ascending, from the lowest to the highest value', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 2000 }),
        (values) => {
          const { x, z } = rankNormal(values);
          expect(x.length).toBeLessThanOrEqual(102);
          expect(x[0]).toBe(Math.min(...values));
          expect(x.at(-1)).toBe(Math.max(...values));
          for (let i = 1; i < x.length; i++) {
            expect(x[i]!).toBeGreaterThan(x[i - 1]!);
            expect(z[i]!).toBeGreaterThanOrEqual(z[i - 1]!);
          }
        },
      ),
      { numRuns: 50 },
    );
    expect(rankNormal(Array.from({ length: 5000 }, (_, i) => i)).x.length).toBeGreaterThan(99);
  });

  it('has a missing column where training saw one, and one knot where it saw nothing else', () => {
    expect(rankNormal([1, Number.NaN]).missingColumn).toBe(true);
    expect(rankNormal([Number.NaN])).toMatchObject({ x: [0], z: [0], missingColumn: true });
  });
});

describe('a number by its standard score', () => {
  function standard(values: number[]) {
    const column = Float64Array.from(values);
    return fitDesignSpec({ input: 0, column, nLevels: undefined, numbers: 'standard' });
  }

  it('is (x - mean) / standard deviation at every training value, and level beyond them', () => {
    const values = [3, -1, 4, 1, 5, 9, 2.5];
    const spec = standard(values);
    const encode = rowEncoder(spec);
    const row = new Float64Array(1);
    const z = values.map((v) => {
      encode(v, row, 0);
      return row[0]!;
    });
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
    values.forEach((v, i) => {
      expect(z[i]).toBeCloseTo((v - mean) / deviation, 12);
    });
    for (const [value, same] of [
      [100, 9],
      [Number.POSITIVE_INFINITY, 9],
      [-100, -1],
    ] as const) {
      encode(value, row, 0);
      expect(row[0]).toBe(z[values.indexOf(same)]);
    }
  });

  it('takes a missing number to the mean and marks it', () => {
    const spec = standard([2, Number.NaN, 6]);
    const row = new Float64Array(2);
    rowEncoder(spec)(Number.NaN, row, 0);
    expect(Array.from(row)).toEqual([0, MISSING_MARK]);
    rowEncoder(spec)(6, row, 0);
    expect(Array.from(row)).toEqual([1, 0]);
  });

  it('is 0 where all are the same or missing', () => {
    for (const values of [
      [7, 7, 7],
      [Number.NaN, Number.NaN],
    ]) {
      const spec = standard(values);
      const row = new Float64Array(designWidth(spec));
      rowEncoder(spec)(7, row, 0);
      expect(row[0]).toBe(0);
    }
  });
});

it('a category gives a column to each level seen ten times or more', () => {
  const column = Int32Array.from([...new Array<number>(12).fill(0), ...new Array<number>(3).fill(1), -1]);
  expect(fitDesignSpec({ input: 2, column, nLevels: 3 })).toEqual({
    kind: 'oneHot',
    input: 2,
    levels: [0],
    missingColumn: true,
  });
});
