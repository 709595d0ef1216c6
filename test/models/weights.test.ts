import { afterAll, describe, expect, it } from 'vitest';
import { openStream } from '../../src/core/index.ts';
import type { AdditiveBody } from '../../src/models/artefact.ts';
import {
  type AlgorithmName,
  algorithmNames,
  scoreTable,
  type Trained,
  trainModel,
} from '../../src/models/index.ts';
import { weighedAlgorithms } from '../../src/models/train.ts';
import type { TreesBody } from '../../src/models/tree/tree-body.ts';
import { countedRows, weightsOf } from '../../src/models/weights.ts';
import { openPool, sharedFloat64, sharedUint8, withPool } from '../../src/parallel/index.ts';
import { categoryColumn, makeTable, numericColumn, type Table, takeRows } from '../../src/table/index.ts';
import { creditSkip, creditTable, creditTarget } from './credit-table.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

interface Rows {
  readonly table: Table;
  readonly bad: Uint8Array;
  readonly weights?: Float64Array;
}

const plain: Rows = creditTable(900, 3);

function weighed(weightOf: (row: number) => number, { table, bad }: Rows = plain): Required<Rows> {
  const weights = sharedFloat64(table.nRows);
  for (let i = 0; i < weights.length; i++) weights[i] = weightOf(i);
  return { table, bad, weights };
}

/** The rows at these places, in this order, with their weights where they have any. */
function at(rows: readonly number[], { table, bad, weights }: Rows): Rows {
  const picked = sharedUint8(rows.length);
  picked.set(rows.map((i) => bad[i]!));
  const own = weights && sharedFloat64(rows.length);
  own?.set(rows.map((i) => weights![i]!));
  return { table: takeRows(table, rows), bad: picked, ...(own && { weights: own }) };
}

/** Numbers in so few values that each has a bin of its own, whatever the rows weigh. */
function rounded({ table, bad }: Rows): Rows {
  const columns = [...table.columns].map(([name, column]) => {
    if (column.kind !== 'numeric') return [name, column] as const;
    const step = name === 'income' ? 2000 : 1;
    const values = Array.from(column.values, (v) =>
      Number.isNaN(v) ? undefined : Math.min(Math.round(v / step), 100),
    );
    return [name, numericColumn(values)] as const;
  });
  return { table: makeTable(columns, table.origin), bad };
}

/** Every row as often as it counts. */
function copies(set: Required<Rows>): Rows {
  const rows = Array.from(set.bad.keys()).flatMap((i) => new Array<number>(set.weights[i]!).fill(i));
  return at(rows, { table: set.table, bad: set.bad });
}

function train(
  algorithm: AlgorithmName,
  { table, bad, weights }: Rows,
  config: Record<string, unknown> = {},
  own = pool,
): Promise<Trained> {
  const options = { target: creditTarget, skip: creditSkip, seed: 7, command: 'c', pool: own };
  return trainModel(table, { ...options, algorithm, bad, weights, config });
}

const additive = async (trained: Promise<Trained>): Promise<AdditiveBody> =>
  (await trained).model.artefact.body as AdditiveBody;
const trees = async (trained: Promise<Trained>): Promise<TreesBody> =>
  (await trained).model.artefact.body as TreesBody;

const draws = openStream(5, 'test/weights');
const threes = weighed((i) => 1 + draws.integer(3, i));
const fractions = weighed((i) => draws.uniform(i, 1) * 3 + 0.01);

/** What each algorithm is asked for where two fits must meet: a fixed penalty, and no choice that depends on which row is which. */
const FIXED: Readonly<Record<string, Record<string, unknown>>> = {
  scorecard: { lambda: 3, crossFit: 0, special: { score: [-9] } },
  logistic: { lambda: 3 },
  boosting: { trees: 12, leaves: 6, patience: 0 },
  tree: { penalty: 0 },
  forest: { trees: 12 },
};

