import { afterAll, describe, expect, it } from 'vitest';
import { drawRows } from '../../../src/models/explain/draw-rows.ts';
import { makeBackgroundExplainer, makeTreesExplainer } from '../../../src/models/explain/trees-explainer.ts';
import { trendCertificates } from '../../../src/models/explain/trend-certificates.ts';
import { isAdditive, type Model, scoreTable, trainModel } from '../../../src/models/index.ts';
import { openPool } from '../../../src/parallel/index.ts';
import { creditSkip, creditTable, creditTarget } from '../credit-table.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

const train = creditTable(1500, 1);
const test = creditTable(300, 2);

async function trained(
  algorithm: 'logistic' | 'forest' | 'boosting',
  config: Readonly<Record<string, unknown>>,
): Promise<Model> {
  const options = { target: creditTarget, bad: train.bad, skip: creditSkip, seed: 7, command: 'c', pool };
  return (await trainModel(train.table, { ...options, algorithm, config })).model;
}

describe.each([
  ['boosting', { trees: 30, patience: 0 }],
  ['forest', { trees: 10 }],
] as const)('%s', (algorithm, config) => {
  it('has shares against a background that add up to the log-odds', async () => {
    const model = await trained(algorithm, config);
    const { bound: background } = await scoreTable(pool, model, train.table);
    const { bound, margins } = await scoreTable(pool, model, test.table);
    const explain = makeBackgroundExplainer(model.artefact, background, 1, 20);
    for (let row = 0; row < 100; row++) {
      const { intercept, shares } = explain(bound, row);
      const sum = shares.reduce((a, b) => a + b, intercept);
      expect(Math.abs(sum - margins[row]!)).toBeLessThan(1e-9);
    }
  });

  it('has interactions whose rows add up to the shares of the log-odds', async () => {
    const model = await trained(algorithm, config);
    if (!isAdditive(model)) throw new Error('expected shares');
    const { bound } = await scoreTable(pool, model, test.table);
    const explainer = makeTreesExplainer(model.artefact);
    const n = model.artefact.inputs.length;
    for (let row = 0; row < 10; row++) {
      const { intercept, matrix } = explainer.interactions(bound, row);
      expect(intercept).toBe(model.body.intercept);
      model.contributions(bound, row).forEach((share, i) => {
        const sum = matrix.subarray(i * n, (i + 1) * n).reduce((a, b) => a + b, 0);
        expect(Math.abs(sum - share)).toBeLessThan(1e-9);
      });
    }
    const pairs = explainer.topPairs(bound, drawRows(bound.nRows, 30, 1), 3);
    expect(pairs).toHaveLength(3);
    expect(pairs[0]!.effect).toBeGreaterThanOrEqual(pairs[1]!.effect);
  });
});

it('certifies the trends that boosting was told to keep', async () => {
  const model = await trained('boosting', {
    trees: 30,
    patience: 0,
    trend: { enquiries: 'ascending', income: 'descending' },
  });
  const certificates = new Map(trendCertificates(model.artefact).map((c) => [c.input, c.trend]));
  expect(certificates.get('enquiries')).toBe('ascending');
  expect(certificates.get('income')).toBe('descending');
  expect(certificates.has('branch')).toBe(false);
});

it('knows only trees', async () => {
  const { artefact } = await trained('logistic', {});
  expect(() => makeTreesExplainer(artefact)).toThrow(
    expect.objectContaining({ code: 'PARUS_MODEL_NOT_SUPPORTED' }),
  );
  expect(trendCertificates(artefact)).toEqual([]);
});
