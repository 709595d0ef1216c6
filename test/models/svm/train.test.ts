import { afterAll, describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { bindColumns, isAdditive, scoreTable, type Trained, trainModel } from '../../../src/models/index.ts';
import { openPool, sharedUint8, withPool } from '../../../src/parallel/index.ts';
import { makeTable, numericColumn, type Table } from '../../../src/table/index.ts';
import { auc } from '../auc.ts';
import { creditSkip, creditTable, creditTarget } from '../credit-table.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

const train = creditTable(800, 1);
const test = creditTable(1500, 2);

function learn(
  config: Record<string, unknown>,
  set: { table: Table; bad: Uint8Array } = train,
  own = pool,
): Promise<Trained> {
  const skip = set === train ? creditSkip : new Map<string, string>();
  const options = { target: creditTarget, skip, seed: 7, command: 'c' };
  return trainModel(set.table, { ...options, algorithm: 'svm', bad: set.bad, config, pool: own });
}

/** A ring: no plane tells its inside from its outside. */
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

describe('a support vector machine', () => {
  it.each([
    [{ kernel: 'linear', loss: 'hinge', badWeight: 2, folds: 3 }],
    [{ kernel: 'rbf', features: 64, folds: 3 }],
  ])('of %j gives the same artefact at 1, 2 and 3 workers', async (config) => {
    const hashes = [];
    for (const workers of [1, 2, 3]) {
      hashes.push((await withPool({ workers }, (own) => learn(config, train, own))).model.artefact.hash);
    }
    expect(new Set(hashes).size).toBe(1);
  });

  it.each([['squaredHinge'], ['hinge']])('with %s has PDs that agree with new outcomes', async (loss) => {
    const { model, notes } = await learn({ loss });
    expect(notes['plattSlope']).toBeGreaterThan(0);
    const { pd } = await scoreTable(pool, model, test.table);
    const expected = pd.reduce((a, b) => a + b, 0) / pd.length;
    const happened = test.bad.reduce((a, b) => a + b, 0) / pd.length;
    expect(Math.abs(expected - happened)).toBeLessThan(0.04);
    const riskiest = Array.from(pd.keys())
      .sort((a, b) => pd[b]! - pd[a]!)
      .slice(0, 300);
    const mean = (of: (row: number) => number) =>
      riskiest.reduce((sum, row) => sum + of(row), 0) / riskiest.length;
    expect(Math.abs(mean((row) => pd[row]!) - mean((row) => test.bad[row]!))).toBeLessThan(0.09);
  });

  it('is a sum of functions of its inputs where the kernel is linear', async () => {
    const { model } = await learn({ kernel: 'linear' });
    if (!isAdditive(model)) throw new Error('expected a sum of terms');
    expect(model.artefact.body.kind).toBe('additive');
    const bound = bindColumns(model.artefact.inputs, test.table);
    const margins = new Float64Array(20);
    model.margins(bound, 0, 20, margins);
    for (let row = 0; row < 20; row++) {
      const sum = model.contributions(bound, row).reduce((a, b) => a + b, model.body.intercept);
      expect(sum).toBeCloseTo(margins[row]!, 9);
    }
  });

  it('learns what no plane can with random features, and explains every row in full', async () => {
    const [rows, fresh] = [ring(1500, 1), ring(1500, 2)];
    const straight = await learn({ kernel: 'linear' }, rows);
    const { pd: linePd } = await scoreTable(pool, straight.model, fresh.table);
    expect(auc(linePd, fresh.bad)).toBeLessThan(0.6);
    const { model } = await learn({ kernel: 'rbf', gamma: 0.5, features: 256 }, rows);
    const { pd, margins, bound } = await scoreTable(pool, model, fresh.table);
    // The true margin has an AUC of about 0.95 here.
    expect(auc(pd, fresh.bad)).toBeGreaterThan(0.93);
    if (!isAdditive(model)) throw new Error('expected shares');
    for (let row = 0; row < 50; row++) {
      const sum = model.contributions(bound, row).reduce((a, b) => a + b, model.body.intercept);
      expect(sum).toBeCloseTo(margins[row]!, 9);
    }
  });

  it('has shares of random features that are integrals of slopes along the path', async () => {
    const rows = ring(600, 3);
    const { model } = await learn({ kernel: 'rbf', gamma: 0.4, cost: 1, features: 64, folds: 2 }, rows);
    const { body } = model.artefact;
    if (body.kind !== 'random-features' || !isAdditive(model)) throw new Error('expected random features');
    const bound = bindColumns(model.artefact.inputs, rows.table);
    const { rowEncoder } = await import('../../../src/models/design/encode.ts');
    const encoders = body.design.map(rowEncoder);
    const marginAt = (x: number, y: number): number => {
      let sum = body.intercept;
      for (const [d, phase] of body.phases.entries()) {
        const angle = body.frequencies[2 * d]! * x + body.frequencies[2 * d + 1]! * y;
        sum +=
          body.coefficients[d]! *
          Math.sqrt(2 / body.phases.length) *
          Math.cos(Math.sqrt(2 * body.gamma) * angle + phase);
      }
      return sum;
    };
    const POINTS = 400;
    const step = 1e-5;
    for (const row of [0, 7, 99]) {
      const z = new Float64Array(2);
      encoders.forEach((encode, s) => {
        encode(bound.columns[s]![row]!, z, s);
      });
      const [x0, y0] = [body.baseline[0]!, body.baseline[1]!];
      const [dx, dy] = [z[0]! - x0, z[1]! - y0];
      let share = 0;
      for (let p = 0; p < POINTS; p++) {
        const t = (p + 0.5) / POINTS;
        const [x, y] = [x0 + t * dx, y0 + t * dy];
        share += (dx * (marginAt(x + step, y) - marginAt(x - step, y))) / (2 * step) / POINTS;
      }
      expect(Math.abs(model.contributions(bound, row)[0]! - share)).toBeLessThan(1e-3);
    }
  });

  it('takes a given cost as it is and chooses from a grid otherwise', async () => {
    expect((await learn({ cost: 0.02 })).notes['cost']).toBe(0.02);
    const { COST_GRID } = await import('../../../src/models/svm/train.ts');
    expect(COST_GRID.linear).toContain((await learn({})).notes['cost']);
  });

  it('trains on five bads, and on inputs that say nothing gives everybody the average', async () => {
    const n = 60;
    const bad = sharedUint8(n);
    bad.fill(1, 0, 5);
    const table = makeTable([['v', numericColumn(Array.from(bad, (_, i) => i % 2))]]);
    const { pd } = await scoreTable(pool, (await learn({}, { table, bad })).model, table);
    for (const p of pd) {
      expect(p).toBeGreaterThan(0.02);
      expect(p).toBeLessThan(0.3);
    }
  });

  it('refuses too many rows of random features and unknown options with a code', async () => {
    await expect(learn({ kernel: 'poly' })).rejects.toMatchObject({ code: 'PARUS_CONFIG_INVALID' });
    const n = 33_000;
    const long = {
      table: makeTable([['v', numericColumn(Array.from({ length: n }, (_, i) => i))]]),
      bad: sharedUint8(n),
    };
    long.bad.fill(1, 0, 100);
    await expect(learn({ kernel: 'rbf', features: 8192 }, long)).rejects.toMatchObject({
      code: 'PARUS_TRAIN_TOO_LARGE',
      message: 'svm (rbf) cannot take 33000 rows; expected at most 32768',
    });
  });
});
