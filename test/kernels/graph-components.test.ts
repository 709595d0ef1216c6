import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectedComponents, strongComponents } from '../../src/kernels/graph-components.ts';
import { sliceOfDay } from '../../src/kernels/graph-slice.ts';
import { adjacencyFrom, onDay, smallGraph, weightMatrix } from './graph-of.ts';

/** Warshall: whether there is a way from each node to each other. */
function closure(weights: readonly (readonly number[])[]): boolean[][] {
  const way = weights.map((row, v) => row.map((w, u) => w > 0 || u === v));
  for (const [k] of way.entries())
    for (const row of way) for (const [u] of row.entries()) row[u] ||= row[k]! && way[k]![u]!;
  return way;
}

describe('connectedComponents', () => {
  it('joins nodes that a way joins, and counts nodes and edges', () => {
    fc.assert(
      fc.property(smallGraph, ({ nNodes, edges, day }) => {
        const found = connectedComponents(sliceOfDay(adjacencyFrom(nNodes, edges), day));
        const way = closure(weightMatrix(nNodes, edges, day));
        const pairs = new Set(
          onDay(edges, day).map(({ from, to }) => `${Math.min(from, to)} ${Math.max(from, to)}`),
        );
        for (let v = 0; v < nNodes; v++) {
          for (let u = 0; u < nNodes; u++) expect(found.of[u] === found.of[v]).toBe(way[u]![v]);
          expect(found.nodes[found.of[v]!]).toBe(way[v]!.filter(Boolean).length);
          const own = [...pairs].filter((pair) => found.of[Number(pair.split(' ')[0])] === found.of[v]);
          expect(found.edges[found.of[v]!]).toBe(own.length);
        }
      }),
    );
  });

  it('numbers components by their least node and leaves out what is not kept', () => {
    const graph = sliceOfDay(
      adjacencyFrom(5, [
        { from: 1, to: 2 },
        { from: 2, to: 3 },
        { from: 3, to: 4 },
      ]),
      0,
    );
    expect([...connectedComponents(graph).of]).toEqual([0, 1, 1, 1, 1]);
    const kept = connectedComponents(graph, Uint8Array.of(1, 1, 1, 0, 1));
    expect([...kept.of]).toEqual([0, 1, 1, 2, 3]);
    expect([...kept.edges]).toEqual([0, 1, 0, 0]);
  });
});

describe('strongComponents', () => {
  it('joins nodes with ways both ways', () => {
    fc.assert(
      fc.property(smallGraph, ({ nNodes, edges, day }) => {
        const of = strongComponents(sliceOfDay(adjacencyFrom(nNodes, edges, 'from'), day));
        const way = closure(weightMatrix(nNodes, edges, day, true));
        for (let v = 0; v < nNodes; v++)
          for (let u = 0; u < nNodes; u++) expect(of[u] === of[v]).toBe(way[u]![v]! && way[v]![u]!);
      }),
    );
  });

  it('walks a circle of a hundred thousand nodes', () => {
    const n = 100_000;
    const circle = Array.from({ length: n }, (_, v) => ({ from: v, to: (v + 1) % n }));
    const of = strongComponents(sliceOfDay(adjacencyFrom(n, circle, 'from'), 0));
    expect(new Set(of).size).toBe(1);
    const chain = strongComponents(sliceOfDay(adjacencyFrom(n, circle.slice(1), 'from'), 0));
    expect(new Set(chain).size).toBe(n);
  });
});
