import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStream } from '../../src/core/index.ts';
import { sampleEntries } from '../../src/kernels/graph-sample.ts';
import { adjacencyFrom, onDay, smallGraph } from './graph-of.ts';

const stream = openStream(3, 'test sample');

describe('sampleEntries', () => {
  it('draws distinct entries of the day in order, all of them where there are few', () => {
    fc.assert(
      fc.property(
        smallGraph,
        fc.integer({ min: 1, max: 5 }),
        fc.nat({ max: 99 }),
        ({ nNodes, edges, day }, most, i) => {
          const adjacency = adjacencyFrom(nNodes, edges);
          const out = new Int32Array(most);
          for (let v = 0; v < nNodes; v++) {
            const own = onDay(edges, day).filter(({ from, to }) => from === v || to === v).length;
            const { drawn, all } = sampleEntries(
              adjacency,
              v,
              day,
              most,
              (n, k) => stream.integer(n, i, k),
              out,
              [],
            );
            expect(all).toBe(own);
            expect(drawn).toBe(Math.min(most, own));
            const entries = [...out.subarray(0, drawn)];
            expect(entries).toEqual([...new Set(entries)].sort((a, b) => a - b));
            for (const e of entries) {
              expect(e).toBeGreaterThanOrEqual(adjacency.offsets[v]!);
              expect(e).toBeLessThan(adjacency.offsets[v + 1]!);
              expect(adjacency.days[e]!).toBeLessThanOrEqual(day);
              expect(adjacency.untils[e]!).toBeGreaterThan(day);
            }
          }
        },
      ),
    );
  });

  it('draws every entry equally often', () => {
    const star = adjacencyFrom(
      7,
      [1, 2, 3, 4, 5, 6].map((to) => ({ from: 0, to })),
    );
    const counts = new Array<number>(6).fill(0);
    const out = new Int32Array(2);
    for (let i = 0; i < 6000; i++) {
      sampleEntries(star, 0, 0, 2, (n, k) => stream.integer(n, i, k), out, []);
      for (const e of out) counts[e]! += 1;
    }
    // 2,000 expected, a deviation of 36: five of them.
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(180);
  });
});
