import { choleskyFactor, choleskySolve } from '../../kernels/cholesky.ts';
import type { WorkerPool } from '../../parallel/index.ts';
import { fitIrls, squaresOf } from './irls.ts';
import { minimiseLbfgs } from './lbfgs.ts';
import { gradientSums } from './row-sums.ts';
import { gatherRows, rowsOf, sampleStride, strideRows, sumOf } from './sample.ts';
import type { Evaluate } from './wolfe.ts';

/** Where the descent on all rows starts and how the objective bends there, up to scale: a fit on some of the rows. */
export interface Guide {
  readonly beta: Float64Array;
  /** Penalised Hessian (m x m row-major) of the rows fitted. */
  readonly hessian: Float64Array;
  /** Rows fitted (see `rowsOf`), and their penalty. */
  readonly rows: number;
  readonly lambda: number;
}

export interface LbfgsFitOptions {
  /** As in `fitIrls`. */
  readonly lambda: number;
  /** Default: a fit on a sample, or where there are too many columns for its Hessian, zeros and the Hessian's diagonal. */
  readonly guide?: Guide;
  /** First guess where there is no guide (intercept first); default: zeros, or the sample's fit. */
  readonly start?: Float64Array;
  /** As in `minimiseLbfgs`; the default leaves nothing that statistics could see. */
  readonly tolerance?: number;
  /** As in `fitIrls`. */
  readonly weights?: Float64Array | undefined;
}

