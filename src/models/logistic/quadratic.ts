import { choleskyFactor, choleskySolve } from '../../kernels/cholesky.ts';

/**
 * Minimises 1/2 b'Ab - c'b for a positive definite A.
 * @param a IN m x m row-major, symmetric (lower triangle read by the unbounded solve)
 */
export function solveUnbounded(a: Float64Array, c: Float64Array, m: number): Float64Array {
  const factor = a.slice();
  choleskyFactor(factor, m);
  const b = c.slice();
  choleskySolve(factor, m, b);
  return b;
}

/** Sweeps are cheap next to a pass over the data; this many is only reached by nearly singular problems. */
const MAX_SWEEPS = 2000;
const TOLERANCE = 1e-10;

/**
 * The same with b[j] >= 0 for j >= 1 (the intercept, b[0], is free): cyclic coordinate descent, which converges to the
 * one minimum because the bounds are separable (Tseng 2001).
 * @param start INOUT first guess, then the solution
 */
export function solveNonNegative(
  a: Float64Array,
  c: Float64Array,
  m: number,
  start: Float64Array,
): Float64Array {
  const b = start;
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let largest = 0;
    for (let j = 0; j < m; j++) {
      const diagonal = a[j * m + j]!;
      if (diagonal <= 0) continue;
      let gradient = c[j]!;
      for (let k = 0; k < m; k++) gradient -= a[j * m + k]! * b[k]!;
      let next = b[j]! + gradient / diagonal;
      if (j > 0 && next < 0) next = 0;
      largest = Math.max(largest, Math.abs(next - b[j]!) * Math.sqrt(diagonal));
      b[j] = next;
    }
    if (largest < TOLERANCE) break;
  }
  return b;
}

/**
 * Minimises 1/2 b'Ab - c'b + l1 * sum of |b[j]| for j >= 1 by cyclic coordinate descent with soft thresholds (Friedman, Hastie,
 * Tibshirani, "Regularization paths for generalized linear models via coordinate descent", J. Stat. Software 2010, eq. 5).
 * @param start INOUT first guess, then the solution
 */
export function solveLasso(
  a: Float64Array,
  c: Float64Array,
  m: number,
  l1: number,
  start: Float64Array,
): Float64Array {
  const b = start;
  // slope = c - Ab is kept up to date, so that a coefficient which stays at 0 costs one comparison.
  const slope = c.slice();
  for (let j = 0; j < m; j++) if (b[j] !== 0) addRow(slope, a, j, m, -b[j]!);
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let largest = 0;
    for (let j = 0; j < m; j++) {
      const diagonal = a[j * m + j]!;
      if (diagonal <= 0) continue;
      const pull = slope[j]! + diagonal * b[j]!;
      const next = (j === 0 ? pull : softThreshold(pull, l1)) / diagonal;
      const change = next - b[j]!;
      if (change === 0) continue;
      addRow(slope, a, j, m, -change);
      b[j] = next;
      largest = Math.max(largest, Math.abs(change) * Math.sqrt(diagonal));
    }
    if (largest < TOLERANCE) break;
  }
  return b;
}

function softThreshold(value: number, l1: number): number {
  return Math.sign(value) * Math.max(0, Math.abs(value) - l1);
}

function addRow(out: Float64Array, a: Float64Array, j: number, m: number, factor: number): void {
  for (let k = 0; k < m; k++) out[k]! += factor * a[j * m + k]!;
}
