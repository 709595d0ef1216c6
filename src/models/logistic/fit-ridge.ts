import { fail } from '../../core/index.ts';
import type { WorkerPool } from '../../parallel/index.ts';
import { fitLbfgs, guideRows, MAX_DENSE_COLUMNS } from './fit-lbfgs.ts';
import { fitIrls } from './irls.ts';

/** How the penalised likelihood is maximised; the answers agree to a small share of the coefficients' standard errors. */
export const solvers = ['auto', 'irls', 'lbfgs'] as const;
export type Solver = (typeof solvers)[number];

/**
 * Rows over those of the guiding sample from which L-BFGS is the faster: a fit of the sample and some six cheap passes against
 * some six Newton passes over all rows, with a margin for the rounds that cost more than their rows. OWN.
 */
const LBFGS_FROM_SAMPLES = 10;

/**
 * The solver that `auto` stands for.
 * @throws PARUS_TRAIN_TOO_WIDE where Newton's equations were asked for and are too many
 */
export function resolveSolver(solver: Solver, rows: number, columns: number): Exclude<Solver, 'auto'> {
  if (solver === 'irls' && columns > MAX_DENSE_COLUMNS) {
    const algorithm = 'logistic with solver irls';
    throw fail('PARUS_TRAIN_TOO_WIDE', { algorithm, columns, limit: MAX_DENSE_COLUMNS });
  }
  if (solver !== 'auto') return solver;
  return columns > MAX_DENSE_COLUMNS || rows >= LBFGS_FROM_SAMPLES * guideRows(rows, columns)
    ? 'lbfgs'
    : 'irls';
}

export interface RidgeFit {
  readonly beta: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Ridge logistic regression at one penalty, without bounds, by the solver. @throws PARUS_TRAIN_TOO_WIDE */
export function fitRidge(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  lambda: number,
  solver: Solver,
  weights?: Float64Array,
): Promise<RidgeFit> {
  return resolveSolver(solver, bad.length, columns.length) === 'irls'
    ? fitIrls(pool, columns, bad, { lambda, nonNegative: false, weights })
    : fitLbfgs(pool, columns, bad, { lambda, weights });
}
