/** The chi-square and the normal distribution through the regularised incomplete gamma function. */

import { normalQuantile } from '../core/index.ts';
import { gammaTerm } from './log-gamma.ts';

/** Keeps a continued fraction away from a division by 0 (modified Lentz, Thompson and Barnett 1986). */
const TINY = 1e-300;
/** A step this near 1 is rounding; nothing smaller is reached for sure. */
const SETTLED = 4 * Number.EPSILON;

/** P(a, x): the share of a gamma distribution of shape `a` > 0 below `x` >= 0 (DLMF 8.11.4 below the mean, 8.9.2 above). */
export function lowerGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  if (x === Infinity) return 1;
  return x < a + 1 ? series(a, x) : 1 - fraction(a, x);
}

/** Q(a, x) = 1 - P(a, x), with its own relative accuracy far out in the tail. */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  return x < a + 1 ? 1 - series(a, x) : fraction(a, x);
}

function series(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * Number.EPSILON; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return gammaTerm(a, x) * sum;
}

function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  for (let k = 1; ; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = numerator * d + b;
    if (Math.abs(d) < TINY) d = TINY;
    c = b + numerator / c;
    if (Math.abs(c) < TINY) c = TINY;
    d = 1 / d;
    const step = d * c;
    h *= step;
    if (!(Math.abs(step - 1) > SETTLED)) return Math.min(1, a * gammaTerm(a, x) * h);
  }
}

/** P(X > x) for a chi-square variable with `df` > 0 degrees of freedom. */
export function chiSquareTail(x: number, df: number): number {
  return upperGamma(df / 2, x / 2);
}

/**
 * The x with P(X > x) = `tail`, for `tail` in (0, 1): Newton's steps on the log of the tail from the start of Wilson and
 * Hilferty (1931), kept inside a shrinking bracket. Relative error about 1e-13.
 */
export function chiSquareUpperQuantile(tail: number, df: number): number {
  const start = 2 / (9 * df);
  const guess = df * (1 - start - normalQuantile(tail) * Math.sqrt(start)) ** 3;
  let low = 0;
  let high = Infinity;
  let x = guess > 0 ? guess : df * Number.EPSILON;
  for (let step = 0; step < 200; step++) {
    const q = chiSquareTail(x, df);
    if (q > tail) low = x;
    else high = x;
    // x f(x) = (df / 2) gammaTerm, with f the density of the chi-square.
    const density = ((df / 2) * gammaTerm(df / 2, x / 2)) / x;
    const newton = x + (Math.log(q / tail) * q) / density;
    const next = newton > low && newton < high ? newton : high === Infinity ? 2 * x : (low + high) / 2;
    if (Math.abs(next - x) <= 4 * Number.EPSILON * x) return next;
    x = next;
  }
  return x;
}

/** P(Z > z) for a standard normal Z, with relative accuracy in both tails. */
export function normalTail(z: number): number {
  if (z === 0) return 0.5;
  const beyond = 0.5 * upperGamma(0.5, (z * z) / 2);
  return z > 0 ? beyond : 1 - beyond;
}

/** P(|Z| > |z|): the p-value of a two-sided test. */
export function twoSidedNormalP(z: number): number {
  return upperGamma(0.5, (z * z) / 2);
}
