import { afterAll, describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import {
  bindColumns,
  isAdditive,
  parseArtefact,
  scoreTable,
  type Trained,
  trainModel,
} from '../../../src/models/index.ts';
import { openPool, sharedUint8, withPool } from '../../../src/parallel/index.ts';
import { categoryColumn, makeTable, numericColumn, type Table } from '../../../src/table/index.ts';
import { auc } from '../auc.ts';
import { creditSkip, creditTable, creditTarget } from '../credit-table.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

const train = creditTable(1200, 1);
const test = creditTable(1500, 2);

function learn(
  config: Record<string, unknown>,
  set: { table: Table; bad: Uint8Array } = train,
  own = pool,
  seed = 7,
): Promise<Trained> {
  const skip = set === train ? creditSkip : new Map<string, string>();
  const options = { target: creditTarget, skip, seed, command: 'c' };
  return trainModel(set.table, { ...options, algorithm: 'neural', bad: set.bad, config, pool: own });
}

/** A ring: no line tells its inside from its outside. */
function ring(n: number, seed: number): { table: Table; bad: Uint8Array } {
  const draws = openStream(seed, 'ring');
  const x = Array.from({ length: n }, (_, i) => draws.normal(0, 1, i, 0));
  const y = Array.from({ length: n }, (_, i) => draws.normal(0, 1, i, 1));
  const bad = sharedUint8(n);
  for (let i = 0; i < n; i++) {
    const margin = 3 * (x[i]! ** 2 + y[i]! ** 2 - 1.5);
    bad[i] = draws.uniform(i, 2) < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
  }
  const columns = [
    ['x', numericColumn(x)],
    ['y', numericColumn(y)],
  ] as const;
  return { table: makeTable(columns, 'ring.csv'), bad };
}

describe('a neural network', () => {
  it('gives the same artefact at 1, 2 and 3 workers with every option in use', async () => {
    const config = {
      hidden: [7, 5, 3],
      activation: 'relu',
      networks: 4,
      dropout: 0.3,
      batchRows: 50,
      epochs: 4,
      validationShare: 0.3,
      badWeight: 2,
    };
    const hashes = [];
    for (const workers of [1, 2, 3]) {
      hashes.push((await withPool({ workers }, (own) => learn(config, train, own))).model.artefact.hash);
    }
    expect(new Set(hashes).size).toBe(1);
    expect((await learn(config, train, pool, 8)).model.artefact.hash).not.toBe(hashes[0]);
  });

  it.each(['relu', 'silu'])('learns what no line can, with %s', async (activation) => {
    const [rows, fresh] = [ring(2000, 1), ring(1500, 2)];
    const { model } = await learn({ activation, learningRate: 0.01 }, rows);
    const { pd } = await scoreTable(pool, model, fresh.table);
    // The true margin has an AUC of about 0.95 here, any line 0.5.
    expect(auc(pd, fresh.bad)).toBeGreaterThan(0.93);
  });

  it('is better as a mean of networks than each of them is on average', async () => {
    const three = await learn({ networks: 3 });
    const body = three.model.artefact.body;
    if (body.kind !== 'networks') throw new Error('expected networks');
    const lossOf = (pd: Float64Array) =>
      pd.reduce((sum, p, i) => sum - Math.log(test.bad[i] ? p : 1 - p), 0) / pd.length;
    const together = lossOf((await scoreTable(pool, three.model, test.table)).pd);
    const { makeNetworksModel } = await import('../../../src/models/neural/networks-model.ts');
    const bound = bindColumns(three.model.artefact.inputs, test.table);
    const alone = body.networks.map((network) => {
      const margins = new Float64Array(test.table.nRows);
      makeNetworksModel(three.model.artefact, { ...body, networks: [network] }).margins(
        bound,
        0,
        margins.length,
        margins,
      );
      return lossOf(margins.map((m) => 1 / (1 + Math.exp(-m))));
    });
    expect(together).toBeLessThan(alone.reduce((a, b) => a + b, 0) / 3);
  });

  it('stops early and says when', async () => {
    const { notes } = await learn({ networks: 2, patience: 3, learningRate: 0.02 });
    const epochs = String(notes['epochs']).split(', ').map(Number);
    expect(epochs).toHaveLength(2);
    for (const epoch of epochs) {
      expect(epoch).toBeGreaterThan(0);
      expect(epoch).toBeLessThan(60);
    }
  });

  it('has shares of inputs that add up to the log-odds of every row', async () => {
    const { model } = await learn({});
    if (!isAdditive(model)) throw new Error('expected shares');
    const bound = bindColumns(model.artefact.inputs, test.table);
    const margins = new Float64Array(40);
    model.margins(bound, 0, 40, margins);
    for (let row = 0; row < 40; row++) {
      const sum = model.contributions(bound, row).reduce((a, b) => a + b, model.body.intercept);
      expect(sum).toBeCloseTo(margins[row]!, 9);
    }
    // Rows at the average of every number but with more enquiries are riskier by the share of the enquiries.
    const named = model.body.terms.map(({ input }) => model.artefact.inputs[input]!.name);
    expect(named.toSorted()).toEqual(['age', 'branch', 'enquiries', 'income', 'score']);
    const risky = test.table.columns.get('enquiries');
    if (risky?.kind !== 'numeric') throw new Error('expected numbers');
    const most = risky.values.indexOf(Math.max(...risky.values));
    expect(model.contributions(bound, most)[named.indexOf('enquiries')]).toBeGreaterThan(0.3);
  });

  it('gives levels never seen the average embedding, and missing ones their own', async () => {
    const n = 600;
    const draws = openStream(1, 'levels');
    const texts = Array.from({ length: n }, (_, i) => ['a', 'b', undefined][draws.integer(3, i)]);
    const bad = sharedUint8(n);
    texts.forEach((text, i) => {
      bad[i] = draws.uniform(i, 1) < (text === 'a' ? 0.1 : text === 'b' ? 0.5 : 0.9) ? 1 : 0;
    });
    const set = { table: makeTable([['t', categoryColumn(texts)]]), bad };
    const { model } = await learn({}, set);
    const probe = makeTable([['t', categoryColumn(['a', 'b', undefined, 'new'])]]);
    const { pd, unseen } = await scoreTable(pool, model, probe);
    expect(unseen).toBe(1);
    expect(pd[0]).toBeLessThan(0.25);
    expect(Math.abs(pd[1]! - 0.5)).toBeLessThan(0.15);
    expect(pd[2]).toBeGreaterThan(0.75);
    expect(pd[3]).toBeGreaterThan(pd[0]!);
    expect(pd[3]).toBeLessThan(pd[2]!);
  });

  it('moves the average PD with the weight of bads', async () => {
    const [plain, heavy] = [await learn({}), await learn({ badWeight: 3 })];
    const odds = async ({ model }: Trained) => {
      const { pd } = await scoreTable(pool, model, train.table);
      const mean = pd.reduce((a, b) => a + b, 0) / pd.length;
      return mean / (1 - mean);
    };
    const ratio = (await odds(heavy)) / (await odds(plain));
    expect(ratio).toBeGreaterThan(1.8);
    expect(ratio).toBeLessThan(4);
  });

  it('trains on five bads', async () => {
    const n = 60;
    const bad = sharedUint8(n);
    bad.fill(1, 0, 5);
    const few = { table: makeTable([['v', numericColumn(Array.from(bad.keys()))]]), bad };
    const { pd } = await scoreTable(pool, (await learn({}, few)).model, few.table);
    expect(pd.every((p) => p > 0 && p < 1)).toBe(true);
  });

  it('scores rows that miss everything, and says when it diverged', async () => {
    const { model } = await learn({ networks: 1, epochs: 2 });
    const empty = makeTable(
      model.artefact.inputs.map(({ name, kind }) => [
        name,
        kind === 'category' ? categoryColumn([undefined]) : numericColumn([undefined]),
      ]),
    );
    const { pd } = await scoreTable(pool, model, empty);
    expect(pd[0]).toBeGreaterThan(0);
    expect(pd[0]).toBeLessThan(1);
    await expect(learn({ badWeight: 1e308 })).rejects.toMatchObject({
      code: 'PARUS_CONFIG_INVALID',
      message: expect.stringContaining('diverged'),
    });
  });

  it.each([
    [{ hidden: [] }],
    [{ hidden: [8, 8, 8, 8] }],
    [{ dropout: 1 }],
    [{ activation: 'tanh' }],
    [{ epoch: 3 }],
  ])('refuses %j with a code', async (config) => {
    await expect(learn(config)).rejects.toMatchObject({ code: 'PARUS_CONFIG_INVALID' });
  });

  it('does not load when its parameters do not fit its design', async () => {
    const { artefact } = (await learn({ networks: 1, epochs: 1 })).model;
    const cut = JSON.parse(JSON.stringify(artefact)) as typeof artefact;
    if (cut.body.kind !== 'networks') throw new Error('expected networks');
    cut.body.networks[0]!.pop();
    expect(() => parseArtefact(cut, 'm.json')).toThrow(
      expect.objectContaining({
        code: 'PARUS_MODEL_INVALID',
        message: expect.stringMatching(/network 0 needs \d+ parameters/),
      }),
    );
  });
});