describe('a weight of k', () => {
  it.each(['rankNormal', 'standard'])(
    'is k copies of the row to a logistic regression (%s), to where its steps stop',
    async (numbers) => {
      const config = { lambda: 3, numbers, interactions: [['age', 'branch']] };
      const body = await additive(train('logistic', threes, config));
      expect(differences(body, await additive(train('logistic', copies(threes), config)), 1e-6)).toEqual([]);
      expect(body.intercept).not.toBeCloseTo((await additive(train('logistic', plain, config))).intercept, 6);
    },
  );

  it.each([0.5, 1])('is k copies of the row to an elastic net with l1 share %d', async (l1Share) => {
    const config = { lambda: 20, l1Share };
    const body = await additive(train('logistic', threes, config));
    expect(differences(body, await additive(train('logistic', copies(threes), config)), 1e-7)).toEqual([]);
  });

  it('is k copies of the row to L-BFGS, which comes to the same as Newton', async () => {
    const newton = await additive(train('logistic', threes, { lambda: 3, solver: 'irls' }));
    const descent = await additive(train('logistic', threes, { lambda: 3, solver: 'lbfgs' }));
    expect(differences(descent, newton, 1e-4)).toEqual([]);
  });

  it('is k copies of the row to a scorecard: the same bins, coefficients and points', async () => {
    const one = (await train('scorecard', threes, FIXED['scorecard'])).model.artefact;
    const other = (await train('scorecard', copies(threes), FIXED['scorecard'])).model.artefact;
    expect(differences(one.body, other.body, 1e-6)).toEqual([]);
    expect(differences(one.scorecard, other.scorecard, 1e-6)).toEqual([]);
    expect(one.inputs).toEqual(other.inputs);
  });

  it.each(['forward', 'backward', 'stepwise'])(
    'is k copies of the row to a scorecard with %s selection and standard errors',
    async (selection) => {
      const config = {
        ...FIXED['scorecard'],
        selection,
        maxCorrelation: 0.9,
        maxVif: 5,
        standardErrors: true,
      };
      const one = (await train('scorecard', threes, config)).model.artefact;
      const other = (await train('scorecard', copies(threes), config)).model.artefact;
      expect(one.scorecard?.selection?.length).toBeGreaterThan(1);
      expect(differences(one.scorecard, other.scorecard, 1e-7)).toEqual([]);
    },
  );

  it('is k copies of the row to boosting: the same splits, leaves that differ by rounding', async () => {
    const coarse = weighed((i) => threes.weights[i]!, rounded(plain));
    const one = await trees(train('boosting', coarse, FIXED['boosting']));
    const other = await trees(train('boosting', copies(coarse), FIXED['boosting']));
    expect(one.base).toBeCloseTo(other.base, 12);
    expect(one.trees).toHaveLength(other.trees.length);
    one.trees.forEach(({ input, threshold, categories, value }, t) => {
      const same = other.trees[t]!;
      expect({ input, threshold, categories }).toEqual({
        input: same.input,
        threshold: same.threshold,
        categories: same.categories,
      });
      expect(differences(value, same.value, 1e-6)).toEqual([]);
    });
  });
});

describe.each(weighedAlgorithms)('%s', (algorithm) => {
  it('leaves rows of weight 0 out', async () => {
    const set = weighed((i) => (i % 3 === 0 ? 0 : fractions.weights[i]!));
    const rest = at(
      Array.from(set.bad.keys()).filter((i) => i % 3 !== 0),
      set,
    );
    const one = (await train(algorithm, set)).model.artefact;
    expect(one).toEqual((await train(algorithm, rest)).model.artefact);
    expect(one.provenance.data.rows).toBe(600);
  });

  it('gives the same bytes at 1, 2 and 3 workers', async () => {
    const hashes = new Set<string>();
    for (const workers of [1, 2, 3]) {
      const { model } = await withPool({ workers }, (own) => train(algorithm, fractions, {}, own));
      hashes.add(model.artefact.hash);
    }
    expect(hashes.size).toBe(1);
  });

  it('takes ugly weights: nine orders of magnitude either way, and nearly all of it in a few rows', async () => {
    const ugly = weighed((i) => 10 ** (9 * Math.sin(i)) * (i % 50 === 0 ? 1e3 : 1));
    // Cross-validation leaves a tree of one leaf: so few rows have nearly all the weight.
    const { model } = await train(algorithm, ugly, algorithm === 'tree' ? FIXED['tree'] : {});
    const { margins } = await scoreTable(pool, model, plain.table);
    expect(margins.every(Number.isFinite)).toBe(true);
    expect(new Set(margins).size).toBeGreaterThan(1);
  });

  it('counts weights of 1 as no weights but in the hash of the data', async () => {
    const config = FIXED[algorithm] ?? {};
    const one = (
      await train(
        algorithm,
        weighed(() => 1),
        config,
      )
    ).model.artefact;
    const none = (await train(algorithm, plain, config)).model.artefact;
    expect(differences(one.body, none.body, 1e-6)).toEqual([]);
    expect(one.provenance.data.hash).not.toBe(none.provenance.data.hash);
  });

  it('tells what the rows add up to', async () => {
    const { notes } = await train(algorithm, threes, FIXED[algorithm]);
    expect(notes['weightOfRows']).toBe(threes.weights.reduce((sum, w) => sum + w));
  });

  it('takes no calibration, which would count every row alike', async () => {
    const config = { calibration: 'platt' };
    await expect(train(algorithm, threes, config)).rejects.toMatchObject({ code: 'PARUS_CONFIG_INVALID' });
  });
});

