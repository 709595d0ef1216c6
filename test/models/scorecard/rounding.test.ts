import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundKeepingRange } from '../../../src/models/scorecard/rounding.ts';

const points = fc.double({ min: -80, max: 80, noNaN: true });
const card = fc.record({
  base: fc.double({ min: -200, max: 900, noNaN: true }),
  exact: fc.array(
    fc.array(points, { minLength: 2, maxLength: 7 }).filter((own) => Math.max(...own) > Math.min(...own)),
    { minLength: 1, maxLength: 30 },
  ),
});

function range(base: number, lists: readonly (readonly number[])[]): [number, number] {
  return [
    lists.reduce((sum, own) => sum + Math.min(...own), base),
    lists.reduce((sum, own) => sum + Math.max(...own), base),
  ];
}

describe('roundKeepingRange', () => {
  it('gives the lowest and the highest total of the exact points, rounded', () => {
    fc.assert(
      fc.property(card, ({ base, exact }) => {
        const rounded = roundKeepingRange(base, exact);
        const [low, high] = range(base, exact);
        expect(range(rounded.base, rounded.points)).toEqual([Math.round(low) + 0, Math.round(high) + 0]);
        expect(
          [rounded.base, ...rounded.points.flat()].every((v) => Number.isInteger(v) && !Object.is(v, -0)),
        ).toBe(true);
      }),
    );
  });

  it('keeps the order of the bins of each characteristic, and equal bins equal', () => {
    fc.assert(
      fc.property(card, ({ base, exact }) => {
        const rounded = roundKeepingRange(base, exact);
        exact.forEach((own, c) => {
          const order = own.map((_, k) => k).sort((a, b) => own[a]! - own[b]!);
          order.slice(1).forEach((k, i) => {
            const [below, above] = [rounded.points[c]![order[i]!]!, rounded.points[c]![k]!];
            expect(below).toBeLessThanOrEqual(above);
            if (own[k] === own[order[i]!]) expect(below).toBe(above);
          });
        });
      }),
    );
  });

  it('changes nothing that is whole already', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50, max: 900 }),
        fc.array(
          fc
            .array(fc.integer({ min: -60, max: 60 }), { minLength: 2, maxLength: 5 })
            .filter((own) => new Set(own).size > 1),
          { minLength: 1, maxLength: 10 },
        ),
        (base, exact) => {
          expect(roundKeepingRange(base, exact)).toEqual({ base, points: exact });
        },
      ),
    );
  });

  it('gives the missing point to the one that lost most', () => {
    // By itself each low rounds to -2 and each high to 1 or 2: the totals would be 93 and 105 of -6.4 and 4.3 + 100.
    const exact = [
      [-2.2, 1.4],
      [-2.2, 1.4],
      [-2.0, 1.5],
    ];
    const rounded = roundKeepingRange(100, exact);
    expect(rounded.base).toBe(100);
    expect(rounded.points.map(([low]) => low)).toEqual([-2, -2, -2]);
    expect(rounded.points.map(([, high]) => high).sort()).toEqual([1, 1, 2]);
  });

  it('is as near to the exact ends as any whole numbers with these totals', () => {
    const small = fc.record({
      base: fc.double({ min: -5, max: 5, noNaN: true }),
      exact: fc.array(
        fc.tuple(
          fc.double({ min: -3, max: -0.6, noNaN: true }),
          fc.double({ min: 0.6, max: 3, noNaN: true }),
        ),
        {
          minLength: 2,
          maxLength: 3,
        },
      ),
    });
    fc.assert(
      fc.property(small, ({ base, exact }) => {
        const { points: rounded } = roundKeepingRange(base, exact);
        const b = roundKeepingRange(base, exact).base;
        const cost = (values: readonly number[], of: readonly number[]): number =>
          values.reduce((sum, v, i) => sum + (v - of[i]!) ** 2, 0);
        const lows = exact.map(([low]) => low);
        const total = rounded.reduce((sum, [low]) => sum + low!, 0);
        const own = cost(
          rounded.map(([low]) => low!),
          lows,
        );
        // Every way to give the same total with lows at most two away from the exact ones.
        const others = lows.reduce<number[][]>(
          (ways, low) => ways.flatMap((way) => [-2, -1, 0, 1, 2].map((d) => [...way, Math.round(low) + d])),
          [[]],
        );
        const best = Math.min(
          ...others
            .filter((way) => way.reduce((sum, v) => sum + v, 0) === total)
            .map((way) => cost(way, lows)),
        );
        expect(Math.abs(b - base)).toBeLessThan(1);
        expect(own).toBeLessThanOrEqual(best + 1e-9);
      }),
      { numRuns: 60 },
    );
  });
});
