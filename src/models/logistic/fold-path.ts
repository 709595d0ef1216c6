import { linearPredictor } from '../../kernels/newton.ts';
import { sharedFloat64, sharedUint8, type WorkerPool } from '../../parallel/index.ts';
import { fitLbfgs } from './fit-lbfgs.ts';
import { aucOf, type LeftOut } from './leave-one-out.ts';
import { gatherRows, strideRows } from './sample.ts';

/** Parts that the rows are held out by. OWN: each more costs a path of fits on nearly all rows of a wide design. */
const FOLDS = 3;
/** Fits that only choose a penalty stop early. OWN. */
const TOLERANCE = 1e-8;

export interface FoldChoice {
  readonly lambda: number;
  /** Log-odds of every row, fold by fold, by the fit without its fold. */
  readonly leftOut: LeftOut;
}

/**
 * The penalty of the grid (strongest first) that ranks best by the AUC of out-of-fold log-odds. Folds are every third bad row
 * and every third good row. For designs too wide for a Hessian; takes memory for two thirds of the design once more.
 */
export async function chooseByFolds(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  grid: readonly number[],
  weights?: Float64Array,
): Promise<FoldChoice> {
  const margins = grid.map(() => sharedFloat64(bad.length));
  const outcomes = sharedUint8(bad.length);
  const weightsOut = weights && sharedFloat64(bad.length);
  let at = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = strideRows(bad, FOLDS, fold);
    const inFold = new Uint8Array(bad.length);
    for (const row of held) inFold[row] = 1;
    const train = gatherRows(
      columns,
      bad,
      Uint32Array.from(bad.keys()).filter((row) => !inFold[row]),
      weights,
    );
    const test = gatherRows(columns, bad, held, weights);
    outcomes.set(test.bad, at);
    if (test.weights) weightsOut?.set(test.weights, at);
    let start: Float64Array | undefined;
    for (const [k, lambda] of grid.entries()) {
      const options = { lambda, tolerance: TOLERANCE, weights: train.weights, ...(start && { start }) };
      const { beta } = await fitLbfgs(pool, train.columns, train.bad, options);
      start = beta;
      linearPredictor(test.columns, beta, 0, held.length, margins[k]!.subarray(at, at + held.length));
    }
    at += held.length;
  }
  const candidates = grid.map((lambda, k) => {
    const leftOut = { margins: margins[k]!, bad: outcomes, weights: weightsOut };
    return { lambda, leftOut, auc: aucOf(leftOut) };
  });
  return candidates.reduce((best, next) => (next.auc > best.auc ? next : best));
}
