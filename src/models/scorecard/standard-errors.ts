import { twoSidedNormalP } from '../../kernels/incomplete-gamma.ts';
import { accumulateNewton, newtonLength } from '../../kernels/newton.ts';
import { shardRanges, taskRef, type WorkerPool } from '../../parallel/index.ts';
import { covarianceOf } from './selection/wald.ts';

/** Rows of one task. Fixed, so that sums round the same way at any number of workers. */
const SHARD_ROWS = 16_384;

interface InformationInput {
  readonly columns: readonly Float64Array[];
  readonly bad: Uint8Array;
  readonly weights?: Float64Array | undefined;
  readonly beta: Float64Array;
  readonly start: number;
  readonly end: number;
}

/** X'WX of one shard, upper triangle by rows; the worker's task. */
export function informationShard({
  columns,
  bad,
  weights,
  beta,
  start,
  end,
}: InformationInput): Float64Array {
  const m = columns.length + 1;
  const out = new Float64Array(newtonLength(columns.length));
  accumulateNewton(columns, bad, beta, start, end, out, weights);
  return out.slice(0, (m * (m + 1)) / 2);
}

/** How sure a coefficient is. */
export interface CoefficientTest {
  readonly standardError: number;
  /** Of the two-sided Wald test that the coefficient is 0. */
  readonly pValue: number;
}

/**
 * Standard errors of the coefficients of a ridge regression from its penalised Hessian X'WX + penalty I (Bayesian: the
 * normal approximation of the posterior under the prior that the penalty stands for). Conditional on the bins, the selection and the
 * penalty, all learnt from the same rows: the true errors are larger.
 * @param penalty of the coefficients as given: lambda / slope^2 where they were stretched by a slope after the fit
 * @param weights what each row counts for, as so many rows; default 1
 * @returns one per column; the intercept is left out
 */
export async function coefficientTests(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  beta: Float64Array,
  penalty: number,
  weights?: Float64Array,
): Promise<CoefficientTest[]> {
  const m = columns.length + 1;
  const upper = await pool.reduceInOrder(
    taskRef(import.meta.url, informationShard),
    shardRanges(bad.length, SHARD_ROWS).map((range) => ({ columns, bad, weights, beta, ...range })),
    new Float64Array((m * (m + 1)) / 2),
    (total, part) => {
      for (let i = 0; i < total.length; i++) total[i]! += part[i]!;
      return total;
    },
  );
  const hessian = new Float64Array(m * m);
  let at = 0;
  for (let j = 0; j < m; j++) {
    for (let k = j; k < m; k++) {
      const value = upper[at++]! + (j === k && j > 0 ? penalty : 0);
      hessian[j * m + k] = value;
      hessian[k * m + j] = value;
    }
  }
  const covariance = covarianceOf(hessian, m);
  return columns.map((_, j) => {
    const standardError = Math.sqrt(covariance[(j + 1) * (m + 1)]!);
    return { standardError, pValue: twoSidedNormalP(beta[j + 1]! / standardError) };
  });
}
