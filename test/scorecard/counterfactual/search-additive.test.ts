import { describe, expect, it } from 'vitest';
import type { Calibration } from '../../../src/models/calibration/schema.ts';
import { type NumberAxis, rankOf } from '../../../src/scorecard/axis.ts';
import { type Option, optionsOf } from '../../../src/scorecard/counterfactual/options.ts';
import { searchAdditive } from '../../../src/scorecard/counterfactual/search-additive.ts';
import { bruteForce, randomProblem } from './random-problem.ts';

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

const sizeOf = (moves: readonly Option[]): number => moves.reduce((sum, { size }) => sum + size, 0);

describe('the nearest change in a sum of steps and levels', () => {
  it.each<Calibration>([
    { kind: 'none' },
    { kind: 'platt', slope: 0.8, intercept: -0.1 },
    { kind: 'isotonic', x: [-3, -2, -1.5, 1, 1.5], y: [-4, -2.5, -2.5, 0.5, 2] },
    { kind: 'beta', a: 0.9, b: 1.2, c: 0.1 },
  ])('costs what the cheapest of all combinations costs, with calibration $kind', (calibration) => {
    let answered = 0;
    const counts = new Set<number>();
    for (const seed of SEEDS) {
      const { problem, artefact, body } = randomProblem(
        seed,
        ['step', 'table', 'step', 'step', 'table', 'step'],
        calibration,
      );
      const options = problem.axes.map((axis, input) =>
        optionsOf(axis, input, problem.probe.row[input]!, { isWhole: false }),
      );
      const least = bruteForce(problem, options);
      const { moves, isExact } = searchAdditive(problem, artefact, body);
      expect(isExact).toBe(true);
      expect(moves?.length).toBe(least?.inputs);
      if (!moves || !least) continue;
      expect(sizeOf(moves)).toBeCloseTo(least.size, 9);
      expect(problem.probe.assess(moves).pd).toBeLessThanOrEqual(problem.goal.pd);
      answered += 1;
      counts.add(least.inputs);
    }
    expect(answered).toBeGreaterThan(10);
    expect(answered).toBeLessThan(SEEDS.length);
    expect(counts.size).toBeGreaterThan(1);
  });
});

describe('the nearest change in a sum of lines', () => {
  /** Values of the grid that stands in for a line, and the most that rounding to few digits may cost. */
  const GRID = Array.from({ length: 81 }, (_, i) => 0.5 + i / 10);
  const ROUNDING = 0.01 / 4;

  it('is as small as any on a fine grid, up to the rounding of one value', () => {
    let answered = 0;
    for (const seed of SEEDS) {
      const { problem, artefact, body } = randomProblem(seed, ['line', 'step', 'line']);
      const options = problem.axes.map((axis, input) => {
        const from = problem.probe.row[input]!;
        const plain = optionsOf(axis, input, from, { isWhole: false });
        const rank = axis.kind === 'number' && axis.isLine ? rankOf(axis, from) : undefined;
        if (rank === undefined) return plain;
        const grid = GRID.map((value) => ({
          input,
          value,
          size: Math.abs(rankOf(axis as NumberAxis, value)! - rank),
        }));
        return [...plain, ...grid];
      });
      const least = bruteForce(problem, options);
      const { moves, isExact } = searchAdditive(problem, artefact, body);
      expect(isExact).toBe(true);
      // A grid may just miss what a line just reaches.
      if (!least) continue;
      expect(moves).toBeDefined();
      expect(moves!.length).toBeLessThanOrEqual(least.inputs);
      if (moves!.length === least.inputs) expect(sizeOf(moves!)).toBeLessThanOrEqual(least.size + ROUNDING);
      expect(problem.probe.assess(moves!).pd).toBeLessThanOrEqual(problem.goal.pd);
      for (const { value } of moves!) expect(String(value).replace(/\D/g, '').length).toBeLessThanOrEqual(6);
      answered += 1;
    }
    expect(answered).toBeGreaterThan(10);
  });

  it('is given within its bound of work for many inputs', () => {
    const shapes = Array.from({ length: 40 }, (_, i) => (['line', 'step', 'table'] as const)[i % 3]!);
    for (const seed of [1, 2, 3]) {
      const { problem, artefact, body } = randomProblem(seed, shapes);
      const { moves, isExact } = searchAdditive(problem, artefact, body);
      expect(isExact).toBe(true);
      expect(problem.probe.assess(moves!).pd).toBeLessThanOrEqual(problem.goal.pd);
    }
  });
});
