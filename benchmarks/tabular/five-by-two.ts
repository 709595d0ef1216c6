import { mean } from '../harness/statistics.ts';

/** Of a measure in favour of ours, over replications of a two-fold cross-validation. */
export interface FiveByTwo {
  readonly difference: number;
  /**
   * All true differences that the test does not reject at 5 %; where it rejects every one, which takes replications that differ
   * far more than their folds, both ends are the mean.
   */
  readonly interval: readonly [low: number, high: number];
  /** 0 lies outside the interval. */
  readonly significant: boolean;
}

/** 95 % quantiles of F with 2R and R degrees of freedom, R = 1 to 5 (scipy 1.10.1, `stats.f.ppf(.95, 2 * R, R)`). */
const F_95 = [199.5, 19.2468, 8.9406, 6.041, 4.7351];

/**
 * The combined 5x2cv F test (E. Alpaydin, Neural Computation 11 (1999), pp. 1885-1892; Dietterich's 5x2cv t test with all ten
 * differences in the numerator): sum of p_ij^2 / (2 * sum of s_i^2), with s_i^2 the variance of the two differences of replication
 * i. The interval comes from the same test of p_ij - d for every d. With identical differences it has no width.
 * @param differences one pair of folds per replication, 1 to 5 of them
 */
export function fiveByTwo(differences: readonly (readonly [number, number])[]): FiveByTwo {
  const critical = F_95[differences.length - 1];
  if (critical === undefined) throw new Error(`got ${differences.length} replications; expected 1 to 5`);
  const all = differences.flat();
  const difference = mean(all);
  const within = sumOfSquares(differences.flatMap(([a, b]) => [a - (a + b) / 2, b - (a + b) / 2]));
  const around = sumOfSquares(all.map((p) => p - difference));
  // sum (p - d)^2 = around + n (mean - d)^2 <= 2 critical within
  const half = Math.sqrt(Math.max(0, (2 * critical * within - around) / all.length));
  const interval = [difference - half, difference + half] as const;
  return { difference, interval, significant: interval[0] > 0 || interval[1] < 0 };
}

function sumOfSquares(deviations: readonly number[]): number {
  return deviations.reduce((sum, deviation) => sum + deviation ** 2, 0);
}
