import { describe, expect, it } from 'vitest';
import { openStream } from '../../../../src/core/index.ts';
import { PACK } from '../../../../src/kernels/gradient-packing.ts';
import { packedRow } from '../../../../src/kernels/split-counted.ts';
import { isLeaf, leafOfChild } from '../../../../src/models/tree/growing/bin-tree.ts';
import { type CountedTree, growCounted } from '../../../../src/models/tree/growing/grow-counted.ts';
import { binColumnsOf } from '../../../kernels/bin-blocks-of.ts';
import { bestGain, gainOf, type NaiveNode } from './naive-counted.ts';

const N_ROWS = 400;
const N_BINS = 8;

/** A number with missing values, a category and outcomes that go with both. */
function rowsOf(seed: number) {
  const draws = openStream(seed, 'counted');
  const bins = [0, 1].map((f) =>
    Array.from({ length: N_ROWS }, (_, i) => draws.integer(f === 0 ? N_BINS + 1 : N_BINS, i, f)),
  );
  const bad = Array.from({ length: N_ROWS }, (_, i) => {
    const chance = 0.1 + 0.06 * bins[0]![i]! + ([1, 4, 5].includes(bins[1]![i]!) ? 0.3 : 0);
    return draws.uniform(i, 2) < chance ? 1 : 0;
  });
  const weights = Array.from({ length: N_ROWS }, (_, i) => (1 + draws.integer(12, i, 3)) / 4);
  return { bins, bad, weights };
}

function grow(bins: number[][], packed: number[], badWeight: number, minLeafRows: number, unit = 1) {
  return growCounted(
    {
      binned: binColumnsOf(bins),
      mappers: [
        { kind: 'numeric', nBins: N_BINS, cuts: Float64Array.from({ length: N_BINS - 1 }, (_, i) => i) },
        { kind: 'category', nBins: N_BINS, binOfLevel: Uint8Array.from({ length: N_BINS }, (_, i) => i) },
      ],
      rows: Uint32Array.from(packed.keys()),
      packed: Float64Array.from(packed),
      unit,
    },
    { maxDepth: 3, minLeafRows, minGain: 0, featuresPerSplit: 2, draw: () => 0, smoothing: 0, badWeight },
  );
}

it.each([1, 2, 3, 4])(
  'values and ranks splits with weight 3 as if every bad were there three times, seed %i',
  (seed) => {
    // Ordering categories needs ten rows of them, which is not the same where bads are there three times: the number alone.
    const { bins, bad } = rowsOf(seed);
    const number = [bins[0]!, bins[0]!.map(() => 0)];
    const weighted = grow(
      number,
      bad.map((y) => packedRow(y, 1)),
      3,
      1,
    );
    const repeated = grow(
      number,
      bad.map((y) => packedRow(y, y ? 3 : 1)),
      1,
      1,
    );
    const testsOf = ({ splits }: typeof weighted) =>
      splits.map(({ feature, bin, rows }) => ({ feature, bin, rows }));
    expect(weighted.splits.length).toBeGreaterThan(3);
    expect(testsOf(weighted)).toEqual(testsOf(repeated));
    weighted.values.forEach((value, leaf) => {
      expect(value).toBeCloseTo(repeated.values[leaf]!, 12);
    });
  },
);

it('counts rows, not weights of bads, against the least number of a leaf, and weighs shares in splits on categories', () => {
  const { bins, bad } = rowsOf(9);
  const packed = bad.map((y) => packedRow(y, 1));
  const plain = grow(bins, packed, 1, 40);
  const heavy = grow(bins, packed, 2.5, 40);
  expect(heavy.splits.some(({ feature }) => feature === 1)).toBe(true);
  for (const { leafRows } of [plain, heavy]) expect(Math.min(...leafRows)).toBeGreaterThanOrEqual(40);
  expect(heavy.leafRows.reduce((a, b) => a + b, 0)).toBe(N_ROWS);
  heavy.leafSums.forEach((sum, leaf) => {
    const bads = Math.floor(sum / 2 ** 26);
    const rows = sum - 2 ** 26 * bads;
    expect(heavy.values[leaf]).toBeCloseTo((2.5 * bads) / (rows - bads + 2.5 * bads), 12);
  });
});

