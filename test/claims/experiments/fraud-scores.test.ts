import { beforeAll, expect, test } from 'vitest';
import type { FraudBook } from '../../../src/claims/experiments/fraud-book.ts';
import { type FraudMeasurement, measureFraudLayers } from '../../../src/claims/experiments/fraud-layers.ts';
import { fraudTables } from '../../../src/claims/experiments/fraud-result.ts';
import { openStream } from '../../../src/core/index.ts';
import { GRAPH_PREFIX } from '../../../src/decision/fraud/index.ts';
import {
  buildRelationGraph,
  graphFeatureNames,
  type RelationRecords,
} from '../../../src/decision/graph/index.ts';
import { featureNames } from '../../../src/features/index.ts';
import { sharedUint8, withPool } from '../../../src/parallel/index.ts';
import { makeTable, numericColumn } from '../../../src/table/index.ts';

const N = 360;
const DAY = 20_000;

/** Applications of made-up firms: one in six is a fraud, told by enquiries at the bureau and by bad neighbours in the graph. */
function madeUpBook(seed: number): FraudBook {
  const draw = openStream(seed, 'test.fraud-scores');
  const isFraud = Array.from({ length: N }, (_, row) => draw.uniform(row, 9999) < 1 / 6);
  const shifts = new Map([
    ['bureau_enquiry_burst_90', 3],
    [`${GRAPH_PREFIX}badLabelScore`, 3],
  ]);
  const names = [...featureNames, ...graphFeatureNames.map((name) => `${GRAPH_PREFIX}${name}`)];
  const columns = names.map((name, j) => {
    const shift = shifts.get(name) ?? 0;
    const values = Array.from({ length: N }, (_, row) => draw.normal(isFraud[row] ? shift : 0, 1, row, j));
    return [name, numericColumn(values)] as const;
  });
  const flags = sharedUint8(N);
  isFraud.forEach((one, row) => {
    flags[row] = one ? 1 : 0;
  });
  const firmIds = Array.from({ length: N }, (_, row) => `F${String(row).padStart(4, '0')}`);
  // Neighbours show the same device, two by two.
  const shown = {
    nRows: N,
    firm: Int32Array.from({ length: N }, (_, row) => row),
    kind: new Uint8Array(N),
    thing: Int32Array.from({ length: N }, (_, row) => row >> 1),
    day: new Int32Array(N).fill(DAY - 100),
  };
  const none = {
    nRows: 0,
    amountFen: new Float64Array(0),
    eventDay: new Int32Array(0),
    day: new Int32Array(0),
  };
  const records = {
    firmIds,
    shown,
    guarantees: {
      ...none,
      guarantor: new Int32Array(0),
      guaranteed: new Int32Array(0),
      endDay: new Int32Array(0),
    },
    invoices: {
      ...none,
      seller: new Int32Array(0),
      buyer: new Int32Array(0),
      number: new Int32Array(0),
      numbers: [],
    },
  } as unknown as RelationRecords;
  return {
    table: makeTable(columns),
    nRows: N,
    kind: isFraud.map((one) => (one ? 'loan-stacking' : undefined)),
    fraud: flags,
    found: flags,
    graph: buildRelationGraph(records),
    asks: firmIds.map((_, firm) => ({ firm, day: DAY })),
    knownFrauds: [],
  };
}

let measured: FraudMeasurement;

beforeAll(async () => {
  measured = await withPool({ workers: 2 }, (pool) =>
    measureFraudLayers(pool, madeUpBook(1), madeUpBook(2), 1),
  );
}, 240_000);

test('layers come in their order, by themselves and on top of each other', () => {
  const order = ['rules', 'anomaly', 'supervised', 'graph', 'graphsage'];
  for (const as of ['alone', 'cumulative'])
    expect(measured.layers.filter((one) => one.as === as).map(({ layer }) => layer)).toEqual(order);
});

test('what is told by features and graph is learnt from one book and found in the other', () => {
  const auc = (as: string, layer: string): number =>
    measured.layers.find((one) => one.as === as && one.layer === layer)!.auc;
  expect(auc('alone', 'supervised')).toBeGreaterThan(0.9);
  expect(auc('alone', 'graph')).toBeGreaterThan(0.9);
  expect(auc('cumulative', 'graph')).toBeGreaterThan(auc('cumulative', 'supervised'));
  expect(auc('variant', 'label propagation')).toBeGreaterThan(0.9);
  // PageRank was drawn without regard to fraud.
  expect(auc('variant', 'personalised PageRank')).toBeLessThan(0.65);
});

test('thresholds of the training book flag about as many of the judged one', () => {
  for (const { as, layer, at } of measured.layers) {
    if (layer === 'rules') continue;
    expect(at[1]!.flaggedShare, `${as} ${layer}`).toBeLessThan(0.2);
  }
});

test('a measurement is plain JSON and fills the tables', () => {
  const carried = JSON.parse(JSON.stringify(measured)) as FraudMeasurement;
  expect(carried).toEqual(measured);
  for (const { header, rows } of fraudTables([carried, carried]))
    for (const row of rows) expect(row).toHaveLength(header.length);
});
