import { type Adjacency, type EdgeEnd, type EdgeList, fillAdjacency } from '../../kernels/graph-adjacency.ts';
import { sharedFloat64, sharedInt32, sharedUint8 } from '../../parallel/index.ts';

/** The adjacency of a list of edges on shared memory, so that it goes to workers without a copy. */
export function adjacencyOf(nNodes: number, list: EdgeList, end: EdgeEnd): Adjacency {
  const nEntries = end === 'both' ? 2 * list.nEdges : list.nEdges;
  const out: Adjacency = {
    nNodes,
    offsets: sharedInt32(nNodes + 1),
    targets: sharedInt32(nEntries),
    days: sharedInt32(nEntries),
    untils: sharedInt32(nEntries),
    weights: sharedFloat64(nEntries),
    kinds: sharedUint8(nEntries),
    edges: sharedInt32(nEntries),
  };
  fillAdjacency(list, end, out);
  return out;
}

/** Edges being collected; grows as needed. */
export interface EdgeCollector {
  add(from: number, to: number, day: number, until: number, weight: number, kind: number): void;
  /** The edges so far, as views that further adding may leave behind. */
  list(): EdgeList;
}

/** Room for edges a collector starts with. */
const FIRST_ROOM = 1024;

/** Opens an empty collector. */
export function collectEdges(room = FIRST_ROOM): EdgeCollector {
  let n = 0;
  let columns = columnsOf(Math.max(1, room));
  return {
    add(from, to, day, until, weight, kind) {
      if (n === columns.from.length) columns = grown(columns, n);
      columns.from[n] = from;
      columns.to[n] = to;
      columns.days[n] = day;
      columns.untils[n] = until;
      columns.weights[n] = weight;
      columns.kinds[n] = kind;
      n += 1;
    },
    list: () => ({
      nEdges: n,
      from: columns.from.subarray(0, n),
      to: columns.to.subarray(0, n),
      days: columns.days.subarray(0, n),
      untils: columns.untils.subarray(0, n),
      weights: columns.weights.subarray(0, n),
      kinds: columns.kinds.subarray(0, n),
    }),
  };
}

/** The edges of `first`, then those of `second`. */
export function joinEdges(first: EdgeList, second: EdgeList): EdgeList {
  const nEdges = first.nEdges + second.nEdges;
  const out = { nEdges, ...columnsOf(nEdges) };
  copyInto(out, first, 0);
  copyInto(out, second, first.nEdges);
  return out;
}

type EdgeColumns = Omit<EdgeList, 'nEdges'>;

function columnsOf(n: number): EdgeColumns {
  return {
    from: new Int32Array(n),
    to: new Int32Array(n),
    days: new Int32Array(n),
    untils: new Int32Array(n),
    weights: new Float64Array(n),
    kinds: new Uint8Array(n),
  };
}

function grown(columns: EdgeColumns, n: number): EdgeColumns {
  const larger = columnsOf(2 * n);
  copyInto(larger, columns, 0);
  return larger;
}

function copyInto(target: EdgeColumns, source: EdgeColumns, at: number): void {
  target.from.set(source.from, at);
  target.to.set(source.to, at);
  target.days.set(source.days, at);
  target.untils.set(source.untils, at);
  target.weights.set(source.weights, at);
  target.kinds.set(source.kinds, at);
}
