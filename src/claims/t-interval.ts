import type { Interval } from '../evaluation/index.ts';
import { lowerBeta } from '../kernels/incomplete-beta.ts';

/** Mean of a figure over books, and Student's interval of it. */
export interface Estimate {
  readonly mean: number;
  /** Null with fewer than two values. */
  readonly ci95: Interval | null;
  readonly n: number;
}

/**
 * Mean and 95 % interval, mean +- t(n - 1) sd / sqrt(n) (Student 1908), of independent values such as those of books of
 * several seeds. Values that are not finite are left out and not counted; without any the mean is NaN.
 */
export function estimateOf(values: readonly number[]): Estimate {
  const known = values.filter(Number.isFinite);
  const n = known.length;
  const mean = known.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2) return { mean, ci95: null, n };
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const reach = tQuantile(0.975, n - 1) * Math.sqrt(variance / n);
  return { mean, ci95: [mean - reach, mean + reach], n };
}

/**
 * Quantile of Student's t at `p` in (0.5, 1) with `freedom` > 0 degrees, by bisection of P(T > t) = I_x(freedom / 2, 1/2) / 2,
 * x = freedom / (freedom + t^2) (Abramowitz and Stegun 26.7.1); relative error below 1e-12.
 */
export function tQuantile(p: number, freedom: number): number {
  const above = (t: number): number => lowerBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;
  let low = 0;
  let high = 1;
  while (above(high) > 1 - p) high *= 2;
  for (let step = 0; step < 200 && high - low > 1e-13 * high; step++) {
    const middle = (low + high) / 2;
    if (above(middle) > 1 - p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
