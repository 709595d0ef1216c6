import { expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { packedRow } from '../../../src/kernels/split-counted.ts';
import { growCounted } from '../../../src/models/tree/grow-counted.ts';
import { binColumnsOf } from '../../kernels/bin-blocks-of.ts';

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
  return { bins, bad };
}

function grow(bins: number[][], packed: number[], badWeight: number, minLeafRows: number) {
  return growCounted(
    {
      binned: binColumnsOf(bins),
      mappers: [
        { kind: 'numeric', nBins: N_BINS, cuts: Float64Array.from({ length: N_BINS - 1 }, (_, i) => i) },
        { kind: 'category', nBins: N_BINS, binOfLevel: Uint8Array.from({ length: N_BINS }, (_, i) => i) },
      ],
      rows: Uint32Array.from(packed.keys()),
      packed: Float64Array.from(packed),
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

it('counts rows, not weights, against the least number of a leaf, and weighs shares in splits on categories', () => {
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
