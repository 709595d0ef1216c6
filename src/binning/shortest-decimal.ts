/**
 * The number with the fewest decimal digits in (a, b], for a < b: cut points that people can read (18.5 rather than
 * 18.4999999) and that separate the same rows. Falls back to `b`.
 */
export function shortestBetween(a: number, b: number): number {
  const middle = a + (b - a) / 2;
  for (let digits = 1; digits <= 17; digits++) {
    const candidate = Number(middle.toPrecision(digits));
    if (candidate > a && candidate <= b) return candidate;
  }
  return b;
}
