import { afterAll, describe, expect, it } from 'vitest';
import { scoreTable, trainModel } from '../../../src/models/index.ts';
import { openPool } from '../../../src/parallel/index.ts';
import { auc } from '../auc.ts';
import { creditSkip, creditTable, creditTarget } from '../credit-table.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

const train = creditTable(2000, 1);
const test = creditTable(2000, 2);

function grow(algorithm: 'tree' | 'forest', config: Record<string, unknown>) {
  const options = { target: creditTarget, bad: train.bad, skip: creditSkip, seed: 7, command: 'c', pool };
  return trainModel(train.table, { ...options, algorithm, config });
}

function brier(pd: Float64Array, bad: Uint8Array): number {
  return pd.reduce((sum, p, i) => sum + (p - bad[i]!) ** 2, 0) / pd.length;
}

describe('a forest', () => {
  it('has an out-of-bag error close to that on new rows, and far from that on its own', async () => {
    const { model, notes } = await grow('forest', { trees: 100, minLeafRows: 3 });
    const outOfBag = Number(notes['outOfBagBrier']);
    const onNew = brier((await scoreTable(pool, model, test.table)).pd, test.bad);
    const onOwn = brier((await scoreTable(pool, model, train.table)).pd, train.bad);
    expect(Math.abs(outOfBag - onNew)).toBeLessThan(0.015);
    expect(onOwn).toBeLessThan(outOfBag - 0.05);
  });

  it('has an out-of-bag AUC close to that on new rows, and far from that on its own', async () => {
    const { model, notes } = await grow('forest', { trees: 100, minLeafRows: 3 });
    const outOfBag = Number(notes['outOfBagAuc']);
    expect(Math.abs(outOfBag - auc((await scoreTable(pool, model, test.table)).pd, test.bad))).toBeLessThan(
      0.03,
    );
    expect(auc((await scoreTable(pool, model, train.table)).pd, train.bad)).toBeGreaterThan(outOfBag + 0.05);
  });

  it('respects the least number of rows of a leaf', async () => {
    const { model } = await grow('forest', { trees: 10, minLeafRows: 50 });
    const { body } = model.artefact;
    if (body.kind !== 'trees') throw new Error('expected trees');
    // A row may be drawn several times: 50 draws are at least some 25 different rows.
    for (const tree of body.trees) expect(Math.min(...tree.leafRows)).toBeGreaterThan(20);
  });
});

// Leaves of many rows: the share of a pure one does not move.
describe.each(['forest', 'tree'] as const)('a %s with a weight of bads', (algorithm) => {
  it('moves the odds by about as much and ranks about as well', async () => {
    const config = algorithm === 'forest' ? { trees: 60, minLeafRows: 100 } : { smoothing: 0 };
    const plain = (await scoreTable(pool, (await grow(algorithm, config)).model, test.table)).pd;
    const heavy = (
      await scoreTable(pool, (await grow(algorithm, { ...config, badWeight: 3 })).model, test.table)
    ).pd;
    const odds = (pd: Float64Array) => {
      const mean = pd.reduce((a, b) => a + b, 0) / pd.length;
      return mean / (1 - mean);
    };
    expect(odds(heavy) / odds(plain)).toBeGreaterThan(2);
    expect(odds(heavy) / odds(plain)).toBeLessThan(4);
    expect(Math.abs(auc(heavy, test.bad) - auc(plain, test.bad))).toBeLessThan(0.03);
  });
});

describe('a single tree', () => {
  it('is smaller after pruning and better on new rows', async () => {
    const pruned = await grow('tree', { minLeafRows: 5, maxDepth: 30 });
    const whole = await grow('tree', { minLeafRows: 5, maxDepth: 30, penalty: 0 });
    expect(Number(pruned.notes['leaves'])).toBeLessThan(Number(whole.notes['leaves']) / 3);
    const errorOf = async ({ model }: typeof pruned) =>
      brier((await scoreTable(pool, model, test.table)).pd, test.bad);
    expect(await errorOf(pruned)).toBeLessThan(await errorOf(whole));
  });

  it('is one leaf with the average PD where no split is worth the penalty', async () => {
    const { model, notes } = await grow('tree', { penalty: 1 });
    expect(notes['leaves']).toBe(1);
    const { pd } = await scoreTable(pool, model, test.table);
    expect(pd[0]).toBeCloseTo(train.bad.reduce((a, b) => a + b, 0) / 2000, 12);
  });
});
