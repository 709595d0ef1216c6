import type { Network } from './network.ts';

/** The sum of the shares may miss the difference that they explain by this much, absolute and relative. OWN: no reason's order hangs on it. */
const TOLERANCE = 1e-3;
/** Points of the path at first and at most; doubled until the shares add up. */
const FIRST_POINTS = 64;
const MAX_POINTS = 4096;

/**
 * Integrated gradients (Sundararajan, Taly, Yan, ICML 2017, equation 1): the share of entry j in the difference of log-odds
 * between `row` and `baseline` is (row_j - baseline_j) times the mean slope along the straight line between them, by the
 * midpoint rule. What the rule misses is spread in proportion to the size of the shares, so that they add up exactly.
 * @param block rows that the network takes at once @returns one share per entry of the network's input
 */
export function pathShares(
  network: Network,
  block: number,
  baseline: Float64Array,
  row: Float64Array,
): Float64Array {
  network.input.set(baseline);
  const from = network.forward(1)[0]!;
  network.input.set(row);
  const difference = network.forward(1)[0]! - from;
  let shares: Float64Array;
  let missing: number;
  let points = FIRST_POINTS;
  do {
    shares = midpointShares(network, block, baseline, row, points);
    missing = difference - shares.reduce((sum, share) => sum + share, 0);
    points *= 2;
  } while (Math.abs(missing) > TOLERANCE * (1 + Math.abs(difference)) && points <= MAX_POINTS);
  const size = shares.reduce((sum, share) => sum + Math.abs(share), 0);
  return size === 0 ? shares : shares.map((share) => share + (missing * Math.abs(share)) / size);
}

/** The shares by `points` midpoints, before anything is spread. */
export function midpointShares(
  network: Network,
  block: number,
  baseline: Float64Array,
  row: Float64Array,
  points: number,
): Float64Array {
  const width = row.length;
  const shares = new Float64Array(width);
  for (let done = 0; done < points; done += block) {
    const n = Math.min(block, points - done);
    for (let i = 0; i < n; i++) {
      const t = (done + i + 0.5) / points;
      for (let j = 0; j < width; j++) {
        network.input[i * width + j] = baseline[j]! + t * (row[j]! - baseline[j]!);
      }
    }
    network.forward(n);
    const gradient = network.inputGradient(n);
    for (let i = 0; i < n; i++) for (let j = 0; j < width; j++) shares[j]! += gradient[i * width + j]!;
  }
  return shares.map((sum, j) => (sum / points) * (row[j]! - baseline[j]!));
}
