import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addToRows, multiplyTransposed, sumColumns, transpose } from '../../src/kernels/dense.ts';

/** c[i][j] = sum over q of a[i][q] b[j][q], as the formula reads. */
function naive(a: Float64Array, b: Float64Array, m: number, n: number, k: number): Float64Array {
  return Float64Array.from({ length: m * n }, (_, at) => {
    let sum = 0;
    for (let q = 0; q < k; q++) sum += a[Math.floor(at / n) * k + q]! * b[(at % n) * k + q]!;
    return sum;
  });
}

const size = fc.integer({ min: 1, max: 11 });
const entries = (length: number) =>
  fc
    .array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: length, maxLength: length })
    .map((list) => Float64Array.from(list));

const product = fc.tuple(size, size, size).chain(([m, n, k]) =>
  fc.record({
    m: fc.constant(m),
    n: fc.constant(n),
    k: fc.constant(k),
    a: entries(m * k),
    b: entries(n * k),
  }),
);

it('multiplies a hand-worked example', () => {
  const c = new Float64Array(4);
  multiplyTransposed(Float64Array.of(1, 2, 3, 4), Float64Array.of(5, 6, 7, 8), 2, 2, 2, c);
  expect([...c]).toEqual([17, 23, 39, 53]);
});

it('gives the bits of the naive product, whatever the sizes: every entry is one sum in order', () => {
  fc.assert(
    fc.property(product, ({ m, n, k, a, b }) => {
      const c = new Float64Array(m * n);
      multiplyTransposed(a, b, m, n, k, c);
      expect(c).toEqual(naive(a, b, m, n, k));
    }),
  );
});

it('gives a row the same bits alone as among others', () => {
  fc.assert(
    fc.property(product, ({ m, n, k, a, b }) => {
      const all = new Float64Array(m * n);
      multiplyTransposed(a, b, m, n, k, all);
      for (let i = 0; i < m; i++) {
        const alone = new Float64Array(n);
        multiplyTransposed(a.slice(i * k, (i + 1) * k), b, 1, n, k, alone);
        expect(alone).toEqual(all.slice(i * n, (i + 1) * n));
      }
    }),
  );
});

it('transposes, adds to rows and sums columns', () => {
  const a = Float64Array.of(1, 2, 3, 4, 5, 6);
  const out = new Float64Array(6);
  transpose(a, 2, 3, out);
  expect([...out]).toEqual([1, 4, 2, 5, 3, 6]);
  const sums = new Float64Array(3).fill(9);
  sumColumns(a, 2, 3, sums);
  expect([...sums]).toEqual([5, 7, 9]);
  addToRows(a, 2, 3, Float64Array.of(10, 20, 30));
  expect([...a]).toEqual([11, 22, 33, 14, 25, 36]);
});
