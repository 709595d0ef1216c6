import { fail } from '../../core/index.ts';
import type { WorkerPool } from '../../parallel/index.ts';
import { type ElasticNetFit, fitElasticNet } from './elastic-net.ts';
import { MAX_DENSE_COLUMNS } from './fit-lbfgs.ts';
import { aucOf, type LeftOut, looMargins } from './leave-one-out.ts';
import { type PenaltyChoice, RECALIBRATION_ROWS, recalibrated } from './recalibrate.ts';
import { gradientSums } from './row-sums.ts';
import { choiceSample, type DesignRows, sumOf } from './sample.ts';

/** Penalties of a path, evenly in the logarithm, and the last over the first, which is the least that leaves no coefficient. OWN. */
const STEPS = 30;
const LAST_SHARE = 1e-3;
/** Steps without a better AUC after which the rest of the path, dense and slow, is not walked. OWN. */
const PATIENCE = 6;

/** The elastic net at one penalty, without recalibration. @throws PARUS_TRAIN_TOO_WIDE where over 1000 columns would be kept */
export async function fitElasticAt(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  lambda: number,
  l1Share: number,
  weights?: Float64Array,
): Promise<PenaltyChoice> {
  const start = nullFit(columns.length, bad, weights);
  const { beta, iterations, converged } = required(
    await fitElasticNet(pool, columns, bad, { lambda, l1Share, start, weights }),
  );
  return { lambda, beta, slope: 1, iterations, converged };
}

/**
 * Fits from the least penalty that leaves no coefficient downwards, each fit starting from the last, keeps the penalty that
 * ranks best when rows are left out in turn (AUC of the approximate leave-one-out log-odds, as `fitRidgePath` does; among equals the
 * strongest), and recalibrates intercept and slope on those log-odds.
 *
 * From 100,000 rows on the path is walked on a sample that keeps the share of bads; its penalty grows with the square root of the
 * rows, as the noise of the gradient does that an l1 norm must outweigh (Bickel, Ritov, Tsybakov, Ann. Statist. 2009).
 *
 * @throws PARUS_TRAIN_TOO_WIDE where over 1000 columns would be kept
 */
export async function fitElasticPath(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  bad: Uint8Array,
  l1Share: number,
  weights?: Float64Array,
): Promise<PenaltyChoice> {
  const part = choiceSample(columns, bad, weights);
  const best = await walk(pool, part, l1Share);
  if (part.bad.length === bad.length) return recalibrated(pool, best.lambda, best.fit, best.leftOut);
  const lambda = best.lambda * Math.sqrt(bad.length / part.bad.length);
  const options = { lambda, l1Share, start: best.fit.beta, weights };
  const fit = required(await fitElasticNet(pool, columns, bad, options));
  const leftOut = await leaveOut(pool, { columns, bad, weights }, fit, RECALIBRATION_ROWS);
  return recalibrated(pool, lambda, fit, leftOut);
}

interface Step {
  readonly lambda: number;
  readonly fit: ElasticNetFit;
  readonly leftOut: LeftOut;
  readonly auc: number;
}

async function walk(pool: WorkerPool, rows: DesignRows, l1Share: number): Promise<Step> {
  const { columns, bad, weights } = rows;
  let start = nullFit(columns.length, bad, weights);
  const { gradient } = await gradientSums(pool, columns, bad, start, weights);
  const first = gradient.slice(1).reduce((most, g) => Math.max(most, Math.abs(g)), 0) / l1Share;
  let best: Step | undefined;
  let bestStep = 0;
  // The first penalty of all leaves no coefficient, and so no ranking: the path begins a step below.
  for (let k = 1; k <= STEPS && k - bestStep <= PATIENCE; k++) {
    const lambda = first * LAST_SHARE ** (k / STEPS);
    const fit = await fitElasticNet(pool, columns, bad, { lambda, l1Share, start, weights });
    if (!fit) break;
    start = fit.beta;
    const leftOut = await leaveOut(pool, rows, fit);
    const auc = aucOf(leftOut);
    if (best && !(auc > best.auc)) continue;
    best = { lambda, fit, leftOut, auc };
    bestStep = k;
  }
  return required(best);
}

/** Coefficients of 0 and the intercept that gives the bad rate. */
function nullFit(nColumns: number, bad: Uint8Array, weights?: Float64Array): Float64Array {
  const bads = bad.reduce((sum, y, i) => sum + (weights ? y * weights[i]! : y), 0);
  const rows = weights ? sumOf(weights) : bad.length;
  const beta = new Float64Array(nColumns + 1);
  beta[0] = Math.log(bads / (rows - bads));
  return beta;
}

function leaveOut(
  pool: WorkerPool,
  { columns, bad, weights }: DesignRows,
  { beta, kept, hessian }: ElasticNetFit,
  maxRows?: number,
): Promise<LeftOut> {
  const own = Float64Array.of(beta[0]!, ...kept.map((j) => beta[j + 1]!));
  const inside = kept.map((j) => columns[j]!);
  return looMargins(pool, inside, bad, { beta: own, hessian }, maxRows, weights);
}

function required<T>(fit: T | undefined): T {
  if (fit !== undefined) return fit;
  const limit = MAX_DENSE_COLUMNS;
  throw fail('PARUS_TRAIN_TOO_WIDE', { algorithm: 'logistic with l1Share', columns: limit + 1, limit });
}
