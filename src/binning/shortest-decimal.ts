/**
 * The number with the fewest decimal digits in (a, b], for a < b: cut points that people can read (18.5 rather than
 * 18.4999999) and that separate the same rows. Falls back to `b`, and is finite unless `a` is the largest number: a cut at
 * Infinity could not be stored.
 */
export function shortestBetween(a: number, b: number): number {
  if (b === Number.POSITIVE_INFINITY && a < Number.MAX_VALUE) return shortestBetween(a, Number.MAX_VALUE);
  const middle = a + (b - a) / 2;
  for (let digits = 1; digits <= 17; digits++) {
    const candidate = Number(middle.toPrecision(digits));
    if (candidate > a && candidate <= b) return candidate;
  }
  return b;
}
