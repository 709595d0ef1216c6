import { accumulateGradient, gradientLength } from '../../kernels/log-likelihood.ts';
import { accumulateNewton, newtonLength } from '../../kernels/newton.ts';
import { shardRanges, taskRef, type WorkerPool } from '../../parallel/index.ts';

/** Rows of one Newton task. Fixed, so that sums round the same way at any number of workers. */
const NEWTON_SHARD_ROWS = 16_384;
/** Rows of one gradient task: a row costs far less, so that a task must hold more of them to outweigh its message. */
const GRADIENT_SHARD_ROWS = 32_768;

/** Rows of design columns, their outcomes and the coefficients (intercept first) that sums are taken at. */
interface ShardInput {
  readonly columns: readonly Float64Array[];
  readonly bad: Uint8Array;
  /** What each row counts for; default 1. */
  readonly weights?: Float64Array | undefined;
  readonly beta: Float64Array;
  readonly start: number;
  readonly end: number;
}

/** The Newton sums of one shard; the worker's task. */
export function newtonShard({ columns, bad, weights, beta, start, end }: ShardInput): Float64Array {
  const out = new Float64Array(newtonLength(columns.length));
  accumulateNewton(columns, bad, beta, start, end, out, weights);
  return out;
}

/** The gradient sums of one shard; the worker's task. */
export function gradientShard({ columns, bad, weights, beta, start, end }: ShardInput): Float64Array {
  const out = new Float64Array(gradientLength(columns.length));
  accumulateGradient(columns, bad, beta, start, end, out, weights);
  return out;
}

/** X'(y - mu) and deviance at some coefficients. */
export interface GradientSums {
  readonly gradient: Float64Array;
  readonly deviance: number;
}

/** The same with X'WX (full, row-major m x m). */
export interface NewtonSums extends GradientSums {
  readonly hessian: Float64Array;
}

/** One pass over all rows in workers. @param columns IN on shared memory @param weights IN what each row counts for; default 1 */
export async function newtonSums(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  beta: Float64Array,
  weights?: Float64Array,
): Promise<NewtonSums> {
  const inputs = shardRanges(bad.length, NEWTON_SHARD_ROWS).map((range) => ({
    columns,
    bad,
    weights,
    beta,
    ...range,
  }));
  const m = columns.length + 1;
  const packed = await pool.reduceInOrder(
    taskRef(import.meta.url, newtonShard),
    inputs,
    new Float64Array(newtonLength(columns.length)),
    addInto,
  );
  const hessian = new Float64Array(m * m);
  let at = 0;
  for (let j = 0; j < m; j++) {
    for (let k = j; k < m; k++) {
      hessian[j * m + k] = packed[at]!;
      hessian[k * m + j] = packed[at++]!;
    }
  }
  return { hessian, gradient: packed.slice(at, at + m), deviance: packed[at + m]! };
}

/** One pass over all rows in workers. @param columns IN on shared memory @param weights IN what each row counts for; default 1 */
export async function gradientSums(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  beta: Float64Array,
  weights?: Float64Array,
): Promise<GradientSums> {
  const ranges = shardRanges(bad.length, GRADIENT_SHARD_ROWS);
  const sums = await pool.reduceInOrder(
    taskRef(import.meta.url, gradientShard),
    ranges.map((range) => ({ columns, bad, weights, beta, ...range })),
    new Float64Array(gradientLength(columns.length)),
    addInto,
  );
  const m = columns.length + 1;
  return { gradient: sums.slice(0, m), deviance: sums[m]! };
}

function addInto(total: Float64Array, part: Float64Array): Float64Array {
  for (let i = 0; i < total.length; i++) total[i]! += part[i]!;
  return total;
}
