import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coreNumbers, triangleCounts } from '../../src/kernels/graph-cores.ts';
import { sliceOfDay } from '../../src/kernels/graph-slice.ts';
import { adjacencyFrom, smallGraph, weightMatrix } from './graph-of.ts';

/** Peels by the definition: for each k, nodes with fewer than k others are dropped until none is. */
function naiveCores(weights: readonly (readonly number[])[]): number[] {
  const core = new Array<number>(weights.length).fill(0);
  for (let k = 1; k <= weights.length; k++) {
    const left = new Set(weights.keys());
    for (let dropped = true; dropped; ) {
      dropped = false;
      for (const v of left) {
        if ([...left].filter((u) => weights[v]![u]! > 0).length >= k) continue;
        left.delete(v);
        dropped = true;
      }
    }
    for (const v of left) core[v] = k;
  }
  return core;
}

const clique = (nodes: readonly number[]) =>
  nodes.flatMap((from, i) => nodes.slice(i + 1).map((to) => ({ from, to })));

describe('coreNumbers', () => {
  it('gives a clique with a tail its cores', () => {
    const graph = sliceOfDay(
      adjacencyFrom(7, [...clique([0, 1, 2, 3]), { from: 3, to: 4 }, { from: 4, to: 5 }]),
      0,
    );
    expect([...coreNumbers(graph)]).toEqual([3, 3, 3, 3, 1, 1, 0]);
  });

  it('agrees with peeling by the definition', () => {
    fc.assert(
      fc.property(smallGraph, ({ nNodes, edges, day }) => {
        const graph = sliceOfDay(adjacencyFrom(nNodes, edges), day);
        expect([...coreNumbers(graph)]).toEqual(naiveCores(weightMatrix(nNodes, edges, day)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('triangleCounts', () => {
  it('counts three triangles at each node of a clique of four', () => {
    expect([...triangleCounts(sliceOfDay(adjacencyFrom(5, clique([0, 1, 2, 4])), 0))]).toEqual([
      3, 3, 3, 0, 3,
    ]);
  });

  it('agrees with trying all triples', () => {
    fc.assert(
      fc.property(smallGraph, ({ nNodes, edges, day }) => {
        const w = weightMatrix(nNodes, edges, day);
        const expected = new Array<number>(nNodes).fill(0);
        for (let a = 0; a < nNodes; a++)
          for (let b = 0; b < a; b++)
            for (let c = 0; c < b; c++)
              if (w[a]![b]! > 0 && w[b]![c]! > 0 && w[c]![a]! > 0)
                for (const v of [a, b, c]) expected[v]! += 1;
        expect([...triangleCounts(sliceOfDay(adjacencyFrom(nNodes, edges), day))]).toEqual(expected);
      }),
    );
  });
});
