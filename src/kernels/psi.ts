/**
 * Population stability index of two samples counted over the same bins, and what it would be by chance alone. Quality
 * checks of sources and the evaluation of models both use it, hence its place below them.
 */

import { chiSquareTail, chiSquareUpperQuantile } from './incomplete-gamma.ts';

/**
 * The customary bounds of the index: below .10 stable, above .25 shifted. They are folklore without a source that derives them
 * and do not know how many rows there are: 200 against 200 rows in ten bins exceed .10 by chance one time in three.
 */
export const PSI_FOLKLORE = { moderate: 0.1, large: 0.25 } as const;

/** Rows that an empty bin counts as where the other sample has some: the logarithm of 0 would make every shift infinite. OWN. */
export const EMPTY_BIN_ROWS = 0.5;

/**
 * Sum over bins of (share - share') ln(share / share'): symmetric, 0 for equal shares. Bins empty in both samples are left
 * out; a bin empty in one counts EMPTY_BIN_ROWS there, so what it adds shrinks with the size of that sample.
 * NaN when a sample has no rows. IN: counts by bin of both samples, of equal length.
 */
export function psiOfCounts(reference: ArrayLike<number>, current: ArrayLike<number>): number {
  const n = sum(reference);
  const m = sum(current);
  if (n === 0 || m === 0) return Number.NaN;
  let psi = 0;
  for (let b = 0; b < reference.length; b++) psi += psiTerm(reference[b]!, n, current[b]!, m);
  return psi;
}

/** What one bin adds to the index; never negative. @param n rows of the reference in all @param m of the current sample */
export function psiTerm(reference: number, n: number, current: number, m: number): number {
  if (reference === 0 && current === 0) return 0;
  const before = Math.max(EMPTY_BIN_ROWS, reference) / n;
  const now = Math.max(EMPTY_BIN_ROWS, current) / m;
  return (now - before) * Math.log(now / before);
}

/** Bins with rows in either sample: the B of the distribution below. */
export function occupiedBins(reference: ArrayLike<number>, current: ArrayLike<number>): number {
  let bins = 0;
  for (let b = 0; b < reference.length; b++) if (reference[b]! > 0 || current[b]! > 0) bins += 1;
  return bins;
}

/**
 * Value that the index of two samples of `n` and `m` rows from one population exceeds with probability `alpha`:
 * (1/n + 1/m) times the upper quantile of a chi-square with `bins` - 1 degrees of freedom (B. Yurdakul and J. Naranjo,
 * "Statistical properties of the population stability index", Journal of Risk Model Validation 14(4), 2020). 0 for one bin.
 * An approximation for large samples: it wants some five expected rows in every bin.
 */
export function psiCriticalValue(bins: number, n: number, m: number, alpha: number): number {
  return bins < 2 ? 0 : (1 / n + 1 / m) * chiSquareUpperQuantile(alpha, bins - 1);
}

/** Probability of an index at least as large as `psi` without any shift, by the same approximation; 1 for one bin. */
export function psiPValue(psi: number, bins: number, n: number, m: number): number {
  return bins < 2 ? 1 : chiSquareTail(psi / (1 / n + 1 / m), bins - 1);
}

function sum(counts: ArrayLike<number>): number {
  let total = 0;
  for (let b = 0; b < counts.length; b++) total += counts[b]!;
  return total;
}
