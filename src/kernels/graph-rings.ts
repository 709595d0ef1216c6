import { connectedComponents } from './graph-components.ts';
import { coreNumbers, trianglesAt } from './graph-cores.ts';
import type { PlainGraph } from './graph-slice.ts';

/** A group of nodes that hang together. */
export interface DenseGroup {
  /** Ascending. */
  readonly nodes: Int32Array;
  /** Edges among them of those there could be, 0 .. 1. */
  readonly density: number;
  /** Triangles among them of those there could be, 0 .. 1. */
  readonly triangleDensity: number;
}

/**
 * Connected groups of the `core`-core of a graph without direction, of at least `leastDensity`, by their least node: groups
 * where everyone has at least `core` others, and most know most (Seidman, Social Networks 1983, for cores).
 */
export function denseGroups(graph: PlainGraph, core: number, leastDensity: number): DenseGroup[] {
  const { nNodes, offsets, targets } = graph;
  const kept = Uint8Array.from(coreNumbers(graph), (number) => (number >= core ? 1 : 0));
  const { of, nodes: sizes, edges } = connectedComponents(graph, kept);
  const members = new Map<number, number[]>();
  for (let v = 0; v < nNodes; v++) {
    if (kept[v] === 0) continue;
    const group = members.get(of[v]!);
    if (group) group.push(v);
    else members.set(of[v]!, [v]);
  }
  // Triangles of the kept part alone: edges to nodes outside it are left out.
  const inner = new Int32Array(targets.length);
  const innerOffsets = new Int32Array(nNodes + 1);
  let n = 0;
  for (let v = 0; v < nNodes; v++) {
    if (kept[v] === 1)
      for (let i = offsets[v]!; i < offsets[v + 1]!; i++)
        if (kept[targets[i]!] === 1) inner[n++] = targets[i]!;
    innerOffsets[v + 1] = n;
  }
  const keptGraph = { nNodes, offsets: innerOffsets, targets: inner };
  const near = new Int32Array(nNodes).fill(-1);
  const groups: DenseGroup[] = [];
  for (const [component, group] of members) {
    const size = sizes[component]!;
    const density = size > 1 ? (2 * edges[component]!) / (size * (size - 1)) : 0;
    if (density < leastDensity) continue;
    let corners = 0;
    for (const v of group) corners += trianglesAt(keptGraph, v, near);
    const most = (size * (size - 1) * (size - 2)) / 6;
    groups.push({
      nodes: Int32Array.from(group),
      density,
      triangleDensity: most > 0 ? corners / 3 / most : 0,
    });
  }
  return groups;
}
