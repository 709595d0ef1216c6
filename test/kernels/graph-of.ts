import fc from 'fast-check';
import {
  type Adjacency,
  type EdgeEnd,
  type EdgeList,
  FOREVER,
  fillAdjacency,
} from '../../src/kernels/graph-adjacency.ts';

/** An edge of a test graph; without `until` it does not end. */
export interface TestEdge {
  readonly from: number;
  readonly to: number;
  readonly day?: number;
  readonly until?: number;
  readonly weight?: number;
  readonly kind?: number;
}

export function edgeList(edges: readonly TestEdge[]): EdgeList {
  return {
    nEdges: edges.length,
    from: Int32Array.from(edges, (e) => e.from),
    to: Int32Array.from(edges, (e) => e.to),
    days: Int32Array.from(edges, (e) => e.day ?? 0),
    untils: Int32Array.from(edges, (e) => e.until ?? FOREVER),
    weights: Float64Array.from(edges, (e) => e.weight ?? 1),
    kinds: Uint8Array.from(edges, (e) => e.kind ?? 0),
  };
}

export function adjacencyFrom(nNodes: number, edges: readonly TestEdge[], end: EdgeEnd = 'both'): Adjacency {
  const n = end === 'both' ? 2 * edges.length : edges.length;
  const out: Adjacency = {
    nNodes,
    offsets: new Int32Array(nNodes + 1),
    targets: new Int32Array(n),
    days: new Int32Array(n),
    untils: new Int32Array(n),
    weights: new Float64Array(n),
    kinds: new Uint8Array(n),
    edges: new Int32Array(n),
  };
  fillAdjacency(edgeList(edges), end, out);
  return out;
}

/** The edges that count on a day. */
export function onDay(edges: readonly TestEdge[], day: number): TestEdge[] {
  return edges.filter((e) => (e.day ?? 0) <= day && day < (e.until ?? FOREVER));
}

/** Weights between nodes on a day; symmetric unless directed. */
export function weightMatrix(
  nNodes: number,
  edges: readonly TestEdge[],
  day: number,
  directed = false,
): number[][] {
  const w = Array.from({ length: nNodes }, () => new Array<number>(nNodes).fill(0));
  for (const { from, to, weight = 1 } of onDay(edges, day)) {
    w[from]![to]! += weight;
    if (!directed) w[to]![from]! += weight;
  }
  return w;
}

/** Solves a x = b by elimination with pivots: the dense twin of iterations. */
export function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const n = b.length;
  const rows = a.map((row, i) => [...row, b[i]!]);
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c; r < n; r++) if (Math.abs(rows[r]![c]!) > Math.abs(rows[pivot]![c]!)) pivot = r;
    [rows[c], rows[pivot]] = [rows[pivot]!, rows[c]!];
    for (let r = 0; r < n; r++) {
      if (r === c) continue;
      const factor = rows[r]![c]! / rows[c]![c]!;
      for (let k = c; k <= n; k++) rows[r]![k]! -= factor * rows[c]![k]!;
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
}

export interface TestGraph {
  readonly nNodes: number;
  readonly edges: readonly TestEdge[];
  readonly day: number;
}

/** Small graphs with parallel edges, edges that end, lone nodes and days before, on and after the one asked about. */
export const smallGraph: fc.Arbitrary<TestGraph> = fc.integer({ min: 1, max: 9 }).chain((nNodes) => {
  const node = fc.nat({ max: nNodes - 1 });
  const edge = fc
    .record({
      from: node,
      to: node,
      day: fc.nat({ max: 6 }),
      lasts: fc.constantFrom(1, 3, 1000),
      weight: fc.constantFrom(0.25, 0.5, 1),
      kind: fc.nat({ max: 5 }),
    })
    .filter(({ from, to }) => from !== to)
    .map(({ lasts, ...e }): TestEdge => ({ ...e, until: lasts === 1000 ? FOREVER : e.day + lasts }));
  return fc.record({
    nNodes: fc.constant(nNodes),
    edges: nNodes === 1 ? fc.constant([]) : fc.array(edge, { maxLength: 24 }),
    day: fc.integer({ min: -1, max: 8 }),
  });
});
