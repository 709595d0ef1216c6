import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openStream } from '../../src/core/index.ts';
import { crossProducts } from '../../src/kernels/cross-products.ts';

function columnsOf(p: number, rows: number, seed: number): Float64Array[] {
  const draws = openStream(seed, 'test/cross-products');
  return Array.from({ length: p }, (_, j) =>
    Float64Array.from({ length: rows }, (__, i) => draws.normal(0, 1, i, j)),
  );
}

it('agrees with the sums as they are written, for any strip', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 1100 }),
      fc.nat(),
      fc.nat(),
      (p, rows, a, b) => {
        const columns = columnsOf(p, rows, a);
        const from = a % p;
        const to = from + 1 + (b % (p - from));
        const out = new Float64Array((to - from) * (p - from));
        crossProducts(columns, from, to, out);
        for (let j = from; j < to; j++) {
          for (let k = from; k < p; k++) {
            const naive = columns[j]!.reduce((sum, v, i) => sum + v * columns[k]![i]!, 0);
            expect(out[(j - from) * (p - from) + (k - from)]).toBeCloseTo(naive, 9);
          }
        }
      },
    ),
    { numRuns: 40 },
  );
});

it('gives the same bits in a wide strip as in a narrow one', () => {
  const columns = columnsOf(9, 1300, 4);
  const wide = new Float64Array(81);
  crossProducts(columns, 0, 9, wide);
  const narrow = new Float64Array(6);
  crossProducts(columns, 3, 4, narrow);
  expect(Array.from(narrow)).toEqual(Array.from(wide.subarray(3 * 9 + 3, 3 * 9 + 9)));
});
