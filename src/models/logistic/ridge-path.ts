import type { WorkerPool } from '../../parallel/index.ts';
import { fitLbfgs, type Guide, MAX_DENSE_COLUMNS } from './fit-lbfgs.ts';
import { fitRidge, type RidgeFit, type Solver } from './fit-ridge.ts';
import { chooseByFolds } from './fold-path.ts';
import { addRidge, fitIrls, type IrlsFit, type IrlsOptions } from './irls.ts';
import { aucOf, type LeftOut, looMargins } from './leave-one-out.ts';
import { type PenaltyChoice, RECALIBRATION_ROWS, recalibrated } from './recalibrate.ts';
import { newtonSums } from './row-sums.ts';
import { choiceSample, rowsOf } from './sample.ts';

/** Penalties tried when none is given: prior standard deviations of a coefficient from 0.03 to 3, strongest first. */
export const RIDGE_GRID: readonly number[] = [1000, 300, 100, 30, 10, 3, 1, 0.3, 0.1];

/** Where fits to a sample, which only choose a penalty, may stop: their coefficients are within 1 % of a standard error. OWN. */
const SAMPLE_TOLERANCE = 1e-8;

/** A penalty of the grid and the fit at it. */
export type RidgeChoice = PenaltyChoice;

export interface RidgePathOptions {
  readonly nonNegative: boolean;
  /** Penalties to try, strongest first; a single one is taken as it is, without recalibration. */
  readonly grid?: readonly number[];
  /** Of the fit on all rows, where no bound is asked for; default: auto. */
  readonly solver?: Solver;
  /** What each row counts for, finite and > 0, on shared memory; default 1. */
  readonly weights?: Float64Array | undefined;
}

/**
 * Fits along a grid of ridge penalties, keeps the one that ranks best when every row is left out in turn (AUC of the
 * approximate leave-one-out log-odds), and recalibrates intercept and slope on those log-odds. The penalty that ranks
 * best is often stronger than the one with the best probabilities; the recalibration gives those back.
 *
 * No folds, no randomness, one extra pass per penalty. From 100,000 rows on the grid is tried on a sample that keeps the share of
 * bads, and the model is then fitted to all rows from there. Beyond 1000 columns, where the Hessian that leave-one-out needs
 * is too large, `chooseByFolds` takes its place.
 *
 * @throws PARUS_TRAIN_TOO_WIDE where solver irls is asked for on more than 1000 columns
 */
export async function fitRidgePath(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  { nonNegative, grid = RIDGE_GRID, solver = 'auto', weights }: RidgePathOptions,
): Promise<RidgeChoice> {
  if (grid.length === 1) {
    const lambda = grid[0]!;
    const fit: RidgeFit = nonNegative
      ? await fitIrls(pool, columns, bad, { lambda, nonNegative, weights })
      : await fitRidge(pool, columns, bad, lambda, solver, weights);
    return { lambda, slope: 1, ...fit };
  }
  if (columns.length > MAX_DENSE_COLUMNS && !nonNegative) {
    const { lambda, leftOut } = await chooseByFolds(pool, columns, bad, grid, weights);
    const fit = await fitRidge(pool, columns, bad, lambda, solver, weights);
    return recalibrated(pool, lambda, fit, leftOut);
  }
  const part = choiceSample(columns, bad, weights);
  const whole = part.bad.length === bad.length;
  const common = { nonNegative, weights: part.weights };
  const options = whole ? common : { ...common, tolerance: SAMPLE_TOLERANCE };
  const best = await chooseByLeavingOut(pool, part.columns, part.bad, grid, options);
  const { lambda } = best;
  if (whole && (nonNegative || solver !== 'lbfgs')) {
    return recalibrated(pool, lambda, best.fit, best.leftOut);
  }
  const guide: Guide = { ...best.fit, rows: rowsOf(part), lambda };
  const fit =
    nonNegative || solver === 'irls'
      ? await fitIrls(pool, columns, bad, { lambda, nonNegative, start: guide.beta, weights })
      : await fitLbfgs(pool, columns, bad, { lambda, guide, weights });
  // The sample's Hessian, scaled up, is near enough: leverages are tiny where rows are many.
  const hessian = fit.hessian ?? best.fit.hessian;
  const at = { beta: fit.beta, hessian };
  const leftOut = await looMargins(pool, columns, bad, at, RECALIBRATION_ROWS, weights);
  return recalibrated(pool, lambda, fit, leftOut);
}

interface Left {
  readonly lambda: number;
  readonly fit: IrlsFit;
  readonly leftOut: LeftOut;
  readonly auc: number;
}

async function chooseByLeavingOut(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  grid: readonly number[],
  options: Omit<IrlsOptions, 'lambda' | 'start'>,
): Promise<Left> {
  const { weights } = options;
  let best: Left | undefined;
  let last: Guide | undefined;
  for (const [tried, lambda] of grid.entries()) {
    pool.onProgress?.({ label: 'penalties', done: tried, total: grid.length });
    const fit =
      last && !options.nonNegative && columns.length >= GUIDED_COLUMNS
        ? await fitFromLast(pool, columns, bad, lambda, last, weights)
        : await fitIrls(pool, columns, bad, { ...options, lambda, ...(last && { start: last.beta }) });
    last = { ...fit, rows: rowsOf({ columns, bad, weights }), lambda };
    const leftOut = await looMargins(pool, columns, bad, fit, undefined, weights);
    const auc = aucOf(leftOut);
    if (!best || auc > best.auc) best = { lambda, fit, leftOut, auc };
  }
  return best!;
}

/** Columns from which a Hessian costs as much as dozens of gradients, so that the path forms one a penalty and no more. OWN. */
const GUIDED_COLUMNS = 100;

/** The next fit of a path: the Hessian of the last one leads it there by gradients alone, its own is formed at the end. */
async function fitFromLast(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  lambda: number,
  last: Guide,
  weights: Float64Array | undefined,
): Promise<IrlsFit> {
  const { beta, iterations, converged } = await fitLbfgs(pool, columns, bad, {
    lambda,
    guide: last,
    weights,
  });
  const { hessian } = await newtonSums(pool, columns, bad, beta, weights);
  return { beta, hessian: addRidge(hessian, lambda, beta.length), iterations, converged };
}
