import type { PlainGraph } from './graph-slice.ts';

/** Connected components, numbered by their least node. */
export interface Components {
  /** Number of the component of each node. */
  readonly of: Int32Array;
  readonly nodes: Int32Array;
  /** Edges within each, every one once. */
  readonly edges: Int32Array;
}

/**
 * Connected components of a graph without direction, by union-find with path halving and union by size (Tarjan, van Leeuwen,
 * JACM 1984). @param keep nodes that count; the others are components of their own without edges. Default: all
 */
export function connectedComponents({ nNodes, offsets, targets }: PlainGraph, keep?: Uint8Array): Components {
  const parent = Int32Array.from({ length: nNodes }, (_, v) => v);
  const size = new Int32Array(nNodes).fill(1);
  const rootOf = (v: number): number => {
    let at = v;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  const counts = (u: number, v: number): boolean => u < v && (!keep || (keep[u] === 1 && keep[v] === 1));
  for (let v = 0; v < nNodes; v++) {
    for (let i = offsets[v]!; i < offsets[v + 1]!; i++) {
      const u = targets[i]!;
      if (!counts(u, v)) continue;
      const a = rootOf(u);
      const b = rootOf(v);
      if (a === b) continue;
      const [large, small] = size[a]! >= size[b]! ? [a, b] : [b, a];
      parent[small] = large;
      size[large]! += size[small]!;
    }
  }
  const of = new Int32Array(nNodes);
  const numberOf = new Int32Array(nNodes).fill(-1);
  const nodes: number[] = [];
  for (let v = 0; v < nNodes; v++) {
    const root = rootOf(v);
    if (numberOf[root]! < 0) {
      numberOf[root] = nodes.length;
      nodes.push(0);
    }
    of[v] = numberOf[root]!;
    nodes[of[v]!]! += 1;
  }
  const edges = new Int32Array(nodes.length);
  for (let v = 0; v < nNodes; v++)
    for (let i = offsets[v]!; i < offsets[v + 1]!; i++) if (counts(targets[i]!, v)) edges[of[v]!]! += 1;
  return { of, nodes: Int32Array.from(nodes), edges };
}

/**
 * Strongly connected components of a directed graph (Tarjan, SIAM J. Computing 1972), with a stack of its own, so that long
 * chains do not run into the engine's. Gives each node the number of its component, numbered in the order of completion.
 */
export function strongComponents({ nNodes, offsets, targets }: PlainGraph): Int32Array {
  const of = new Int32Array(nNodes).fill(-1);
  const index = new Int32Array(nNodes).fill(-1);
  const low = new Int32Array(nNodes);
  const next = offsets.slice(0, nNodes);
  const open: number[] = [];
  const path: number[] = [];
  let nIndexed = 0;
  let nComponents = 0;
  const enter = (v: number): void => {
    index[v] = nIndexed;
    low[v] = nIndexed++;
    open.push(v);
    path.push(v);
  };
  for (let root = 0; root < nNodes; root++) {
    if (index[root]! >= 0) continue;
    enter(root);
    while (path.length > 0) {
      const v = path.at(-1)!;
      if (next[v]! < offsets[v + 1]!) {
        const u = targets[next[v]!]!;
        next[v]! += 1;
        if (index[u]! < 0) enter(u);
        else if (of[u]! < 0) low[v] = Math.min(low[v]!, index[u]!);
        continue;
      }
      path.pop();
      if (path.length > 0) low[path.at(-1)!] = Math.min(low[path.at(-1)!]!, low[v]!);
      if (low[v] !== index[v]) continue;
      let u = -1;
      while (u !== v) {
        u = open.pop()!;
        of[u] = nComponents;
      }
      nComponents += 1;
    }
  }
  return of;
}
