import type { RandomStream } from '../../core/index.ts';

/** The largest count that the contracts allow. */
export const COUNT_LIMIT = 1_000_000;

/** Means from here on are drawn as normals: a Poisson by inversion needs exp(-mean). */
const LARGE_MEAN = 500;

/** A Poisson count of any mean >= 0, at most COUNT_LIMIT; one draw at (i, j, k). */
export function drawCount(stream: RandomStream, mean: number, i: number, j: number, k: number): number {
  if (mean < LARGE_MEAN) return stream.poisson(mean, i, j, k);
  const drawn = Math.round(stream.normal(mean, Math.sqrt(mean), i, j, k));
  return Math.min(COUNT_LIMIT, Math.max(0, drawn));
}