describe('a tree of weighed rows', () => {
  it('by hand: parts weights, not rows, and keeps leaves of the least weight', () => {
    const bins = [0, 1, 1, 2];
    const weights = [2, 1, 1, 4];
    const bad = [0, 1, 0, 1];
    const units = weights.map((w, i) => packedRow(bad[i]!, 4 * w));
    const tree = grow([bins, bins.map(() => 0)], units, 1, 2, 1 / 4);
    // 5 of 8 are bad. Cut after bin 1: 8 (5/8)(3/8) - 4 (1/4)(3/4) = 9/8; after bin 0: 15/8 - 6 (5/6)(1/6) = 25/24.
    expect(tree.splits[0]).toMatchObject({ bin: 1, gain: 9 / 8, rows: 4 });
    expect(tree.splits[1]).toMatchObject({ bin: 0, rows: 3 });
    expect(tree.values).toEqual([0, 1 / 2, 1]);
    expect(tree.leafRows).toEqual([1, 2, 1]);
    // Leaves of weight 3: after bin 0 is too light.
    expect(grow([bins, bins.map(() => 0)], units, 1, 3, 1 / 4).values).toEqual([1 / 4, 1]);
  });

  it.each([
    [1, 1, 5],
    [2, 1, 25],
    [3, 2.5, 5],
    [4, 2.5, 25],
    [5, 0.5, 12],
  ])(
    'takes the best split at every node, and none only where none gains: seed %i, weight of bads %d, leaves of %i',
    (seed, badWeight, minLeafRows) => {
      const { bins, bad, weights } = rowsOf(seed);
      const packed = weights.map((w, i) => packedRow(bad[i]!, 1024 * w));
      const tree = grow(bins, packed, badWeight, minLeafRows, 1 / 1024);
      let splits = 0;
      const visit = (child: number, rows: number[], depth: number): void => {
        const node: NaiveNode = {
          bins,
          kinds: ['numeric', 'category'],
          nBins: N_BINS,
          bad,
          weights,
          rows,
          minLeafRows,
          badWeight,
        };
        if (isLeaf(child)) {
          expect(tree.leafRows[leafOfChild(child)]).toBe(rows.length);
          expect(tree.values[leafOfChild(child)]).toBeCloseTo(shareOf(node), 12);
          const total = rows.reduce((a, row) => a + weights[row]!, 0);
          if (depth < 3 && total >= 2 * minLeafRows) expect(bestGain(node)).toBeLessThan(1e-9);
          return;
        }
        const { feature, goesLeft, gain, left, right } = tree.splits[child]!;
        splits += 1;
        const leftBins = new Set(Array.from({ length: N_BINS + 1 }, (_, b) => b).filter((b) => goesLeft[b]));
        expect(gainOf(node, feature, leftBins)).toBeCloseTo(gain, 9);
        expect(gain).toBeCloseTo(bestGain(node), 9);
        visit(
          left,
          rows.filter((row) => leftBins.has(bins[feature]![row]!)),
          depth + 1,
        );
        visit(
          right,
          rows.filter((row) => !leftBins.has(bins[feature]![row]!)),
          depth + 1,
        );
      };
      visit(tree.splits.length > 0 ? 0 : -1, Array.from(bad.keys()), 0);
      expect(splits).toBeGreaterThan(3);
    },
  );

  it('has the same bits in any unit that holds the weights', () => {
    const { bins, bad, weights } = rowsOf(6);
    const inUnits = (perWeight: number) =>
      bare(
        grow(
          bins,
          weights.map((w, i) => packedRow(bad[i]!, perWeight * w)),
          1.7,
          9,
          1 / perWeight,
        ),
      );
    const expected = inUnits(4);
    expect(expected.splits.length).toBeGreaterThan(3);
    for (const perWeight of [8, 1024, 2 ** 15]) expect(inUnits(perWeight)).toEqual(expected);
  });
});

/** A tree without its sums, which are in units. */
function bare({ splits, values, leafRows }: CountedTree) {
  return { splits, values, leafRows };
}

function shareOf({ rows, bad, weights, badWeight }: NaiveNode): number {
  const of = (y: number): number =>
    rows.reduce((a, row) => a + (bad[row] === y ? weights[row]! : 0), 0) * (y ? badWeight : 1);
  return of(1) / (of(0) + of(1));
}

it('takes sums up to the brim of their half', () => {
  const [goods, bads] = [2 ** 25, PACK - 1 - 2 ** 25];
  const bins = [
    [0, 1],
    [0, 0],
  ];
  const tree = grow(bins, [packedRow(0, goods), packedRow(1, bads)], 1, 1);
  expect(tree.values).toEqual([0, 1]);
  expect(tree.splits[0]!.gain).toBeCloseTo((goods * bads) / (PACK - 1), 6);
});
