import { afterAll, describe, expect, it } from 'vitest';
import {
  algorithmNames,
  isAdditive,
  loadModel,
  parseAlgorithm,
  saveArtefact,
  scoreTable,
  trainModel,
} from '../../src/models/index.ts';
import { openPool, withPool } from '../../src/parallel/index.ts';
import {
  type CategoryColumn,
  categoryColumn,
  columnOf,
  makeTable,
  numericColumn,
  type Table,
  takeRows,
  textAt,
} from '../../src/table/index.ts';
import { scratchFolder } from '../table/scratch.ts';
import { auc } from './auc.ts';
import { creditSkip, creditTable, creditTarget } from './credit-table.ts';

const scratch = scratchFolder();
const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

const train = creditTable(600, 1);
const test = creditTable(2000, 2);

const CONFIG: Readonly<Record<string, Record<string, unknown>>> = {
  scorecard: { special: { score: [-9] } },
  'ml-random-forest': { trees: 10 },
};

/** How far below the best possible AUC a model of 600 rows may stay: bins and trees cost more than a line, one tree most. */
const SHORTFALL: Readonly<Record<string, number>> = {
  scorecard: 0.07,
  tree: 0.11,
  forest: 0.06,
  boosting: 0.07,
  'ml-random-forest': 0.12,
};

function rowsWithBranch(table: Table, branch: string): number {
  const column = columnOf(table, 'branch') as CategoryColumn;
  return Array.from(column.codes).filter((_, i) => textAt(column, i) === branch).length;
}

function options(algorithm: string) {
  return {
    algorithm: parseAlgorithm(algorithm),
    target: creditTarget,
    bad: train.bad,
    skip: creditSkip,
    seed: 7,
    config: CONFIG[algorithm] ?? {},
    command: 'parus train',
  };
}

describe.each(algorithmNames)('%s', (algorithm) => {
  it('learns, saves, loads and scores the same bits', async () => {
    const { model } = await trainModel(train.table, { ...options(algorithm), pool });
    const { pd, unseen } = await scoreTable(pool, model, test.table);
    const ceiling = auc(test.truth, test.bad);
    expect(auc(pd, test.bad)).toBeGreaterThan(ceiling - (SHORTFALL[algorithm] ?? 0.04));
    expect(auc(pd, test.bad)).toBeLessThan(ceiling + 0.01);
    // The level `rare` does not occur among the training rows; a small tree may not read the branch at all.
    const readsBranch = model.artefact.inputs.some(({ name }) => name === 'branch');
    expect(readsBranch || algorithm === 'tree').toBe(true);
    expect(unseen).toBe(readsBranch ? rowsWithBranch(test.table, 'rare') : 0);
    expect(rowsWithBranch(train.table, 'rare')).toBe(0);
    const path = `${scratch.dir}/${algorithm}.json`;
    await saveArtefact(path, model.artefact);
    const loaded = await loadModel(path);
    expect(loaded.artefact.hash).toBe(model.artefact.hash);
    expect((await scoreTable(pool, loaded, test.table)).pd).toEqual(pd);
  });

  it('gives the same artefact at 1, 2 and 3 workers', async () => {
    const artefacts = [];
    for (const workers of [1, 2, 3]) {
      artefacts.push(
        await withPool(
          { workers },
          async (own) => (await trainModel(train.table, { ...options(algorithm), pool: own })).model.artefact,
        ),
      );
    }
    expect(artefacts[1]).toEqual(artefacts[0]);
    expect(artefacts[2]).toEqual(artefacts[0]);
  });

  it('scores a row alone as in a table, and in any order of columns', async () => {
    const { model } = await trainModel(train.table, { ...options(algorithm), pool });
    const { pd } = await scoreTable(pool, model, test.table);
    const shuffled = makeTable([...test.table.columns].reverse(), 'shuffled.csv');
    for (const row of [0, 17, 1999]) {
      const alone = await scoreTable(pool, model, takeRows(shuffled, [row]));
      expect(alone.pd[0]).toBe(pd[row]);
    }
  });
});

