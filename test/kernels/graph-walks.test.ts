import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clearPush, openPushMemory, pushPageRank } from '../../src/kernels/graph-push.ts';
import { powerPageRank, propagateLabels } from '../../src/kernels/graph-walks.ts';
import { adjacencyFrom, smallGraph, solve, weightMatrix } from './graph-of.ts';

const DAMPING = 0.85;
const EXACT = { damping: DAMPING, tolerance: 1e-14, mostRounds: 2000 };

/** r = damping P' r + (1 - damping) s, where a node without edges leads to itself, as one linear system. */
function solvePageRank(weights: readonly (readonly number[])[], restart: readonly number[]): number[] {
  const n = weights.length;
  const degrees = weights.map((row) => row.reduce((a, b) => a + b, 0));
  const system = Array.from({ length: n }, (_, to) =>
    Array.from({ length: n }, (_, from) => {
      const step = degrees[from]! > 0 ? weights[from]![to]! / degrees[from]! : Number(from === to);
      return (from === to ? 1 : 0) - DAMPING * step;
    }),
  );
  return solve(
    system,
    restart.map((share) => (1 - DAMPING) * share),
  );
}

const withStarts = smallGraph.chain((graph) =>
  fc.record({
    graph: fc.constant(graph),
    starts: fc.uniqueArray(fc.nat({ max: graph.nNodes - 1 }), { minLength: 1 }),
  }),
);

describe('powerPageRank', () => {
  it('gives two joined nodes what algebra gives', () => {
    const rank = powerPageRank(adjacencyFrom(3, [{ from: 0, to: 1 }]), 0, Float64Array.of(1, 0, 0), EXACT);
    // r0 = .85 r1 + .15, r1 = .85 r0.
    expect(rank[0]).toBeCloseTo(0.15 / (1 - 0.85 ** 2), 12);
    expect(rank[1]).toBeCloseTo((0.85 * 0.15) / (1 - 0.85 ** 2), 12);
    expect(rank[2]).toBe(0);
  });

  it('solves the linear system and sums to one', () => {
    fc.assert(
      fc.property(withStarts, ({ graph: { nNodes, edges, day }, starts }) => {
        const restart = new Float64Array(nNodes);
        for (const v of starts) restart[v] = 1 / starts.length;
        const rank = powerPageRank(adjacencyFrom(nNodes, edges), day, restart, EXACT);
        const expected = solvePageRank(weightMatrix(nNodes, edges, day), [...restart]);
        for (let v = 0; v < nNodes; v++) expect(rank[v]).toBeCloseTo(expected[v]!, 10);
        expect(rank.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
      }),
    );
  });
});

describe('pushPageRank', () => {
  it('falls short of power iteration by at most its tolerance times the degree, and leaves its memory clean', () => {
    fc.assert(
      fc.property(smallGraph, fc.constantFrom(1e-2, 1e-4, 1e-9), ({ nNodes, edges, day }, tolerance) => {
        const adjacency = adjacencyFrom(nNodes, edges);
        const memory = openPushMemory(nNodes);
        for (let start = 0; start < nNodes; start++) {
          const restart = new Float64Array(nNodes);
          restart[start] = 1;
          const exact = powerPageRank(adjacency, day, restart, EXACT);
          pushPageRank(adjacency, day, start, DAMPING, tolerance, memory);
          for (const v of memory.met) {
            expect(memory.mass[v]).toBeLessThanOrEqual(exact[v]! + 1e-12);
            expect(memory.mass[v]! + tolerance * Math.max(1, memory.degrees[v]!)).toBeGreaterThanOrEqual(
              exact[v]! - 1e-12,
            );
          }
          const met = new Set(memory.met);
          for (let v = 0; v < nNodes; v++) if (!met.has(v)) expect(exact[v]).toBeLessThan(1e-1);
          clearPush(memory);
          expect(memory).toEqual(openPushMemory(nNodes));
        }
      }),
    );
  });

  it('is reversible where edges have no direction', () => {
    fc.assert(
      fc.property(smallGraph, ({ nNodes, edges, day }) => {
        const adjacency = adjacencyFrom(nNodes, edges);
        const degrees = weightMatrix(nNodes, edges, day).map((row) => row.reduce((a, b) => a + b, 0));
        const ranks = Array.from({ length: nNodes }, (_, v) =>
          powerPageRank(
            adjacency,
            day,
            Float64Array.from({ length: nNodes }, (_, u) => Number(u === v)),
            EXACT,
          ),
        );
        for (let a = 0; a < nNodes; a++)
          for (let b = 0; b < nNodes; b++)
            expect(ranks[a]![b]! * degrees[a]!).toBeCloseTo(ranks[b]![a]! * degrees[b]!, 10);
      }),
    );
  });
});

describe('propagateLabels', () => {
  it('reaches the closed form of Zhou et al.', () => {
    fc.assert(
      fc.property(withStarts, ({ graph: { nNodes, edges, day }, starts }) => {
        const labels = new Float64Array(nNodes);
        for (const v of starts) labels[v] = 1;
        const scores = propagateLabels(adjacencyFrom(nNodes, edges), day, labels, EXACT);
        const weights = weightMatrix(nNodes, edges, day);
        const roots = weights.map((row) => Math.sqrt(row.reduce((a, b) => a + b, 0)));
        const system = weights.map((row, i) =>
          row.map((w, j) => (i === j ? 1 : 0) - (w > 0 ? (DAMPING * w) / (roots[i]! * roots[j]!) : 0)),
        );
        const expected = solve(
          system,
          [...labels].map((label) => (1 - DAMPING) * label),
        );
        for (let v = 0; v < nNodes; v++) expect(scores[v]).toBeCloseTo(expected[v]!, 9);
      }),
    );
  });
});
