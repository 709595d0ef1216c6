import {
  readSharedJson,
  type SharedJson,
  shardRanges,
  sharedFloat64,
  shareJson,
  taskRef,
  type WorkerPool,
} from '../parallel/index.ts';
import type { Table } from '../table/index.ts';
import type { ModelArtefact } from './artefact.ts';
import { type BoundColumns, bindColumns, type Model, pdOfMargin } from './model.ts';
import { makeModel } from './store.ts';

/** Rows of one scoring task. */
const SHARD_ROWS = 32_768;

interface ScoreInput {
  /** Content hash of the artefact: what a worker knows it by. */
  readonly hash: string;
  readonly artefact: SharedJson<ModelArtefact>;
  readonly bound: BoundColumns;
  /** OUT: log-odds of bad for every row of the table. */
  readonly margins: Float64Array;
  readonly start: number;
  readonly end: number;
}

let cached: Model | undefined;

/** Scores one shard; the worker's task. A worker keeps the model it built last. */
export function scoreShard({ hash, artefact, bound, margins, start, end }: ScoreInput): void {
  if (cached?.artefact.hash !== hash) cached = makeModel(readSharedJson(artefact));
  cached.margins(bound, start, end, margins.subarray(start, end));
}

export interface TableScores {
  /** Log-odds of bad. */
  readonly margins: Float64Array;
  /** Probability of bad. */
  readonly pd: Float64Array;
  /** Categories that the model never saw, over all rows and inputs. */
  readonly unseen: number;
  readonly bound: BoundColumns;
}

/** Scores every row of `table` in the pool's workers. @throws PARUS_TABLE_COLUMN_MISSING, PARUS_TABLE_COLUMN_TYPE */
export async function scoreTable(pool: WorkerPool, model: Model, table: Table): Promise<TableScores> {
  const { artefact } = model;
  const bound = bindColumns(artefact.inputs, table);
  const margins = sharedFloat64(table.nRows);
  const shared = shareJson(artefact);
  const inputs = shardRanges(table.nRows, SHARD_ROWS).map((range) => ({
    hash: artefact.hash,
    artefact: shared,
    bound,
    margins,
    ...range,
  }));
  await pool.mapShards(taskRef(import.meta.url, scoreShard), inputs, { label: 'scoring' });
  const pd = sharedFloat64(table.nRows);
  for (let i = 0; i < pd.length; i++) pd[i] = pdOfMargin(margins[i]!);
  return { margins, pd, unseen: bound.unseen, bound };
}
