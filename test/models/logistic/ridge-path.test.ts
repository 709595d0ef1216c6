import { afterAll, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { fitIrls } from '../../../src/models/logistic/irls.ts';
import { fitRidgePath, RIDGE_GRID } from '../../../src/models/logistic/ridge-path.ts';
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

it('shrinks harder the less there is to learn', async () => {
  const noise = problem(200, 30, 0);
  const clear = problem(2000, 3, 2);
  const hard = await fitRidgePath(pool, noise.columns, noise.bad, { nonNegative: false });
  const soft = await fitRidgePath(pool, clear.columns, clear.bad, { nonNegative: false });
  expect(hard.lambda).toBeGreaterThanOrEqual(300);
  expect(soft.lambda).toBeLessThanOrEqual(3);
});

it('picks the penalty that leaving out every row in turn picks', async () => {
  const { columns, bad } = problem(60, 6, 1);
  const grid = RIDGE_GRID.slice(2, 8);
  const losses = [];
  for (const lambda of grid) {
    let loss = 0;
    for (let out = 0; out < bad.length; out++) {
      const keep = Array.from(bad.keys()).filter((i) => i !== out);
      const part = columns.map((c) => {
        const shared = sharedFloat64(keep.length);
        shared.set(keep.map((i) => c[i]!));
        return shared;
      });
      const y = sharedUint8(keep.length);
      y.set(keep.map((i) => bad[i]!));
      const { beta } = await fitIrls(pool, part, y, { lambda, nonNegative: false });
      const eta = columns.reduce((sum, c, j) => sum + c[out]! * beta[j + 1]!, beta[0]!);
      loss += Math.log1p(Math.exp(bad[out] ? -eta : eta));
    }
    losses.push(loss);
  }
  const exact = grid[losses.indexOf(Math.min(...losses))];
  const { lambda } = await fitRidgePath(pool, columns, bad, { nonNegative: false, grid });
  expect(lambda).toBe(exact);
});

it('takes a single penalty as it is', async () => {
  const { columns, bad } = problem(100, 2, 1);
  expect((await fitRidgePath(pool, columns, bad, { nonNegative: false, grid: [42] })).lambda).toBe(42);
});
