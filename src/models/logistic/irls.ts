import type { WorkerPool } from '../../parallel/index.ts';
import { solveNonNegative, solveUnbounded } from './quadratic.ts';
import { newtonSums } from './row-sums.ts';

export interface IrlsOptions {
  /** Ridge penalty lambda / 2 * sum of squared coefficients, the intercept left out; on the scale of a sum over rows. */
  readonly lambda: number;
  /** Hold every coefficient but the intercept at or above zero. */
  readonly nonNegative: boolean;
  /** First guess (intercept first); default: zeros. */
  readonly start?: Float64Array;
  /** Relative change of the penalised deviance to stop at; the default leaves nothing to gain in double precision. */
  readonly tolerance?: number;
  /** What each row counts for, finite and >= 0, on shared memory; default 1. */
  readonly weights?: Float64Array | undefined;
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

/** What a penalty adds to the deviance, and where its quadratic model is least: what tells one penalised regression from another. */
export interface Penalty {
  /** Twice the penalty, beside a deviance. */
  readonly value: (beta: Float64Array) => number;
  /** The part of the penalty's Hessian that is the same everywhere, added to X'WX (m x m row-major): it must be diagonal. */
  readonly ridge: number;
  /** Least penalised value of the quadratic with Hessian X'WX + ridge and minimum c / Hessian, from a first guess (IN). */
  readonly minimise: (hessian: Float64Array, c: Float64Array, guess: Float64Array) => Float64Array;
}

/**
 * Ridge logistic regression by iteratively reweighted least squares with step halving (Hastie, Tibshirani, Friedman,
 * The Elements of Statistical Learning, sec. 4.4.1). The passes over rows run in workers; sums are folded in order.
 *
 * @param columns IN design columns on shared memory, no missing values
 * @param bad IN 1 = bad
 */
export function fitIrls(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  { lambda, nonNegative, start, tolerance = TOLERANCE, weights }: IrlsOptions,
): Promise<IrlsFit> {
  const m = columns.length + 1;
  const penalty: Penalty = {
    value: (beta) => lambda * squaresOf(beta),
    ridge: lambda,
    minimise: (hessian, c, guess) =>
      nonNegative ? solveNonNegative(hessian, c, m, guess.slice()) : solveUnbounded(hessian, c, m),
  };
  return descendNewton(pool, columns, bad, penalty, start ?? new Float64Array(m), weights, tolerance);
}

/** Newton's method with step halving on deviance + penalty; the quadratic of each step is the penalty's to minimise. */
export async function descendNewton(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  penalty: Penalty,
  start: Float64Array,
  weights?: Float64Array,
  tolerance = TOLERANCE,
): Promise<IrlsFit> {
  const m = columns.length + 1;
  let beta: Float64Array = start.slice();
  let sums = await newtonSums(pool, columns, bad, beta, weights);
  let objective = sums.deviance + penalty.value(beta);
  for (let iteration = 1; iteration <= MAX_ITERATIONS; iteration++) {
    const hessian = addRidge(sums.hessian, penalty.ridge, m);
    const target = penalty.minimise(hessian, linearPart(hessian, sums.gradient, beta, penalty.ridge), beta);
    let step = 1;
    let next = target;
    let nextSums = await newtonSums(pool, columns, bad, next, weights);
    let nextObjective = nextSums.deviance + penalty.value(next);
    // Newton may overshoot far from the optimum; the objective is convex, so a short enough step always gains.
    for (let halving = 0; nextObjective > objective && halving < MAX_HALVINGS; halving++) {
      step /= 2;
      next = beta.map((b, j) => b + step * (target[j]! - b));
      nextSums = await newtonSums(pool, columns, bad, next, weights);
      nextObjective = nextSums.deviance + penalty.value(next);
    }
    const gain = objective - nextObjective;
    if (gain >= 0) {
      beta = next;
      sums = nextSums;
      objective = nextObjective;
    }
    if (gain <= tolerance * (Math.abs(objective) + tolerance)) {
      return {
        beta,
        hessian: addRidge(sums.hessian, penalty.ridge, m),
        iterations: iteration,
        converged: true,
      };
    }
  }
  const hessian = addRidge(sums.hessian, penalty.ridge, m);
  return { beta, hessian, iterations: MAX_ITERATIONS, converged: false };
}

/** Sum of squared coefficients, the intercept left out. */
export function squaresOf(beta: Float64Array): number {
  let squares = 0;
  for (let j = 1; j < beta.length; j++) squares += beta[j]! ** 2;
  return squares;
}

/** A copy of X'WX (m x m row-major) with the penalty on its diagonal, the intercept left out. */
export function addRidge(hessian: Float64Array, lambda: number, m: number): Float64Array {
  const out = hessian.slice();
  for (let j = 1; j < m; j++) out[j * m + j]! += lambda;
  return out;
}

/** c of the quadratic 1/2 b'Hb - c'b that touches the smooth part of the objective at `beta`. */
function linearPart(
  hessian: Float64Array,
  gradient: Float64Array,
  beta: Float64Array,
  lambda: number,
): Float64Array {
  const m = beta.length;
  const c = new Float64Array(m);
  for (let j = 0; j < m; j++) {
    let sum = gradient[j]! - (j > 0 ? lambda * beta[j]! : 0);
    for (let k = 0; k < m; k++) sum += hessian[j * m + k]! * beta[k]!;
    c[j] = sum;
  }
  return c;
}
