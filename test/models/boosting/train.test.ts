import { afterAll, describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { bindColumns, scoreTable, type Trained, trainModel } from '../../../src/models/index.ts';
import { openPool, sharedUint8, withPool } from '../../../src/parallel/index.ts';
import { makeTable, numericColumn, type Table } from '../../../src/table/index.ts';
import { auc } from '../auc.ts';
import { creditSkip, creditTable, creditTarget } from '../credit-table.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

const train = creditTable(2000, 1);
const test = creditTable(1500, 2);

function boost(
  config: Record<string, unknown>,
  set: { table: Table; bad: Uint8Array } = train,
  own = pool,
): Promise<Trained> {
  const options = {
    target: creditTarget,
    skip: set === train ? creditSkip : new Map(),
    seed: 7,
    command: 'c',
  };
  return trainModel(set.table, { ...options, algorithm: 'boosting', bad: set.bad, config, pool: own });
}

/** Three numbers, the third missing for the worst rows, and a category without any order. */
function wave(n: number, seed: number): { table: Table; bad: Uint8Array } {
  const draws = openStream(seed, 'wave');
  const x = Array.from({ length: n }, (_, i) => draws.uniform(i, 0));
  const y = Array.from({ length: n }, (_, i) => draws.uniform(i, 1));
  const gap = Array.from({ length: n }, (_, i) => draws.uniform(i, 2) < 0.3);
  const bad = sharedUint8(n);
  for (let i = 0; i < n; i++) {
    const margin =
      2 * Math.sin(7 * x[i]!) + 3 * (x[i]! - 0.5) * (y[i]! > 0.5 ? 1 : -1) + (gap[i] ? 2 : 0) - 1;
    bad[i] = draws.uniform(i, 3) < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
  }
  const z = Array.from({ length: n }, (_, i) => (gap[i] ? undefined : draws.uniform(i, 4)));
  return {
    table: makeTable(
      [
        ['x', numericColumn(x)],
        ['y', numericColumn(y)],
        ['z', numericColumn(z)],
      ],
      'wave.csv',
    ),
    bad,
  };
}

describe('boosting', () => {
  it('gives the same artefact at 1, 2 and 3 workers with every option in use', async () => {
    const config = {
      trees: 40,
      rowShare: 0.7,
      columnShare: 0.6,
      patience: 10,
      refit: false,
      alpha: 0.1,
      badWeight: 2,
      trend: { income: 'descending' },
      interactions: [
        ['income', 'age'],
        ['branch', 'score', 'enquiries'],
      ],
    };
    const hashes = [];
    for (const workers of [1, 2, 3]) {
      hashes.push((await withPool({ workers }, (own) => boost(config, train, own))).model.artefact.hash);
    }
    expect(new Set(hashes).size).toBe(1);
  });

  it.each([
    { topShare: 0.2, otherShare: 0.2 },
    { dropRate: 0.3, skipDrop: 0.2, rowShare: 0.7 },
  ])('does so with %o too', async (options) => {
    const config = { trees: 25, learningRate: 0.2, patience: 10, ...options };
    const models = [];
    for (const workers of [1, 2, 3]) {
      models.push((await withPool({ workers }, (own) => boost(config, train, own))).model.artefact);
    }
    expect(new Set(models.map(({ hash }) => hash)).size).toBe(1);
    const plain = await boost({ trees: 25, learningRate: 0.2, patience: 10 });
    expect(plain.model.artefact.body).not.toEqual(models[0]!.body);
  });

  it.each([{ topShare: 0.1, otherShare: 0.2 }, { dropRate: 0.1 }])(
    'learns about as well with %o',
    async (options) => {
      const rows = wave(8000, 1);
      const fresh = wave(3000, 2);
      const { model } = await boost(options, rows);
      expect(auc((await scoreTable(pool, model, fresh.table)).pd, fresh.bad)).toBeGreaterThan(0.8);
    },
  );

  it('refuses samples that contradict each other', async () => {
    for (const config of [
      { topShare: 0.2, rowShare: 0.5 },
      { topShare: 0.8, otherShare: 0.3 },
    ]) {
      await expect(boost(config)).rejects.toMatchObject({ code: 'PARUS_CONFIG_INVALID' });
    }
  });

  it('learns waves, interactions and what a missing value means', async () => {
    const rows = wave(8000, 1);
    const fresh = wave(3000, 2);
    const { model } = await boost({}, rows);
    const { pd } = await scoreTable(pool, model, fresh.table);
    // The true margin has an AUC of about 0.84 here; a straight line stays near 0.65.
    expect(auc(pd, fresh.bad)).toBeGreaterThan(0.81);
    expect(pd.reduce((a, b) => a + b, 0) / pd.length).toBeCloseTo(
      fresh.bad.reduce((a, b) => a + b, 0) / pd.length,
      1,
    );
  });

  it('keeps to a trend over the whole range of an input, whatever the others are', async () => {
    const rows = wave(4000, 3);
    for (const [trend, sign] of [
      ['ascending', 1],
      ['descending', -1],
    ] as const) {
      const { model, notes } = await boost(
        { trees: 60, patience: 0, leaves: 31, maxDepth: 10, trend: { x: trend } },
        rows,
      );
      expect(notes['provenTrends']).toBe(1);
      const draws = openStream(5, 'others');
      for (let other = 0; other < 40; other++) {
        const at = (j: number) => new Array<number>(200).fill(draws.uniform(other, j));
        const line = makeTable([
          ['x', numericColumn(Array.from({ length: 200 }, (_, i) => i / 199))],
          ['y', numericColumn(at(0))],
          ['z', numericColumn(other % 3 === 0 ? new Array<undefined>(200).fill(undefined) : at(1))],
        ]);
        const margins = new Float64Array(200);
        model.margins(bindColumns(model.artefact.inputs, line), 0, 200, margins);
        for (let i = 1; i < 200; i++)
          expect(sign * (margins[i]! - margins[i - 1]!)).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it('lets only inputs of one group meet on a path', async () => {
    const { model } = await boost({
      trees: 30,
      patience: 0,
      interactions: [
        ['income', 'age'],
        ['branch', 'score'],
      ],
    });
    const { body, inputs } = model.artefact;
    if (body.kind !== 'trees') throw new Error('expected trees');
    const allowed = ['income,age', 'age,income', 'branch,score', 'score,branch'];
    for (const tree of body.trees) {
      const visit = (at: number, path: ReadonlySet<string>): void => {
        if (at < 0) {
          const names = [...path];
          if (names.length > 1) expect(allowed).toContain(names.join());
          return;
        }
        const next = new Set([...path, inputs[tree.input[at]!]!.name]);
        visit(tree.left[at]!, next);
        visit(tree.right[at]!, next);
      };
      visit(tree.left.length > 0 ? 0 : -1, new Set());
    }
  });

  it('stops early where more trees only learn noise, and then trains on all rows', async () => {
    const config = { trees: 300, leaves: 31, learningRate: 0.3, patience: 5 };
    const stopped = await boost(config);
    const whole = await boost({ ...config, patience: 0 });
    const trees = Number(stopped.notes['trees']);
    expect(trees).toBeLessThan(60);
    expect(whole.notes['trees']).toBe(300);
    const aucOf = async ({ model }: Trained) => auc((await scoreTable(pool, model, test.table)).pd, test.bad);
    expect(await aucOf(stopped)).toBeGreaterThan((await aucOf(whole)) + 0.01);
    const refitted = await boost({ ...config, patience: 0, trees });
    expect(stopped.model.artefact.body).toEqual(refitted.model.artefact.body);
  });

  it('moves the average PD with the weight of bads', async () => {
    const plain = (await scoreTable(pool, (await boost({ patience: 0, trees: 50 })).model, train.table)).pd;
    const heavy = (
      await scoreTable(pool, (await boost({ patience: 0, trees: 50, badWeight: 3 })).model, train.table)
    ).pd;
    const odds = (pd: Float64Array) => {
      const mean = pd.reduce((a, b) => a + b, 0) / pd.length;
      return mean / (1 - mean);
    };
    expect(odds(heavy) / odds(plain)).toBeGreaterThan(2);
    expect(odds(heavy) / odds(plain)).toBeLessThan(4);
  });

  it('takes infinite values as the ends of the scale', async () => {
    const n = 400;
    const values = Array.from(
      { length: n },
      (_, i) => [Number.NEGATIVE_INFINITY, 0, 1, Number.POSITIVE_INFINITY][i % 4]!,
    );
    const bad = sharedUint8(n);
    for (let i = 0; i < n; i++) bad[i] = i % 4 === 3 ? (i % 8 === 3 ? 1 : 0) : i % 40 === 0 ? 1 : 0;
    const { model } = await boost(
      { patience: 0, trees: 30 },
      { table: makeTable([['v', numericColumn(values)]]), bad },
    );
    const { pd } = await scoreTable(pool, model, makeTable([['v', numericColumn(values.slice(0, 4))]]));
    expect(pd[3]).toBeGreaterThan(0.4);
    expect(pd[2]).toBeLessThan(0.2);
    expect(pd[0]).toBeGreaterThan(pd[1]!);
  });

  it('refuses constraints on inputs that are not there', async () => {
    await expect(boost({ interactions: [['income', 'incme']] })).rejects.toMatchObject({
      code: 'PARUS_CONFIG_INVALID',
      message: expect.stringContaining('incme'),
    });
  });
});
