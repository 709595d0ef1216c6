import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp } from '../../src/kernels/exp.ts';

const relative = (x: number): number => Math.abs(exp(x) / Math.exp(x) - 1);

describe('exp', () => {
  it('agrees with Math.exp to three units in the last place, everywhere', () => {
    for (let x = -707.9; x < 708; x += 0.0137) expect(relative(x)).toBeLessThan(3 * 2 ** -52);
    fc.assert(
      fc.property(fc.double({ min: -40, max: 40, noNaN: true }), (x) => {
        expect(relative(x)).toBeLessThan(3 * 2 ** -52);
      }),
      { numRuns: 2000 },
    );
  });

  it('is exact where the answer is a power of two, and at either end', () => {
    expect(exp(0)).toBe(1);
    expect(exp(-0)).toBe(1);
    expect(exp(Number.POSITIVE_INFINITY)).toBe(exp(708));
    expect(exp(Number.NEGATIVE_INFINITY)).toBe(exp(-708));
    expect(exp(-708)).toBeGreaterThan(0);
    expect(exp(Number.NaN)).toBeNaN();
  });

  it('never falls from one argument to a clearly larger one', () => {
    let last = 0;
    for (let x = -3; x < 3; x += 1e-4) {
      expect(exp(x)).toBeGreaterThan(last);
      last = exp(x);
    }
  });
});