it.each(['logistic', 'scorecard'] as const)(
  '%s does not depend on the order of the rows',
  async (algorithm) => {
    const order = Array.from(plain.bad.keys()).sort((a, b) => draws.uniform(a, 9) - draws.uniform(b, 9));
    const body = await additive(train(algorithm, fractions, FIXED[algorithm]));
    expect(
      differences(await additive(train(algorithm, at(order, fractions), FIXED[algorithm])), body, 1e-6),
    ).toEqual([]);
  },
);

it('boosting finds the same first splits in any order of the rows', async () => {
  const order = Array.from(plain.bad.keys()).sort((a, b) => draws.uniform(a, 9) - draws.uniform(b, 9));
  const one = await trees(train('boosting', fractions, FIXED['boosting']));
  const other = await trees(train('boosting', at(order, fractions), FIXED['boosting']));
  expect(one.trees[0]!.input).toEqual(other.trees[0]!.input);
  expect(differences(one.trees[0]!.value, other.trees[0]!.value, 1e-6)).toEqual([]);
});

it('moves the PDs with the weight of the bads', async () => {
  const heavy = weighed((i) => (plain.bad[i] ? 10 : 1));
  for (const algorithm of weighedAlgorithms) {
    const [one, none] = [await train(algorithm, heavy), await train(algorithm, plain)];
    const meanPd = async ({ model }: Trained): Promise<number> => {
      const { pd } = await scoreTable(pool, model, plain.table);
      return pd.reduce((a, b) => a + b, 0) / pd.length;
    };
    expect((await meanPd(one)) - (await meanPd(none))).toBeGreaterThan(0.15);
  }
});

it.each(algorithmNames.filter((name) => !weighedAlgorithms.includes(name)))(
  '%s refuses weights and names who takes them',
  async (algorithm) => {
    await expect(train(algorithm, threes)).rejects.toMatchObject({
      code: 'PARUS_CONFIG_INVALID',
      message: expect.stringContaining('scorecard, logistic, tree, forest, boosting'),
    });
  },
);

it('a scorecard refuses to cut grades, which count whole rows', async () => {
  await expect(train('scorecard', threes, { grades: { count: 4 } })).rejects.toMatchObject({
    code: 'PARUS_CONFIG_INVALID',
  });
});

describe('weightsOf', () => {
  const table = makeTable(
    [
      ['gap', numericColumn([1, undefined, 2])],
      ['negative', numericColumn([1, 2, -0.5])],
      ['endless', numericColumn([Number.POSITIVE_INFINITY, 1, 1])],
      ['huge', numericColumn([1, 1e16, 1])],
      ['nothing', numericColumn([0, 0, 0])],
      ['words', categoryColumn(['1', '2', '3'])],
      ['good', numericColumn([0, 0.5, 2])],
    ],
    'w.csv',
  );

  it.each([
    ['gap', 'row 2 has no weight'],
    ['negative', 'row 3 weighs -0.5'],
    ['endless', 'row 1 weighs Infinity'],
    ['huge', 'row 2 weighs 10000000000000000'],
    ['nothing', 'add up to 0'],
  ])('refuses column %s: %s', (name, problem) => {
    expect(() => weightsOf(table, name)).toThrow(
      expect.objectContaining({
        code: 'PARUS_CONFIG_INVALID',
        message: expect.stringMatching(new RegExp(`column ${name} of w.csv.*${problem}`)),
      }),
    );
  });

  it('refuses text and columns that are not there', () => {
    expect(() => weightsOf(table, 'words')).toThrow(
      expect.objectContaining({ code: 'PARUS_TABLE_COLUMN_TYPE' }),
    );
    expect(() => weightsOf(table, 'no')).toThrow(
      expect.objectContaining({ code: 'PARUS_TABLE_COLUMN_MISSING' }),
    );
  });

  it('takes zeros among other weights; countedRows leaves those rows out', () => {
    const weights = weightsOf(table, 'good');
    const counted = countedRows(table, Uint8Array.of(1, 0, 1), weights);
    expect(Array.from(counted.weights)).toEqual([0.5, 2]);
    expect(Array.from(counted.bad)).toEqual([0, 1]);
    expect(counted.table.nRows).toBe(2);
  });
});

/** Where two structures differ, numbers by more than `tolerance` (relative to their size where that is above 1). */
function differences(one: unknown, other: unknown, tolerance: number, path = ''): string[] {
  if (typeof one === 'number' && typeof other === 'number') {
    const room = tolerance * Math.max(1, Math.abs(other));
    return Math.abs(one - other) <= room ? [] : [`${path}: ${one} and ${other}`];
  }
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return one === other ? [] : [`${path}: ${String(one)} and ${String(other)}`];
  }
  const [own, others] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  const keys = new Set([...own.keys(), ...others.keys()]);
  return [...keys].flatMap((key) => differences(own.get(key), others.get(key), tolerance, `${path}/${key}`));
}
