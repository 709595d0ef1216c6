import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thresholdAtCapacity } from '../../../src/decision/fraud/index.ts';

test('by hand: a fifth of ten is the two highest', () => {
  const scores = Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(thresholdAtCapacity(scores, 0.2)).toBe(9);
  expect(thresholdAtCapacity(scores, 1)).toBe(1);
  expect(thresholdAtCapacity(scores, 0)).toBe(Number.POSITIVE_INFINITY);
});

test('equal scores stay together: where too many have the highest, nobody is looked at', () => {
  expect(thresholdAtCapacity(Float64Array.of(0, 1, 1, 1), 0.5)).toBe(Number.POSITIVE_INFINITY);
  expect(thresholdAtCapacity(Float64Array.of(0, 1, 1, 2), 0.5)).toBe(2);
});

test('no more reach it than there is capacity for, and the next lower score would be too many', () => {
  const scores = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(scores, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
      const threshold = thresholdAtCapacity(Float64Array.from(values), share);
      const reach = (least: number): number => values.filter((value) => value >= least).length;
      expect(reach(threshold)).toBeLessThanOrEqual(share * values.length);
      const lower = Math.max(...values.filter((value) => value < threshold), Number.NEGATIVE_INFINITY);
      if (Number.isFinite(lower)) expect(reach(lower)).toBeGreaterThan(Math.floor(share * values.length));
    }),
  );
});
