import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussLegendre } from '../../../../src/models/tree/explaining/gauss-legendre.ts';

describe('Gauss-Legendre quadrature', () => {
  it('has the points of one, two and three by hand', () => {
    expect(gaussLegendre(1)).toEqual({ points: Float64Array.of(0.5), weights: Float64Array.of(1) });
    const two = gaussLegendre(2);
    expect(two.points[0]).toBeCloseTo((1 - 1 / Math.sqrt(3)) / 2, 15);
    expect(two.weights[1]).toBeCloseTo(1 / 2, 15);
    const three = gaussLegendre(3);
    expect(three.points[2]).toBeCloseTo((1 + Math.sqrt(3 / 5)) / 2, 15);
    expect(Array.from(three.weights, (w) => Math.round(18 * w * 1e12) / 1e12)).toEqual([5, 8, 5]);
  });

  it.each([1, 2, 3, 5, 8, 16, 32])('is exact with %i points for powers below twice as many', (n) => {
    const { points, weights } = gaussLegendre(n);
    const integralOf = (power: number) => points.reduce((sum, t, k) => sum + weights[k]! * t ** power, 0);
    for (let power = 0; power < 2 * n; power++) {
      expect(Math.abs(integralOf(power) - 1 / (power + 1))).toBeLessThan(1e-14);
    }
    expect(Math.abs(integralOf(2 * n) - 1 / (2 * n + 1))).toBeGreaterThan(n < 12 ? 1e-14 : 0);
  });

  it('has ascending points within (0, 1), mirrored, and weights above 0', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (n) => {
        const { points, weights } = gaussLegendre(n);
        points.forEach((t, k) => {
          expect(t).toBeGreaterThan(k === 0 ? 0 : points[k - 1]!);
          expect(t).toBeLessThan(1);
          expect(t + points[n - 1 - k]!).toBeCloseTo(1, 14);
          expect(weights[k]).toBeGreaterThan(0);
          expect(weights[k]).toBeCloseTo(weights[n - 1 - k]!, 14);
        });
      }),
    );
  });
});
