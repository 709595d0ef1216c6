import type { ValueBin } from '../../table/profile/index.ts';
import { LEAST_FOR_OUTLIERS, ROBUST_Z } from './limits.ts';
import { type Outliers, QUANTILE_SHARES, type Quantiles } from './report.ts';

/** Standard deviation of a normal distribution over its median absolute deviation. */
export const MAD_TO_DEVIATION = 1.4826;

/** Rows of a bin that count. */
export type Weight = (bin: ValueBin) => number;

export const everyRow: Weight = ({ reference, current, outside }) => reference + current + outside;

export function totalOf(bins: readonly ValueBin[], weight: Weight = everyRow): number {
  return bins.reduce((sum, bin) => sum + weight(bin), 0);
}

/**
 * The least value that at least `share` of the values do not exceed; exact where the values of its bin are equal, otherwise
 * spread evenly over the bin. @param bins ascending @returns NaN without values
 */
export function quantileOf(bins: readonly ValueBin[], share: number, weight: Weight = everyRow): number {
  const total = totalOf(bins, weight);
  const rank = Math.max(1, Math.ceil(share * total - ROUNDING));
  let before = 0;
  for (const bin of bins) {
    const n = weight(bin);
    if (before + n >= rank && n > 0) {
      const place = n === 1 ? 0 : (rank - before - 1) / (n - 1);
      return bin.least + place * (bin.greatest - bin.least);
    }
    before += n;
  }
  return Number.NaN;
}

/** Keeps 0.07 x 100 = 7.000000000000001 at rank 7. */
const ROUNDING = 1e-9;

export function quantilesOf(bins: readonly ValueBin[]): Quantiles | null {
  const [first] = bins;
  const last = bins.at(-1);
  if (!first || !last) return null;
  const inner = Object.fromEntries(
    Object.entries(QUANTILE_SHARES).map(([name, share]) => [name, quantileOf(bins, share)]),
  ) as Record<keyof typeof QUANTILE_SHARES, number>;
  return { min: first.least, ...inner, max: last.greatest };
}

/**
 * Values far from the median in robust standard deviations. On the `log` scale of ln(1 + size), over values other than 0 and
 * without their sign: amounts spread over powers of ten, and zeros would be the median of many. Null for fewer than
 * LEAST_FOR_OUTLIERS values, and where more than half of them are equal.
 */
export function outliersOf(
  bins: readonly ValueBin[],
  scale: Outliers['scale'],
): Omit<Outliers, 'examples'> | null {
  const points = bins
    .map((bin) => ({ at: scaled((bin.least + bin.greatest) / 2, scale), n: everyRow(bin) }))
    .filter(({ at }) => scale === 'plain' || at > 0);
  const values = points.reduce((sum, { n }) => sum + n, 0);
  if (values < LEAST_FOR_OUTLIERS) return null;
  const median = medianOf(points);
  const spread = MAD_TO_DEVIATION * medianOf(points.map(({ at, n }) => ({ at: Math.abs(at - median), n })));
  if (!(spread > 0)) return null;
  let beyond = 0;
  let largestZ = 0;
  let side: Outliers['side'] = 'high';
  for (const { at, n } of points) {
    const z = Math.abs(at - median) / spread;
    if (z > ROBUST_Z) beyond += n;
    if (z <= largestZ) continue;
    largestZ = z;
    side = at > median ? 'high' : 'low';
  }
  return { values, beyond, scale, median, spread, largestZ, side };
}

function scaled(value: number, scale: Outliers['scale']): number {
  return scale === 'log' ? Math.log1p(Math.abs(value)) : value;
}

interface Point {
  readonly at: number;
  readonly n: number;
}

/** The least value that at least half of the values do not exceed. */
function medianOf(points: readonly Point[]): number {
  const half = points.reduce((sum, { n }) => sum + n, 0) / 2;
  let before = 0;
  for (const { at, n } of points.toSorted((a, b) => a.at - b.at)) {
    before += n;
    if (before >= half) return at;
  }
  return Number.NaN;
}
