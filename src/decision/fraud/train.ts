import { featureNames } from '../../features/index.ts';
import { trainModel } from '../../models/index.ts';
import type { WorkerPool } from '../../parallel/index.ts';
import { numericColumn, selectColumns, type Table } from '../../table/index.ts';
import { anomalyInputs } from './anomaly-inputs.ts';
import { derivedNames, isDerived, isGraphDerived } from './derived.ts';
import { derivedColumns } from './derived-columns.ts';
import { type FraudModels, makeFraudModels } from './fraud-models.ts';
import { fraudGraphNames, isGraphName } from './graph-names.ts';
import type { IsolationForest } from './isolation-forest.ts';
import { fraudModelConfig, MODEL_INPUTS, SEARCH_TREES, strongestOf } from './model-config.ts';
import type { FraudRules } from './rules-file.ts';
import { trainIsolationForest } from './train-isolation-forest.ts';

export interface FraudTraining {
  readonly pool: WorkerPool;
  readonly seed: number;
  readonly rules: FraudRules;
  /** Options of boosting laid over `fraudModelConfig`. */
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  /** The command that makes the models again, for their provenance. */
  readonly command: string;
}

/**
 * Trains all layers on one table: applications with their features and, where there is a relation graph, its columns
 * (`fraudGraphNames`). The same table, labels and seed give the same models, byte for byte, at any number of workers.
 * @param found 1 where fraud was confirmed before the day of training: what was found out later must not be in it
 * @throws PARUS_TARGET_ONE_CLASS with fewer than five cases, PARUS_TABLE_COLUMN_MISSING, PARUS_CONFIG_INVALID
 */
export async function trainFraudModels(
  table: Table,
  found: Uint8Array,
  training: FraudTraining,
): Promise<FraudModels> {
  const anomaly = await trainIsolationForest(training.pool, table, anomalyInputs, training.seed);
  const layered = await withDerived(table, anomaly, training);
  const names = [...layered.columns.keys()];
  const known = new Set<string>([...featureNames, ...derivedNames]);
  const ofGraph = (name: string): boolean => fraudGraphNames.includes(name) || isGraphDerived(name);
  const baseNames = names.filter((name) => known.has(name) && !ofGraph(name));
  const graphNames = table.columns.has(fraudGraphNames[0]!) ? names.filter(ofGraph) : [];
  const base = await trainLayer(layered, baseNames, found, training);
  const withGraph =
    graphNames.length > 0 ? await trainLayer(layered, [...baseNames, ...graphNames], found, training) : null;
  return makeFraudModels({ anomaly, base, withGraph });
}

/** A table with the columns of the layers below the supervised one (`derivedNames`). */
export async function withDerived(
  table: Table,
  anomaly: IsolationForest,
  { pool, rules }: Pick<FraudTraining, 'pool' | 'rules'>,
): Promise<Table> {
  const derived = await derivedColumns(pool, table, rules, anomaly);
  return {
    ...table,
    columns: new Map([
      ...table.columns,
      ...derivedNames.map((name) => [name, numericColumn(derived[name])] as const),
    ]),
  };
}

/**
 * Trains a supervised layer on the columns `names`: once to find the strongest inputs, once more on these, since a decision
 * should have to look up few features. Columns of the graph and of the layers below are always kept.
 * @throws as `trainFraudModels`
 */
export async function trainLayer(
  table: Table,
  names: readonly string[],
  found: Uint8Array,
  { pool, seed, config = {}, command }: Omit<FraudTraining, 'rules'>,
) {
  const options = {
    algorithm: 'boosting' as const,
    target: { column: 'fraud' },
    bad: found,
    skip: new Map<string, string>(),
    pool,
    seed,
    config: { ...fraudModelConfig, ...config },
    command,
  };
  if (names.length <= MODEL_INPUTS) return (await trainModel(selectColumns(table, names), options)).model;
  const search = { ...options, config: { ...options.config, trees: SEARCH_TREES } };
  const { model: first } = await trainModel(selectColumns(table, names), search);
  const strongest = new Set(strongestOf(first.artefact, MODEL_INPUTS));
  const kept = names.filter((name) => strongest.has(name) || isGraphName(name) || isDerived(name));
  return (await trainModel(selectColumns(table, kept), options)).model;
}
