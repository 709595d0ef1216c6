import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strongComponents } from '../../src/kernels/graph-components.ts';
import { cyclesThrough, matchRounds } from '../../src/kernels/graph-cycles.ts';
import { sliceOfDay } from '../../src/kernels/graph-slice.ts';
import { adjacencyFrom, smallGraph, type TestEdge } from './graph-of.ts';

/** Every order of distinct nodes from the start on whose steps are all edges. */
function naiveCycles(edges: readonly TestEdge[], start: number, mostLength: number): string[] {
  const cycles: string[] = [];
  const walk = (path: readonly number[]): void => {
    for (const u of new Set(edges.filter(({ from }) => from === path.at(-1)).map(({ to }) => to))) {
      if (u === start && path.length > 1) cycles.push(path.join(' '));
      if (u !== start && !path.includes(u) && path.length < mostLength) walk([...path, u]);
    }
  };
  walk([start]);
  return cycles.sort();
}

describe('cyclesThrough', () => {
  it('finds every cycle that trying all orders finds, with or without strong components', () => {
    fc.assert(
      fc.property(
        smallGraph,
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: -1, max: 4 }),
        ({ nNodes, edges, day }, mostLength, fromDay) => {
          const lasting = edges.map(({ until: _, ...edge }) => edge);
          const outward = adjacencyFrom(nNodes, lasting, 'from');
          const inward = adjacencyFrom(nNodes, lasting, 'to');
          const search = { fromDay, day, mostLength, mostSteps: 1e6 };
          const counting = lasting.filter((edge) => edge.day! >= fromDay && edge.day! <= day);
          const strong = strongComponents(sliceOfDay(outward, 1000));
          const distance = new Int32Array(nNodes);
          for (let v = 0; v < nNodes; v++) {
            const expected = naiveCycles(counting, v, mostLength);
            for (const circle of [strong, new Int32Array(nNodes)]) {
              const { cycles, isCut } = cyclesThrough(outward, inward, v, search, circle, distance);
              expect(cycles.map((cycle) => cycle.join(' ')).sort()).toEqual(expected);
              expect(isCut).toBe(false);
              expect(distance.every((d) => d === 0)).toBe(true);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('ends a cut search alike whether strong components of more edges prune it or none', () => {
    fc.assert(
      fc.property(smallGraph, fc.integer({ min: 1, max: 12 }), ({ nNodes, edges, day }, mostSteps) => {
        const lasting = edges.map(({ until: _, ...edge }) => edge);
        const outward = adjacencyFrom(nNodes, lasting, 'from');
        const inward = adjacencyFrom(nNodes, lasting, 'to');
        const search = { fromDay: 0, day, mostLength: 5, mostSteps };
        const distance = new Int32Array(nNodes);
        const then = strongComponents(sliceOfDay(outward, day));
        const later = strongComponents(sliceOfDay(outward, 1000));
        for (let v = 0; v < nNodes; v++) {
          const [a, b, c] = [then, later, new Int32Array(nNodes)].map((circle) =>
            cyclesThrough(outward, inward, v, search, circle, distance),
          );
          expect(b).toEqual(a);
          expect(c).toEqual(a);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives up after so many steps and says so', () => {
    const edges = Array.from({ length: 12 }, (_, from) =>
      Array.from({ length: 12 }, (_, to) => ({ from, to })).filter(({ to }) => to !== from),
    ).flat();
    const search = { fromDay: 0, day: 0, mostLength: 5, mostSteps: 500 };
    const [outward, inward] = [adjacencyFrom(12, edges, 'from'), adjacencyFrom(12, edges, 'to')];
    const found = cyclesThrough(outward, inward, 0, search, new Int32Array(12), new Int32Array(12));
    expect(found.isCut).toBe(true);
    expect(found.cycles.length).toBeLessThan(500);
  });
});

const lists = fc.array(
  fc.array(fc.record({ day: fc.nat({ max: 12 }), amount: fc.integer({ min: 90, max: 120 }) }), {
    maxLength: 5,
  }),
  { minLength: 2, maxLength: 4 },
);

describe('matchRounds', () => {
  it('matches one invoice of each list within the band and the days', () => {
    const rounds = matchRounds(
      [
        { days: [1, 40], amounts: [100, 100] },
        { days: [5, 45], amounts: [109, 111] },
        { days: [2, 60], amounts: [101, 102] },
      ],
      0.1,
      30,
    );
    expect(rounds).toEqual([[0, 0, 0]]);
  });

  it('finds a round exactly where trying all choices finds one, and uses no entry twice', () => {
    fc.assert(
      fc.property(lists, fc.constantFrom(0, 0.05, 0.1), fc.nat({ max: 6 }), (given, band, spanDays) => {
        const sorted = given.map((list) => list.toSorted((a, b) => a.day - b.day));
        const dated = sorted.map((list) => ({
          days: list.map((e) => e.day),
          amounts: list.map((e) => e.amount),
        }));
        const rounds = matchRounds(dated, band, spanDays);
        const choices = sorted.reduce<number[][]>(
          (all, list) => all.flatMap((choice) => [...list.keys()].map((at) => [...choice, at])),
          [[]],
        );
        const fits = (choice: readonly number[]): boolean => {
          const chosen = choice.map((at, i) => sorted[i]![at]!);
          const amounts = chosen.map((e) => e.amount);
          const days = chosen.map((e) => e.day);
          return (
            Math.max(...amounts) <= Math.min(...amounts) * (1 + band) &&
            Math.max(...days) - Math.min(...days) <= spanDays
          );
        };
        for (const round of rounds) expect(fits(round)).toBe(true);
        for (const [i] of sorted.entries())
          expect(new Set(rounds.map((round) => round[i])).size).toBe(rounds.length);
        // What is left has no round: none was overlooked.
        const left = choices.filter((choice) => !rounds.some((r) => r.some((at, i) => at === choice[i])));
        const overlooked = left.filter(fits);
        if (rounds.length === 0) expect(choices.filter(fits)).toEqual([]);
        expect(overlooked.length).toBe(0);
      }),
      { numRuns: 500 },
    );
  });
});
