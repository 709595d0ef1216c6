import { afterAll, describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { packedGradient, packedHessian } from '../../../src/kernels/gradient-packing.ts';
import { type ForestConfig, forestConfig } from '../../../src/models/forest/config.ts';
import { emptyOutOfBag } from '../../../src/models/forest/out-of-bag.ts';
import { growForestTree, trainForest } from '../../../src/models/forest/train.ts';
import { runPhase, type TrainingSet } from '../../../src/models/trainer.ts';
import { flattenTrees } from '../../../src/models/tree/flat-trees.ts';
import { binTable } from '../../../src/models/tree/growing/bin-table.ts';
import { packWeights } from '../../../src/models/tree/growing/pack-rows.ts';
import { makeWalker } from '../../../src/models/tree/scoring/walk.ts';
import type { TreesBody } from '../../../src/models/tree/tree-body.ts';
import { openPool, withPool } from '../../../src/parallel/index.ts';
import { allRows, fractions, numbersOf, quarters, threes, weighedRows } from '../tree/weighed-rows.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

const SEED = 7;

async function grow(set: TrainingSet, config: Partial<ForestConfig> = {}, own = pool) {
  const parsed = forestConfig.parse({ trees: 12, ...config });
  const { body, notes } = await trainForest(set, { pool: own, seed: SEED, config: parsed, phase: runPhase });
  return { body: body as TreesBody, notes };
}

/** How often each row was drawn for a tree. */
function timesOf(tree: number, nRows: number): Uint16Array {
  const bootstrap = openStream(SEED, 'bootstrap');
  const times = new Uint16Array(nRows);
  for (let i = 0; i < nRows; i++) times[bootstrap.integer(nRows, i, tree)]! += 1;
  return times;
}

/** PDs of all rows by one tree of a forest. */
function pdsOf({ inputs, bound }: TrainingSet, body: TreesBody, tree: number): number[] {
  const nLevels = inputs.map((input) => (input.kind === 'category' ? input.levels.length : 0));
  const sumOf = makeWalker(flattenTrees({ ...body, trees: [body.trees[tree]!] }, nLevels));
  return allRows.map((row) =>
    sumOf(
      Float64Array.from(bound.columns, (values) => values[row]!),
      0,
    ),
  );
}

describe('a forest of weighed rows', () => {
  it('has leaves of the share of bads by weights and draws, none lighter than the least', async () => {
    const set = weighedRows(allRows, quarters);
    const { body } = await grow(set, { minLeafRows: 7, badWeight: 2 });
    body.trees.forEach((tree, t) => {
      const times = timesOf(t, 900);
      const pds = pdsOf(set, body, t);
      expect(tree.value.length).toBeGreaterThan(20);
      for (const [pd, rows] of Map.groupBy(allRows, (row) => pds[row]!)) {
        const sum = (of: (row: number) => number) =>
          rows.reduce((a, row) => a + of(row) * times[row]! * set.weights[row]!, 0);
        const bads = sum((row) => set.bad[row]!);
        const all = sum(() => 1);
        // Leaves of the same PD stand together: as one share and at least one leaf's weight.
        expect(pd).toBeCloseTo((2 * bads) / (all + bads), 12);
        expect(all).toBeGreaterThanOrEqual(7);
      }
    });
  });

  it('draws rows alike whatever they weigh: with weights of 1 it is the forest without any', async () => {
    const ones = weighedRows(allRows, () => 1);
    const { weights: _, ...none } = ones;
    const [one, other] = [await grow(ones), await grow(none)];
    expect(one.body).toEqual(other.body);
    expect(one.notes['outOfBagBrier']).toBeCloseTo(Number(other.notes['outOfBagBrier']), 12);
    expect(one.notes['outOfBagAuc']).toBeCloseTo(Number(other.notes['outOfBagAuc']), 12);
  });

  it('does not care for the unit of weights where leaves go with it', async () => {
    const one = await grow(numbersOf(weighedRows(allRows, fractions)), { minLeafRows: 4 });
    const other = await grow(numbersOf(weighedRows(allRows, (row) => fractions(row) / 4)), {
      minLeafRows: 1,
    });
    expect(other.body.trees.map(({ gain: _, ...rest }) => rest)).toEqual(
      one.body.trees.map(({ gain: _, ...rest }) => rest),
    );
    expect(other.notes['outOfBagAuc']).toBeCloseTo(Number(one.notes['outOfBagAuc']), 12);
  });

  it('gives the same bytes and notes at 1, 2 and 3 workers', async () => {
    const found = new Set<string>();
    for (const workers of [1, 2, 3]) {
      const set = weighedRows(allRows, fractions);
      found.add(JSON.stringify(await withPool({ workers }, (own) => grow(set, {}, own))));
    }
    expect(found.size).toBe(1);
  });

  it('rounds each tree anew, so that rounding averages out', async () => {
    // Nearly all weight in one row: the others are parts of a unit, and a tree of few draws is a leaf of what they round to.
    const set = weighedRows(allRows, (row) => (row === 0 ? 2 ** 25 : 0.3 + fractions(row)));
    const { mappers, binned } = await binTable(pool, set.inputs, set.bound, 255, SEED);
    const config = forestConfig.parse({ minLeafRows: 1e9 });
    const rounding = openStream(SEED, 'row weights');
    for (let tree = 0; tree < 8; tree++) {
      const outOfBag = emptyOutOfBag(900);
      const { value } = growForestTree({ binned, mappers, ...set, config, seed: SEED, tree, outOfBag });
      const times = timesOf(tree, 900);
      const { packed, unit } = packWeights(
        Uint32Array.from(allRows).filter((row) => times[row] !== 0),
        set.bad,
        (row) => times[row]! * set.weights[row]!,
        (row) => rounding.uniform(row, tree),
      );
      const total = packed.reduce((a, b) => a + b, 0);
      expect(unit).toBeLessThanOrEqual(2);
      expect(value).toEqual([packedGradient(total) / packedHessian(total)]);
    }
  });

  it('moves PDs with the weight of bads, as a weight of bads does', async () => {
    const plain = weighedRows(allRows, () => 1);
    const heavy = weighedRows(allRows, (row) => (plain.bad[row] ? 3 : 1));
    const config = { minLeafRows: 100, trees: 40 };
    const meanPd = ({ body }: { body: TreesBody }): number => {
      const all = body.trees.flatMap((_, t) => pdsOf(plain, body, t));
      return all.reduce((a, b) => a + b, 0) / all.length;
    };
    const byRow = meanPd(await grow(heavy, config));
    const byClass = meanPd(await grow(plain, { ...config, badWeight: 3 }));
    const none = meanPd(await grow(plain, config));
    expect(Math.abs(byRow - byClass)).toBeLessThan(0.02);
    expect(byRow - none).toBeGreaterThan(0.15);
  });

  it('is told by weights how good it is on rows that it did not see', async () => {
    const set = weighedRows(allRows, threes);
    const { body, notes } = await grow(set, { trees: 25 });
    const sums = new Float64Array(900);
    const counts = new Uint32Array(900);
    body.trees.forEach((_, t) => {
      const times = timesOf(t, 900);
      pdsOf(set, body, t).forEach((pd, row) => {
        if (times[row] !== 0) return;
        sums[row]! += pd;
        counts[row]! += 1;
      });
    });
    let [squares, total] = [0, 0];
    for (const row of allRows) {
      if (counts[row] === 0) continue;
      squares += set.weights[row]! * (sums[row]! / counts[row]! - set.bad[row]!) ** 2;
      total += set.weights[row]!;
    }
    expect(notes['outOfBagBrier']).toBeCloseTo(squares / total, 5);
  });
});