describe('trainModel', () => {
  it('leaves out what cannot be a feature and says why', async () => {
    const { model } = await trainModel(train.table, { ...options('logistic'), pool });
    expect(model.artefact.inputs.map(({ name }) => name)).toEqual([
      'income',
      'age',
      'branch',
      'enquiries',
      'score',
    ]);
    expect(Object.fromEntries(model.artefact.excluded.map(({ name, reason }) => [name, reason]))).toEqual({
      id: 'text that differs from row to row',
      constant: 'the same in every row',
      empty: 'missing in every row',
      opened: 'a date',
      outcome: 'the target',
    });
  });

  it('has terms whose average on the training rows is their baseline', async () => {
    const { model } = await trainModel(train.table, { ...options('logistic'), pool });
    if (!isAdditive(model)) throw new Error('expected a sum of terms');
    const { margins } = await scoreTable(pool, model, train.table);
    const average = margins.reduce((sum, m) => sum + m, 0) / margins.length;
    const baseline = model.body.terms.reduce((sum, { mean }) => sum + mean, model.body.intercept);
    expect(baseline).toBeCloseTo(average, 9);
  });

  it('has the bad rate as its mean PD: maximum likelihood with a free intercept', async () => {
    const fixed = { ...options('logistic'), config: { lambda: 1 }, pool };
    const { pd } = await scoreTable(pool, (await trainModel(train.table, fixed)).model, train.table);
    const bads = train.bad.reduce((a, b) => a + b, 0);
    expect(pd.reduce((a, b) => a + b, 0)).toBeCloseTo(bads, 3);
  });

  it('refuses one class, unknown options and unknown algorithms with a code', async () => {
    const one = { ...options('logistic'), bad: new Uint8Array(train.table.nRows), pool };
    await expect(trainModel(train.table, one)).rejects.toMatchObject({ code: 'PARUS_TARGET_ONE_CLASS' });
    await expect(
      trainModel(train.table, { ...options('logistic'), config: { lamda: 1 }, pool }),
    ).rejects.toMatchObject({
      code: 'PARUS_CONFIG_INVALID',
      message: expect.stringContaining('lamda'),
    });
    expect(() => parseAlgorithm('xgboost')).toThrow(
      /unknown algorithm xgboost; expected one of scorecard, logistic/,
    );
  });

  it('keeps the strongest inputs of a wide table, and names the others', async () => {
    const extra = Array.from({ length: 1000 }, (_, j) => {
      const values = Array.from({ length: 600 }, (_, i) => Math.sin(i * (j + 1)));
      return [`x${j}`, numericColumn(values)] as const;
    });
    const wide = makeTable([...train.table.columns, ...extra], 'wide.csv');
    const linear = (await trainModel(wide, { ...options('logistic'), pool })).model.artefact;
    expect(linear.inputs.length).toBeLessThanOrEqual(300);
    expect(
      linear.excluded.filter(({ reason }) => reason.endsWith('is not among the 300 highest')).length,
    ).toBeGreaterThan(700);
    const config = { maxCandidates: 3, minIv: 0 };
    const { model } = await trainModel(wide, { ...options('scorecard'), config, pool });
    expect(model.artefact.inputs.length).toBeLessThanOrEqual(3);
    expect(model.artefact.excluded.some(({ reason }) => reason.endsWith('is not among the 3 highest'))).toBe(
      true,
    );
  });

  it("refuses Newton's method on categories that make more than a thousand columns", async () => {
    const extra = Array.from({ length: 40 }, (_, j) => {
      const texts = Array.from({ length: 600 }, (_, i) => `level ${(i * (j + 1)) % 61}`);
      return [`c${j}`, categoryColumn(texts)] as const;
    });
    const wide = makeTable([...train.table.columns, ...extra], 'wide.csv');
    const config = { solver: 'irls' };
    await expect(trainModel(wide, { ...options('logistic'), config, pool })).rejects.toMatchObject({
      code: 'PARUS_TRAIN_TOO_WIDE',
      message: expect.stringMatching(/^logistic cannot take \d{4} design columns; expected at most 1000$/),
    });
  });

  it('refuses a table without a usable column', async () => {
    const table = makeTable(
      [...train.table.columns].filter(([name]) => ['constant', 'outcome'].includes(name)),
      'thin.csv',
    );
    await expect(trainModel(table, { ...options('logistic'), pool })).rejects.toMatchObject({
      code: 'PARUS_TRAIN_NO_FEATURES',
      message: expect.stringContaining('constant (the same in every row)'),
    });
  });
});
