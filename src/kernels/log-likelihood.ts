/**
 * The gradient of the logistic log-likelihood over a block of rows: what quasi-Newton methods ask for, at 2 p multiplications a
 * row where `newton.ts` takes p^2 / 2.
 *
 * Layout of `out` (OUT, owned by the caller), for p columns and m = p + 1 coefficients, intercept first:
 *
 *   [ X'(y - mu): m | deviance: 1 ]
 */

/** Length of the buffer `accumulateGradient` fills for `p` columns. */
export function gradientLength(p: number): number {
  return p + 2;
}

/**
 * Rows handled at once: 50 columns of a block stay in the L2 cache, so that memory is read once for both products. The
 * product of a block's 1 + exp(-|eta|), each at most 2, must stay below 2^1024.
 */
const BLOCK = 512;

/**
 * Overwrites `out` with the sums over rows [start, end).
 *
 * @param columns IN p design columns without missing values
 * @param bad IN 1 for bad, 0 for good
 * @param beta IN intercept and p coefficients; eta = beta0 + sum beta_j x_j is the log-odds of bad
 * @param rowWeights IN what each row counts for, finite and >= 0; default 1
 */
export function accumulateGradient(
  columns: readonly Float64Array[],
  bad: Uint8Array,
  beta: Float64Array,
  start: number,
  end: number,
  out: Float64Array,
  rowWeights?: Float64Array,
): void {
  const p = columns.length;
  out.fill(0);
  const eta = new Float64Array(BLOCK);
  const residual = new Float64Array(BLOCK);
  let deviance = 0;
  for (let from = start; from < end; from += BLOCK) {
    const n = Math.min(BLOCK, end - from);
    addColumns(columns, beta, from, n, eta);
    if (rowWeights) {
      deviance += weightedResiduals(eta, bad, rowWeights, from, n, residual);
      for (let i = 0; i < n; i++) out[0]! += residual[i]!;
      addProducts(columns, residual, from, n, out);
      continue;
    }
    let product = 1;
    let linear = 0;
    let residualSum = 0;
    for (let i = 0; i < n; i++) {
      const e = eta[i]!;
      // exp of a non-positive number cannot overflow.
      const t = Math.exp(-Math.abs(e));
      const q = 1 / (1 + t);
      const y = bad[from + i]!;
      const r = y - (e >= 0 ? q : t * q);
      residual[i] = r;
      residualSum += r;
      // -log likelihood = log(1 + exp(-|e|)) + max(e, 0) - y e; one logarithm of the product serves the whole block.
      product *= 1 + t;
      linear += Math.max(e, 0) - y * e;
    }
    deviance += 2 * (Math.log(product) + linear);
    out[0]! += residualSum;
    addProducts(columns, residual, from, n, out);
  }
  out[p + 1] = deviance;
}

/**
 * The deviance of rows from .. from + n, each as often as it counts, and their residuals. No product of terms stands for
 * their logarithms here: each has a factor of its own.
 * @param eta IN @param residual OUT
 */
function weightedResiduals(
  eta: Float64Array,
  bad: Uint8Array,
  rowWeights: Float64Array,
  from: number,
  n: number,
  residual: Float64Array,
): number {
  let deviance = 0;
  for (let i = 0; i < n; i++) {
    const e = eta[i]!;
    const t = Math.exp(-Math.abs(e));
    const q = 1 / (1 + t);
    const y = bad[from + i]!;
    const times = rowWeights[from + i]!;
    residual[i] = times * (y - (e >= 0 ? q : t * q));
    deviance += 2 * times * (Math.log1p(t) + Math.max(e, 0) - y * e);
  }
  return deviance;
}

/** eta[i] = beta0 + sum_j beta_j columns[j][from + i] for i < n; four columns a sweep save the traffic of `eta`. */
function addColumns(
  columns: readonly Float64Array[],
  beta: Float64Array,
  from: number,
  n: number,
  eta: Float64Array,
): void {
  const p = columns.length;
  eta.fill(beta[0]!, 0, n);
  let j = 0;
  for (; j + 3 < p; j += 4) {
    const b0 = beta[j + 1]!;
    const b1 = beta[j + 2]!;
    const b2 = beta[j + 3]!;
    const b3 = beta[j + 4]!;
    const x0 = columns[j]!;
    const x1 = columns[j + 1]!;
    const x2 = columns[j + 2]!;
    const x3 = columns[j + 3]!;
    for (let i = 0; i < n; i++) {
      const row = from + i;
      eta[i]! += b0 * x0[row]! + b1 * x1[row]! + (b2 * x2[row]! + b3 * x3[row]!);
    }
  }
  for (; j < p; j++) {
    const b = beta[j + 1]!;
    const x = columns[j]!;
    for (let i = 0; i < n; i++) eta[i]! += b * x[from + i]!;
  }
}

/** out[j + 1] += sum_i residual[i] columns[j][from + i]; four columns a sweep hide the latency of the additions. */
function addProducts(
  columns: readonly Float64Array[],
  residual: Float64Array,
  from: number,
  n: number,
  out: Float64Array,
): void {
  const p = columns.length;
  let j = 0;
  for (; j + 3 < p; j += 4) {
    const x0 = columns[j]!;
    const x1 = columns[j + 1]!;
    const x2 = columns[j + 2]!;
    const x3 = columns[j + 3]!;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let i = 0; i < n; i++) {
      const row = from + i;
      const r = residual[i]!;
      s0 += r * x0[row]!;
      s1 += r * x1[row]!;
      s2 += r * x2[row]!;
      s3 += r * x3[row]!;
    }
    out[j + 1]! += s0;
    out[j + 2]! += s1;
    out[j + 3]! += s2;
    out[j + 4]! += s3;
  }
  for (; j < p; j++) {
    const x = columns[j]!;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += residual[i]! * x[from + i]!;
    out[j + 1]! += sum;
  }
}
