import type { PlainGraph } from './graph-slice.ts';

/**
 * Core number of every node of a graph without direction: the largest k such that it belongs to a group where everyone has k
 * others of the group. Nodes are peeled by ascending degree in linear time (Batagelj, Zaversnik 2003).
 */
export function coreNumbers({ nNodes, offsets, targets }: PlainGraph): Int32Array {
  const core = new Int32Array(nNodes);
  let most = 0;
  for (let v = 0; v < nNodes; v++) {
    core[v] = offsets[v + 1]! - offsets[v]!;
    most = Math.max(most, core[v]!);
  }
  // Nodes by degree; starts[d] is where those of degree d begin.
  const starts = new Int32Array(most + 2);
  for (let v = 0; v < nNodes; v++) starts[core[v]! + 1]! += 1;
  for (let d = 0; d <= most; d++) starts[d + 1]! += starts[d]!;
  const next = starts.slice();
  const order = new Int32Array(nNodes);
  const place = new Int32Array(nNodes);
  for (let v = 0; v < nNodes; v++) {
    const at = next[core[v]!]!;
    next[core[v]!] = at + 1;
    order[at] = v;
    place[v] = at;
  }
  for (let i = 0; i < nNodes; i++) {
    const v = order[i]!;
    for (let j = offsets[v]!; j < offsets[v + 1]!; j++) {
      const u = targets[j]!;
      const d = core[u]!;
      if (d <= core[v]!) continue;
      // Swaps u with the first of its degree, which then belongs to the degree below.
      const first = starts[d]!;
      const w = order[first]!;
      order[place[u]!] = w;
      place[w] = place[u]!;
      order[first] = u;
      place[u] = first;
      starts[d] = first + 1;
      core[u] = d - 1;
    }
  }
  return core;
}

/** Triangles through every node of a graph without direction: pairs of its neighbours that are neighbours themselves. */
export function triangleCounts(graph: PlainGraph): Int32Array {
  const counts = new Int32Array(graph.nNodes);
  const near = new Int32Array(graph.nNodes).fill(-1);
  for (let v = 0; v < graph.nNodes; v++) counts[v] = trianglesAt(graph, v, near);
  return counts;
}

/** Triangles through node `v`. @param near INOUT one entry per node, none of them `v` before the call */
export function trianglesAt({ offsets, targets }: PlainGraph, v: number, near: Int32Array): number {
  for (let i = offsets[v]!; i < offsets[v + 1]!; i++) near[targets[i]!] = v;
  let twice = 0;
  for (let i = offsets[v]!; i < offsets[v + 1]!; i++) {
    const u = targets[i]!;
    for (let j = offsets[u]!; j < offsets[u + 1]!; j++) if (near[targets[j]!] === v) twice += 1;
  }
  return twice / 2;
}
