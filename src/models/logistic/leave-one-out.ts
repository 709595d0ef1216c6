import { choleskyFactor, forwardSolve } from '../../kernels/cholesky.ts';
import { argsortDescending } from '../../kernels/ranking.ts';
import { shardRanges, sharedFloat64, sharedUint8, taskRef, type WorkerPool } from '../../parallel/index.ts';
import { gatherRows, strideRows } from './sample.ts';

/** Rows left out at most, by default; beyond, the noise of the AUC is far below the differences that matter. */
const MAX_LOO_ROWS = 20_000;
const SHARD_ROWS = 2048;

interface LooInput {
  readonly columns: readonly Float64Array[];
  readonly bad: Uint8Array;
  /** What each row counts for; default 1. */
  readonly weights?: Float64Array | undefined;
  readonly beta: Float64Array;
  /** Lower Cholesky factor of the penalised Hessian. */
  readonly factor: Float64Array;
  /** The rows to leave out. */
  readonly rows: Uint32Array;
  /** OUT: the log-odds of each of those rows by the fit without it. */
  readonly out: Float64Array;
  readonly start: number;
  readonly end: number;
}

/** Leave-one-out log-odds of a shard; the worker's task. */
export function looShard({ columns, bad, weights, beta, factor, rows, out, start, end }: LooInput): void {
  const m = columns.length + 1;
  const x = new Float64Array(m);
  for (let k = start; k < end; k++) {
    const i = rows[k]!;
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
    if (weights) leverage *= weights[i]!;
    const t = Math.exp(-Math.abs(eta));
    const mu = eta >= 0 ? 1 / (1 + t) : t / (1 + t);
    const w = t / ((1 + t) * (1 + t));
    // One Newton step from the fit with all rows to the fit without row i.
    out[k] = eta - (leverage * (bad[i]! - mu)) / (1 - Math.min(leverage * w, 0.999));
  }
}

/** Approximate leave-one-out log-odds of rows, their outcomes and weights. */
export interface LeftOut {
  readonly margins: Float64Array;
  readonly bad: Uint8Array;
  /** What each row counts for; undefined where all count alike. */
  readonly weights?: Float64Array | undefined;
}

/**
 * Log-odds of rows by the fits without them: one Newton step each from the fit with all rows, by the Hessian at its penalty
 * (Rad and Maleki, "A scalable estimate of the out-of-sample prediction error via approximate leave-one-out", JRSS-B 2020). Coefficients
 * of 0 take no part: they are held by a bound, or by an l1 penalty, whose active set the paper's formula keeps as well. At most
 * `maxRows` rows are left out, evenly from both classes. A row goes with all of its weight: had it been counted as so many rows,
 * those would tell of each other. Its Newton step is then longer, and the approximation coarser, the more of the total it has.
 */
export async function looMargins(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  fit: { readonly beta: Float64Array; readonly hessian: Float64Array },
  maxRows = MAX_LOO_ROWS,
  weights?: Float64Array,
): Promise<LeftOut> {
  const m = columns.length + 1;
  const active = Array.from({ length: m }, (_, j) => j).filter((j) => j === 0 || fit.beta[j] !== 0);
  const factor = new Float64Array(active.length ** 2);
  active.forEach((j, r) => {
    active.forEach((k, c) => {
      factor[r * active.length + c] = fit.hessian[j * m + k]!;
    });
  });
  choleskyFactor(factor, active.length);
  const stride = Math.ceil(bad.length / maxRows);
  const rows = strideRows(bad, stride, 0);
  const out = sharedFloat64(rows.length);
  const shared = {
    columns: active.slice(1).map((j) => columns[j - 1]!),
    bad,
    weights,
    beta: Float64Array.from(active, (j) => fit.beta[j]!),
    factor,
    rows,
    out,
  };
  const inputs = shardRanges(rows.length, SHARD_ROWS).map((range) => ({ ...shared, ...range }));
  await pool.mapShards(taskRef(import.meta.url, looShard), inputs);
  const badOut = sharedUint8(rows.length);
  for (let k = 0; k < rows.length; k++) badOut[k] = bad[rows[k]!]!;
  return {
    margins: out,
    bad: badOut,
    ...(weights && { weights: gatherRows([weights], bad, rows).columns[0]! }),
  };
}

/** AUC with ties counted half, by one pass down the order; a pair of rows counts by the product of their weights. */
export function aucOf({ margins, bad, weights }: LeftOut): number {
  const order = argsortDescending(margins);
  let bads = 0;
  let goods = 0;
  let area = 0;
  for (let k = 0; k < order.length; ) {
    let end = k;
    let tiedBads = 0;
    let tied = 0;
    while (end < order.length && margins[order[end]!] === margins[order[k]!]) {
      const row = order[end++]!;
      const weight = weights ? weights[row]! : 1;
      tiedBads += bad[row]! * weight;
      tied += weight;
    }
    area += (tied - tiedBads) * (bads + tiedBads / 2);
    bads += tiedBads;
    goods += tied - tiedBads;
    k = end;
  }
  return area / (bads * goods);
}
