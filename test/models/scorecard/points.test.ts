import { describe, expect, it } from 'vitest';
import type { Binning } from '../../../src/binning/index.ts';
import { attainableWoe, pointsOf, scoreOfMargin } from '../../../src/models/scorecard/points.ts';
import { resolveScaling, scalingConfig } from '../../../src/models/scorecard/scaling.ts';

const bin = (woe: number) => ({ goods: 40, bads: 10, woe });
const numeric: Binning = {
  kind: 'numeric',
  convention: '[low, high)',
  cuts: [1, 2],
  bins: [bin(-0.9), bin(0.1), bin(0.6)],
  special: [{ value: -9, ...bin(-0.3) }],
  missing: bin(0.2),
  iv: 0.2,
};
const text: Binning = {
  kind: 'category',
  groupOfLevel: [0, 1],
  bins: [bin(0.4), bin(0.7)],
  missing: bin(0.3),
  iv: 0.1,
};
const rare: Binning = { ...text, rareGroup: 1 };
const characteristics = [numeric, text].map((binning, input) => ({ input, binning, coefficient: 0.8 }));
const scaling = { baseScore: 600, baseOdds: 50, pdo: 20 };

describe('attainableWoe', () => {
  it('has bins, special values and missing; a level never seen counts 0, or as the rare ones', () => {
    expect(attainableWoe(numeric)).toEqual([-0.9, 0.1, 0.6, -0.3, 0.2]);
    expect(attainableWoe(text)).toEqual([0.4, 0.7, 0.3, 0]);
    expect(attainableWoe(rare)).toEqual([0.4, 0.7, 0.3]);
    expect(attainableWoe({ ...numeric, cuts: [], bins: [] })).toEqual([-0.3, 0.2, 0]);
  });
});

describe('pointsOf', () => {
  it('puts every value in its place', () => {
    const factor = 20 / Math.LN2;
    const { characteristics: own } = pointsOf(-2, characteristics, scaling);
    expect(own[0]).toMatchObject({
      points: [-0.9, 0.1, 0.6].map((woe) => Math.round(factor * 0.8 * woe)),
      specialPoints: [Math.round(factor * 0.8 * -0.3)],
      missingPoints: Math.round(factor * 0.8 * 0.2),
      unseenPoints: 0,
    });
    expect(own[1]!.unseenPoints).toBe(0);
    const [withRare] = pointsOf(-2, [{ input: 0, binning: rare, coefficient: 1 }], scaling).characteristics;
    expect(withRare!.unseenPoints).toBe(withRare!.points[1]);
  });

  it('keeps the range of scores when asked', () => {
    // The best bin of each is worth 3.45 points: rounded by themselves they lose 24 times .45.
    const best = 3.45 / (20 / Math.LN2);
    const many = Array.from({ length: 24 }, (_, input) => ({
      input,
      binning: { ...numeric, bins: [bin(-0.2), bin(0.01), bin(best)], missing: bin(0) },
      coefficient: 1,
    }));
    const exact = many.map(({ binning }) => attainableWoe(binning).map((woe) => (20 / Math.LN2) * woe));
    const base = scoreOfMargin(-2, scaling);
    const highest = exact.reduce((sum, own) => sum + Math.max(...own), base);
    const top = (rounding: 'nearest' | 'range'): number => {
      const card = pointsOf(-2, many, scaling, rounding);
      return card.characteristics.reduce(
        (sum, c) => sum + Math.max(...c.points, ...c.specialPoints, c.missingPoints),
        card.base,
      );
    };
    expect(top('range')).toBe(Math.round(highest));
    expect(top('nearest')).toBeLessThan(highest - 10);
  });
});

describe('resolveScaling', () => {
  it('takes a scale by odds as it is', () => {
    expect(resolveScaling(scaling, -2, characteristics)).toBe(scaling);
  });

  it('stretches the attainable log-odds over a range', () => {
    const wanted = { minScore: 300, maxScore: 850 };
    const resolved = resolveScaling(wanted, -2, characteristics);
    const woes = characteristics.map(({ binning }) => attainableWoe(binning));
    const riskiest = -2 - 0.8 * woes.reduce((sum, own) => sum + Math.min(...own), 0);
    const safest = -2 - 0.8 * woes.reduce((sum, own) => sum + Math.max(...own), 0);
    expect(scoreOfMargin(riskiest, resolved)).toBeCloseTo(300, 9);
    expect(scoreOfMargin(safest, resolved)).toBeCloseTo(850, 9);
    const card = pointsOf(-2, characteristics, resolved, 'range');
    const ends = [Math.min, Math.max].map((of) =>
      card.characteristics.reduce(
        (sum, c) =>
          sum +
          of(
            ...c.points,
            ...c.specialPoints,
            c.missingPoints,
            ...(c.binning.kind === 'category' ? [c.unseenPoints] : []),
          ),
        card.base,
      ),
    );
    expect(ends).toEqual([300, 850]);
  });

  it('says what forms there are', () => {
    expect(scalingConfig.safeParse({ minScore: 300 }).error!.issues[0]!.message).toBe(
      'expected {baseScore, baseOdds, pdo} or {minScore, maxScore}',
    );
    expect(scalingConfig.safeParse({ minScore: 300, maxScore: 300 }).success).toBe(false);
    expect(scalingConfig.safeParse({ baseScore: 1, baseOdds: 0, pdo: 1 }).success).toBe(false);
  });
});
