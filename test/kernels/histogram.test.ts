import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BIN_STRIDE, paddedFeatures } from '../../src/kernels/bin-blocks.ts';
import { PACK } from '../../src/kernels/gradient-packing.ts';
import { addToHistogram, COUNT_ROWS, settleFeature } from '../../src/kernels/histogram.ts';
import { binBlocksOf } from './bin-blocks-of.ts';

const bin = fc.integer({ min: 0, max: 255 });

/** A table of bins, some of its rows and packed gradients. */
const cases = fc
  .record({ nRows: fc.integer({ min: 1, max: 60 }), nFeatures: fc.integer({ min: 1, max: 75 }) })
  .chain(({ nRows, nFeatures }) =>
    fc.record({
      columns: fc.array(fc.array(bin, { minLength: nRows, maxLength: nRows }), {
        minLength: nFeatures,
        maxLength: nFeatures,
      }),
      rows: fc.subarray(Array.from({ length: nRows }, (_, i) => i)),
      packed: fc.array(
        fc
          .tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 0, max: 9 }))
          .map(([g, h]) => g * PACK + h),
        { minLength: nRows, maxLength: nRows },
      ),
    }),
  );

/** Sums by feature and bin as the definition reads. */
function naive(columns: readonly (readonly number[])[], rows: readonly number[], packed: readonly number[]) {
  return columns.map((column) => {
    const sums = new Array<number>(BIN_STRIDE).fill(0);
    for (const row of rows) sums[column[row]!]! += packed[row]!;
    return sums;
  });
}

function count(
  columns: readonly (readonly number[])[],
  rows: readonly number[],
  packed: readonly number[],
  cut: number,
) {
  const blocks = binBlocksOf(columns);
  const histogram = new Float64Array(paddedFeatures(columns.length) * BIN_STRIDE);
  const index = Uint32Array.from(rows);
  for (const [from, to] of [
    [0, cut],
    [cut, rows.length],
  ] as const) {
    for (const block of blocks) addToHistogram(block, index, from, to, Float64Array.from(packed), histogram);
  }
  return columns.map((_, f) => Array.from(histogram.subarray(f * BIN_STRIDE, (f + 1) * BIN_STRIDE)));
}

describe('a histogram', () => {
  it('agrees with the naive sums for any number of features', () => {
    fc.assert(
      fc.property(cases, ({ columns, rows, packed }) => {
        expect(count(columns, rows, packed, 0)).toEqual(naive(columns, rows, packed));
      }),
    );
  });

  it('has the same bytes however the rows are cut', () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ columns, rows, packed }, at) => {
        const cut = at % (rows.length + 1);
        expect(count(columns, rows, packed, cut)).toEqual(count(columns, rows, packed, 0));
      }),
    );
  });
});

it('counts as many rows as it takes at once, near each other or far apart', () => {
  const nRows = 3 * COUNT_ROWS;
  const columns = Array.from({ length: 11 }, (_, f) =>
    Array.from({ length: nRows }, (_, i) => (i * (f + 3)) % 251),
  );
  const packed = Array.from({ length: nRows }, (_, i) => ((i % 19) - 9) * PACK + (i % 7));
  for (const step of [1, 3]) {
    const rows = Array.from({ length: COUNT_ROWS }, (_, i) => step * i);
    expect(count(columns, rows, packed, 0)).toEqual(naive(columns, rows, packed));
  }
});

describe('settling a feature', () => {
  it('adds up the members, clears them and leaves the sibling in the parent', () => {
    const members = [1, 2].map((k) => Float64Array.from({ length: 2 * BIN_STRIDE }, (_, i) => k * i));
    const parent = Float64Array.from({ length: 2 * BIN_STRIDE }, (_, i) => 10 * i);
    const small = new Float64Array(2 * BIN_STRIDE).fill(7);
    settleFeature(1, members, small, parent);
    for (let i = 0; i < 2 * BIN_STRIDE; i++) {
      const isIn = i >= BIN_STRIDE;
      expect(small[i]).toBe(isIn ? 3 * i : 7);
      expect(parent[i]).toBe(isIn ? 7 * i : 10 * i);
      expect(members[0]![i]).toBe(isIn ? 0 : i);
    }
  });
});
