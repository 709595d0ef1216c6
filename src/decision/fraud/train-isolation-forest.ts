import { z } from 'zod';
import { fail, issuesOfZod } from '../../core/index.ts';
import {
  type ShardRange,
  shardRanges,
  sharedFloat64,
  taskRef,
  type WorkerPool,
} from '../../parallel/index.ts';
import { asFloat64, columnOf, type Table } from '../../table/index.ts';
import { growIsolationTree } from './grow-isolation-tree.ts';
import { anomalyScore, type IsolationForest, type IsolationTree, readyForest } from './isolation-forest.ts';

const config = z.strictObject({
  /** The paper finds 100 trees enough for the mean path to settle. */
  trees: z.int().min(1).max(10_000).default(100),
  /** Rows of a tree; 256 is the paper's: small samples part anomalies from the crowd. */
  sampleSize: z.int().min(2).max(65_536).default(256),
});

export type IsolationConfig = z.input<typeof config>;

/** Trees of one task. */
const TREES_PER_SHARD = 10;
/** Rows of one scoring task. */
const ROWS_PER_SHARD = 8192;
/** Quantiles of the training scores that a forest keeps. */
const QUANTILES = 201;

/**
 * Trains an isolation forest on the columns `features` of a table, in the pool's workers; NaN is missing. No labels are read. The
 * same table, options and seed give the same forest, byte for byte, at any number of workers.
 * @throws PARUS_TABLE_COLUMN_MISSING, PARUS_TABLE_COLUMN_TYPE; PARUS_CONFIG_INVALID for options, no features or fewer than two rows
 */
export async function trainIsolationForest(
  pool: WorkerPool,
  table: Table,
  features: readonly string[],
  seed: number,
  options: IsolationConfig = {},
): Promise<IsolationForest> {
  const parsed = config.safeParse(options);
  if (!parsed.success)
    throw refused(
      issuesOfZod(parsed.error.issues)
        .map(({ path, message }) => `${path}: ${message}`)
        .join('; '),
    );
  if (features.length === 0) throw refused('features: expected at least one');
  if (table.nRows < 2) throw refused(`${table.nRows} rows; expected at least two`);
  const columns = numericColumns(table, features);
  const { trees: nTrees, sampleSize } = parsed.data;
  const inputs = shardRanges(nTrees, TREES_PER_SHARD).map((range) => ({ columns, sampleSize, seed, range }));
  const grown = await pool.mapShards(taskRef(import.meta.url, growTrees), inputs, {
    label: 'isolation forest',
  });
  const forest: IsolationForest = {
    features: [...features],
    sampleSize: Math.min(sampleSize, table.nRows),
    trees: grown.flat(),
    scoreQuantiles: [],
  };
  return { ...forest, scoreQuantiles: quantilesOf(await scoreAnomalies(pool, forest, table)) };
}

function refused(problem: string): Error {
  return fail('PARUS_CONFIG_INVALID', { path: 'the isolation forest', problem });
}

interface GrowInput {
  readonly columns: readonly Float64Array[];
  readonly sampleSize: number;
  readonly seed: number;
  readonly range: ShardRange;
}

/** Task: trees `range` of the forest. */
export function growTrees({ columns, sampleSize, seed, range }: GrowInput): IsolationTree[] {
  const trees: IsolationTree[] = [];
  for (let t = range.start; t < range.end; t++) trees.push(growIsolationTree(columns, sampleSize, seed, t));
  return trees;
}

/** Anomaly scores of all rows of a table, in workers. @throws PARUS_TABLE_COLUMN_MISSING, PARUS_TABLE_COLUMN_TYPE */
export async function scoreAnomalies(
  pool: WorkerPool,
  forest: IsolationForest,
  table: Table,
): Promise<Float64Array> {
  const columns = numericColumns(table, forest.features);
  const scores = sharedFloat64(table.nRows);
  const inputs = shardRanges(table.nRows, ROWS_PER_SHARD).map((range) => ({
    forest,
    columns,
    scores,
    range,
  }));
  await pool.mapShards(taskRef(import.meta.url, scoreRows), inputs, { label: 'anomaly scores' });
  return scores;
}

interface ScoreInput {
  readonly forest: IsolationForest;
  readonly columns: readonly Float64Array[];
  /** OUT: scores of the rows of the whole table. */
  readonly scores: Float64Array;
  readonly range: ShardRange;
}

/** Task: scores of rows `range`. */
export function scoreRows({ forest, columns, scores, range }: ScoreInput): void {
  const ready = readyForest(forest);
  const values = new Float64Array(columns.length);
  for (let row = range.start; row < range.end; row++) {
    for (let j = 0; j < columns.length; j++) values[j] = columns[j]![row]!;
    scores[row] = anomalyScore(ready, values);
  }
}

function numericColumns(table: Table, features: readonly string[]): Float64Array[] {
  return features.map((name) => {
    const column = columnOf(table, name);
    if (column.kind !== 'category') return asFloat64(column);
    throw fail('PARUS_TABLE_COLUMN_TYPE', {
      column: name,
      path: table.origin,
      got: 'category',
      expected: 'numeric',
    });
  });
}

/** Evenly spaced order statistics, the least first and the largest last. */
function quantilesOf(scores: Float64Array): number[] {
  const sorted = scores.slice().sort();
  return Array.from(
    { length: QUANTILES },
    (_, k) => sorted[Math.round((k / (QUANTILES - 1)) * (sorted.length - 1))]!,
  );
}
