/** The quantiles of every table of the comparison. */
export const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** Quantiles of the finite values at LEVELS, linear between order statistics (type 7 of Hyndman and Fan); NaN of nothing. */
export function quantilesOf(values: Iterable<number>): number[] {
  const sorted = Float64Array.from([...values].filter(Number.isFinite)).sort();
  return LEVELS.map((p) => {
    const at = p * (sorted.length - 1);
    const low = Math.floor(at);
    const lower = sorted[low];
    if (lower === undefined) return Number.NaN;
    return lower + (at - low) * ((sorted[low + 1] ?? lower) - lower);
  });
}
