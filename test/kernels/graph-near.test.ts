import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearShares, wayToMarked } from '../../src/kernels/graph-near.ts';
import { adjacencyFrom, smallGraph, weightMatrix } from './graph-of.ts';

const marked = smallGraph.chain((graph) =>
  fc.record({
    graph: fc.constant(graph),
    days: fc.array(fc.integer({ min: -2, max: 9 }), { minLength: graph.nNodes, maxLength: graph.nNodes }),
  }),
);

describe('nearShares', () => {
  it('weighs marked neighbours and counts those marked before the day alone', () => {
    const adjacency = adjacencyFrom(4, [
      { from: 0, to: 1, weight: 3 },
      { from: 0, to: 2, weight: 1 },
      { from: 1, to: 3, weight: 1 },
    ]);
    const days = Int32Array.of(0, 9, 4, 4);
    // One hop: firm 2 of weight 1 in 4. Two hops: only 1 leads on to 3, which is marked.
    expect(nearShares(adjacency, 0, 5, days)).toEqual({ oneHop: 0.25, twoHops: 1 });
    expect(nearShares(adjacency, 0, 4, days)).toEqual({ oneHop: 0, twoHops: 0 });
  });

  it('agrees with products of the matrix of steps', () => {
    fc.assert(
      fc.property(marked, ({ graph: { nNodes, edges, day }, days }) => {
        const adjacency = adjacencyFrom(nNodes, edges);
        const w = weightMatrix(nNodes, edges, day);
        const steps = w.map((row) => {
          const degree = row.reduce((a, b) => a + b, 0);
          return row.map((weight) => (degree > 0 ? weight / degree : 0));
        });
        const share = (amounts: readonly number[], own: number): number => {
          let all = 0;
          let bad = 0;
          for (const [u, amount] of amounts.entries()) {
            if (u === own) continue;
            all += amount;
            if (days[u]! < day) bad += amount;
          }
          return all > 1e-12 ? bad / all : 0;
        };
        for (let v = 0; v < nNodes; v++) {
          const found = nearShares(adjacency, v, day, Int32Array.from(days));
          const two = steps.map((_, u) => steps[v]!.reduce((sum, p, k) => sum + p * steps[k]![u]!, 0));
          expect(found.oneHop).toBeCloseTo(share(steps[v]!, v), 10);
          expect(found.twoHops).toBeCloseTo(share(two, v), 10);
        }
      }),
    );
  });
});

describe('wayToMarked', () => {
  it('is a shortest way to a marked node, or none', () => {
    fc.assert(
      fc.property(marked, fc.integer({ min: 1, max: 4 }), ({ graph: { nNodes, edges, day }, days }, most) => {
        const adjacency = adjacencyFrom(nNodes, edges);
        const w = weightMatrix(nNodes, edges, day);
        const distance = new Int32Array(nNodes);
        for (let v = 0; v < nNodes; v++) {
          let layer = new Set([v]);
          const seen = new Set([v]);
          let expected: number | undefined;
          for (let step = 1; step <= most && expected === undefined; step++) {
            const next = [...layer].flatMap((a) =>
              [...w[a]!.keys()].filter((b) => w[a]![b]! > 0 && !seen.has(b)),
            );
            layer = new Set(next);
            for (const b of layer) seen.add(b);
            if ([...layer].some((b) => days[b]! < day)) expected = step;
          }
          const way = wayToMarked(adjacency, v, day, Int32Array.from(days), most, distance);
          expect(way && way.length - 1).toBe(expected);
          expect(distance.every((d) => d === 0)).toBe(true);
          if (!way) continue;
          expect(way[0]).toBe(v);
          expect(days[way.at(-1)!]!).toBeLessThan(day);
          for (let i = 1; i < way.length; i++) expect(w[way[i - 1]!]![way[i]!]!).toBeGreaterThan(0);
        }
      }),
    );
  });
});
