import { describe, expect, it } from 'vitest';
import { estimateOf, tQuantile } from '../../src/claims/t-interval.ts';

describe('tQuantile', () => {
  it.each([
    // Abramowitz and Stegun, table 26.10, and exact forms: tan(.475 pi) for 1, .95 sqrt(2 / (1 - .95^2)) for 2 degrees.
    [1, Math.tan(0.475 * Math.PI)],
    [2, 0.95 * Math.sqrt(2 / (1 - 0.95 ** 2))],
    [4, 2.7764451051977987],
    [9, 2.2621571627409915],
    [1e7, 1.959964],
  ])('gives the 97.5 %% point of %i degrees', (freedom, expected) => {
    expect(tQuantile(0.975, freedom)).toBeCloseTo(expected, 6);
  });
});

describe('estimateOf', () => {
  it('gives the mean and the interval of Student', () => {
    const { mean, ci95, n } = estimateOf([1, 2, 3]);
    expect([mean, n]).toEqual([2, 3]);
    expect(ci95![0]).toBeCloseTo(2 - 4.302653 / Math.sqrt(3), 5);
    expect(ci95![1]).toBeCloseTo(2 + 4.302653 / Math.sqrt(3), 5);
  });

  it('has no interval for one value, and none of NaN', () => {
    expect(estimateOf([5])).toEqual({ mean: 5, ci95: null, n: 1 });
    expect(estimateOf([Number.NaN, 5])).toEqual({ mean: 5, ci95: null, n: 1 });
    expect(estimateOf([]).mean).toBeNaN();
  });

  it('is a point for equal values', () => {
    expect(estimateOf([4, 4, 4]).ci95).toEqual([4, 4]);
  });
});
