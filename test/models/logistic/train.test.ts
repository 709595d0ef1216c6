import { afterAll, describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import {
  bindColumns,
  isAdditive,
  loadModel,
  saveArtefact,
  scoreTable,
  type Trained,
  trainModel,
} from '../../../src/models/index.ts';
import { openPool, sharedUint8 } from '../../../src/parallel/index.ts';
import { categoryColumn, makeTable, numericColumn } from '../../../src/table/index.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { auc } from '../auc.ts';
import { creditSkip, creditTable, creditTarget } from '../credit-table.ts';

const scratch = scratchFolder();
const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

const train = creditTable(2000, 1);
const test = creditTable(2000, 2);

function trainOn(config: Record<string, unknown>, data = train): Promise<Trained> {
  return trainModel(data.table, {
    algorithm: 'logistic',
    target: creditTarget,
    bad: data.bad,
    skip: creditSkip,
    pool,
    seed: 7,
    config,
    command: 'c',
  });
}

const ceiling = auc(test.truth, test.bad);

describe('a logistic regression', () => {
  it.each([
    [{}],
    [{ solver: 'lbfgs' }],
    [{ numbers: 'standard' }],
    [{ l1Share: 1 }],
    [{ l1Share: 0.5 }],
    [{ interactions: [['age', 'branch']] }],
  ])('ranks nearly as well as the truth with %j', async (config) => {
    const { model, notes } = await trainOn(config);
    const { margins } = await scoreTable(pool, model, test.table);
    expect(auc(margins, test.bad)).toBeGreaterThan(ceiling - 0.03);
    expect(notes['converged']).toBe('true');
  });

  it('is the same by Newton and by L-BFGS', async () => {
    const [newton, lbfgs] = await Promise.all(
      ['irls', 'lbfgs'].map((solver) => trainOn({ solver, lambda: 3 })),
    );
    const [a, b] = [newton!.model, lbfgs!.model];
    const [ours, theirs] = [await scoreTable(pool, a, test.table), await scoreTable(pool, b, test.table)];
    ours.margins.forEach((margin, i) => {
      expect(Math.abs(margin - theirs.margins[i]!)).toBeLessThan(1e-4);
    });
  });

  it('refuses options that contradict each other or their ranges, naming them', async () => {
    for (const [config, message] of [
      [{ l1Share: 1.5 }, /l1Share/],
      [{ l1Share: 0.5, solver: 'lbfgs' }, /solver/],
      [{ solver: 'newton' }, /solver/],
      [{ numbers: 'raw' }, /numbers/],
      [{ interactions: [['age']] }, /interactions/],
      [{ interactions: [['age', 'colour']] }, /interactions\.0: .*colour/],
    ] as const) {
      await expect(trainOn(config)).rejects.toMatchObject({
        code: 'PARUS_CONFIG_INVALID',
        message: expect.stringMatching(message),
      });
    }
  });
});

describe('an l1 norm', () => {
  it('drops inputs that add nothing, with a reason, and the model does not ask for them', async () => {
    const noise = Array.from({ length: 2000 }, (_, i) => openStream(4, 'noise').normal(0, 1, i));
    const table = makeTable([...train.table.columns, ['noise', numericColumn(noise)]], 'credit.csv');
    const { model, notes } = await trainOn({ l1Share: 1, lambda: 40 }, { ...train, table });
    expect(model.artefact.inputs.map(({ name }) => name)).not.toContain('noise');
    expect(model.artefact.excluded).toContainEqual({
      name: 'noise',
      reason: 'adds nothing beside the others (its coefficients are 0 at lambda 40)',
    });
    expect(model.artefact.inputs.map(({ name }) => name)).toContain('enquiries');
    expect(notes['coefficients']).toBeLessThan(Number(notes['designColumns']));
  });

  it('that leaves no coefficient is an error with a code', async () => {
    await expect(trainOn({ l1Share: 1, lambda: 1e7 })).rejects.toMatchObject({
      code: 'PARUS_TRAIN_NO_FEATURES',
    });
  });
});

describe('interactions', () => {
  /** A table whose outcome turns on the product of two numbers, and on a number within one branch. */
  function crossed(nRows: number, seed: number) {
    const draws = openStream(seed, 'crossed');
    const bad = sharedUint8(nRows);
    const rows = Array.from({ length: nRows }, (_, i) => {
      const [a, b, c] = [0, 1, 2].map((j) => draws.normal(0, 1, i, j)) as [number, number, number];
      const branch = draws.uniform(i, 3) < 0.5 ? 'farm' : 'shop';
      const margin = -1 + 1.2 * a * b + (branch === 'farm' ? 1.2 * c : -1.2 * c);
      bad[i] = draws.uniform(i, 4) < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
      return { a, b, c, branch: draws.uniform(i, 5) < 0.05 ? undefined : branch };
    });
    const table = makeTable(
      [
        ['a', numericColumn(rows.map(({ a }, i) => (i % 11 === 0 ? undefined : a)))],
        ['b', numericColumn(rows.map(({ b }) => b))],
        ['c', numericColumn(rows.map(({ c }) => c))],
        ['branch', categoryColumn(rows.map(({ branch }) => branch))],
        ['outcome', categoryColumn(Array.from(bad, (y) => (y ? 'bad' : 'good')))],
      ],
      'crossed.csv',
    );
    return { table, bad };
  }
  const pairs = [
    ['a', 'b'],
    ['branch', 'c'],
  ];
  const [learn, judge] = [crossed(3000, 1), crossed(2000, 2)];
  const aucOf = async ({ model }: Trained) =>
    auc((await scoreTable(pool, model, judge.table)).margins, judge.bad);

  it.each([{}, { l1Share: 0.9 }, { numbers: 'standard' }])(
    'find what no sum can, with %j',
    async (config) => {
      const [plain, paired] = [
        await trainOn({}, { ...train, ...learn }),
        await trainOn({ ...config, interactions: pairs }, { ...train, ...learn }),
      ];
      expect(await aucOf(plain)).toBeLessThan(0.6);
      expect(await aucOf(paired)).toBeGreaterThan(0.75);
    },
  );

  it('explain every row: shares of the four inputs add up to the log-odds, on average to the baseline', async () => {
    const { model } = await trainOn({ interactions: pairs }, { ...train, ...learn });
    if (!isAdditive(model)) throw new Error('expected a sum of terms');
    const bound = bindColumns(model.artefact.inputs, learn.table);
    const { margins } = await scoreTable(pool, model, learn.table);
    for (let row = 0; row < 50; row++) {
      const shares = model.contributions(bound, row);
      expect(shares).toHaveLength(4);
      expect(shares.reduce((a, b) => a + b, model.body.intercept)).toBeCloseTo(margins[row]!, 10);
    }
    const baseline = model.body.terms.reduce((sum, { mean }) => sum + mean, model.body.intercept);
    expect(baseline).toBeCloseTo(margins.reduce((a, b) => a + b, 0) / margins.length, 9);
  });

  it('are stored and loaded to the bit', async () => {
    const { model } = await trainOn({ interactions: pairs, l1Share: 0.5 }, { ...train, ...learn });
    const path = `${scratch.dir}/crossed.json`;
    await saveArtefact(path, model.artefact);
    const again = await scoreTable(pool, await loadModel(path), judge.table);
    expect(again.margins).toEqual((await scoreTable(pool, model, judge.table)).margins);
  });

  it('whose main effects an l1 norm drops keep terms of 0 to explain by', async () => {
    const { model } = await trainOn({ interactions: pairs, l1Share: 1, lambda: 60 }, { ...train, ...learn });
    const { body } = model.artefact;
    if (body.kind !== 'additive') throw new Error('expected a sum of terms');
    expect(body.products).toHaveLength(2);
    const idle = body.terms.filter((term) => term.y.every((y) => y === 0));
    expect(idle.length).toBeGreaterThan(0);
  });
});
