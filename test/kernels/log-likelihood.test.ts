import fc from 'fast-check';
import { expect, it } from 'vitest';
import { accumulateGradient, gradientLength } from '../../src/kernels/log-likelihood.ts';
import { accumulateNewton, newtonLength } from '../../src/kernels/newton.ts';

/** The same sums, written as the formulas read. */
function naive(columns: number[][], bad: number[], beta: number[], start: number, end: number): number[] {
  const m = columns.length + 1;
  const rows = Array.from({ length: end - start }, (_, i) => [1, ...columns.map((c) => c[start + i]!)]);
  const mu = rows.map((x) => 1 / (1 + Math.exp(-x.reduce((sum, v, j) => sum + v * beta[j]!, 0))));
  const gradient = Array.from({ length: m }, (_, j) =>
    rows.reduce((sum, x, i) => sum + (bad[start + i]! - mu[i]!) * x[j]!, 0),
  );
  const deviance = rows.reduce((sum, _, i) => sum - 2 * Math.log(bad[start + i] ? mu[i]! : 1 - mu[i]!), 0);
  return [...gradient, deviance];
}

const value = fc.double({ min: -3, max: 3, noNaN: true });

it('agrees with the naive sums for any number of rows and columns', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1200 }).chain((n) =>
        fc.record({
          columns: fc.array(fc.array(value, { minLength: n, maxLength: n }), { minLength: 0, maxLength: 9 }),
          bad: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: n, maxLength: n }),
          seed: value,
        }),
      ),
      ({ columns, bad, seed }) => {
        const beta = [seed, ...columns.map((_, j) => seed / (j + 2))];
        const start = Math.floor(bad.length / 3);
        const out = new Float64Array(gradientLength(columns.length)).fill(99);
        accumulateGradient(
          columns.map((c) => Float64Array.from(c)),
          Uint8Array.from(bad),
          Float64Array.from(beta),
          start,
          bad.length,
          out,
        );
        const expected = naive(columns, bad, beta, start, bad.length);
        expected.forEach((e, i) => {
          expect(Math.abs(out[i]! - e)).toBeLessThan(1e-8 * (1 + Math.abs(e)));
        });
      },
    ),
    { numRuns: 40 },
  );
});

it('stays finite where probabilities round to 0 or 1', () => {
  const out = new Float64Array(gradientLength(1));
  accumulateGradient([Float64Array.of(800, -800)], Uint8Array.of(0, 1), Float64Array.of(0, 1), 0, 2, out);
  expect(out.every(Number.isFinite)).toBe(true);
  expect(out.at(-1)).toBeCloseTo(2 * 1600, 6);
});

it('does not overflow where every row of a block is undecided, and agrees with the Newton sums', () => {
  const n = 3000;
  const columns = [Float64Array.from({ length: n }, (_, i) => Math.sin(i))];
  const bad = Uint8Array.from({ length: n }, (_, i) => i % 2);
  const out = new Float64Array(gradientLength(1));
  const newton = new Float64Array(newtonLength(1));
  const zeros = new Float64Array(2);
  accumulateGradient(columns, bad, zeros, 0, n, out);
  accumulateNewton(columns, bad, zeros, 0, n, newton);
  expect(out.at(-1)).toBeCloseTo(2 * n * Math.LN2, 8);
  out.forEach((sum, i) => {
    expect(sum).toBeCloseTo(newton[3 + i]!, 8);
  });
});

it('counts a row of weight k as k copies of it, and one of weight 0 not at all', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ x: value, z: value, y: fc.nat(1), k: fc.nat(3) }), {
        minLength: 1,
        maxLength: 700,
      }),
      value,
      (rows, slope) => {
        const beta = Float64Array.of(0.3, slope, -slope / 2);
        const sums = (of: typeof rows, weights?: Float64Array): Float64Array => {
          const out = new Float64Array(gradientLength(2));
          const columns = [Float64Array.from(of, ({ x }) => x), Float64Array.from(of, ({ z }) => z)];
          accumulateGradient(
            columns,
            Uint8Array.from(of, ({ y }) => y),
            beta,
            0,
            of.length,
            out,
            weights,
          );
          return out;
        };
        const copies = rows.flatMap((row) => new Array<typeof row>(row.k).fill(row));
        const expected = sums(copies);
        sums(
          rows,
          Float64Array.from(rows, ({ k }) => k),
        ).forEach((sum, i) => {
          expect(Math.abs(sum - expected[i]!)).toBeLessThan(1e-10 * (1 + Math.abs(expected[i]!)));
        });
      },
    ),
    { numRuns: 40 },
  );
});
