import { type Adjacency, degreeOfDay, endOfDay } from './graph-adjacency.ts';

/** Options of walks that go on with `damping` and start anew otherwise. */
export interface WalkOptions {
  /** Chance that a walk goes on at each step, in (0, 1). */
  readonly damping: number;
  /** Stop when a round moves less than this in all. */
  readonly tolerance: number;
  readonly mostRounds: number;
}

/** Weight of the edges of every node on a day. */
export function degreesOfDay(adjacency: Adjacency, day: number): Float64Array {
  const degrees = new Float64Array(adjacency.nNodes);
  for (let v = 0; v < adjacency.nNodes; v++) degrees[v] = degreeOfDay(adjacency, v, day);
  return degrees;
}

/**
 * Personalised PageRank by power iteration: the share of its time that a walk spends at each node, which from node v takes
 * an edge in proportion to its weight with chance `damping` and else starts anew (Page, Brin, Motwani, Winograd 1999; Haveliwala
 * 2002). A walk at a node without edges stays there, so that ranks add up over where walks start.
 * @param restart where walks start; sums to 1
 */
export function powerPageRank(
  adjacency: Adjacency,
  day: number,
  restart: Float64Array,
  { damping, tolerance, mostRounds }: WalkOptions,
): Float64Array {
  const { nNodes } = adjacency;
  const degrees = degreesOfDay(adjacency, day);
  let rank: Float64Array<ArrayBufferLike> = restart.slice();
  let next: Float64Array<ArrayBufferLike> = new Float64Array(nNodes);
  for (let round = 0; round < mostRounds; round++) {
    next.fill(0);
    for (let v = 0; v < nNodes; v++) {
      if (degrees[v] === 0) next[v]! += damping * rank[v]!;
      else spread(adjacency, v, day, (damping * rank[v]!) / degrees[v]!, next);
    }
    let moved = 0;
    for (let v = 0; v < nNodes; v++) {
      next[v]! += (1 - damping) * restart[v]!;
      moved += Math.abs(next[v]! - rank[v]!);
    }
    [rank, next] = [next, rank];
    if (moved < tolerance) break;
  }
  return rank;
}

/**
 * Label propagation with local and global consistency (Zhou, Bousquet, Lal, Weston, Schölkopf, NIPS 2004, section 3): the limit
 * of F = damping S F + (1 - damping) Y for S = D^-1/2 W D^-1/2. @param labels Y, one entry per node
 */
export function propagateLabels(
  adjacency: Adjacency,
  day: number,
  labels: Float64Array,
  { damping, tolerance, mostRounds }: WalkOptions,
): Float64Array {
  const { nNodes } = adjacency;
  const roots = degreesOfDay(adjacency, day).map((degree) => Math.sqrt(degree));
  let scores: Float64Array<ArrayBufferLike> = labels.slice();
  let next: Float64Array<ArrayBufferLike> = new Float64Array(nNodes);
  for (let round = 0; round < mostRounds; round++) {
    next.fill(0);
    for (let v = 0; v < nNodes; v++)
      if (roots[v]! > 0) spread(adjacency, v, day, scores[v]! / roots[v]!, next);
    let moved = 0;
    for (let v = 0; v < nNodes; v++) {
      const near = roots[v]! > 0 ? next[v]! / roots[v]! : 0;
      next[v] = damping * near + (1 - damping) * labels[v]!;
      moved += Math.abs(next[v]! - scores[v]!);
    }
    [scores, next] = [next, scores];
    if (moved < tolerance) break;
  }
  return scores;
}

/** Adds `amount` times its weight along every edge of `v`. @param to INOUT */
function spread(adjacency: Adjacency, v: number, day: number, amount: number, to: Float64Array): void {
  const { offsets, targets, untils, weights } = adjacency;
  const end = endOfDay(adjacency, v, day);
  for (let i = offsets[v]!; i < end; i++) if (untils[i]! > day) to[targets[i]!]! += amount * weights[i]!;
}
