import { afterAll, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { fitIrls } from '../../../src/models/logistic/irls.ts';
import { fitRidgePath, looMargins, RIDGE_GRID } from '../../../src/models/logistic/ridge-path.ts';
import { openPool, sharedFloat64, sharedUint8 } from '../../../src/parallel/index.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

function problem(n: number, p: number, signal: number) {
  const draws = openStream(3, 'ridge-path');
  const columns = Array.from({ length: p }, (_, j) => {
    const column = sharedFloat64(n);
    for (let i = 0; i < n; i++) column[i] = draws.normal(0, 1, i, j);
    return column;
  });
  const bad = sharedUint8(n);
  for (let i = 0; i < n; i++)
    bad[i] = draws.uniform(i, p) < 1 / (1 + Math.exp(1 - signal * columns[0]![i]!)) ? 1 : 0;
  return { columns, bad };
}

/** The rows `rows` of a problem, on shared memory. */
function part(columns: readonly Float64Array[], bad: Uint8Array, rows: readonly number[]) {
  const picked = columns.map((column) => {
    const shared = sharedFloat64(rows.length);
    shared.set(rows.map((i) => column[i]!));
    return shared;
  });
  const y = sharedUint8(rows.length);
  y.set(rows.map((i) => bad[i]!));
  return { columns: picked, bad: y };
}

it.each([
  [0.3, false],
  [10, false],
  [3, true],
])(
  'leaves each row out nearly as refitting without it does (lambda %d, bounded %s)',
  async (lambda, nonNegative) => {
    const { columns, bad } = problem(80, 5, 1);
    const fit = await fitIrls(pool, columns, bad, { lambda, nonNegative });
    const { margins } = await looMargins(pool, columns, bad, fit);
    for (let out = 0; out < bad.length; out++) {
      const others = Array.from(bad.keys()).filter((i) => i !== out);
      const rest = part(columns, bad, others);
      const { beta } = await fitIrls(pool, rest.columns, rest.bad, { lambda, nonNegative });
      const exact = columns.reduce((sum, c, j) => sum + c[out]! * beta[j + 1]!, beta[0]!);
      expect(Math.abs(margins[out]! - exact)).toBeLessThan(0.12);
    }
  },
);

it('gives calibrated log-odds on rows it has not seen', async () => {
  const { columns, bad } = problem(3000, 20, 1);
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
  const { columns, bad } = problem(400, 6, 1);
  const { lambda, beta, slope } = await fitRidgePath(pool, columns, bad, { nonNegative: true });
  expect(RIDGE_GRID).toContain(lambda);
  expect(slope).toBeGreaterThan(0);
  expect(Math.min(...beta.slice(1))).toBeGreaterThanOrEqual(0);
});

it('takes a single penalty as it is', async () => {
  const { columns, bad } = problem(100, 2, 1);
  const choice = await fitRidgePath(pool, columns, bad, { nonNegative: false, grid: [42] });
  const fit = await fitIrls(pool, columns, bad, { lambda: 42, nonNegative: false });
  expect(choice.lambda).toBe(42);
  expect(choice.beta).toEqual(fit.beta);
});
