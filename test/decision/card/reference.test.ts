import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LEAST_REFERENCE_ROWS,
  referenceOf,
  shareAtLeast,
  shareAtMost,
} from '../../../src/decision/card/index.ts';

const of = (values: readonly number[]) => referenceOf(new Map([['f', values]])).features['f']!;

describe('referenceOf', () => {
  it('takes percentiles by rank: 1, 2, ..., 100', () => {
    const { known, percentiles } = of(Array.from({ length: 100 }, (_, i) => 100 - i));
    expect(known).toBe(100);
    expect([percentiles[0], percentiles[1], percentiles[25], percentiles[50], percentiles[100]]).toEqual([
      1, 1, 25, 50, 100,
    ]);
  });

  it('leaves out what fewer than thirty rows know, and counts missing values', () => {
    const thin = Array.from({ length: 100 }, (_, i) => (i < LEAST_REFERENCE_ROWS - 1 ? i : Number.NaN));
    const enough = thin.map((value, i) => (i === 50 ? 7 : value));
    const reference = referenceOf(
      new Map([
        ['thin', thin],
        ['enough', enough],
      ]),
    );
    expect(reference.rows).toBe(100);
    expect(reference.features['thin']).toBeUndefined();
    expect(reference.features['enough']?.known).toBe(LEAST_REFERENCE_ROWS);
  });

  it('takes the rows it is told', () => {
    const values = Array.from({ length: 100 }, (_, i) => i);
    const rows = values.filter((i) => i % 2 === 0);
    const reference = referenceOf(new Map([['f', values]]), rows);
    expect(reference.rows).toBe(50);
    expect(reference.features['f']?.percentiles[100]).toBe(98);
  });

  it('is empty without columns or rows', () => {
    expect(referenceOf(new Map())).toEqual({ rows: 0, features: {} });
    expect(referenceOf(new Map([['f', []]]))).toEqual({ rows: 0, features: {} });
  });

  it('has percentiles that a naive count confirms', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 30, maxLength: 200 }),
        (values) => {
          const { percentiles } = of(values);
          for (const p of [0, 1, 25, 50, 75, 99, 100]) {
            const value = percentiles[p]!;
            expect(values).toContain(value);
            const atMost = values.filter((v) => v <= value).length / values.length;
            const below = values.filter((v) => v < value).length / values.length;
            expect(atMost).toBeGreaterThanOrEqual(p / 100 - 1e-9);
            expect(below).toBeLessThanOrEqual(p / 100 + 1e-9);
          }
        },
      ),
    );
  });
});

describe('shares', () => {
  const many = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 30, maxLength: 300 });

  it('come within two percentiles of the true shares at values of the reference', () => {
    fc.assert(
      fc.property(many, fc.nat(299), (values, pick) => {
        const value = values[pick % values.length]!;
        const reference = of(values);
        const atMost = values.filter((v) => v <= value).length / values.length;
        const atLeast = values.filter((v) => v >= value).length / values.length;
        const slack = 0.02 + 1 / values.length;
        expect(Math.abs(shareAtMost(reference, value) - atMost)).toBeLessThan(slack);
        expect(Math.abs(shareAtLeast(reference, value) - atLeast)).toBeLessThan(slack);
      }),
    );
  });

  it('never turn back', () => {
    const value = fc.double({ min: -5, max: 35, noNaN: true });
    fc.assert(
      fc.property(many, value, value, (values, a, b) => {
        const reference = of(values);
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(shareAtMost(reference, high)).toBeGreaterThanOrEqual(shareAtMost(reference, low));
        expect(shareAtLeast(reference, high)).toBeLessThanOrEqual(shareAtLeast(reference, low));
      }),
    );
  });

  it('give the best of many equals the whole: nobody does better than 0 late payments', () => {
    const late = of(Array.from({ length: 100 }, (_, i) => (i < 80 ? 0 : i)));
    expect(shareAtLeast(late, 0)).toBe(1);
    expect(shareAtMost(late, 0)).toBeCloseTo(0.8, 10);
    expect(shareAtLeast(late, 1000)).toBe(0);
  });
});
