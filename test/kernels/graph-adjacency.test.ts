import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { degreeOfDay, endOfDay, orderByDay } from '../../src/kernels/graph-adjacency.ts';
import { adjacencyFrom, onDay, smallGraph, weightMatrix } from './graph-of.ts';

describe('fillAdjacency', () => {
  it('lays edges out by node, day and number', () => {
    const edges = [
      { from: 0, to: 1, day: 5, weight: 2 },
      { from: 2, to: 0, day: 3, kind: 4 },
      { from: 0, to: 2, day: 5 },
    ];
    const both = adjacencyFrom(3, edges);
    expect([...both.offsets]).toEqual([0, 3, 4, 6]);
    expect([...both.targets]).toEqual([2, 1, 2, 0, 0, 0]);
    expect([...both.days]).toEqual([3, 5, 5, 5, 3, 5]);
    expect([...both.edges]).toEqual([1, 0, 2, 0, 1, 2]);
    expect([...both.kinds]).toEqual([4, 0, 0, 0, 4, 0]);
    const outward = adjacencyFrom(3, edges, 'from');
    expect([...outward.offsets]).toEqual([0, 2, 2, 3]);
    expect([...outward.targets]).toEqual([1, 2, 0]);
    const inward = adjacencyFrom(3, edges, 'to');
    expect([...inward.offsets]).toEqual([0, 1, 2, 3]);
    expect([...inward.targets]).toEqual([2, 0, 0]);
  });

  it('holds what a sort by node, day and number holds', () => {
    fc.assert(
      fc.property(smallGraph, fc.constantFrom('from', 'to', 'both'), ({ nNodes, edges }, end) => {
        const found = adjacencyFrom(nNodes, edges, end);
        const entries = edges.flatMap(({ from, to, day = 0 }, e) => [
          ...(end !== 'to' ? [{ v: from, u: to, day, e }] : []),
          ...(end !== 'from' ? [{ v: to, u: from, day, e }] : []),
        ]);
        entries.sort((a, b) => a.v - b.v || a.day - b.day || a.e - b.e);
        expect([...found.targets]).toEqual(entries.map(({ u }) => u));
        expect([...found.days]).toEqual(entries.map(({ day }) => day));
        expect([...found.edges]).toEqual(entries.map(({ e }) => e));
        for (let v = 0; v < nNodes; v++)
          expect(found.offsets[v]).toBe(entries.filter((entry) => entry.v < v).length);
      }),
    );
  });

  it('holds no entries of no edges', () => {
    expect([...adjacencyFrom(2, []).offsets]).toEqual([0, 0, 0]);
  });
});

describe('endOfDay', () => {
  it('ends where the first later day stands', () => {
    fc.assert(
      fc.property(smallGraph, ({ nNodes, edges, day }) => {
        const adjacency = adjacencyFrom(nNodes, edges);
        for (let v = 0; v < nNodes; v++) {
          const known = [...adjacency.days.subarray(adjacency.offsets[v], adjacency.offsets[v + 1])];
          expect(endOfDay(adjacency, v, day)).toBe(
            adjacency.offsets[v]! + known.filter((d) => d <= day).length,
          );
        }
      }),
    );
  });
});

describe('degreeOfDay', () => {
  it('sums the weights of the edges that count', () => {
    fc.assert(
      fc.property(smallGraph, ({ nNodes, edges, day }) => {
        const adjacency = adjacencyFrom(nNodes, edges);
        const weights = weightMatrix(nNodes, edges, day);
        for (let v = 0; v < nNodes; v++)
          expect(degreeOfDay(adjacency, v, day)).toBeCloseTo(
            weights[v]!.reduce((a, b) => a + b, 0),
            12,
          );
        expect(onDay(edges, day).length).toBeLessThanOrEqual(edges.length);
      }),
    );
  });
});

describe('orderByDay', () => {
  it('keeps the order of equal days, negative ones included', () => {
    expect([...orderByDay(Int32Array.of(3, -2, 3, -2), 4)]).toEqual([1, 3, 0, 2]);
    expect([...orderByDay(new Int32Array(0), 0)]).toEqual([]);
  });
});
