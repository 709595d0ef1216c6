import { wilsonInterval } from './curves.ts';
import type { Interval } from './interval.ts';

/** `hits` of `trials` with Wilson's interval; `share` is NaN and the interval [0, 1] without trials. */
export interface Share {
  readonly hits: number;
  readonly trials: number;
  readonly share: number;
  readonly interval: Interval;
}

/** A value with its interval. */
export interface Contrast {
  readonly value: number;
  readonly interval: Interval;
}

/** @param z half-width in standard errors */
export function shareOf(hits: number, trials: number, z: number): Share {
  const interval: Interval = trials === 0 ? [0, 1] : wilsonInterval(hits, trials, z);
  return { hits, trials, share: hits / trials, interval };
}

/**
 * Difference of two independent shares with the interval of R. Newcombe, Statistics in Medicine 17 (1998), pp. 873-890, method 10:
 * from Wilson's intervals of either, at their coverage; within [-1, 1].
 */
export function differenceOfShares(a: Share, b: Share): Contrast {
  const value = a.share - b.share;
  if (a.trials === 0 || b.trials === 0) return { value: Number.NaN, interval: [-1, 1] };
  return {
    value,
    interval: [
      value - Math.hypot(a.share - a.interval[0], b.interval[1] - b.share),
      value + Math.hypot(a.interval[1] - a.share, b.share - b.interval[0]),
    ],
  };
}

/**
 * Ratio of two independent shares with the log-normal interval of D. Katz et al., Biometrics 34 (1978), pp. 469-474. It fails where a side
 * has no hits or both have nothing else: there the ends of Wilson's intervals are divided, which is wider than need be.
 * @param z half-width in standard errors
 */
export function ratioOfShares(a: Share, b: Share, z: number): Contrast {
  const value = a.share / b.share;
  if (a.trials === 0 || b.trials === 0) return { value: Number.NaN, interval: [0, Infinity] };
  const variance = 1 / a.hits - 1 / a.trials + 1 / b.hits - 1 / b.trials;
  if (!(variance > 0 && variance < Infinity)) {
    return { value, interval: [a.interval[0] / b.interval[1], a.interval[1] / b.interval[0]] };
  }
  const factor = Math.exp(z * Math.sqrt(variance));
  return { value, interval: [value / factor, value * factor] };
}
