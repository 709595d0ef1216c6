import { type Day, fail } from '../core/index.ts';
import { type OnProgress, sharedFloat64, sharedUint8, type WorkerPool } from '../parallel/index.ts';
import type { BookReader } from '../sources/index.ts';
import { type Column, makeTable, type Table, takeRows } from '../table/index.ts';
import { featureNames } from './catalogue.ts';
import { type ShardValues, shardsOf, sharedShardTask } from './feature-shard.ts';
import { applicationRows, firmRows, type RowPlan } from './row-plan.ts';

export interface FeatureTableOptions {
  readonly pool: WorkerPool;
  /** One row per firm at this day, instead of one per application at the day it was made. */
  readonly asOf?: Day | undefined;
  /** Only applications whose outcome is known, with the outcome as Int32 column `bad`. Cannot go with `asOf`. */
  readonly withOutcomes?: boolean | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** Names of the columns before the features. */
export const featureTableIds = ['applicationId', 'firmId', 'asOf'] as const;

/**
 * Computes the features of a book into memory: columns applicationId, firmId, asOf (date), the features in catalogue order
 * and, with `withOutcomes`, `bad`. One row per application at the day it was made, ordered by firm and day; with `asOf`, one
 * row per firm of which a record is known at that day, applicationId missing. Records are read a few hundred firms at a
 * time, in the workers; only the table is held whole. Same bytes at any number of workers.
 * @throws PARUS_FILE_EMPTY where no row is left, PARUS_USAGE for asOf together with withOutcomes.
 */
export async function computeFeatureTable(reader: BookReader, options: FeatureTableOptions): Promise<Table> {
  const { pool, onProgress } = options;
  const plan = await rowPlanOf(reader, options);
  const n = plan.firms.length;
  const values: ShardValues = { columns: featureNames.map(() => sharedFloat64(n)), kept: sharedUint8(n) };
  const shards = shardsOf(reader, plan).map((shard) => ({ ...shard, ...values }));
  await pool.mapShards(sharedShardTask, shards, { label: 'features', onProgress });
  return assertRows(tableOf(plan, values, reader.dir), reader.dir);
}

/** The rows that `options` ask for. @throws PARUS_FILE_EMPTY, PARUS_USAGE as `computeFeatureTable` */
export async function rowPlanOf(
  reader: BookReader,
  { asOf, withOutcomes = false }: Pick<FeatureTableOptions, 'asOf' | 'withOutcomes'>,
): Promise<RowPlan> {
  if (asOf === undefined) return applicationRows(reader, withOutcomes);
  if (withOutcomes) {
    throw fail('PARUS_USAGE', { problem: 'outcomes belong to applications; drop asOf or outcomes' });
  }
  return firmRows(reader, asOf);
}

/** The rows of a plan with their features, as a table; rows that are not kept are left out. */
export function tableOf(plan: RowPlan, { columns, kept }: ShardValues, origin: string): Table {
  const all: (readonly [string, Column])[] = [
    ['applicationId', plan.applicationId],
    ['firmId', { kind: 'category', codes: plan.firms, levels: plan.firmIds }],
    ['asOf', { kind: 'date', values: plan.days }],
    ...columns.map((values, i) => [featureNames[i]!, { kind: 'numeric', values }] as const),
  ];
  if (plan.bad) all.push(['bad', { kind: 'numeric', values: plan.bad }]);
  const table = makeTable(all, origin);
  if (!plan.onlyKnown || !kept.includes(0)) return table;
  const rows: number[] = [];
  for (const [i, keep] of kept.entries()) if (keep) rows.push(i);
  return takeRows(table, rows);
}

function assertRows(table: Table, dir: string): Table {
  if (table.nRows > 0) return table;
  throw fail('PARUS_FILE_EMPTY', {
    path: dir,
    got: 'no firm of which anything is known at that day',
  });
}
