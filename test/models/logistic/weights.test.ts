import { afterAll, describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { fitDesignSpec } from '../../../src/models/design/fit.ts';
import { fitElasticNet } from '../../../src/models/logistic/elastic-net.ts';
import { fitLbfgs } from '../../../src/models/logistic/fit-lbfgs.ts';
import { fitIrls } from '../../../src/models/logistic/irls.ts';
import { aucOf, looMargins } from '../../../src/models/logistic/leave-one-out.ts';
import { fitRidgePath } from '../../../src/models/logistic/ridge-path.ts';
import { fitWeightedSpec } from '../../../src/models/logistic/weighted-design.ts';
import { openPool, sharedFloat64 } from '../../../src/parallel/index.ts';
import { oneSignal, part, signalProblem } from './problems.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

const draws = openStream(8, 'test/logistic weights');

function weightsOf(n: number, weightOf: (row: number) => number): Float64Array<SharedArrayBuffer> {
  const weights = sharedFloat64(n);
  for (let i = 0; i < n; i++) weights[i] = weightOf(i);
  return weights;
}

const { columns, bad } = signalProblem(600, 6, 3);
const threes = weightsOf(600, (i) => draws.integer(4, i));
const copies = part(
  columns,
  bad,
  Array.from(threes).flatMap((k, i) => new Array<number>(k).fill(i)),
);
/** Steps until nothing is left to gain. */
const EXACT = 1e-16;

describe('a weight of k is k copies of the row', () => {
  it.each([
    [0.1, false],
    [10, false],
    [3, true],
  ])('to IRLS at lambda %d, bounded %s', async (lambda, nonNegative) => {
    const options = { lambda, nonNegative, tolerance: EXACT };
    const one = await fitIrls(pool, columns, bad, { ...options, weights: threes });
    const other = await fitIrls(pool, copies.columns, copies.bad, options);
    expectClose(one.beta, other.beta, 1e-9);
    expectClose(one.hessian, other.hessian, 1e-7);
  });

  it('to L-BFGS', async () => {
    const options = { lambda: 3, tolerance: EXACT };
    const one = await fitLbfgs(pool, columns, bad, { ...options, weights: threes });
    const other = await fitIrls(pool, copies.columns, copies.bad, { ...options, nonNegative: false });
    expectClose(one.beta, other.beta, 1e-6);
  });

  it('to L-BFGS on more columns than a Hessian is formed for', async () => {
    const wide = oneSignal(60, 1100, 1);
    const times = weightsOf(60, (i) => 1 + (i % 3));
    const rows = Array.from(times).flatMap((k, i) => new Array<number>(k).fill(i));
    const same = part(wide.columns, wide.bad, rows);
    const one = await fitLbfgs(pool, wide.columns, wide.bad, { lambda: 3, weights: times });
    const other = await fitLbfgs(pool, same.columns, same.bad, { lambda: 3 });
    expectClose(one.beta, other.beta, 1e-5);
  });

  it('to an elastic net', async () => {
    const options = { lambda: 40, l1Share: 0.7, start: new Float64Array(7) };
    const one = (await fitElasticNet(pool, columns, bad, { ...options, weights: threes }))!;
    const other = (await fitElasticNet(pool, copies.columns, copies.bad, options))!;
    expect(one.kept).toEqual(other.kept);
    expect(one.kept.length).toBeLessThan(6);
    expectClose(one.beta, other.beta, 1e-6);
  });

  it('to the AUC', () => {
    const margins = columns[0]!.map((v) => Math.round(4 * v));
    const same = part(
      [margins],
      bad,
      Array.from(threes).flatMap((k, i) => new Array<number>(k).fill(i)),
    );
    const auc = aucOf({ margins, bad, weights: threes });
    expect(auc).toBeCloseTo(aucOf({ margins: same.columns[0]!, bad: same.bad }), 12);
    expect(auc).not.toBeCloseTo(aucOf({ margins, bad }), 4);
  });

  it.each(['rankNormal', 'standard'] as const)('to the design of numbers (%s)', (numbers) => {
    // Few and many values, ties, missing ones.
    for (const of of [
      (v: number) => v,
      (v: number) => Math.round(v),
      (v: number) => (v > 1 ? Number.NaN : v),
    ]) {
      const column = columns[0]!.map(of);
      const weights = threes.map((k) => k + 1);
      const rows = Array.from(weights).flatMap((k, i) => new Array<number>(k).fill(i));
      const one = fitWeightedSpec({ input: 0, column, nLevels: undefined, numbers, weights });
      const copied = Float64Array.from(rows, (i) => column[i]!);
      const other = fitDesignSpec({ input: 0, column: copied, nLevels: undefined, numbers });
      if (one.kind !== 'rankNormal' || other.kind !== 'rankNormal') throw new Error('expected numbers');
      expect({ ...one, z: [] }).toEqual({ ...other, z: [] });
      expectClose(one.z, other.z, 1e-9);
    }
  });

  it('to the design of texts: a level is rare by what its rows weigh', () => {
    const column = Int32Array.of(0, 1, 2, -1, 0);
    const spec = fitWeightedSpec({
      input: 3,
      column,
      nLevels: 3,
      weights: Float64Array.of(5, 9.9, 10, 1, 5),
    });
    expect(spec).toEqual({ kind: 'oneHot', input: 3, levels: [0, 2], missingColumn: true });
  });
});

it('a score of ranks stays finite where the last row weighs next to nothing', () => {
  const weights = Float64Array.of(1e15, 1e15, 1e-15);
  const spec = fitWeightedSpec({ input: 0, column: Float64Array.of(1, 2, 3), nLevels: undefined, weights });
  expect(spec.kind === 'rankNormal' && spec.z.every(Number.isFinite)).toBe(true);
});

it('leaves each row out with all of its weight nearly as refitting without it does', async () => {
  const small = oneSignal(120, 4, 1);
  const weights = weightsOf(120, (i) => 0.2 + 3 * draws.uniform(i, 5));
  const options = { lambda: 3, nonNegative: false };
  const fit = await fitIrls(pool, small.columns, small.bad, { ...options, weights });
  const { margins } = await looMargins(pool, small.columns, small.bad, fit, undefined, weights);
  for (let out = 0; out < 120; out++) {
    const without = weights.slice();
    without[out] = 0;
    const { beta } = await fitIrls(pool, small.columns, small.bad, { ...options, weights: without });
    const exact = small.columns.reduce((sum, c, j) => sum + c[out]! * beta[j + 1]!, beta[0]!);
    expect(Math.abs(margins[out]! - exact)).toBeLessThan(0.12);
  }
});

it('a path gives the same bits at 1, 2 and 3 workers, and finite ones for weights of all sizes', async () => {
  const ugly = weightsOf(600, (i) => 10 ** (12 * draws.uniform(i, 6) - 9));
  const fits: number[][] = [];
  for (const workers of [1, 2, 3]) {
    const own = openPool({ workers });
    const { beta } = await fitRidgePath(own, columns, bad, { nonNegative: false, weights: ugly });
    await own.close();
    fits.push(Array.from(beta));
  }
  expect(fits[0]!.every(Number.isFinite)).toBe(true);
  expect(fits[1]).toEqual(fits[0]);
  expect(fits[2]).toEqual(fits[0]);
});

function expectClose(one: ArrayLike<number>, other: ArrayLike<number>, tolerance: number): void {
  expect(one).toHaveLength(other.length);
  for (let j = 0; j < one.length; j++) expect(Math.abs(one[j]! - other[j]!)).toBeLessThanOrEqual(tolerance);
}
