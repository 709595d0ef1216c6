import { type Adjacency, endOfDay } from './graph-adjacency.ts';

/** A simple graph as it stood on one day: neighbours of node v are targets[offsets[v] .. offsets[v + 1]), each once, none v itself. */
export interface PlainGraph {
  readonly nNodes: number;
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
}

/** The whole graph on a day: parallel edges are one, ended ones none. Directed where the adjacency is. */
export function sliceOfDay(adjacency: Adjacency, day: number): PlainGraph {
  const { nNodes, offsets, targets, untils } = adjacency;
  const met = new Int32Array(nNodes).fill(-1);
  const out = new Int32Array(targets.length);
  const outOffsets = new Int32Array(nNodes + 1);
  let n = 0;
  for (let v = 0; v < nNodes; v++) {
    const end = endOfDay(adjacency, v, day);
    for (let i = offsets[v]!; i < end; i++) {
      const u = targets[i]!;
      if (u === v || met[u] === v || untils[i]! <= day) continue;
      met[u] = v;
      out[n++] = u;
    }
    outOffsets[v + 1] = n;
  }
  return { nNodes, offsets: outOffsets, targets: out.slice(0, n) };
}

/** Nodes around one node, renumbered in the order of their finding. */
export interface NodeGroup {
  /** Their numbers in the large graph; the first is the one asked for. */
  readonly members: Int32Array;
  /** The edges among them. */
  readonly graph: PlainGraph;
  /** Whether nodes were left out because there were more than asked for. */
  readonly isCut: boolean;
}

/**
 * The connected group of `start` on a day, found breadth first, at most `most` nodes of it.
 * @param place INOUT one entry per node, -1 before and after: number of the node in the group
 */
export function groupOfDay(
  adjacency: Adjacency,
  start: number,
  day: number,
  most: number,
  place: Int32Array,
): NodeGroup {
  const { offsets, targets, untils } = adjacency;
  const members = [start];
  place[start] = 0;
  let isCut = false;
  for (let head = 0; head < members.length; head++) {
    const v = members[head]!;
    const end = endOfDay(adjacency, v, day);
    for (let i = offsets[v]!; i < end; i++) {
      const u = targets[i]!;
      if (untils[i]! <= day || place[u]! >= 0) continue;
      if (members.length === most) {
        isCut = true;
        continue;
      }
      place[u] = members.length;
      members.push(u);
    }
  }
  const inside: number[] = [];
  const groupOffsets = new Int32Array(members.length + 1);
  const met = new Int32Array(members.length).fill(-1);
  for (const [p, v] of members.entries()) {
    const end = endOfDay(adjacency, v, day);
    for (let i = offsets[v]!; i < end; i++) {
      const q = place[targets[i]!]!;
      if (q < 0 || q === p || met[q] === p || untils[i]! <= day) continue;
      met[q] = p;
      inside.push(q);
    }
    groupOffsets[p + 1] = inside.length;
  }
  for (const v of members) place[v] = -1;
  const graph = { nNodes: members.length, offsets: groupOffsets, targets: Int32Array.from(inside) };
  return { members: Int32Array.from(members), graph, isCut };
}
