import { afterAll, expect, it } from 'vitest';
import { fitElasticAt, fitElasticPath } from '../../../src/models/logistic/elastic-path.ts';
import { openPool } from '../../../src/parallel/index.ts';
import { auc } from '../auc.ts';
import { signalProblem } from './problems.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

function aucOn(beta: Float64Array, { columns, bad }: ReturnType<typeof signalProblem>): number {
  const margins = Array.from(bad, (_, i) => columns.reduce((sum, c, j) => sum + c[i]! * beta[j + 1]!, 0));
  return auc(margins, bad);
}

it.each([1, 0.5])('finds a few columns that matter among many, with l1 share %d', async (l1Share) => {
  const train = signalProblem(800, 120, 4, 1);
  const test = signalProblem(1500, 120, 4, 2);
  const { beta, converged, slope } = await fitElasticPath(pool, train.columns, train.bad, l1Share);
  const kept = [...train.columns.keys()].filter((j) => beta[j + 1] !== 0);
  expect(converged).toBe(true);
  expect(kept).toEqual(expect.arrayContaining([0, 1, 2]));
  expect(kept.length).toBeLessThan(70);
  // The truth: what draws the outcome.
  const truth = Float64Array.of(-1, 1, -1 / 2, 1 / 3, -1 / 4, ...new Array<number>(116).fill(0));
  expect(aucOn(beta, test)).toBeGreaterThan(aucOn(truth, test) - 0.02);
  expect(slope).toBeGreaterThan(0.8);
});

it('carries the penalty from a sample to all rows', async () => {
  const { columns, bad } = signalProblem(120_000, 12, 3);
  const { beta, converged } = await fitElasticPath(pool, columns, bad, 1);
  expect(converged).toBe(true);
  [1, -1 / 2, 1 / 3].forEach((truth, j) => {
    expect(Math.abs(beta[j + 1]! - truth)).toBeLessThan(0.05);
  });
  expect(Array.from(beta.subarray(4)).every((b) => Math.abs(b) < 0.03)).toBe(true);
});

it('takes one penalty as it is, and leaves no coefficient where it is too strong', async () => {
  const { columns, bad } = signalProblem(500, 8, 3);
  const { beta, slope, lambda } = await fitElasticAt(pool, columns, bad, 1e6, 1);
  expect([lambda, slope]).toEqual([1e6, 1]);
  expect(Array.from(beta.subarray(1)).every((b) => b === 0)).toBe(true);
  const bads = bad.reduce((sum, y) => sum + y, 0);
  expect(beta[0]).toBeCloseTo(Math.log(bads / (500 - bads)), 9);
});

it('names the limit where too many columns would stay', async () => {
  const { columns, bad } = signalProblem(60, 1100, 3);
  await expect(fitElasticAt(pool, columns, bad, 1e-9, 1)).rejects.toMatchObject({
    code: 'PARUS_TRAIN_TOO_WIDE',
  });
});
