import type { RoundCounts, ValueBin } from '../../table/profile/index.ts';
import { LEAST_FOR_DIGITS } from './limits.ts';
import { everyRow } from './numbers.ts';
import type { Digits } from './report.ts';

/** Shares of first digits 1 to 9 by F. Benford, "The law of anomalous numbers", Proc. Am. Phil. Soc. 78, 1938: log10(1 + 1/d). */
export const BENFORD: readonly number[] = Array.from({ length: 9 }, (_, i) => Math.log10(1 + 1 / (i + 1)));

const EQUAL: readonly number[] = new Array<number>(10).fill(0.1);

/**
 * First and last digits of amounts: a hint that a person made figures up, or that a price list made them, never a verdict.
 * Null below LEAST_FOR_DIGITS values. @param counts with whole yuan for units
 */
export function digitsOf(bins: readonly ValueBin[], counts: RoundCounts): Digits | null {
  const first = new Array<number>(9).fill(0);
  for (const bin of bins) {
    // A bin shares its first three digits, and its least value names them.
    const digit = firstDigit(bin.least === 0 ? bin.greatest : bin.least);
    if (digit > 0) first[digit - 1]! += everyRow(bin);
  }
  const values = first.reduce((a, b) => a + b, 0);
  if (values < LEAST_FOR_DIGITS) return null;
  const { lastDigits, large, round } = counts;
  const lasting = lastDigits.reduce((a, b) => a + b, 0);
  return {
    values,
    first: first.map((n) => n / values),
    benfordDistance: distance(first, BENFORD),
    last: lastDigits.map((n) => (lasting > 0 ? n / lasting : 0)),
    lastDistance: lasting > 0 ? distance(lastDigits, EQUAL) : 0,
    roundShare: large > 0 ? round / large : 0,
  };
}

/** 1 to 9, or 0 for 0. */
export function firstDigit(value: number): number {
  return Number(Math.abs(value).toExponential()[0]);
}

/** Sum of (share - expected)^2 / expected: chi-square over the number of values, so that size alone does not raise it. */
function distance(counts: readonly number[], expected: readonly number[]): number {
  const total = counts.reduce((a, b) => a + b, 0);
  return counts.reduce((sum, n, i) => sum + (n / total - expected[i]!) ** 2 / expected[i]!, 0);
}
