import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fitCategoryBins,
  fitNumericBins,
  sampleRows,
} from '../../../../src/models/tree/growing/bin-mapper.ts';

function binOf(cuts: Float64Array, v: number): number {
  return cuts.filter((cut) => cut <= v).length;
}

describe('bins of numbers', () => {
  it('part any two values where there are few of them', () => {
    const value = fc.oneof(
      fc.double({ min: -1e308, max: 1e308, noNaN: true }),
      fc.constantFrom(0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e308, Number.NaN),
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 30 }), (values) => {
        const { cuts, nBins } = fitNumericBins(Float64Array.from(values), 255);
        const distinct = [...new Set(values.filter((v) => !Number.isNaN(v)))];
        expect(nBins).toBe(cuts.length + 1);
        expect(new Set(distinct.map((v) => binOf(cuts, v))).size).toBe(Math.max(distinct.length, 0));
        expect(cuts.every(Number.isFinite)).toBe(true);
      }),
    );
  });

  it('hold about equally many rows where there are many values', () => {
    const values = Float64Array.from({ length: 10_000 }, (_, i) => ((i * 7919) % 10_000) ** 3);
    const { cuts, nBins } = fitNumericBins(values.slice(), 50);
    expect(nBins).toBe(50);
    const counts = new Array<number>(nBins).fill(0);
    for (const v of values) counts[binOf(cuts, v)]! += 1;
    expect(Math.max(...counts)).toBeLessThan(210);
    expect(Math.min(...counts)).toBeGreaterThan(190);
  });

  it('give a frequent value a bin of its own', () => {
    const values = Float64Array.from({ length: 4000 }, (_, i) => (i % 2 === 0 ? 0 : i - 2000));
    const { cuts, nBins } = fitNumericBins(values, 16);
    expect(nBins).toBeLessThanOrEqual(16);
    const zero = binOf(cuts, 0);
    expect(binOf(cuts, -1)).toBe(zero - 1);
    expect(binOf(cuts, 1)).toBe(zero + 1);
  });

  it('are one where nothing is there', () => {
    expect(fitNumericBins(Float64Array.of(Number.NaN), 255).nBins).toBe(1);
  });
});

describe('bins of categories', () => {
  it('go by falling frequency; the rarest share the last', () => {
    const codes = Int32Array.of(2, 2, 2, 0, 0, 1, 3, -1);
    expect(fitCategoryBins(codes, 5, 255)).toEqual({
      kind: 'category',
      nBins: 4,
      binOfLevel: Uint8Array.of(1, 2, 0, 3, 3),
    });
    expect(fitCategoryBins(codes, 5, 2)).toEqual({
      kind: 'category',
      nBins: 2,
      binOfLevel: Uint8Array.of(1, 1, 0, 1, 1),
    });
  });
});

describe('the sample', () => {
  it('is every row of a small table, and ascending and spread over a large one', () => {
    expect(Array.from(sampleRows(3, 1))).toEqual([0, 1, 2]);
    const rows = sampleRows(1_000_000, 1);
    expect(rows.every((row, i) => i === 0 || row >= rows[i - 1]!)).toBe(true);
    expect(rows[0]).toBeLessThan(8);
    expect(rows.at(-1)).toBeGreaterThan(999_980);
  });
});
