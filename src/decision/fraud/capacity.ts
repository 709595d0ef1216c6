/**
 * The least threshold at which no more than `share` of the applications reach it: what officers can look at. Scores are of past
 * applications, higher is more suspect; equal scores stay together, so the share may be undershot. Infinity where even the
 * highest score is had by too many.
 */
export function thresholdAtCapacity(scores: Float64Array, share: number): number {
  const most = Math.floor(share * scores.length);
  const sorted = scores.slice().sort();
  let threshold = Number.POSITIVE_INFINITY;
  for (let end = sorted.length; end > 0; ) {
    const value = sorted[end - 1]!;
    let start = end;
    while (start > 0 && sorted[start - 1] === value) start -= 1;
    if (sorted.length - start > most) break;
    threshold = value;
    end = start;
  }
  return threshold;
}
