import fc from 'fast-check';
import { expect, it } from 'vitest';
import { choleskyFactor, choleskySolve, forwardSolve } from '../../src/kernels/cholesky.ts';

it('solves a system worked by hand', () => {
  // [[4, 2], [2, 3]] x = [8, 7] has x = [1.25, 1.5].
  const a = Float64Array.of(4, 2, 2, 3);
  const b = Float64Array.of(8, 7);
  choleskyFactor(a, 2);
  choleskySolve(a, 2, b);
  expect(b[0]).toBeCloseTo(1.25, 14);
  expect(b[1]).toBeCloseTo(1.5, 14);
});

it('solves any well-conditioned system and gives x = A^-1 b as b = A x', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }).chain((m) =>
        fc.record({
          root: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: m * m, maxLength: m * m }),
          b: fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: m, maxLength: m }),
        }),
      ),
      ({ root, b }) => {
        const m = b.length;
        const a = Float64Array.from({ length: m * m }, (_, at) => {
          const [i, j] = [Math.floor(at / m), at % m];
          let sum = i === j ? 1 : 0;
          for (let k = 0; k < m; k++) sum += root[i * m + k]! * root[j * m + k]!;
          return sum;
        });
        const factor = a.slice();
        choleskyFactor(factor, m);
        const x = Float64Array.from(b);
        choleskySolve(factor, m, x);
        for (let i = 0; i < m; i++) {
          let sum = 0;
          for (let k = 0; k < m; k++) sum += a[i * m + k]! * x[k]!;
          expect(sum).toBeCloseTo(b[i]!, 9);
        }
        const half = Float64Array.from(b);
        forwardSolve(factor, m, half);
        const quadratic = half.reduce((sum, v) => sum + v * v, 0);
        expect(quadratic).toBeCloseTo(
          x.reduce((sum, v, i) => sum + v * b[i]!, 0),
          8,
        );
      },
    ),
  );
});

it('gives a column that repeats another the coefficient 0', () => {
  const a = Float64Array.of(2, 2, 2, 2);
  const b = Float64Array.of(3, 3);
  choleskyFactor(a, 2);
  choleskySolve(a, 2, b);
  expect(b[0]).toBeCloseTo(1.5, 12);
  expect(b[1]).toBe(0);
});
