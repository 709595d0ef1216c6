import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import {
  anomalyInputs,
  assessFraud,
  derivedColumns,
  type FraudModels,
  fraudGraphNames,
  loadFraudModels,
  prepareFraud,
  saveFraudModels,
  trainFraudModels,
  trainIsolationForest,
  withDerived,
} from '../../../src/decision/fraud/index.ts';
import { featureNames } from '../../../src/features/index.ts';
import { scoreTable } from '../../../src/models/index.ts';
import { inlinePool, withPool } from '../../../src/parallel/index.ts';
import { makeTable, numericColumn, type Table } from '../../../src/table/index.ts';
import { flagsOf, smallRules } from './fixtures.ts';

const N = 400;

/** Applications with every feature of the catalogue; a twentieth are frauds that ask many lenders and know bad peers. */
function applications(withGraph: boolean): { table: Table; fraud: Uint8Array } {
  const draw = openStream(3, 'test.fraud-applications');
  const fraud = Array.from({ length: N }, (_, row) => row % 20 === 0);
  const column = (j: number, shift: number) =>
    numericColumn(
      Array.from({ length: N }, (_, row) =>
        draw.uniform(row, j, 1) < 0.2 ? undefined : draw.normal(fraud[row] ? shift : 0, 1, row, j),
      ),
    );
  const shifted = new Map([
    ['bureau_opened_30', 4],
    ['links_firms', 3],
    ['graph_badPeers', 3],
  ]);
  const names = withGraph ? [...featureNames, ...fraudGraphNames] : featureNames;
  const table = makeTable(names.map((name, j) => [name, column(j, shifted.get(name) ?? 0)] as const));
  return { table, fraud: flagsOf(fraud) };
}

const context = { pool: inlinePool, seed: 5, rules: smallRules(), command: 'a test', config: { trees: 20 } };
const { table, fraud } = applications(true);
let models: FraudModels;
let dir: string;

