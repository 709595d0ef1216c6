import { type Adjacency, endOfDay } from './graph-adjacency.ts';

/** Shares of marked nodes near one node, itself left out. */
export interface NearShares {
  /** Of its neighbours, by the weight of their edges. */
  readonly oneHop: number;
  /** Of where two steps of a walk by weight lead, steps back to the node itself not counted. */
  readonly twoHops: number;
}

/**
 * Shares of nodes marked before `day` (`markedDays` < day) among those one and two steps away on that day; 0 where there are
 * none. Sums run in the order of the edges.
 */
export function nearShares(
  adjacency: Adjacency,
  node: number,
  day: number,
  markedDays: Int32Array,
): NearShares {
  const { offsets, targets, untils, weights } = adjacency;
  let near = 0;
  let nearMarked = 0;
  let far = 0;
  let farMarked = 0;
  const end = endOfDay(adjacency, node, day);
  for (let i = offsets[node]!; i < end; i++) {
    if (untils[i]! <= day) continue;
    const v = targets[i]!;
    near += weights[i]!;
    if (markedDays[v]! < day) nearMarked += weights[i]!;
    let degree = 0;
    let away = 0;
    let awayMarked = 0;
    const endOfV = endOfDay(adjacency, v, day);
    for (let j = offsets[v]!; j < endOfV; j++) {
      if (untils[j]! <= day) continue;
      degree += weights[j]!;
      if (targets[j] === node) continue;
      away += weights[j]!;
      if (markedDays[targets[j]!]! < day) awayMarked += weights[j]!;
    }
    far += (weights[i]! * away) / degree;
    farMarked += (weights[i]! * awayMarked) / degree;
  }
  return { oneHop: near > 0 ? nearMarked / near : 0, twoHops: far > 0 ? farMarked / far : 0 };
}

/**
 * Shortest way from a node to one marked before `day`, itself left out: breadth first, edges in their order.
 * @param distance INOUT one entry per node, 0 before and after
 * @returns the nodes from the first to the marked one; undefined where there is none within `mostSteps`
 */
export function wayToMarked(
  adjacency: Adjacency,
  node: number,
  day: number,
  markedDays: Int32Array,
  mostSteps: number,
  distance: Int32Array,
): number[] | undefined {
  const { offsets, targets, untils } = adjacency;
  const met = [node];
  const from = [-1];
  distance[node] = 1;
  let last = -1;
  for (let head = 0; head < met.length && last < 0; head++) {
    const v = met[head]!;
    if (distance[v]! > mostSteps) break;
    const end = endOfDay(adjacency, v, day);
    for (let i = offsets[v]!; i < end; i++) {
      const u = targets[i]!;
      if (untils[i]! <= day || distance[u]! > 0) continue;
      distance[u] = distance[v]! + 1;
      met.push(u);
      from.push(head);
      if (markedDays[u]! >= day) continue;
      last = met.length - 1;
      break;
    }
  }
  for (const v of met) distance[v] = 0;
  if (last < 0) return undefined;
  const way: number[] = [];
  for (let at = last; at >= 0; at = from[at]!) way.push(met[at]!);
  return way.reverse();
}
