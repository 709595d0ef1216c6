import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinToAtMost, numericFineBins, sumFine } from '../../src/binning/fine-bins.ts';

/** Fine bins of rows given in any order. */
function fineBins(
  values: readonly number[],
  bad: readonly number[],
  preBins: number,
  mandated: readonly number[] = [],
  weights?: readonly number[],
) {
  const sorted = Uint32Array.from([...values.keys()].sort((a, b) => values[a]! - values[b]!));
  const outcome = { bad: Uint8Array.from(bad), weights: weights && Float64Array.from(weights) };
  return numericFineBins(sorted, Float64Array.from(values), outcome, preBins, mandated);
}

describe('numericFineBins', () => {
  it('are of equal counts, cut at numbers that people can read', () => {
    const values = Array.from({ length: 12 }, (_, i) => i / 3);
    const bad = values.map((_, i) => Number(i % 2 === 0));
    const fine = fineBins(values, bad, 4);
    expect(fine.goods.map((g, k) => g + fine.bads[k]!)).toEqual([3, 3, 3, 3]);
    // Between 2/3 and 1, 5/3 and 2, 8/3 and 3.
    expect(fine.cuts).toEqual([0.8, 2, 3]);
  });

  it('never tear equal values apart: where one fills three of four, the next two have smaller ones', () => {
    const values = [1, 1, 1, 1, 1, 1, 2, 3];
    const fine = fineBins(values, [0, 0, 0, 0, 0, 1, 1, 0], 4);
    expect([fine.goods, fine.bads]).toEqual([
      [5, 0, 1],
      [1, 1, 0],
    ]);
  });

  it('hold every row once, in at most as many bins as asked for and one more for each mandated cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.nat(1)), { minLength: 1, maxLength: 120 }),
        fc.integer({ min: 1, max: 20 }),
        fc.uniqueArray(fc.integer({ min: -3, max: 33 }), { maxLength: 3 }),
        (rows, preBins, cuts) => {
          const mandated = cuts.toSorted((a, b) => a - b);
          const values = rows.map(([v]) => v);
          const fine = fineBins(
            values,
            rows.map(([, y]) => y),
            preBins,
            mandated,
          );
          expect(fine.goods.length).toBeLessThanOrEqual(preBins + mandated.length);
          expect(fine.cuts).toEqual([...new Set(fine.cuts)].sort((a, b) => a - b));
          // A mandated cut starts the fine bin that it names.
          expect(fine.mandated.map((start) => fine.cuts[start - 1])).toEqual(mandated);
          fine.goods.forEach((goods, k) => {
            const [low, high] = [fine.cuts[k - 1] ?? -Infinity, fine.cuts[k] ?? Infinity];
            const inside = rows.filter(([v]) => v >= low && v < high);
            expect(goods).toBe(inside.filter(([, y]) => y === 0).length);
            expect(fine.bads[k]).toBe(inside.filter(([, y]) => y === 1).length);
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('are of equal sums of weights where rows have weights', () => {
    const fine = fineBins([1, 2, 3, 4, 5, 6], [0, 1, 0, 1, 0, 1], 2, [], [4, 1, 1, 2, 2, 2]);
    expect([fine.goods, fine.bads]).toEqual([
      [5, 2],
      [1, 4],
    ]);
  });

  it('are none without rows, mandated cuts or not', () => {
    expect(fineBins([], [], 5)).toMatchObject({ goods: [], bads: [], cuts: [] });
    expect(fineBins([], [], 5, [1]).goods).toEqual([]);
  });
});

describe('joinToAtMost', () => {
  it('leaves few counts alone and joins many to about equal rows', () => {
    expect(joinToAtMost([1, 2, 3], [0, 0, 0], 3)).toEqual([0, 1, 2]);
    expect(joinToAtMost([1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1], 3)).toEqual([0, 2, 4]);
  });

  it('gives ascending starts from 0, no more than asked for, no join much above an equal share', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 20 }), (goods, most) => {
        const bads = goods.map((g) => g % 3);
        const starts = joinToAtMost(goods, bads, most);
        expect(starts[0]).toBe(0);
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
        expect(starts.length).toBeLessThanOrEqual(Math.max(most, 1));
        const share = sumFine({ goods, bads }, 0, goods.length).reduce((a, b) => a + b, 0) / most;
        const sizes = starts.map((start, k) => {
          const [g, b] = sumFine({ goods, bads }, start, starts[k + 1] ?? goods.length);
          return g + b;
        });
        // A join ends with the count that reaches its share: one count of at most 11 rows beyond it.
        for (const size of sizes) expect(size).toBeLessThanOrEqual(share + 11);
      }),
    );
  });
});
