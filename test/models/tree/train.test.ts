import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { runPhase, type TrainingSet } from '../../../src/models/trainer.ts';
import { type TreeConfig, treeConfig } from '../../../src/models/tree/config.ts';
import { flattenTrees } from '../../../src/models/tree/flat-trees.ts';
import { binTable } from '../../../src/models/tree/growing/bin-table.ts';
import { makeWalker } from '../../../src/models/tree/scoring/walk.ts';
import { foldErrors, trainTree } from '../../../src/models/tree/train.ts';
import type { TreeNodes, TreesBody } from '../../../src/models/tree/tree-body.ts';
import { openPool, sharedFloat64, sharedUint8, withPool } from '../../../src/parallel/index.ts';
import { allRows, fractions, numbersOf, quarters, shuffled, threes, weighedRows } from './weighed-rows.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

async function grow(set: TrainingSet, config: Partial<TreeConfig> = {}, own = pool): Promise<TreesBody> {
  const parsed = treeConfig.parse(config);
  const { body } = await trainTree(set, { pool: own, seed: 7, config: parsed, phase: runPhase });
  return body as TreesBody;
}

async function growOne(set: TrainingSet, config: Partial<TreeConfig> = {}): Promise<TreeNodes> {
  return (await grow(set, config)).trees[0]!;
}

/** A tree without the numbers of table rows, which repeating rows must change. */
function shapeOf({ rows: _, leafRows: __, ...shape }: TreeNodes) {
  return shape;
}

/** Every row as often as it counts. */
const repeated = allRows.flatMap((row) => new Array<number>(threes(row)).fill(row));

