import { byInformation, type Candidate, type Drop } from '../candidate.ts';

/**
 * Leaves out every candidate that correlates too much with a stronger one that stays. Strongest first, so that a candidate
 * never goes for the sake of one that goes itself.
 * @param correlations IN p x p in the order of `candidates`
 * @returns those that stay, in the order given
 */
export function dropCorrelated<C extends Candidate>(
  candidates: readonly C[],
  correlations: Float64Array,
  maxCorrelation: number,
  drop: Drop,
): C[] {
  const p = candidates.length;
  const place = new Map(candidates.map((candidate, j) => [candidate, j]));
  const kept: C[] = [];
  for (const candidate of byInformation(candidates)) {
    const row = place.get(candidate)! * p;
    const correlation = (other: C): number => correlations[row + place.get(other)!]!;
    const twin = kept.find((other) => Math.abs(correlation(other)) > maxCorrelation);
    if (!twin) kept.push(candidate);
    else {
      const r = correlation(twin).toFixed(3);
      const { iv } = twin.binning;
      drop(
        candidate,
        `correlates with the stronger ${twin.name} (r ${r}; information value ${candidate.binning.iv.toFixed(4)} against ${iv.toFixed(4)})`,
      );
    }
  }
  const stays = new Set(kept);
  return candidates.filter((candidate) => stays.has(candidate));
}
