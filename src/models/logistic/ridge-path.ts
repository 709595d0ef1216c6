import { choleskyFactor, forwardSolve } from '../../kernels/cholesky.ts';
import { shardRanges, taskRef, type WorkerPool } from '../../parallel/index.ts';
import { fitIrls, type IrlsFit } from './irls.ts';

/** Penalties tried when none is given: prior standard deviations of a coefficient from 0.03 to 3, strongest first. */
export const RIDGE_GRID: readonly number[] = [1000, 300, 100, 30, 10, 3, 1, 0.3, 0.1];

/** Rows the leave-one-out error is measured on at most; beyond, its noise is far below the differences that matter. */
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
  readonly start: number;
  readonly end: number;
}

/** Sum of leave-one-out log-losses over a shard; the worker's task. */
export function looShard({ columns, bad, beta, factor, stride, start, end }: LooInput): number {
  const m = columns.length + 1;
  const x = new Float64Array(m);
  let total = 0;
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
    const y = bad[i]!;
    // One Newton step from the fit with all rows to the fit without row i.
    const left = eta - (leverage * (y - mu)) / (1 - Math.min(leverage * w, 0.999));
    total += Math.log1p(Math.exp(-Math.abs(left))) + Math.max(left, 0) - y * left;
  }
  return total;
}

export interface RidgePathOptions {
  readonly nonNegative: boolean;
  /** Penalties to try, strongest first; a single one is taken as it is. */
  readonly grid?: readonly number[];
}

export interface RidgeChoice {
  readonly lambda: number;
  readonly fit: IrlsFit;
}

/**
 * Fits along a grid of ridge penalties and keeps the one with the least approximate leave-one-out log-loss
 * (Rad and Maleki, "A scalable estimate of the out-of-sample prediction error via approximate leave-one-out", JRSS-B
 * 2020): no folds, no randomness, one extra pass per penalty.
 */
export async function fitRidgePath(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  { nonNegative, grid = RIDGE_GRID }: RidgePathOptions,
): Promise<RidgeChoice> {
  let best: (RidgeChoice & { readonly loss: number }) | undefined;
  let start: Float64Array | undefined;
  for (const lambda of grid) {
    const fit = await fitIrls(pool, columns, bad, { lambda, nonNegative, ...(start && { start }) });
    start = fit.beta;
    const loss = grid.length > 1 ? await looLoss(pool, columns, bad, fit) : 0;
    if (!best || loss < best.loss) best = { lambda, fit, loss };
  }
  return best!;
}

async function looLoss(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  fit: IrlsFit,
): Promise<number> {
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
  const shared = {
    columns: active.slice(1).map((j) => columns[j - 1]!),
    bad,
    beta: Float64Array.from(active, (j) => fit.beta[j]!),
    factor,
    stride,
  };
  const inputs = shardRanges(Math.floor((bad.length - 1) / stride) + 1, SHARD_ROWS).map((range) => ({
    ...shared,
    ...range,
  }));
  return pool.reduceInOrder(taskRef(import.meta.url, looShard), inputs, 0, (total, part) => total + part);
}
