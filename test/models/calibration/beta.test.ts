import { afterAll, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { fitBeta, logProbabilities } from '../../../src/models/calibration/beta.ts';
import { openPool } from '../../../src/parallel/index.ts';

const pool = openPool({ workers: 1 });
afterAll(() => pool.close());

const draws = openStream(8, 'beta');
const margins = Float64Array.from({ length: 20_000 }, (_, i) => draws.normal(-1, 1.5, i));
const outcomes = (logOddsOf: (margin: number) => number) =>
  Uint8Array.from(margins, (m, i) => (draws.uniform(i, 1) < 1 / (1 + Math.exp(-logOddsOf(m))) ? 1 : 0));

it('takes logarithms that stay finite far out', () => {
  const [logP, logQ] = logProbabilities(Math.log(3));
  expect(logP).toBeCloseTo(Math.log(3 / 4), 14);
  expect(logQ).toBeCloseTo(Math.log(1 / 4), 14);
  for (const far of [-1000, 1000]) {
    const [farP, farQ] = logProbabilities(far);
    expect(farP).toBeCloseTo(Math.min(far, 0), 12);
    expect(farQ).toBeCloseTo(Math.min(-far, 0), 12);
  }
});

it('is the identity where the PDs are right', async () => {
  const { a, b, c } = await fitBeta(
    pool,
    margins,
    outcomes((m) => m),
  );
  expect(Math.abs(a - 1)).toBeLessThan(0.08);
  expect(Math.abs(b - 1)).toBeLessThan(0.12);
  expect(Math.abs(c)).toBeLessThan(0.12);
});

it('finds a curve that is not a line in log-odds', async () => {
  const truth = { a: 0.5, b: 2, c: 0.3 };
  const fitted = await fitBeta(
    pool,
    margins,
    outcomes((m) => {
      const [logP, logQ] = logProbabilities(m);
      return truth.a * logP - truth.b * logQ + truth.c;
    }),
  );
  expect(Math.abs(fitted.a - truth.a)).toBeLessThan(0.08);
  expect(Math.abs(fitted.b - truth.b)).toBeLessThan(0.15);
  expect(Math.abs(fitted.c - truth.c)).toBeLessThan(0.15);
});

it('never turns the ranking round', async () => {
  const { a, b } = await fitBeta(
    pool,
    margins,
    outcomes((m) => -m),
  );
  expect(a).toBeGreaterThanOrEqual(0);
  expect(b).toBeGreaterThanOrEqual(0);
});
