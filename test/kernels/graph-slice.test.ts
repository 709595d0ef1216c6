import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupOfDay, type PlainGraph, sliceOfDay } from '../../src/kernels/graph-slice.ts';
import { adjacencyFrom, smallGraph, weightMatrix } from './graph-of.ts';

const neighbours = ({ offsets, targets }: PlainGraph, v: number): number[] => [
  ...targets.subarray(offsets[v], offsets[v + 1]),
];

/** All nodes that can be reached, from the matrix alone. */
function reached(weights: readonly (readonly number[])[], start: number): Set<number> {
  const seen = new Set([start]);
  for (const v of seen) for (const [u, w] of weights[v]!.entries()) if (w > 0) seen.add(u);
  return seen;
}

describe('sliceOfDay', () => {
  it('has each neighbour of the day once', () => {
    fc.assert(
      fc.property(smallGraph, fc.boolean(), ({ nNodes, edges, day }, directed) => {
        const slice = sliceOfDay(adjacencyFrom(nNodes, edges, directed ? 'from' : 'both'), day);
        const weights = weightMatrix(nNodes, edges, day, directed);
        for (let v = 0; v < nNodes; v++)
          expect(neighbours(slice, v).sort()).toEqual(
            [...weights[v]!.keys()].filter((u) => weights[v]![u]! > 0),
          );
      }),
    );
  });
});

describe('groupOfDay', () => {
  it('is all that can be reached, with the edges among it, and leaves its scratch clean', () => {
    fc.assert(
      fc.property(smallGraph, ({ nNodes, edges, day }) => {
        const adjacency = adjacencyFrom(nNodes, edges);
        const weights = weightMatrix(nNodes, edges, day);
        const place = new Int32Array(nNodes).fill(-1);
        for (let start = 0; start < nNodes; start++) {
          const { members, graph, isCut } = groupOfDay(adjacency, start, day, 100, place);
          expect(isCut).toBe(false);
          expect(members[0]).toBe(start);
          expect(new Set(members)).toEqual(reached(weights, start));
          for (const [p, v] of members.entries())
            expect(
              neighbours(graph, p)
                .map((q) => members[q]!)
                .sort(),
            ).toEqual([...weights[v]!.keys()].filter((u) => weights[v]![u]! > 0));
          expect(place.every((p) => p === -1)).toBe(true);
        }
      }),
    );
  });

  it('stops at the most nodes and says so', () => {
    const star = [1, 2, 3, 4].map((to) => ({ from: 0, to }));
    const place = new Int32Array(5).fill(-1);
    const { members, graph, isCut } = groupOfDay(adjacencyFrom(5, star), 0, 0, 3, place);
    expect([...members]).toEqual([0, 1, 2]);
    expect([...graph.targets]).toEqual([1, 2, 0, 0]);
    expect(isCut).toBe(true);
    expect(groupOfDay(adjacencyFrom(5, star), 0, 0, 5, place).isCut).toBe(false);
  });
});
