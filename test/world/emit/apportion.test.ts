import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion } from '../../../src/world/emit/apportion.ts';

function split(total: number, weights: readonly number[]): number[] {
  const out = new Float64Array(weights.length);
  apportion(total, Float64Array.from(weights), out);
  return [...out];
}

describe('apportion', () => {
  it('splits by weight, as worked by hand', () => {
    expect(split(10, [1, 2, 1])).toEqual([3, 5, 2]);
    expect(split(1, [1, 0, 1])).toEqual([1, 0, 0]);
  });

  it('gives nothing where nobody has a weight', () => {
    expect(split(10, [0, 0])).toEqual([0, 0]);
  });

  it('gives whole parts that add up, each within one of its share, and nothing for no weight', () => {
    const weight = fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 100, noNaN: true }));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e12 }),
        fc.array(weight, { minLength: 1, maxLength: 7 }),
        (n, w) => {
          const sum = w.reduce((a, b) => a + b, 0);
          fc.pre(sum > 0);
          const parts = split(n, w);
          expect(parts.reduce((a, b) => a + b, 0)).toBe(n);
          for (const [i, part] of parts.entries()) {
            expect(Number.isInteger(part) && part >= 0).toBe(true);
            expect(Math.abs(part - (n * w[i]!) / sum)).toBeLessThanOrEqual(1.001);
            if (w[i] === 0) expect(part).toBe(0);
          }
        },
      ),
      { seed: 3 },
    );
  });
});