export interface LbfgsFit {
  readonly beta: Float64Array;
  /** Of the sample, scaled up to all rows; undefined where there were too many columns for one. */
  readonly hessian: Float64Array | undefined;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Columns up to which Hessians are formed and factored: beyond, one factorisation takes seconds, and a fit takes dozens. */
export const MAX_DENSE_COLUMNS = 1000;

/**
 * Rows of the sample: a share of all rows, within bounds by the design columns. Fewer make the descent longer, more the sample's
 * fit; the sum is flat about these. OWN.
 */
const SAMPLE_SHARE = 0.05;
const SAMPLE_ROWS_PER_COLUMN = { least: 50, most: 200 } as const;
const MIN_SAMPLE_ROWS = 2000;
/** Where the sample's fit may stop: it is off by sampling noise anyway. OWN. */
const SAMPLE_TOLERANCE = 1e-4;
/** Rows of the rarer class in it: with fewer the sample's intercept alone may be far off. OWN. */
const SAMPLE_PER_CLASS = 200;

/** The rows that the sample of a fit on `rows` rows and `columns` columns has, unless bads are few. */
export function guideRows(rows: number, columns: number): number {
  const { least, most } = SAMPLE_ROWS_PER_COLUMN;
  return Math.max(MIN_SAMPLE_ROWS, least * columns, Math.min(most * columns, SAMPLE_SHARE * rows));
}

/**
 * Share of the objective that one more Newton step would gain at the stop. On a million rows that is a coefficient within a
 * thousandth of its standard error.
 */
const TOLERANCE = 1e-12;
const MAX_ITERATIONS = 1000;

/**
 * Ridge logistic regression by L-BFGS: the objective of `fitIrls` with passes over rows that cost 2 p multiplications each. It
 * starts from the fit on a sample of the rows and measures distance by that sample's Hessian, so that a handful of passes
 * over all rows are left to do, however the columns are correlated.
 *
 * @param columns IN design columns on shared memory, no missing values
 * @param bad IN 1 = bad
 */
export async function fitLbfgs(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  { lambda, guide, start, tolerance = TOLERANCE, weights }: LbfgsFitOptions,
): Promise<LbfgsFit> {
  const evaluate = ridgeObjective(pool, columns, bad, lambda, weights);
  const options = { tolerance, maxIterations: MAX_ITERATIONS };
  if (columns.length > MAX_DENSE_COLUMNS) {
    const diagonal = nullDiagonal(columns, bad, lambda, weights);
    const precondition = (v: Float64Array): void => {
      for (let j = 0; j < v.length; j++) v[j]! /= diagonal[j]!;
    };
    const from = start ?? new Float64Array(columns.length + 1);
    const { x, iterations, converged } = await minimiseLbfgs(evaluate, from, { ...options, precondition });
    return { beta: x, hessian: undefined, iterations, converged };
  }
  const known = guide ?? (await fitSample(pool, columns, bad, lambda, start, weights));
  const hessian = scaledHessian(known, weights ? sumOf(weights) : bad.length, lambda);
  const m = columns.length + 1;
  const factor = hessian.slice();
  choleskyFactor(factor, m);
  const precondition = (v: Float64Array): void => choleskySolve(factor, m, v);
  const { x, iterations, converged } = await minimiseLbfgs(evaluate, known.beta, {
    ...options,
    precondition,
  });
  return { beta: x, hessian, iterations, converged };
}

/** Half the penalised deviance of all rows. */
function ridgeObjective(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  lambda: number,
  weights: Float64Array | undefined,
): Evaluate {
  return async (x) => {
    const { gradient, deviance } = await gradientSums(pool, columns, bad, x, weights);
    return {
      x,
      value: (deviance + lambda * squaresOf(x)) / 2,
      gradient: gradient.map((g, j) => (j === 0 ? 0 : lambda * x[j]!) - g),
    };
  };
}

async function fitSample(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  lambda: number,
  start: Float64Array | undefined,
  weights: Float64Array | undefined,
): Promise<Guide> {
  const stride = sampleStride(bad, guideRows(bad.length, columns.length), SAMPLE_PER_CLASS);
  const sample = gatherRows(columns, bad, strideRows(bad, stride, 0), weights);
  const fit = await fitIrls(pool, sample.columns, sample.bad, {
    lambda,
    nonNegative: false,
    tolerance: SAMPLE_TOLERANCE,
    weights: sample.weights,
    ...(start && { start }),
  });
  return { ...fit, rows: rowsOf(sample), lambda };
}

/** A direction that no row of the sample has must not stop the descent: it keeps this share of its diagonal. OWN. */
const LEAST_SHARE = 1e-8;

function scaledHessian({ hessian, rows, lambda: own }: Guide, allRows: number, lambda: number): Float64Array {
  const m = Math.sqrt(hessian.length);
  const scale = allRows / rows;
  const out = hessian.map((v) => scale * v);
  for (let j = 0; j < m; j++) {
    const diagonal = out[j * m + j]! - (j > 0 ? scale * own : 0);
    out[j * m + j] = diagonal + (j > 0 ? lambda : 0) + LEAST_SHARE * diagonal;
  }
  return out;
}

/** The diagonal of the penalised Hessian where every row has the average probability of bad. */
function nullDiagonal(
  columns: readonly Float64Array[],
  bad: Uint8Array,
  lambda: number,
  weights: Float64Array | undefined,
): Float64Array {
  if (weights) return weightedDiagonal(columns, bad, lambda, weights);
  const rate = bad.reduce((sum, y) => sum + y, 0) / bad.length;
  const weight = rate * (1 - rate);
  const diagonal = new Float64Array(columns.length + 1);
  diagonal[0] = weight * bad.length;
  for (const [j, column] of columns.entries()) {
    let squares = 0;
    for (const v of column) squares += v * v;
    diagonal[j + 1] = weight * squares + lambda;
  }
  return diagonal;
}

/** The same with each row as often as it counts. */
function weightedDiagonal(
  columns: readonly Float64Array[],
  bad: Uint8Array,
  lambda: number,
  weights: Float64Array,
): Float64Array {
  const total = sumOf(weights);
  const rate = bad.reduce((sum, y, i) => sum + y * weights[i]!, 0) / total;
  const weight = rate * (1 - rate);
  const diagonal = new Float64Array(columns.length + 1);
  diagonal[0] = weight * total;
  for (const [j, column] of columns.entries()) {
    const squares = column.reduce((sum, v, i) => sum + weights[i]! * v * v, 0);
    diagonal[j + 1] = weight * squares + lambda;
  }
  return diagonal;
}
