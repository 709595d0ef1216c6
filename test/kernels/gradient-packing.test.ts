import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_PACKED_ROWS,
  PACK,
  packedGradient,
  packedHessian,
  packGradients,
  packingScales,
} from '../../src/kernels/gradient-packing.ts';

describe('packed sums', () => {
  it('give back both parts, negative gradients too', () => {
    const part = fc.integer({ min: -(2 ** 26), max: 2 ** 26 });
    fc.assert(
      fc.property(part, fc.integer({ min: 0, max: PACK - 1 }), (g, h) => {
        expect(packedGradient(g * PACK + h)).toBe(g);
        expect(packedHessian(g * PACK + h)).toBe(h);
      }),
    );
  });

  it('cannot overflow: the finest scales leave room for every row to round up', () => {
    for (const n of [1, 1000, 1_000_000, MAX_PACKED_ROWS]) {
      const { gradient, hessian } = packingScales(n, 0.5 * n, 0.25 * n);
      expect(gradient * 0.5 * n + n).toBeLessThan(PACK);
      expect(hessian * 0.25 * n + n).toBeLessThan(PACK);
    }
  });

  it('have some scale where there is nothing to scale', () => {
    expect(packingScales(3, 0, 0)).toEqual({ gradient: 1, hessian: 1 });
  });
});

describe('packing rows', () => {
  const n = 40_000;
  const gradients = new Float32Array(n).fill(-0.3);
  const hessians = new Float32Array(n).fill(0.21);
  const scales = { gradient: 2, hessian: 2 };

  function pack(start: number, end: number, round = 0): Float64Array {
    const packed = new Float64Array(n);
    packGradients(gradients, hessians, start, end, scales, 1, 2, round, packed);
    return packed.subarray(start, end);
  }

  it('rounds up or down by chance and is right on average', () => {
    const packed = pack(0, n);
    const [g, h] = [Array.from(packed, packedGradient), Array.from(packed, packedHessian)];
    // -0.6 becomes -1 or 0, 0.42 becomes 0 or 1; five standard errors of a mean of n coins are below 0.0125.
    expect(new Set(g)).toEqual(new Set([-1, 0]));
    expect(new Set(h)).toEqual(new Set([0, 1]));
    expect(Math.abs(g.reduce((a, b) => a + b, 0) / n + 0.6)).toBeLessThan(0.0125);
    expect(Math.abs(h.reduce((a, b) => a + b, 0) / n - 0.42)).toBeLessThan(0.0125);
  });

  it('draws by row and round alone', () => {
    expect(pack(448, 500)).toEqual(pack(0, n).subarray(448, 500));
    expect(pack(0, 400, 1)).not.toEqual(pack(0, 400, 0));
  });

  it('draws without regard to the rows before', () => {
    const up = Array.from(pack(0, n), (sum) => packedGradient(sum) + 0.6);
    for (const lag of [1, 2, 3, 32, 63, 64, 65]) {
      const products = up.slice(lag).reduce((sum, x, i) => sum + x * up[i]!, 0);
      // The variance of one product is (0.6 x 0.4)^2: five standard errors of the mean.
      expect(Math.abs(products / (n - lag))).toBeLessThan((5 * 0.24) / Math.sqrt(n - lag));
    }
  });
});
