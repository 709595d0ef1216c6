/**
 * One Newton step's sums for logistic regression over a block of rows: the hot loop of `models/logistic`.
 *
 * Layout of `out` (OUT, owned by the caller), for p columns and m = p + 1 coefficients, intercept first:
 *
 *   [ upper triangle of X'WX by rows: m(m+1)/2 | X'(y - mu): m | deviance: 1 ]
 */

/** Length of the buffer `accumulateNewton` fills for `p` columns. */
export function newtonLength(p: number): number {
  const m = p + 1;
  return (m * (m + 1)) / 2 + m + 1;
}

/** Rows handled at once: a block of weighted columns stays in the L1 and L2 caches. */
const BLOCK = 512;

/**
 * Adds nothing to what `out` held: it is overwritten with the sums over rows [start, end).
 *
 * @param columns IN p design columns without missing values
 * @param bad IN 1 for bad, 0 for good
 * @param beta IN intercept and p coefficients; eta = beta0 + sum beta_j x_j is the log-odds of bad
 * @param rowWeights IN what each row counts for, finite and >= 0; default 1
 */
export function accumulateNewton(
  columns: readonly Float64Array[],
  bad: Uint8Array,
  beta: Float64Array,
  start: number,
  end: number,
  out: Float64Array,
  rowWeights?: Float64Array,
): void {
  const p = columns.length;
  const m = p + 1;
  const gradientAt = (m * (m + 1)) / 2;
  const devianceAt = gradientAt + m;
  out.fill(0);
  const eta = new Float64Array(BLOCK);
  const weight = new Float64Array(BLOCK);
  const residual = new Float64Array(BLOCK);
  const weighted = new Float64Array(BLOCK);
  let deviance = 0;

  for (let from = start; from < end; from += BLOCK) {
    const n = Math.min(BLOCK, end - from);
    linearPredictor(columns, beta, from, n, eta);
    let weightSum = 0;
    let residualSum = 0;
    if (rowWeights) {
      deviance += weightedTerms(eta, bad, rowWeights, from, n, weight, residual);
      for (let i = 0; i < n; i++) {
        weightSum += weight[i]!;
        residualSum += residual[i]!;
      }
    } else {
      for (let i = 0; i < n; i++) {
        const e = eta[i]!;
        // exp of a non-positive number cannot overflow.
        const t = Math.exp(-Math.abs(e));
        const mu = e >= 0 ? 1 / (1 + t) : t / (1 + t);
        const y = bad[from + i]!;
        const w = t / ((1 + t) * (1 + t));
        weight[i] = w;
        residual[i] = y - mu;
        weightSum += w;
        residualSum += y - mu;
        // -log likelihood = log(1 + exp(e)) - y e, written so that large |e| loses nothing.
        deviance += 2 * (Math.log1p(t) + Math.max(e, 0) - y * e);
      }
    }
    out[0]! += weightSum;
    out[gradientAt]! += residualSum;

    let at = m;
    for (let j = 0; j < p; j++) {
      const x = columns[j]!;
      let sum = 0;
      let gradient = 0;
      for (let i = 0; i < n; i++) {
        const v = x[from + i]!;
        const wx = weight[i]! * v;
        weighted[i] = wx;
        sum += wx;
        gradient += residual[i]! * v;
      }
      out[j + 1]! += sum;
      out[gradientAt + j + 1]! += gradient;
      for (let k = j; k < p; k++) out[at++]! += dotBlock(weighted, columns[k]!, from, n);
    }
  }
  out[devianceAt] = deviance;
}

/**
 * The deviance of rows from .. from + n, each as often as it counts, with their weights in the Hessian and their residuals.
 * A twin of the loop above, which has no multiplication to spare.
 * @param eta IN @param weight OUT @param residual OUT
 */
function weightedTerms(
  eta: Float64Array,
  bad: Uint8Array,
  rowWeights: Float64Array,
  from: number,
  n: number,
  weight: Float64Array,
  residual: Float64Array,
): number {
  let deviance = 0;
  for (let i = 0; i < n; i++) {
    const e = eta[i]!;
    const t = Math.exp(-Math.abs(e));
    const y = bad[from + i]!;
    const times = rowWeights[from + i]!;
    weight[i] = times * (t / ((1 + t) * (1 + t)));
    residual[i] = times * (y - (e >= 0 ? 1 / (1 + t) : t / (1 + t)));
    deviance += 2 * times * (Math.log1p(t) + Math.max(e, 0) - y * e);
  }
  return deviance;
}

/** eta[i] = beta0 + sum_j beta_j columns[j][from + i] for i < n. */
export function linearPredictor(
  columns: readonly Float64Array[],
  beta: Float64Array,
  from: number,
  n: number,
  eta: Float64Array,
): void {
  eta.fill(beta[0]!, 0, n);
  for (let j = 0; j < columns.length; j++) {
    const b = beta[j + 1]!;
    if (b === 0) continue;
    const x = columns[j]!;
    for (let i = 0; i < n; i++) eta[i]! += b * x[from + i]!;
  }
}

/** Dot product of a[0..n) with b[from..from+n); four partial sums hide the latency of the additions. */
function dotBlock(a: Float64Array, b: Float64Array, from: number, n: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    s0 += a[i]! * b[from + i]!;
    s1 += a[i + 1]! * b[from + i + 1]!;
    s2 += a[i + 2]! * b[from + i + 2]!;
    s3 += a[i + 3]! * b[from + i + 3]!;
  }
  for (; i < n; i++) s0 += a[i]! * b[from + i]!;
  return s0 + s1 + (s2 + s3);
}
