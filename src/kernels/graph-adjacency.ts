/**
 * Who is joined to whom, and since when, as compressed sparse rows: the edges of node v are the entries
 * [offsets[v], offsets[v + 1]), by day and then by number of the edge, so that what was known at a day is a prefix.
 *
 *   offsets   0        3     4            An edge counts on a day when  days <= day < untils.  Edges that end make the
 *   targets  [ 4  9  4 | 0 | ... ]        prefix a little too long: readers skip those whose `untils` has come.
 *   days     [ 3  5  8 | 5 | ... ]
 */
export interface Adjacency {
  readonly nNodes: number;
  /** One more than nodes. */
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  /** First day on which the edge counts. */
  readonly days: Int32Array;
  /** First day on which it counts no more; FOREVER where it does not end. */
  readonly untils: Int32Array;
  /** Positive. */
  readonly weights: Float64Array;
  /** A small number that says what kind of edge it is. */
  readonly kinds: Uint8Array;
  /** Number of the edge among those given: where to look up what else is known of it. */
  readonly edges: Int32Array;
}

/** The day that never comes. */
export const FOREVER = 2 ** 31 - 1;

/** Edges in any order, one entry each. */
export interface EdgeList {
  readonly nEdges: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly days: Int32Array;
  readonly untils: Int32Array;
  readonly weights: Float64Array;
  readonly kinds: Uint8Array;
}

/** Which end of an edge holds it: an edge without direction is held by both. */
export type EdgeEnd = 'from' | 'to' | 'both';

/** Longest run that is sorted by insertion; beyond it the engine's sort is faster. By trial. */
const INSERTION_MOST = 24;

/**
 * Lays edges out by node and day: a counting sort by node, then each node's few entries by day. Columns are written from the
 * first entry to the last, which is what makes it fast.
 * @param out OUT offsets of length nNodes + 1, the other arrays as long as the entries: nEdges, or twice that for 'both'
 */
export function fillAdjacency(list: EdgeList, end: EdgeEnd, out: Adjacency): void {
  const { nEdges, from, to, days, untils, weights, kinds } = list;
  const { offsets, nNodes, targets, edges } = out;
  offsets.fill(0);
  for (let e = 0; e < nEdges; e++) {
    if (end !== 'to') offsets[from[e]! + 1]! += 1;
    if (end !== 'from') offsets[to[e]! + 1]! += 1;
  }
  for (let v = 0; v < nNodes; v++) offsets[v + 1]! += offsets[v]!;
  const next = offsets.slice(0, nNodes);
  for (let e = 0; e < nEdges; e++) {
    if (end !== 'to') edges[next[from[e]!]!++] = e;
    if (end !== 'from') edges[next[to[e]!]!++] = e;
  }
  for (let v = 0; v < nNodes; v++) {
    sortByDay(edges, offsets[v]!, offsets[v + 1]!, days, nEdges);
    for (let i = offsets[v]!; i < offsets[v + 1]!; i++) {
      const e = edges[i]!;
      targets[i] = from[e] === v ? to[e]! : from[e]!;
      out.days[i] = days[e]!;
      out.untils[i] = untils[e]!;
      out.weights[i] = weights[e]!;
      out.kinds[i] = kinds[e]!;
    }
  }
}

/** Sorts the edge numbers in [start, end) by day; they come by number, and equal days stay so. */
function sortByDay(edges: Int32Array, start: number, end: number, days: Int32Array, nEdges: number): void {
  if (end - start > INSERTION_MOST) {
    // Day and number in one: exact below 2 ** 53.
    const keys = Float64Array.from(edges.subarray(start, end), (e) => days[e]! * nEdges + e).sort();
    for (let i = start; i < end; i++) {
      const key = keys[i - start]!;
      edges[i] = key - Math.floor(key / nEdges) * nEdges;
    }
    return;
  }
  for (let i = start + 1; i < end; i++) {
    const e = edges[i]!;
    const day = days[e]!;
    let j = i - 1;
    while (j >= start && days[edges[j]!]! > day) {
      edges[j + 1] = edges[j]!;
      j -= 1;
    }
    edges[j + 1] = e;
  }
}

/** Numbers 0 .. n-1 by ascending day, equal days in their order. */
export function orderByDay(days: Int32Array, n: number): Int32Array {
  const order = new Int32Array(n);
  if (n === 0) return order;
  let least = FOREVER;
  let most = -FOREVER;
  for (let i = 0; i < n; i++) {
    const day = days[i]!;
    if (day < least) least = day;
    if (day > most) most = day;
  }
  const starts = new Int32Array(most - least + 2);
  for (let i = 0; i < n; i++) starts[days[i]! - least + 1]! += 1;
  for (let d = 1; d < starts.length; d++) starts[d]! += starts[d - 1]!;
  for (let i = 0; i < n; i++) {
    const d = days[i]! - least;
    order[starts[d]!] = i;
    starts[d]! += 1;
  }
  return order;
}

/** The end of the entries of node `v` whose day is at most `day`; those before it may have ended (`untils`). */
export function endOfDay({ offsets, days }: Adjacency, v: number, day: number): number {
  let low = offsets[v]!;
  let high = offsets[v + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (days[middle]! <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Weight of the edges of node `v` on a day. */
export function degreeOfDay(adjacency: Adjacency, v: number, day: number): number {
  const end = endOfDay(adjacency, v, day);
  let sum = 0;
  for (let i = adjacency.offsets[v]!; i < end; i++)
    if (adjacency.untils[i]! > day) sum += adjacency.weights[i]!;
  return sum;
}
