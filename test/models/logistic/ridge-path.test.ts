import { afterAll, expect, it } from 'vitest';
import { solvers } from '../../../src/models/logistic/fit-ridge.ts';
import { fitIrls } from '../../../src/models/logistic/irls.ts';
import { fitRidgePath, RIDGE_GRID } from '../../../src/models/logistic/ridge-path.ts';
import { openPool, sharedFloat64 } from '../../../src/parallel/index.ts';
import { oneSignal, part, signalProblem } from './problems.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

it('gives calibrated log-odds on rows it has not seen', async () => {
  const { columns, bad } = oneSignal(3000, 20, 1);
  const rows = Array.from(bad.keys());
  const train = part(columns, bad, rows.slice(0, 1000));
  const { beta } = await fitRidgePath(pool, train.columns, train.bad, { nonNegative: false });
  const test = part(columns, bad, rows.slice(1000));
  const margins = sharedFloat64(test.bad.length);
  margins.forEach((_, i) => {
    margins[i] = test.columns.reduce((sum, c, j) => sum + c[i]! * beta[j + 1]!, beta[0]!);
  });
  const { beta: line } = await fitIrls(pool, [margins], test.bad, { lambda: 1e-6, nonNegative: false });
  expect(Math.abs(line[0]!)).toBeLessThan(0.25);
  expect(Math.abs(line[1]! - 1)).toBeLessThan(0.25);
});

it('chooses a penalty of the grid and leaves the bound in force', async () => {
  const { columns, bad } = oneSignal(400, 6, 1);
  const { lambda, beta, slope } = await fitRidgePath(pool, columns, bad, { nonNegative: true });
  expect(RIDGE_GRID).toContain(lambda);
  expect(slope).toBeGreaterThan(0);
  expect(Math.min(...beta.slice(1))).toBeGreaterThanOrEqual(0);
});

it('takes a single penalty as it is', async () => {
  const { columns, bad } = oneSignal(100, 2, 1);
  const choice = await fitRidgePath(pool, columns, bad, { nonNegative: false, grid: [42] });
  const fit = await fitIrls(pool, columns, bad, { lambda: 42, nonNegative: false });
  expect(choice.lambda).toBe(42);
  expect(choice.beta).toEqual(fit.beta);
});

it('chooses on a sample of many rows, and fits and recalibrates on all of them', async () => {
  const { columns, bad } = signalProblem(120_000, 8, 3);
  const { lambda, beta, slope, converged } = await fitRidgePath(pool, columns, bad, { nonNegative: false });
  expect(converged).toBe(true);
  // The penalty that ranks best on the sample shrinks; the slope gives it back.
  expect(Math.abs(beta[1]! - 1)).toBeLessThan(0.03);
  const { beta: direct } = await fitIrls(pool, columns, bad, { lambda, nonNegative: false });
  for (let j = 1; j < beta.length; j++) expect(Math.abs(beta[j]! / slope - direct[j]!)).toBeLessThan(1e-5);
  const bounded = await fitRidgePath(pool, columns, bad, { nonNegative: true });
  const options = { lambda: bounded.lambda, nonNegative: true };
  const { beta: held } = await fitIrls(pool, columns, bad, options);
  expect(Math.min(...held.slice(1))).toBe(0);
  for (let j = 1; j < held.length; j++)
    expect(Math.abs(bounded.beta[j]! / bounded.slope - held[j]!)).toBeLessThan(1e-5);
});

it('gives the same coefficients by every solver', async () => {
  const { columns, bad } = signalProblem(1500, 10, 3);
  const fits = [];
  for (const solver of solvers)
    fits.push(await fitRidgePath(pool, columns, bad, { nonNegative: false, solver }));
  for (const { lambda, beta } of fits) {
    expect(lambda).toBe(fits[0]!.lambda);
    for (const [j, b] of beta.entries()) expect(Math.abs(b - fits[0]!.beta[j]!)).toBeLessThan(1e-5);
  }
});

it('chooses by folds where columns are too many for leave-one-out, and calibrates', async () => {
  const train = signalProblem(900, 1100, 3, 1);
  const test = signalProblem(2000, 1100, 3, 2);
  const { lambda, beta } = await fitRidgePath(pool, train.columns, train.bad, { nonNegative: false });
  // With more columns than rows only a strong penalty ranks.
  expect(lambda).toBeGreaterThanOrEqual(100);
  const margins = sharedFloat64(test.bad.length);
  margins.forEach((_, i) => {
    margins[i] = test.columns.reduce((sum, c, j) => sum + c[i]! * beta[j + 1]!, beta[0]!);
  });
  const { beta: line } = await fitIrls(pool, [margins], test.bad, { lambda: 1e-6, nonNegative: false });
  expect(Math.abs(line[0]!)).toBeLessThan(0.4);
  // The slope is that of fits on two thirds of the rows: on the cautious side, where rows are fewer than columns.
  expect(Math.abs(line[1]! - 1)).toBeLessThan(0.6);
  await expect(
    fitRidgePath(pool, train.columns, train.bad, { nonNegative: false, solver: 'irls' }),
  ).rejects.toMatchObject({ code: 'PARUS_TRAIN_TOO_WIDE' });
});
