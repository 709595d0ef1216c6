import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStream } from '../../../../src/core/index.ts';
import { PACK, packedGradient, packedHessian } from '../../../../src/kernels/gradient-packing.ts';
import { assertPackable, packCounts, packWeights } from '../../../../src/models/tree/growing/pack-rows.ts';

const draws = openStream(3, 'test/pack-rows');

function pack(weights: readonly number[], bad: readonly number[], seedOfDraws = 0) {
  return packWeights(
    Uint32Array.from(weights.keys()),
    Uint8Array.from(bad),
    (row) => weights[row]!,
    (row) => draws.uniform(row, seedOfDraws),
  );
}

describe('packed weights', () => {
  it('by hand: whole, half and quarter weights are exact', () => {
    const { packed, unit } = pack([1, 0.5, 2.25], [1, 0, 1]);
    // 3.75 x 2^24 leaves room for three more units below 2^26, 3.75 x 2^25 does not.
    expect(unit).toBe(2 ** -24);
    expect(Array.from(packed, (sum) => packedHessian(sum) * unit)).toEqual([1, 0.5, 2.25]);
    expect(Array.from(packed, (sum) => packedGradient(sum) * unit)).toEqual([1, 0, 2.25]);
  });

  it('add up without spilling, each within a unit of its weight, at any scale', () => {
    const weight = fc.tuple(fc.double({ min: -30, max: 45, noNaN: true }), fc.integer({ min: 0, max: 1 }));
    fc.assert(
      fc.property(fc.array(weight, { minLength: 1, maxLength: 200 }), (drawn) => {
        const weights = drawn.map(([log]) => 2 ** log);
        const bad = drawn.map(([, y]) => y);
        const { packed, unit } = pack(weights, bad);
        const total = packed.reduce((a, b) => a + b, 0);
        const [bads, all] = [packedGradient(total), packedHessian(total)];
        expect(all).toBeLessThan(PACK);
        expect(all).toBeGreaterThan(PACK / 2 - 2 * weights.length - 2);
        expect(bads).toBe(packed.reduce((a, sum, i) => a + (bad[i] ? packedHessian(sum) : 0), 0));
        packed.forEach((sum, i) => {
          expect(Math.abs(packedHessian(sum) * unit - weights[i]!)).toBeLessThan(unit);
        });
      }),
    );
  });

  it('do not spill where every row rounds up', () => {
    const weights = new Array<number>(4096).fill((PACK - 100) / 4096);
    const { packed } = packWeights(
      Uint32Array.from(weights.keys()),
      new Uint8Array(4096).fill(1),
      (row) => weights[row]!,
      () => 0,
    );
    const total = packed.reduce((a, b) => a + b, 0);
    expect(packedHessian(total)).toBe(packedGradient(total));
    expect(packedHessian(total)).toBe(packed.reduce((a, sum) => a + packedHessian(sum), 0));
  });

  it('are unbiased where they are far below a unit', () => {
    // One row outweighs the rest, so that each of those is a tenth of a unit: a tenth of them hold one.
    const { packed, unit } = pack([2 ** 25, ...new Array<number>(4000).fill(0.1)], new Array(4001).fill(0));
    expect(unit).toBe(1);
    const ones = packed.subarray(1).filter((sum) => sum === 1).length;
    expect(packed.subarray(1).every((sum) => sum === 0 || sum === 1)).toBe(true);
    expect(Math.abs(ones - 400)).toBeLessThan(4 * Math.sqrt(4000 * 0.09));
  });

  it('are 0 for rows left out, counted or weighed', () => {
    const rows = Uint32Array.of(1, 3);
    const bad = Uint8Array.of(1, 1, 1, 0);
    const weighed = packWeights(
      rows,
      bad,
      () => 3,
      () => 0,
    );
    expect(Array.from(weighed.packed, (sum) => packedHessian(sum) * weighed.unit)).toEqual([0, 3, 0, 3]);
    expect(Array.from(packCounts(rows, bad, Uint16Array.of(9, 2, 9, 1)).packed)).toEqual([
      0,
      2 * PACK + 2,
      0,
      1,
    ]);
    expect(packCounts(rows, bad)).toEqual({ packed: Float64Array.of(0, PACK + 1, 0, 1), unit: 1 });
  });
});

it('assertPackable refuses tables whose sums would spill, weighed ones at half as many rows', () => {
  const weights = new Float64Array(1);
  expect(() => assertPackable('tree', 2 ** 26 - 1, undefined)).not.toThrow();
  expect(() => assertPackable('tree', 2 ** 25, weights)).not.toThrow();
  for (const [rows, own] of [
    [2 ** 26, undefined],
    [2 ** 25 + 1, weights],
  ] as const) {
    expect(() => assertPackable('tree', rows, own)).toThrow(
      expect.objectContaining({ code: 'PARUS_TRAIN_TOO_LARGE' }),
    );
  }
});
