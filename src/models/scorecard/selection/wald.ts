import { choleskyFactor, choleskySolve } from '../../../kernels/cholesky.ts';

/** The inverse of a positive definite m x m Hessian: the covariance of the coefficients. */
export function covarianceOf(hessian: Float64Array, m: number): Float64Array {
  const factor = hessian.slice();
  choleskyFactor(factor, m);
  const out = new Float64Array(m * m);
  for (let j = 0; j < m; j++) {
    const unit = new Float64Array(m);
    unit[j] = 1;
    choleskySolve(factor, m, unit);
    out.set(unit, j * m);
  }
  return out;
}

/** Wald's chi-square of every coefficient but the intercept, from the Hessian of a fit. */
export function waldStatistics({
  beta,
  hessian,
}: {
  readonly beta: Float64Array;
  readonly hessian: Float64Array;
}): number[] {
  const m = beta.length;
  const covariance = covarianceOf(hessian, m);
  return Array.from(beta.subarray(1), (b, j) => b ** 2 / covariance[(j + 1) * (m + 1)]!);
}