describe('a single tree of weighed rows', () => {
  it.each([
    { penalty: 0 },
    { penalty: 0, minLeafRows: 3, maxDepth: 20, smoothing: 0.5 },
    { penalty: 0.004, badWeight: 2.5 },
    { penalty: 0.002, badWeight: 0.3, minLeafRows: 50 },
  ])('is the tree of repeated rows, bit for bit, with %o', async (config) => {
    const one = await growOne(weighedRows(allRows, threes), config);
    const { weights: _, ...copies } = weighedRows(repeated, () => 1);
    const other = await growOne(copies, config);
    expect(one.value.length).toBeGreaterThan(3);
    expect(shapeOf(one)).toEqual(shapeOf(other));
    const { weights: __, ...plain } = weighedRows(allRows, () => 1);
    expect(shapeOf(one)).not.toEqual(shapeOf(await growOne(plain, config)));
  });

  it('counts table rows where it tells how many came by, and weights against the least of a leaf', async () => {
    const heavy = await growOne(
      weighedRows(allRows, () => 10),
      { penalty: 0, minLeafRows: 20 },
    );
    expect(heavy.leafRows.reduce((a, b) => a + b, 0)).toBe(900);
    expect(heavy.rows[0]).toBe(900);
    expect(Math.min(...heavy.leafRows)).toBe(2);
    const pruned = await growOne(weighedRows(allRows, quarters), { penalty: 0.004 });
    expect(pruned.leafRows.length).toBeGreaterThan(2);
    expect(pruned.leafRows.reduce((a, b) => a + b, 0)).toBe(900);
    expect(pruned.leafRows.every((rows) => rows > 1)).toBe(true);
  });

  it.each([0, 'cross-validated'] as const)(
    'with weights of 1 is the tree without any, penalty %s',
    async (penalty) => {
      const ones = weighedRows(allRows, () => 1);
      const { weights: _, ...none } = ones;
      expect(await grow(ones, { penalty })).toEqual(await grow(none, { penalty }));
    },
  );

  it('does not care for the unit of weights where leaves and smoothing go with it', async () => {
    const small = { minLeafRows: 10, smoothing: 2, standardErrors: 0 };
    const one = await growOne(numbersOf(weighedRows(allRows, fractions)), small);
    const other = await growOne(numbersOf(weighedRows(allRows, (row) => 8 * fractions(row))), {
      ...small,
      minLeafRows: 80,
      smoothing: 16,
    });
    expect(one.value.length).toBeGreaterThan(3);
    expect(other).toEqual({ ...one, gain: one.gain.map((gain) => 8 * gain) });
  });

  it('is the same in any order of the rows where no weight needs rounding', async () => {
    const config = { penalty: 0.002, minLeafRows: 5 };
    const one = await growOne(weighedRows(allRows, quarters), config);
    expect(await growOne(weighedRows(shuffled, quarters), config)).toEqual(one);
  });

  it('gives the same bytes at 1, 2 and 3 workers', async () => {
    const bodies = new Set<string>();
    for (const workers of [1, 2, 3]) {
      const set = weighedRows(allRows, fractions);
      bodies.add(JSON.stringify(await withPool({ workers }, (own) => grow(set, {}, own))));
    }
    expect(bodies.size).toBe(1);
  });

  it('takes ugly weights: nine orders of magnitude either way', async () => {
    const ugly = weighedRows(allRows, (row) => 10 ** (9 * Math.sin(row)));
    const { value } = await growOne(ugly, { penalty: 0 });
    expect(value.length).toBeGreaterThan(3);
    expect(value.every((pd) => pd >= 0 && pd <= 1)).toBe(true);
    // All of it together weighs less than a leaf must.
    const light = weighedRows(allRows, () => 1e-9);
    const { value: only } = await growOne(light, { smoothing: 0 });
    expect(only).toHaveLength(1);
    expect(only[0]).toBeCloseTo(light.bad.reduce((a, b) => a + b, 0) / 900, 7);
  });

  it('judges penalties by weighed errors on held-out rows', async () => {
    const { inputs, bound, bad, weights } = weighedRows(allRows, quarters);
    const { mappers, binned } = await binTable(pool, inputs, bound, 255, 7);
    const config = treeConfig.parse({ badWeight: 3, smoothing: 0, folds: 2 });
    const isHeldOut = (row: number) => openStream(7, 'tree folds').integer(2, row) === 1;
    // Under an endless penalty the tree is its root: the share of bads among the rows of the other fold.
    const [got] = foldErrors({
      ...{ binned, mappers, bad, weights, config, seed: 7 },
      ...{ fold: 1, penalties: [Number.POSITIVE_INFINITY] },
    });
    let [bads, all] = [0, 0];
    const expected = { rows: 0, squares: 0, fourths: 0 };
    for (const row of allRows) {
      if (isHeldOut(row)) continue;
      const own = weights[row]! * (bad[row] ? 3 : 1);
      bads += own * bad[row]!;
      all += own;
    }
    for (const row of allRows) {
      if (!isHeldOut(row)) continue;
      const square = (bad[row] ? 3 : 1) * (bads / all - bad[row]!) ** 2;
      expected.rows += weights[row]!;
      expected.squares += weights[row]! * square;
      expected.fourths += weights[row]! * square ** 2;
    }
    expect(got!.rows).toBe(expected.rows);
    expect(got!.squares).toBeCloseTo(expected.squares, 9);
    expect(got!.fourths).toBeCloseTo(expected.fourths, 9);
  });

  it('penalises a tree grown without the held-out rows by the share of weight that it saw', async () => {
    const heldOut = (row: number) => openStream(7, 'tree folds').integer(2, row) === 1;
    const squaresOf = async (weightOfHeld: number): Promise<number[]> => {
      const { inputs, bound, bad, weights } = weighedRows(allRows, (row) =>
        heldOut(row) ? weightOfHeld : 1,
      );
      const { mappers, binned } = await binTable(pool, inputs, bound, 255, 7);
      const whole = { binned, mappers, bad, weights, config: treeConfig.parse({ folds: 2 }), seed: 7 };
      return foldErrors({ ...whole, fold: 1, penalties: [0, 1] }).map(({ squares }) => squares);
    };
    // As much as there is is a high price; next to nothing of it is none.
    const [free, dear] = await squaresOf(1);
    expect(dear).not.toBeCloseTo(free!, 3);
    const [still, cheap] = await squaresOf(1e9);
    expect(cheap).toBe(still);
  });
});

interface Fixture {
  readonly columns: readonly (readonly number[])[];
  readonly bad: readonly number[];
  readonly weights: readonly number[];
  readonly cases: readonly {
    readonly config: Partial<TreeConfig>;
    readonly leaves: number;
    readonly pd: readonly number[];
  }[];
}
const known = JSON.parse(
  readFileSync(new URL('fixtures/weighed-trees.json', import.meta.url), 'utf8'),
) as Fixture;

it.each(known.cases)('has the leaves of scikit-learn: $config', async ({ config, leaves, pd }) => {
  const bad = sharedUint8(known.bad.length);
  bad.set(known.bad);
  const weights = sharedFloat64(bad.length);
  weights.set(known.weights);
  const columns = known.columns.map((values) => Float64Array.from(values));
  const inputs = columns.map((_, f) => ({ name: `x${f}`, kind: 'numeric' as const }));
  const body = await grow(
    { inputs, bound: { columns, nRows: bad.length, unseen: 0 }, bad, weights },
    { ...config, smoothing: 0 },
  );
  expect(body.trees[0]!.value).toHaveLength(leaves);
  const sumOf = makeWalker(flattenTrees(body, [0, 0, 0]));
  pd.forEach((expected, row) => {
    const own = sumOf(
      Float64Array.from(columns, (values) => values[row]!),
      0,
    );
    expect(own).toBeCloseTo(expected, 12);
  });
});
