import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coreNumbers } from '../../src/kernels/graph-cores.ts';
import { denseGroups } from '../../src/kernels/graph-rings.ts';
import { sliceOfDay } from '../../src/kernels/graph-slice.ts';
import { adjacencyFrom, smallGraph, weightMatrix } from './graph-of.ts';

const clique = (nodes: readonly number[]) =>
  nodes.flatMap((from, i) => nodes.slice(i + 1).map((to) => ({ from, to })));

describe('denseGroups', () => {
  it('finds two rings that a chain joins, and leaves the chain out', () => {
    const edges = [
      ...clique([0, 1, 2, 3]),
      { from: 3, to: 4 },
      { from: 4, to: 5 },
      ...clique([5, 6, 7]),
      { from: 8, to: 9 },
    ];
    const graph = sliceOfDay(adjacencyFrom(10, edges), 0);
    const found = denseGroups(graph, 3, 0.5);
    expect(found.map(({ nodes }) => [...nodes])).toEqual([[0, 1, 2, 3]]);
    expect(found[0]).toMatchObject({ density: 1, triangleDensity: 1 });
    // With a core of 2 the chain holds both rings together: 11 of 28 edges, 5 of 56 triangles.
    expect(denseGroups(graph, 2, 0.5)).toEqual([]);
    const [loose] = denseGroups(graph, 2, 0);
    expect([...loose!.nodes]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(loose!.density).toBeCloseTo(11 / 28, 12);
    expect(loose!.triangleDensity).toBeCloseTo(5 / 56, 12);
    expect(denseGroups(sliceOfDay(adjacencyFrom(0, []), 0), 2, 0)).toEqual([]);
  });

  it('splits the core into connected groups with the density that counting gives', () => {
    fc.assert(
      fc.property(smallGraph, fc.integer({ min: 1, max: 3 }), ({ nNodes, edges, day }, core) => {
        const graph = sliceOfDay(adjacencyFrom(nNodes, edges), day);
        const w = weightMatrix(nNodes, edges, day);
        const kept = [...coreNumbers(graph).keys()].filter((v) => coreNumbers(graph)[v]! >= core);
        const groups = denseGroups(graph, core, 0);
        expect(groups.flatMap(({ nodes }) => [...nodes]).sort()).toEqual(kept);
        for (const { nodes, density, triangleDensity } of groups) {
          const list = [...nodes];
          const pairs = list.flatMap((a) => list.filter((b) => b > a).map((b) => [a, b] as const));
          const joined = pairs.filter(([a, b]) => w[a]![b]! > 0);
          expect(density).toBeCloseTo(joined.length / pairs.length, 12);
          const triples = pairs.flatMap(([a, b]) => list.filter((c) => c > b).map((c) => [a, b, c] as const));
          const closed = triples.filter(([a, b, c]) => w[a]![b]! > 0 && w[b]![c]! > 0 && w[a]![c]! > 0);
          expect(triangleDensity).toBeCloseTo(triples.length > 0 ? closed.length / triples.length : 0, 12);
          for (const v of list) for (const u of kept) if (w[v]![u]! > 0) expect(list).toContain(u);
        }
      }),
    );
  });
});
