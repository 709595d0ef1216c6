import {
  anomalyInputs,
  derivedNames,
  type FraudRules,
  fraudGraphNames,
  isGraphDerived,
  SAGE_NAME,
  scoreAnomalies,
  trainIsolationForest,
  trainLayer,
  withDerived,
} from '../../decision/fraud/index.ts';
import { featureNames } from '../../features/index.ts';
import { type Model, scoreTable } from '../../models/index.ts';
import { sharedUint8, type WorkerPool } from '../../parallel/index.ts';
import { numericColumn, type Table, takeRows } from '../../table/index.ts';
import { numbersOf } from './applicants.ts';
import { crossFit } from './cross-fit.ts';
import type { FraudBook } from './fraud-book.ts';
import { sageScores } from './fraud-sage.ts';

/** A layer's scores, higher is more suspect: of the training book by models that had not seen the row, and of the judged book. */
export interface LayerScores {
  readonly layer: string;
  /** By itself, on top of the layers before it, or another form of one. */
  readonly as: 'alone' | 'cumulative' | 'variant';
  readonly past: Float64Array;
  readonly judged: Float64Array;
}

const COMMAND = 'parus claims C03';

/** Learns every layer on one book and scores another with it. @param seed of forests, boosting and networks */
export async function scoreLayers(
  pool: WorkerPool,
  train: FraudBook,
  judged: FraudBook,
  rules: FraudRules,
  seed: number,
): Promise<LayerScores[]> {
  const context = { pool, rules, seed, command: COMMAND };
  const forest = await trainIsolationForest(pool, train.table, anomalyInputs, seed);
  const past = await withDerived(train.table, forest, context);
  const now = await withDerived(judged.table, forest, context);
  const everything = await trainIsolationForest(pool, train.table, featureNames, seed);

  const ruleScore = (table: Table): Float64Array => {
    const [knockouts, referrals] = [numbersOf(table, 'fraud_knockouts'), numbersOf(table, 'fraud_referrals')];
    // Hard evidence goes before any number of suspicions.
    return knockouts.map((n, row) => 100 * n + referrals[row]!);
  };
  // A score in (0, 1) orders those with as many hits.
  const ruleThenAnomaly = (table: Table): Float64Array => {
    const anomaly = numbersOf(table, 'fraud_anomaly');
    return ruleScore(table).map((score, row) => score + anomaly[row]!);
  };
  const learnt = async (names: readonly string[], labels: Uint8Array, tables = { past, now }) => {
    const trainOn = (rows: Table, found: Uint8Array): Promise<Model> =>
      trainLayer(rows, names, found, context);
    const scores = async (model: Model, table: Table): Promise<Float64Array> =>
      (await scoreTable(pool, model, table)).margins.slice();
    return {
      past: await crossFit(tables.past.nRows, async (inside, outside) =>
        scores(
          await trainOn(takeRows(tables.past, inside), pick(labels, inside)),
          takeRows(tables.past, outside),
        ),
      ),
      judged: await scores(await trainOn(tables.past, labels), tables.now),
    };
  };
  const plain = (score: (table: Table) => Float64Array) => ({ past: score(past), judged: score(now) });
  // A firm that the graph does not know is no suspect of the graph.
  const column = (name: string) =>
    plain((table) => numbersOf(table, name).map((value) => (Number.isNaN(value) ? 0 : value)));

  const ofGraph = fraudGraphNames.filter((name) => name !== SAGE_NAME);
  const base = [...featureNames, ...derivedNames.filter((name) => !isGraphDerived(name))];
  const withGraph = [...base, ...ofGraph, ...derivedNames.filter(isGraphDerived)];
  const supervised = await learnt(featureNames, train.found);
  const sage = await sageScores(pool, train, judged, seed);
  const joined = {
    past: withColumn(past, SAGE_NAME, sage.past),
    now: withColumn(now, SAGE_NAME, sage.judged),
  };
  return [
    { layer: 'rules', as: 'alone', ...plain(ruleScore) },
    { layer: 'anomaly', as: 'alone', ...column('fraud_anomaly') },
    { layer: 'supervised', as: 'alone', ...supervised },
    { layer: 'graph', as: 'alone', ...(await learnt([...ofGraph, 'fraud_graph_hits'], train.found)) },
    { layer: 'graphsage', as: 'alone', ...sage },
    { layer: 'rules', as: 'cumulative', ...plain(ruleScore) },
    { layer: 'anomaly', as: 'cumulative', ...plain(ruleThenAnomaly) },
    { layer: 'supervised', as: 'cumulative', ...(await learnt(base, train.found)) },
    { layer: 'graph', as: 'cumulative', ...(await learnt(withGraph, train.found)) },
    {
      layer: 'graphsage',
      as: 'cumulative',
      ...(await learnt([...withGraph, SAGE_NAME], train.found, joined)),
    },
    {
      layer: 'anomaly on all features',
      as: 'variant',
      past: await scoreAnomalies(pool, everything, train.table),
      judged: await scoreAnomalies(pool, everything, judged.table),
    },
    { layer: 'label propagation', as: 'variant', ...column('graph_badLabelScore') },
    { layer: 'personalised PageRank', as: 'variant', ...column('graph_badPageRank') },
    { layer: 'supervised, every fraud known', as: 'variant', ...(await learnt(featureNames, train.fraud)) },
    {
      layer: 'all layers but GraphSAGE, every fraud known',
      as: 'variant',
      ...(await learnt(withGraph, train.fraud)),
    },
  ];
}

function pick(flags: Uint8Array, rows: readonly number[]): Uint8Array {
  const out = sharedUint8(rows.length);
  rows.forEach((row, i) => {
    out[i] = flags[row]!;
  });
  return out;
}

function withColumn(table: Table, name: string, values: Float64Array): Table {
  return { ...table, columns: new Map([...table.columns, [name, numericColumn(values)]]) };
}
