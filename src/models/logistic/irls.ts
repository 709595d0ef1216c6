import { accumulateNewton, newtonLength } from '../../kernels/newton.ts';
import { shardRanges, taskRef, type WorkerPool } from '../../parallel/index.ts';
import { solveNonNegative, solveUnbounded } from './quadratic.ts';

/** Rows of one task. Fixed, so that sums round the same way at any number of workers. */
const SHARD_ROWS = 16_384;

interface NewtonInput {
  readonly columns: readonly Float64Array[];
  readonly bad: Uint8Array;
  readonly beta: Float64Array;
  readonly start: number;
  readonly end: number;
}

/** The sums of one shard; the worker's task. */
export function newtonShard({ columns, bad, beta, start, end }: NewtonInput): Float64Array {
  const out = new Float64Array(newtonLength(columns.length));
  accumulateNewton(columns, bad, beta, start, end, out);
  return out;
}

/** X'WX (full, row-major m x m), X'(y - mu) and deviance at `beta`. */
interface NewtonSums {
  readonly hessian: Float64Array;
  readonly gradient: Float64Array;
  readonly deviance: number;
}

async function newtonSums(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  beta: Float64Array,
): Promise<NewtonSums> {
  const inputs = shardRanges(bad.length, SHARD_ROWS).map((range) => ({ columns, bad, beta, ...range }));
  const m = columns.length + 1;
  const packed = await pool.reduceInOrder(
    taskRef(import.meta.url, newtonShard),
    inputs,
    new Float64Array(newtonLength(columns.length)),
    (total, part) => {
      for (let i = 0; i < total.length; i++) total[i]! += part[i]!;
      return total;
    },
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

export interface IrlsOptions {
  /** Ridge penalty lambda / 2 * sum of squared coefficients, the intercept left out; on the scale of a sum over rows. */
  readonly lambda: number;
  /** Hold every coefficient but the intercept at or above zero. */
  readonly nonNegative: boolean;
  /** First guess (intercept first); default: zeros. */
  readonly start?: Float64Array;
}

export interface IrlsFit {
  /** Intercept, then one coefficient per column. */
  readonly beta: Float64Array;
  /** X'WX + lambda I at `beta`, m x m row-major: what standard errors and leave-one-out need. */
  readonly hessian: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

const MAX_ITERATIONS = 50;
/** Relative change of the penalised deviance at which Newton's steps have nothing left to gain in double precision. */
const TOLERANCE = 1e-10;
const MAX_HALVINGS = 20;

/**
 * Ridge logistic regression by iteratively reweighted least squares with step halving (Hastie, Tibshirani, Friedman,
 * The Elements of Statistical Learning, sec. 4.4.1). The passes over rows run in workers; sums are folded in order.
 *
 * @param columns IN design columns on shared memory, no missing values
 * @param bad IN 1 = bad
 */
export async function fitIrls(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  { lambda, nonNegative, start }: IrlsOptions,
): Promise<IrlsFit> {
  const m = columns.length + 1;
  let beta: Float64Array = start?.slice() ?? new Float64Array(m);
  let sums = await newtonSums(pool, columns, bad, beta);
  let objective = penalised(sums.deviance, beta, lambda);
  for (let iteration = 1; iteration <= MAX_ITERATIONS; iteration++) {
    const hessian = addRidge(sums.hessian, lambda, m);
    const target = solveStep(hessian, sums.gradient, beta, lambda, nonNegative);
    let step = 1;
    let next = target;
    let nextSums = await newtonSums(pool, columns, bad, next);
    let nextObjective = penalised(nextSums.deviance, next, lambda);
    // Newton may overshoot far from the optimum; the objective is convex, so a short enough step always gains.
    for (let halving = 0; nextObjective > objective && halving < MAX_HALVINGS; halving++) {
      step /= 2;
      next = beta.map((b, j) => b + step * (target[j]! - b));
      nextSums = await newtonSums(pool, columns, bad, next);
      nextObjective = penalised(nextSums.deviance, next, lambda);
    }
    const gain = objective - nextObjective;
    if (gain >= 0) {
      beta = next;
      sums = nextSums;
      objective = nextObjective;
    }
    if (gain <= TOLERANCE * (Math.abs(objective) + TOLERANCE)) {
      return { beta, hessian: addRidge(sums.hessian, lambda, m), iterations: iteration, converged: true };
    }
  }
  return { beta, hessian: addRidge(sums.hessian, lambda, m), iterations: MAX_ITERATIONS, converged: false };
}

function penalised(deviance: number, beta: Float64Array, lambda: number): number {
  let squares = 0;
  for (let j = 1; j < beta.length; j++) squares += beta[j]! ** 2;
  return deviance + lambda * squares;
}

function addRidge(hessian: Float64Array, lambda: number, m: number): Float64Array {
  const out = hessian.slice();
  for (let j = 1; j < m; j++) out[j * m + j]! += lambda;
  return out;
}

/** The minimum of the quadratic that touches the penalised objective at `beta`. */
function solveStep(
  hessian: Float64Array,
  gradient: Float64Array,
  beta: Float64Array,
  lambda: number,
  nonNegative: boolean,
): Float64Array {
  const m = beta.length;
  const c = new Float64Array(m);
  for (let j = 0; j < m; j++) {
    let sum = gradient[j]! - (j > 0 ? lambda * beta[j]! : 0);
    for (let k = 0; k < m; k++) sum += hessian[j * m + k]! * beta[k]!;
    c[j] = sum;
  }
  return nonNegative ? solveNonNegative(hessian, c, m, beta.slice()) : solveUnbounded(hessian, c, m);
}
