/** The beta and the binomial distribution through the regularised incomplete beta function. */

import { betaTerm } from './log-gamma.ts';

/** Keeps a continued fraction away from a division by 0 (modified Lentz, Thompson and Barnett 1986). */
const TINY = 1e-300;
/** A step this near 1 is rounding; nothing smaller is reached for sure. */
const SETTLED = 4 * Number.EPSILON;

/** I_x(a, b): the share of a Beta(a, b) distribution below `x`; a, b > 0. */
export function lowerBeta(x: number, a: number, b: number): number {
  return lowerBetaOf(x, 1 - x, a, b);
}

/** P(X > x) for a Beta(a, b) variable, with its own relative accuracy. */
export function upperBeta(x: number, a: number, b: number): number {
  return lowerBetaOf(1 - x, x, b, a);
}

/** The same with y = 1 - x given apart. The fraction (DLMF 8.17.22) converges fast below the mean: above, the mirror is taken. */
function lowerBetaOf(x: number, y: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  const below = x < (a + 1) / (a + b + 2);
  const value = below ? fraction(x, y, a, b) : 1 - fraction(y, x, b, a);
  return Math.min(1, Math.max(0, value));
}

function fraction(x: number, y: number, a: number, b: number): number {
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  if (Math.abs(d) < TINY) d = TINY;
  d = 1 / d;
  let h = d;
  for (let m = 1; ; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    if (Math.abs(d) < TINY) d = TINY;
    c = 1 + even / c;
    if (Math.abs(c) < TINY) c = TINY;
    d = 1 / d;
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    if (Math.abs(d) < TINY) d = TINY;
    c = 1 + odd / c;
    if (Math.abs(c) < TINY) c = TINY;
    d = 1 / d;
    const step = d * c;
    h *= step;
    if (!(Math.abs(step - 1) > SETTLED)) return (betaTerm(a, b, x, y) * h) / a;
  }
}

/** P(X >= hits) for X ~ Binomial(trials, p); hits and trials are whole numbers. */
export function binomialUpperTail(hits: number, trials: number, p: number): number {
  return hits <= 0 ? 1 : hits > trials ? 0 : lowerBeta(p, hits, trials - hits + 1);
}

/** P(X <= hits) for X ~ Binomial(trials, p). */
export function binomialLowerTail(hits: number, trials: number, p: number): number {
  return hits < 0 ? 0 : hits >= trials ? 1 : upperBeta(p, hits + 1, trials - hits);
}

/** The x with I_x(a, b) = `p`; 0 at 0 and 1 at 1. Relative error of the smaller of x and 1 - x about 1e-12. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  const mean = a / (a + b);
  if (p <= lowerBeta(mean, a, b)) return searchBelow(p, a, b, mean);
  return 1 - searchBelow(1 - p, b, a, b / (a + b));
}

/** Bracketed Newton's steps in ln x and ln I below the mean: tiny quantiles keep their digits. */
function searchBelow(p: number, a: number, b: number, mean: number): number {
  let low = Math.log(Number.MIN_VALUE);
  let high = Math.log(mean);
  let t = high;
  for (let step = 0; step < 200; step++) {
    const x = Math.exp(t);
    const value = lowerBetaOf(x, -Math.expm1(t), a, b);
    if (value < p) low = t;
    else high = t;
    // dI / dt = x f(x) = betaTerm / y.
    const slope = betaTerm(a, b, x, -Math.expm1(t)) / -Math.expm1(t);
    const newton = t - (Math.log(value / p) * value) / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - t) <= 4 * Number.EPSILON * Math.max(1, Math.abs(t))) return Math.exp(next);
    t = next;
  }
  return Math.exp(t);
}
