import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openStream } from '../../src/core/index.ts';
import { scoreSums, scoreSumsLength } from '../../src/kernels/score-sums.ts';

it('agrees with the sums as they are written', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1100 }),
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 1, max: 6 }),
      fc.nat(),
      (rows, k, c, seed) => {
        const draws = openStream(seed, 'test/score-sums');
        const column = (j: number): Float64Array =>
          Float64Array.from({ length: rows }, (_, i) => draws.normal(0, 1, i, j));
        const chosen = Array.from({ length: k }, (_, j) => column(j));
        const candidates = Array.from({ length: c }, (_, j) => column(10 + j));
        const bad = Uint8Array.from({ length: rows }, (_, i) => (draws.uniform(i, 30) < 0.3 ? 1 : 0));
        const beta = Float64Array.from({ length: k + 1 }, (_, j) => draws.normal(0, 1, j, 31));
        const out = new Float64Array(scoreSumsLength(c, k));
        scoreSums(chosen, candidates, bad, beta, out);

        const pd = Array.from({ length: rows }, (_, i) => {
          const eta = chosen.reduce((sum, z, j) => sum + beta[j + 1]! * z[i]!, beta[0]!);
          return 1 / (1 + Math.exp(-eta));
        });
        const sum = (of: (i: number) => number): number => pd.reduce((total, _, i) => total + of(i), 0);
        candidates.forEach((x, j) => {
          const w = (i: number): number => pd[i]! * (1 - pd[i]!);
          const expected = [
            sum((i) => x[i]! * (bad[i]! - pd[i]!)),
            sum((i) => x[i]! * w(i)),
            ...chosen.map((z) => sum((i) => x[i]! * w(i) * z[i]!)),
            sum((i) => x[i]! * w(i) * x[i]!),
          ];
          expected.forEach((value, at) => {
            expect(out[at * c + j]).toBeCloseTo(value, 8);
          });
        });
      },
    ),
    { numRuns: 40 },
  );
});

it('stays finite at log-odds that would overflow', () => {
  const out = new Float64Array(scoreSumsLength(1, 1));
  scoreSums(
    [Float64Array.of(1, -1)],
    [Float64Array.of(2, 3)],
    Uint8Array.of(1, 1),
    Float64Array.of(0, 1000),
    out,
  );
  // The first row is certain and right, the second certain and wrong: only its residual of 1 is left.
  expect(Array.from(out)).toEqual([3, 0, 0, 0]);
});

it('counts a row of weight k as k copies of it', () => {
  const draws = openStream(4, 'test/score-sums');
  const times = Array.from({ length: 900 }, (_, i) => draws.integer(4, i, 50));
  const copies = times.flatMap((k, i) => new Array<number>(k).fill(i));
  const sums = (rows: readonly number[], weights?: Float64Array): Float64Array => {
    const column = (j: number): Float64Array => Float64Array.from(rows, (i) => draws.normal(0, 1, i, j));
    const bad = Uint8Array.from(rows, (i) => (draws.uniform(i, 30) < 0.3 ? 1 : 0));
    const out = new Float64Array(scoreSumsLength(2, 1));
    scoreSums([column(0)], [column(1), column(2)], bad, Float64Array.of(-0.5, 0.8), out, weights);
    return out;
  };
  const expected = sums(copies);
  sums([...times.keys()], Float64Array.from(times)).forEach((sum, i) => {
    expect(sum).toBeCloseTo(expected[i]!, 8);
  });
});
