import { afterAll, describe, expect, it } from 'vitest';
import {
  bindColumns,
  isAdditive,
  loadModel,
  parseAlgorithm,
  saveArtefact,
  scoreTable,
  trainModel,
} from '../../../src/models/index.ts';
import { openPool, withPool } from '../../../src/parallel/index.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { creditSkip, creditTable, creditTarget } from '../credit-table.ts';

const scratch = scratchFolder();
const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

const train = creditTable(1000, 1);
const test = creditTable(3000, 2);

function learn(algorithm: string, config: Record<string, unknown>, own = pool) {
  return trainModel(train.table, {
    algorithm: parseAlgorithm(algorithm),
    target: creditTarget,
    bad: train.bad,
    skip: creditSkip,
    seed: 7,
    config,
    command: 'c',
    pool: own,
  });
}

const logLoss = (pd: Float64Array, bad: Uint8Array) =>
  pd.reduce((sum, p, i) => sum - Math.log(bad[i] ? p : 1 - p), 0) / pd.length;

/** Learns its rows by heart: its PDs are far too sure. */
const OVERFITTED = { trees: 40, leaves: 63, learningRate: 0.3, patience: 0, minChildWeight: 0.01 };

describe.each(['platt', 'isotonic', 'beta'])('calibration by %s', (calibration) => {
  it('mends the PDs of a model that learnt its rows by heart, on rows it has not seen', async () => {
    const raw = await learn('boosting', OVERFITTED);
    const mended = await learn('boosting', { ...OVERFITTED, calibration });
    expect(mended.model.artefact.calibration.kind).toBe(calibration);
    expect(mended.model.artefact.body).toEqual(raw.model.artefact.body);
    const before = logLoss((await scoreTable(pool, raw.model, test.table)).pd, test.bad);
    const { pd } = await scoreTable(pool, mended.model, test.table);
    expect(logLoss(pd, test.bad)).toBeLessThan(before - 0.05);
    const gap = pd.reduce((sum, p, i) => sum + p - test.bad[i]!, 0) / pd.length;
    expect(Math.abs(gap)).toBeLessThan(0.03);
  });

  it('is not fitted on the training rows: there, its PDs are far less sure than the outcomes', async () => {
    const raw = await learn('boosting', OVERFITTED);
    const { model } = await learn('boosting', { ...OVERFITTED, calibration });
    const rawLoss = logLoss((await scoreTable(pool, raw.model, train.table)).pd, train.bad);
    const loss = logLoss((await scoreTable(pool, model, train.table)).pd, train.bad);
    // A map fitted to these rows could only have lowered their log loss.
    expect(loss).toBeGreaterThan(rawLoss + 0.1);
  });

  it('survives saving and loading, and keeps ranking and sums of shares', async () => {
    const raw = await learn('logistic', {});
    const { model } = await learn('logistic', { calibration });
    const path = `${scratch.dir}/${calibration}.json`;
    await saveArtefact(path, model.artefact);
    const { margins } = await scoreTable(pool, model, test.table);
    expect((await scoreTable(pool, await loadModel(path), test.table)).margins).toEqual(margins);
    const rawMargins = (await scoreTable(pool, raw.model, test.table)).margins;
    const order = Array.from(rawMargins.keys()).sort((a, b) => rawMargins[a]! - rawMargins[b]!);
    for (let k = 1; k < order.length; k++) {
      expect(margins[order[k]!]).toBeGreaterThanOrEqual(margins[order[k - 1]!]! - 1e-12);
    }
    if (!isAdditive(model)) throw new Error('expected shares');
    const bound = bindColumns(model.artefact.inputs, test.table);
    for (let row = 0; row < 30; row++) {
      const sum = model.contributions(bound, row).reduce((a, b) => a + b, model.body.intercept);
      expect(sum).toBeCloseTo(margins[row]!, 9);
    }
  });

  it('gives the same artefact at 1 and 3 workers', async () => {
    const hashes = [];
    for (const workers of [1, 3]) {
      hashes.push(
        (await withPool({ workers }, (own) => learn('forest', { trees: 10, calibration }, own))).model
          .artefact.hash,
      );
    }
    expect(hashes[1]).toBe(hashes[0]);
  });
});

it('is refused for scorecards, under unknown names and with too few bads', async () => {
  await expect(learn('scorecard', { calibration: 'platt' })).rejects.toMatchObject({
    code: 'PARUS_CONFIG_INVALID',
    message: expect.stringContaining('printed points'),
  });
  await expect(learn('logistic', { calibration: 'plat' })).rejects.toMatchObject({
    code: 'PARUS_CONFIG_INVALID',
    message: expect.stringContaining('calibration'),
  });
  const bad = new Uint8Array(train.bad.length);
  bad.fill(1, 0, 9);
  await expect(
    trainModel(train.table, {
      algorithm: 'logistic',
      target: creditTarget,
      bad,
      skip: creditSkip,
      seed: 7,
      config: { calibration: 'beta' },
      command: 'c',
      pool,
    }),
  ).rejects.toMatchObject({
    code: 'PARUS_TARGET_ONE_CLASS',
    message: expect.stringContaining('expected at least 10'),
  });
});

it('is stored as none unless asked for', async () => {
  expect((await learn('logistic', {})).model.artefact.calibration).toEqual({ kind: 'none' });
  const named = await learn('logistic', { calibration: 'none' });
  expect(named.model.artefact.calibration).toEqual({ kind: 'none' });
  expect(named.model.artefact.provenance.config).toEqual({ calibration: 'none' });
});
