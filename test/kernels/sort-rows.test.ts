import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortRowsByValue } from '../../src/kernels/sort-rows.ts';

/** The clear version. */
function sortNaive(values: Float64Array, rows: Uint32Array): number[] {
  const order = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...rows].toSorted((a, b) => order(values[a]!, values[b]!));
}

it('puts rows in the order of any doubles, infinities and both zeros among them, keeping the order of ties', () => {
  const value = fc.oneof(
    fc.double({ noNaN: true }),
    fc.constantFrom(0, -0, 1, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, -5e-324),
    fc.integer({ min: -5, max: 5 }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(value, fc.boolean()), { maxLength: 200 }), (cells) => {
      const values = Float64Array.from(cells, ([v]) => v);
      // Some rows only, as when others are missing.
      const rows = Uint32Array.from(cells.flatMap(([, taken], i) => (taken ? [i] : [])));
      const expected = sortNaive(values, rows);
      sortRowsByValue(values, rows);
      expect([...rows]).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

it('tells numbers apart that differ in their last bits only, few or many, of either sign', () => {
  for (const n of [5, 40, 500]) {
    for (const sign of [1, -1]) {
      // 2^-45 moves the lower half of a double near 3 alone; the order of rows is a shuffle, every number comes twice.
      const values = Float64Array.from({ length: n }, (_, i) => sign * (3 + ((i * 37) % (n / 2)) * 2 ** -45));
      const rows = Uint32Array.from(values, (_, i) => i);
      const expected = sortNaive(values, rows);
      sortRowsByValue(values, rows);
      expect([...rows]).toEqual(expected);
    }
  }
});

it('takes many zeros of both signs, and the least numbers beside them, for what they are', () => {
  const values = Float64Array.from({ length: 300 }, (_, i) => [0, -0, 5e-324, -5e-324, 1e-310][i % 5]!);
  const rows = Uint32Array.from(values, (_, i) => i);
  const expected = sortNaive(values, rows);
  sortRowsByValue(values, rows);
  expect([...rows]).toEqual(expected);
});

it('reads values at an offset of their buffer and copes with rows that are all alike', () => {
  const values = new Float64Array(Float64Array.of(9, 3, 1, 2).buffer, 8, 3);
  const rows = Uint32Array.of(0, 1, 2);
  sortRowsByValue(values, rows);
  expect([...rows]).toEqual([1, 2, 0]);
  const alike = Uint32Array.of(2, 0, 1);
  sortRowsByValue(new Float64Array(3).fill(7), alike);
  expect([...alike]).toEqual([2, 0, 1]);
  const none = new Uint32Array(0);
  sortRowsByValue(new Float64Array(3), none);
  expect(none).toHaveLength(0);
});
