import { choleskyFactor, forwardSolve } from '../../kernels/cholesky.ts';
import { argsortDescending } from '../../kernels/ranking.ts';
import { shardRanges, sharedFloat64, sharedUint8, taskRef, type WorkerPool } from '../../parallel/index.ts';
import { fitIrls, type IrlsFit } from './irls.ts';

/** Penalties tried when none is given: prior standard deviations of a coefficient from 0.03 to 3, strongest first. */
export const RIDGE_GRID: readonly number[] = [1000, 300, 100, 30, 10, 3, 1, 0.3, 0.1];

/** Rows left out at most; beyond, the noise of the AUC is far below the differences that matter. */
const MAX_LOO_ROWS = 20_000;
const SHARD_ROWS = 2048;

interface LooInput {
  readonly columns: readonly Float64Array[];
  readonly bad: Uint8Array;
  readonly beta: Float64Array;
  /** Lower Cholesky factor of the penalised Hessian. */
  readonly factor: Float64Array;
  /** Only every `stride`-th row. */
  readonly stride: number;
  /** OUT: the log-odds of each of those rows by the fit without it. */
  readonly out: Float64Array;
  readonly start: number;
  readonly end: number;
}

/** Leave-one-out log-odds of a shard; the worker's task. */
export function looShard({ columns, bad, beta, factor, stride, out, start, end }: LooInput): void {
  const m = columns.length + 1;
  const x = new Float64Array(m);
  for (let k = start; k < end; k++) {
    const i = k * stride;
    x[0] = 1;
    let eta = beta[0]!;
    for (let j = 1; j < m; j++) {
      const v = columns[j - 1]![i]!;
      x[j] = v;
      eta += beta[j]! * v;
    }
    forwardSolve(factor, m, x);
    let leverage = 0;
    for (let j = 0; j < m; j++) leverage += x[j]! ** 2;
    const t = Math.exp(-Math.abs(eta));
    const mu = eta >= 0 ? 1 / (1 + t) : t / (1 + t);
    const w = t / ((1 + t) * (1 + t));
    // One Newton step from the fit with all rows to the fit without row i.
    out[k] = eta - (leverage * (bad[i]! - mu)) / (1 - Math.min(leverage * w, 0.999));
  }
}

/** Approximate leave-one-out log-odds of every `stride`-th row, and their outcomes. */
export interface LeftOut {
  readonly margins: Float64Array;
  readonly bad: Uint8Array;
}

export async function looMargins(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  fit: IrlsFit,
): Promise<LeftOut> {
  const m = columns.length + 1;
  // Coefficients held at their bound do not move when a row leaves: they take no part.
  const active = Array.from({ length: m }, (_, j) => j).filter((j) => j === 0 || fit.beta[j] !== 0);
  const factor = new Float64Array(active.length ** 2);
  active.forEach((j, r) => {
    active.forEach((k, c) => {
      factor[r * active.length + c] = fit.hessian[j * m + k]!;
    });
  });
  choleskyFactor(factor, active.length);
  const stride = Math.ceil(bad.length / MAX_LOO_ROWS);
  const rows = Math.floor((bad.length - 1) / stride) + 1;
  const out = sharedFloat64(rows);
  const shared = {
    columns: active.slice(1).map((j) => columns[j - 1]!),
    bad,
    beta: Float64Array.from(active, (j) => fit.beta[j]!),
    factor,
    stride,
    out,
  };
  const inputs = shardRanges(rows, SHARD_ROWS).map((range) => ({ ...shared, ...range }));
  await pool.mapShards(taskRef(import.meta.url, looShard), inputs);
  const badOut = sharedUint8(rows);
  for (let k = 0; k < rows; k++) badOut[k] = bad[k * stride]!;
  return { margins: out, bad: badOut };
}

export interface RidgePathOptions {
  readonly nonNegative: boolean;
  /** Penalties to try, strongest first; a single one is taken as it is, without recalibration. */
  readonly grid?: readonly number[];
}

export interface RidgeChoice {
  readonly lambda: number;
  /** Intercept, then one coefficient per column, after recalibration. */
  readonly beta: Float64Array;
  /** What the coefficients were multiplied with: above 1 where the penalty that ranks best shrinks too much. */
  readonly slope: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Fits along a grid of ridge penalties, keeps the one that ranks best when every row is left out in turn (AUC of the
 * approximate leave-one-out log-odds), and recalibrates intercept and slope on those log-odds. The penalty that ranks
 * best is often stronger than the one with the best probabilities; the recalibration gives those back.
 *
 * Leave-one-out: Rad and Maleki, "A scalable estimate of the out-of-sample prediction error via approximate
 * leave-one-out", JRSS-B 2020: no folds, no randomness, one extra pass per penalty.
 */
export async function fitRidgePath(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  { nonNegative, grid = RIDGE_GRID }: RidgePathOptions,
): Promise<RidgeChoice> {
  let best:
    | { readonly lambda: number; readonly fit: IrlsFit; readonly leftOut: LeftOut; readonly auc: number }
    | undefined;
  let start: Float64Array | undefined;
  for (const lambda of grid) {
    const fit = await fitIrls(pool, columns, bad, { lambda, nonNegative, ...(start && { start }) });
    if (grid.length === 1) return { lambda, slope: 1, ...fit };
    start = fit.beta;
    const leftOut = await looMargins(pool, columns, bad, fit);
    const auc = aucOf(leftOut);
    if (!best || auc > best.auc) best = { lambda, fit, leftOut, auc };
  }
  const { lambda, fit, leftOut } = best!;
  const { slope, shift } = await recalibrate(pool, leftOut);
  const beta = fit.beta.map((b) => slope * b);
  beta[0]! += shift;
  return { lambda, beta, slope, iterations: fit.iterations, converged: fit.converged };
}

/** Enough to keep the slope finite where the left-out rows are separated perfectly; no more. */
const CALIBRATION_RIDGE = 1e-3;

/** Logistic regression of the outcome on the left-out log-odds (Cox 1958); a slope that is not positive is not used. */
async function recalibrate(
  pool: WorkerPool,
  { margins, bad }: LeftOut,
): Promise<{ slope: number; shift: number }> {
  const { beta } = await fitIrls(pool, [margins], bad, { lambda: CALIBRATION_RIDGE, nonNegative: true });
  const slope = beta[1]!;
  return slope > 0 ? { slope, shift: beta[0]! } : { slope: 1, shift: 0 };
}

/** AUC with ties counted half, by one pass down the order. */
function aucOf({ margins, bad }: LeftOut): number {
  const order = argsortDescending(margins);
  let bads = 0;
  let area = 0;
  for (let k = 0; k < order.length; ) {
    let end = k;
    let tiedBads = 0;
    while (end < order.length && margins[order[end]!] === margins[order[k]!]) tiedBads += bad[order[end++]!]!;
    area += (end - k - tiedBads) * (bads + tiedBads / 2);
    bads += tiedBads;
    k = end;
  }
  return area / (bads * (order.length - bads));
}
