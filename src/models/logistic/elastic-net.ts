import type { WorkerPool } from '../../parallel/index.ts';
import { MAX_DENSE_COLUMNS } from './fit-lbfgs.ts';
import { descendNewton, type Penalty, squaresOf } from './irls.ts';
import { solveLasso } from './quadratic.ts';
import { gradientSums } from './row-sums.ts';

export interface ElasticNetOptions {
  /** Weight of the penalty, on the scale of a sum over rows (glmnet's lambda times the rows). */
  readonly lambda: number;
  /** Share of the l1 norm, over 0 and up to 1: lambda * (share * sum |b| + (1 - share) / 2 * sum b^2), the intercept left out. */
  readonly l1Share: number;
  /** First guess (intercept first). */
  readonly start: Float64Array;
  /** What each row counts for, finite and >= 0, on shared memory; default 1. */
  readonly weights?: Float64Array | undefined;
}

export interface ElasticNetFit {
  /** Intercept, then one coefficient per column; those left out are 0 exactly. */
  readonly beta: Float64Array;
  /** Columns with a coefficient, ascending. */
  readonly kept: readonly number[];
  /** X'WX + lambda (1 - l1Share) I of the intercept and the kept columns, row-major. */
  readonly hessian: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Slack of the l1 bound beyond which a column left out comes in; rounding must not bring it. */
const BOUND_SLACK = 1e-7;

/**
 * Elastic-net logistic regression by proximal Newton steps on a growing set of columns: each quadratic is minimised by coordinate
 * descent (Friedman, Hastie, Tibshirani 2010), and a cheap pass over all columns then looks for coefficients of 0 that the
 * conditions of Karush, Kuhn and Tucker do not let stay (Tibshirani and others, "Strong rules", JRSS-B 2012).
 *
 * @param columns IN design columns on shared memory, no missing values
 * @returns undefined where more than 1000 columns would have to come in
 */
export async function fitElasticNet(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  { lambda, l1Share, start, weights }: ElasticNetOptions,
): Promise<ElasticNetFit | undefined> {
  const l1 = lambda * l1Share;
  let beta: Float64Array = start.slice();
  let inside = [...columns.keys()].filter((j) => beta[j + 1] !== 0);
  let found = await strangers(pool, columns, bad, beta, l1, inside, weights);
  for (let iterations = 0; ; ) {
    inside = [...inside, ...found].sort((a, b) => a - b);
    if (inside.length > MAX_DENSE_COLUMNS) return undefined;
    const fit = await descendNewton(
      pool,
      inside.map((j) => columns[j]!),
      bad,
      elasticPenalty(lambda, l1Share),
      Float64Array.of(beta[0]!, ...inside.map((j) => beta[j + 1]!)),
      weights,
    );
    iterations += fit.iterations;
    beta = new Float64Array(columns.length + 1);
    beta[0] = fit.beta[0]!;
    for (const [k, j] of inside.entries()) beta[j + 1] = fit.beta[k + 1]!;
    found = await strangers(pool, columns, bad, beta, l1, inside, weights);
    if (found.length > 0) continue;
    const kept = inside.filter((j) => beta[j + 1] !== 0);
    const hessian = withoutZeros(fit.hessian, fit.beta);
    return { beta, kept, hessian, iterations, converged: fit.converged };
  }
}

function elasticPenalty(lambda: number, l1Share: number): Penalty {
  const l1 = lambda * l1Share;
  const ridge = lambda - l1;
  return {
    value: (beta) => {
      let absolute = 0;
      for (let j = 1; j < beta.length; j++) absolute += Math.abs(beta[j]!);
      return ridge * squaresOf(beta) + 2 * l1 * absolute;
    },
    ridge,
    minimise: (hessian, c, guess) => solveLasso(hessian, c, guess.length, l1, guess.slice()),
  };
}

/** The columns outside `inside` whose gradient is steeper than the l1 norm at 0. */
async function strangers(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  beta: Float64Array,
  l1: number,
  inside: readonly number[],
  weights: Float64Array | undefined,
): Promise<number[]> {
  const { gradient } = await gradientSums(pool, columns, bad, beta, weights);
  const known = new Set(inside);
  return [...columns.keys()].filter(
    (j) => !known.has(j) && Math.abs(gradient[j + 1]!) > l1 * (1 + BOUND_SLACK),
  );
}

/** Rows and columns of a Hessian whose coefficient is not 0, and the intercept's. */
function withoutZeros(hessian: Float64Array, beta: Float64Array): Float64Array {
  const m = beta.length;
  const places = [...beta.keys()].filter((j) => j === 0 || beta[j] !== 0);
  return Float64Array.from(places.flatMap((j) => places.map((k) => hessian[j * m + k]!)));
}