beforeAll(async () => {
  models = await trainFraudModels(table, fraud, context);
  dir = await mkdtemp(join(tmpdir(), 'parus-fraud-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const rowOf = (names: readonly string[], row: number): Record<string, number> =>
  Object.fromEntries(
    names.map((name) => [name, (table.columns.get(name) as { values: Float64Array }).values[row]!]),
  );

test('one application is assessed to the bit as the whole table is', async () => {
  const engine = prepareFraud(models, context.rules);
  const layered = await withDerived(table, models.anomaly!, context);
  const withGraph = await scoreTable(inlinePool, models.withGraph!, layered);
  const base = await scoreTable(inlinePool, models.base!, layered);
  const derived = await derivedColumns(inlinePool, table, context.rules, models.anomaly!);
  for (let row = 0; row < N; row += 7) {
    const features = rowOf(engine.features, row);
    const graph = rowOf(engine.graphFeatures, row);
    const both = assessFraud(features, graph, engine);
    expect(both.probability).toBe(withGraph.pd[row]);
    expect(both.anomaly?.score).toBe(derived.fraud_anomaly[row]);
    expect(both.layers).toEqual(['rules', 'anomaly', 'supervised', 'graph']);
    const alone = assessFraud(features, null, engine);
    expect(alone.probability).toBe(base.pd[row]);
    expect(alone.graph).toBeNull();
    expect(alone.rules.every(({ reads }) => reads === 'firm')).toBe(true);
  }
});

test('an assessment survives JSON, and JSON with null for missing gives the same assessment', () => {
  const engine = prepareFraud(models, context.rules);
  for (let row = 0; row < 60; row++) {
    const features = rowOf(engine.features, row);
    const graph = rowOf(engine.graphFeatures, row);
    const assessment = assessFraud(features, graph, engine);
    expect(JSON.parse(JSON.stringify(assessment))).toEqual(assessment);
    const carried = JSON.parse(JSON.stringify({ features, graph }));
    expect(assessFraud(carried.features, carried.graph, engine)).toEqual(assessment);
  }
});

test('hits show their evidence, missing as null', () => {
  const engine = prepareFraud(models, context.rules);
  const { rules, rulesUnknown } = assessFraud({ firm_age_months: 3, bureau_opened_30: 7 }, null, engine);
  expect(rules).toEqual([
    {
      code: 'FRAUD_A',
      typology: 'shell',
      severity: 'refer',
      reads: 'firm',
      evidence: [
        { feature: 'firm_age_months', value: 3 },
        { feature: 'tax_burden_365', value: null },
      ],
    },
    {
      code: 'FRAUD_B',
      typology: 'shell',
      severity: 'knockout',
      reads: 'firm',
      evidence: [{ feature: 'bureau_opened_30', value: 7 }],
    },
  ]);
  expect(rulesUnknown).toBe(1);
});

test('of a firm of which nothing is known nothing is said', () => {
  const engine = prepareFraud(models, context.rules);
  const nothing = assessFraud({}, null, engine);
  expect(nothing).toMatchObject({ probability: null, anomaly: null, rules: [], known: 0, layers: ['rules'] });
});

test('rules alone do without models', () => {
  const engine = prepareFraud({ anomaly: null, base: null, withGraph: null, hash: '' }, context.rules);
  expect(assessFraud({ firm_age_months: 30 }, null, engine)).toMatchObject({
    probability: null,
    anomaly: null,
  });
});

test('odd features are named from the 95th percentile on, strongest first', () => {
  const engine = prepareFraud(models, context.rules);
  const odd = Object.fromEntries(engine.features.map((name) => [name, 0]));
  const ordinary = assessFraud(odd, null, engine).anomaly!;
  expect(ordinary.odd).toEqual([]);
  const strange = anomalyInputs.slice(0, 40);
  for (const name of strange) odd[name] = 6;
  const { rank, odd: named } = assessFraud(odd, null, engine).anomaly!;
  expect(rank).toBeGreaterThan(0.95);
  expect(named).toHaveLength(3);
  for (const { feature } of named) expect(strange).toContain(feature);
  const parts = named.map(({ pathShortened }) => pathShortened);
  expect(parts).toEqual([...parts].sort((a, b) => b - a));
});

test('models are the same bytes at one and at two workers', async () => {
  const two = await withPool({ workers: 2 }, (pool) => trainFraudModels(table, fraud, { ...context, pool }));
  expect(two.hash).toBe(models.hash);
});

test('models without a graph are trained from a table without one', async () => {
  const plain = applications(false);
  const { withGraph, base } = await trainFraudModels(plain.table, plain.fraud, context);
  expect(withGraph).toBeNull();
  expect(
    base!.artefact.inputs.some(({ name }) => name.startsWith('graph_') || name === 'fraud_graph_hits'),
  ).toBe(false);
});

test('saved models load and assess the same; altered ones are refused', async () => {
  const path = join(dir, 'fraud.json');
  await saveFraudModels(path, models);
  const loaded = await loadFraudModels(path);
  expect(loaded.hash).toBe(models.hash);
  const [before, after] = [prepareFraud(models, context.rules), prepareFraud(loaded, context.rules)];
  expect(after.hash).toBe(before.hash);
  const features = rowOf(before.features, 20);
  expect(assessFraud(features, null, after)).toEqual(assessFraud(features, null, before));

  const json = JSON.parse(await readFile(path, 'utf8'));
  json.anomaly.sampleSize += 1;
  await writeFile(path, JSON.stringify(json));
  await expect(loadFraudModels(path)).rejects.toMatchObject({ code: 'PARUS_MODEL_HASH' });
  json.anomaly.trees[0].left[0] = 0;
  await writeFile(path, JSON.stringify(json));
  await expect(loadFraudModels(path)).rejects.toMatchObject({ code: 'PARUS_MODEL_INVALID' });
  await expect(loadFraudModels(join(dir, 'none.json'))).rejects.toMatchObject({ code: 'PARUS_FILE_MISSING' });
});

test('a forest is refused without features, with one row, or with options out of range', async () => {
  const refused = { code: 'PARUS_CONFIG_INVALID' };
  await expect(trainIsolationForest(inlinePool, table, [], 1)).rejects.toMatchObject(refused);
  await expect(trainIsolationForest(inlinePool, table, anomalyInputs, 1, { trees: 0 })).rejects.toMatchObject(
    refused,
  );
  const one = makeTable([['a', numericColumn([1])]]);
  await expect(trainIsolationForest(inlinePool, one, ['a'], 1)).rejects.toMatchObject(refused);
  await expect(trainIsolationForest(inlinePool, table, ['nowhere'], 1)).rejects.toMatchObject({
    code: 'PARUS_TABLE_COLUMN_MISSING',
  });
});

test('every anomaly input is a feature of the catalogue', () => {
  expect(anomalyInputs.filter((name) => !featureNames.includes(name))).toEqual([]);
  expect(new Set(anomalyInputs).size).toBe(anomalyInputs.length);
});
