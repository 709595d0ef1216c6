import fc from 'fast-check';
import { expect, it } from 'vitest';
import { partRows, placeRows } from '../../src/kernels/row-partition.ts';

/** Parts [start, end) of `rows` by `members` ranges, as a team does one after the other. */
function part(
  bins: number[],
  rows: number[],
  start: number,
  end: number,
  isLeft: boolean[],
  members: number,
): number[] {
  const column = Uint8Array.from(bins);
  const index = Uint32Array.from(rows);
  const spare = new Uint32Array(rows.length);
  const flags = Uint8Array.from({ length: 256 }, (_, bin) => (isLeft[bin] ? 1 : 0));
  const cut = (m: number): number => start + Math.floor(((end - start) * m) / members);
  const counts = Array.from({ length: members }, (_, m) =>
    partRows(index, cut(m), cut(m + 1), column, flags, spare),
  );
  const middle = start + counts.reduce((a, b) => a + b, 0);
  let [left, right] = [start, middle];
  counts.forEach((nLeft, m) => {
    placeRows(spare, cut(m), cut(m + 1), nLeft, left, right, index);
    left += nLeft;
    right += cut(m + 1) - cut(m) - nLeft;
  });
  return Array.from(index);
}

it('puts lefts before rights, each in order, whatever the number of ranges, and touches no other row', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 80 }),
      fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      fc.integer({ min: 1, max: 4 }),
      fc.nat(),
      fc.nat(),
      (bins, isLeft, members, a, b) => {
        const rows = bins.map((_, i) => i);
        const [start, end] = [a % (rows.length + 1), b % (rows.length + 1)].sort((x, y) => x - y) as [
          number,
          number,
        ];
        const own = rows.slice(start, end);
        const expected = [
          ...rows.slice(0, start),
          ...own.filter((row) => isLeft[bins[row]!]),
          ...own.filter((row) => !isLeft[bins[row]!]),
          ...rows.slice(end),
        ];
        expect(part(bins, rows, start, end, isLeft, members)).toEqual(expected);
      },
    ),
  );
});

it('does so for many rows far apart', () => {
  const bins = Array.from({ length: 30_000 }, (_, i) => i % 7);
  const rows = Array.from({ length: 3000 }, (_, i) => 10 * i);
  const isLeft = [true, false, true, false, false, false, true];
  const expected = [
    ...rows.filter((row) => isLeft[bins[row]!]),
    ...rows.filter((row) => !isLeft[bins[row]!]),
  ];
  expect(part(bins, rows, 0, rows.length, isLeft, 2)).toEqual(expected);
});
