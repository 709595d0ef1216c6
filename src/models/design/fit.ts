import { normalQuantile } from '../../core/index.ts';
import { taskRef, type WorkerPool } from '../../parallel/index.ts';
import type { DesignSpec, ModelInput } from '../artefact.ts';
import { type BoundColumns, CODE_MISSING } from '../model.ts';

/** Most knots of a rank-normal transform: a percentile grid, fine enough that more changed no AUC in the third decimal. */
const MAX_KNOTS = 101;
/** A level seen less often shares the column of the rest: its own coefficient would be noise. */
const MIN_LEVEL_ROWS = 10;

export interface FitDesignInput {
  readonly input: number;
  readonly column: Float64Array | Int32Array;
  readonly nLevels: number | undefined;
}

/**
 * Learns how each input becomes design columns: numbers by their rank mapped to a standard normal (van der Waerden
 * scores with mid-ranks, kept as at most 101 knots), categories one-hot. Linear models then meet neither outliers nor
 * skewness. Runs one input a task.
 */
export function fitDesign(
  pool: WorkerPool,
  inputs: readonly ModelInput[],
  bound: BoundColumns,
): Promise<DesignSpec[]> {
  const tasks = inputs.map(
    (input, i): FitDesignInput => ({
      input: i,
      column: bound.columns[i]!,
      nLevels: input.kind === 'category' ? input.levels.length : undefined,
    }),
  );
  return pool.mapShards(taskRef(import.meta.url, fitDesignSpec), tasks, { label: 'design' });
}

/** Fits the design of one input; the worker's task. */
export function fitDesignSpec({ input, column, nLevels }: FitDesignInput): DesignSpec {
  return column instanceof Float64Array
    ? fitRankNormal(input, column)
    : fitOneHot(input, column, nLevels ?? 0);
}

function fitRankNormal(input: number, column: Float64Array): DesignSpec {
  const sorted = column.filter((v) => !Number.isNaN(v)).sort();
  const n = sorted.length;
  const missingColumn = n < column.length;
  if (n === 0) return { kind: 'rankNormal', input, x: [0], z: [0], missingColumn };
  const x: number[] = [];
  const z: number[] = [];
  // Runs of equal values share their middle rank. A run becomes a knot when it is the first to reach the next percentile
  // of the grid, so few distinct values are all kept and many are thinned evenly.
  let next = 0;
  for (let start = 0; start < n; ) {
    let end = start + 1;
    while (end < n && sorted[end] === sorted[start]) end += 1;
    if (end > next || end === n) {
      x.push(sorted[start]!);
      z.push(Number(normalQuantile((start + end) / 2 / n).toFixed(6)));
      next = ((Math.floor((end * (MAX_KNOTS - 1)) / n) + 1) * n) / (MAX_KNOTS - 1);
    }
    start = end;
  }
  return { kind: 'rankNormal', input, x, z, missingColumn };
}

function fitOneHot(input: number, column: Int32Array, nLevels: number): DesignSpec {
  const counts = new Array<number>(nLevels).fill(0);
  let missing = 0;
  for (const code of column) {
    if (code === CODE_MISSING) missing += 1;
    else counts[code]! += 1;
  }
  const levels = counts.flatMap((count, level) => (count >= MIN_LEVEL_ROWS ? [level] : []));
  return { kind: 'oneHot', input, levels, missingColumn: missing > 0 };
}
