import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openStream } from '../../src/core/index.ts';
import { type DescentProblem, decision, descendDual } from '../../src/kernels/dual-descent.ts';

const STOP = { tolerance: 1e-8, maxPasses: 20_000, key0: 1, key1: 2 };

function solve(problem: DescentProblem) {
  const weights = new Float64Array(problem.width + 1);
  const alpha = new Float64Array(problem.rows.length);
  return { weights, alpha, ...descendDual(problem, { weights, alpha }, STOP) };
}

/** Two normal clouds that overlap, the bads being the fewer. */
function clouds(
  n: number,
  width: number,
  seed: number,
): Omit<DescentProblem, 'loss' | 'goodCost' | 'badCost'> {
  const draws = openStream(seed, 'clouds');
  const bad = Uint8Array.from({ length: n }, (_, i) => (draws.uniform(i, width) < 0.3 ? 1 : 0));
  const x = Float64Array.from({ length: n * width }, (_, at) => {
    const i = Math.floor(at / width);
    return draws.normal(at % width < 2 && bad[i] ? 1 : 0, 1, i, at % width);
  });
  return { x, width, bad, rows: Uint32Array.from(bad.keys()) };
}

/** The primal objective, as the formula reads. */
function primal(
  { x, width, bad, rows, loss, goodCost, badCost }: DescentProblem,
  weights: Float64Array,
): number {
  let sum = 0;
  for (const w of weights) sum += (w * w) / 2;
  for (const row of rows) {
    const margin = (bad[row] ? 1 : -1) * decision(x, row * width, width, weights);
    const short = Math.max(0, 1 - margin);
    sum += (bad[row] ? badCost : goodCost) * (loss === 'hinge' ? short : short * short);
  }
  return sum;
}

/** The dual objective to be maximised: sum alpha - 1/2 |w|^2 - 1/2 sum D alpha^2. */
function dual(
  { bad, rows, loss, goodCost, badCost }: DescentProblem,
  weights: Float64Array,
  alpha: Float64Array,
): number {
  let sum = 0;
  for (const w of weights) sum -= (w * w) / 2;
  rows.forEach((row, k) => {
    sum += alpha[k]!;
    if (loss === 'squaredHinge') sum -= alpha[k]! ** 2 / (4 * (bad[row] ? badCost : goodCost));
  });
  return sum;
}

it('solves a hand-worked example: two points at 1 and -1', () => {
  // By symmetry w = (a, 0) with a in [0, 1]: 1/2 a^2 + 2 C (1 - a)^2 is least at a = 4 C / (1 + 4 C), here 4 / 5.
  const problem = {
    x: Float64Array.of(1, -1),
    width: 1,
    bad: Uint8Array.of(1, 0),
    rows: Uint32Array.of(0, 1),
    loss: 'squaredHinge',
    goodCost: 1,
    badCost: 1,
  } as const;
  const { weights } = solve(problem);
  expect(weights[0]).toBeCloseTo(0.8, 7);
  expect(weights[1]).toBeCloseTo(0, 7);
  // The hinge pays nothing beyond the margin: C = 1 reaches a = 1.
  expect(solve({ ...problem, loss: 'hinge' }).weights[0]).toBeCloseTo(1, 7);
  // C = 0.1 stops both duals at their bound: w = 0.1 + 0.1.
  expect(solve({ ...problem, loss: 'hinge', goodCost: 0.1, badCost: 0.1 }).weights[0]).toBeCloseTo(0.2, 12);
});

describe.each(['hinge', 'squaredHinge'] as const)('%s', (loss) => {
  it.each([
    [0.01, 0.01],
    [1, 1],
    [0.1, 0.5],
  ])('closes the gap between primal and dual at costs %d and %d', (goodCost, badCost) => {
    const problem = { ...clouds(200, 4, 3), loss, goodCost, badCost };
    const { weights, alpha, converged } = solve(problem);
    expect(converged).toBe(true);
    const upper = primal(problem, weights);
    expect(upper - dual(problem, weights, alpha)).toBeLessThan(1e-5 * upper);
    expect(Math.min(...alpha)).toBeGreaterThanOrEqual(0);
    if (loss === 'hinge') {
      alpha.forEach((a, k) => {
        expect(a).toBeLessThanOrEqual(problem.bad[k] ? badCost : goodCost);
      });
    }
  });

  it('keeps the weights the sum of its duals, and learns from the named rows alone', () => {
    const all = clouds(60, 3, 5);
    const rows = all.rows.filter((i) => i % 3 !== 0);
    const { weights, alpha } = solve({ ...all, rows, loss, goodCost: 0.3, badCost: 0.3 });
    const sum = new Float64Array(4);
    rows.forEach((row, k) => {
      const y = all.bad[row] ? 1 : -1;
      for (let j = 0; j < 3; j++) sum[j]! += alpha[k]! * y * all.x[row * 3 + j]!;
      sum[3]! += alpha[k]! * y;
    });
    for (let j = 0; j < 4; j++) expect(weights[j]).toBeCloseTo(sum[j]!, 9);
  });

  it('comes to the same weights from a smaller cost as from nothing', () => {
    const rows = { ...clouds(120, 3, 7), loss };
    const weights = new Float64Array(4);
    const alpha = new Float64Array(120);
    for (const cost of [0.01, 0.1, 0.4])
      descendDual({ ...rows, goodCost: cost, badCost: cost }, { weights, alpha }, STOP);
    const cold = solve({ ...rows, goodCost: 0.4, badCost: 0.4 });
    for (let j = 0; j < 4; j++) expect(weights[j]).toBeCloseTo(cold.weights[j]!, 5);
  });
});

interface Known {
  readonly x: readonly (readonly number[])[];
  readonly bad: readonly number[];
  readonly fits: readonly {
    readonly loss: 'hinge' | 'squaredHinge';
    readonly cost: number;
    readonly badWeight: number;
    readonly weights: readonly number[];
  }[];
}

it('agrees with scikit-learn: test/kernels/fixtures/linear-svm.py', () => {
  const known = JSON.parse(readFileSync('test/kernels/fixtures/linear-svm.json', 'utf8')) as Known;
  expect(known.fits.length).toBeGreaterThanOrEqual(4);
  for (const { loss, cost, badWeight, weights } of known.fits) {
    const found = solve({
      x: Float64Array.from(known.x.flat()),
      width: known.x[0]!.length,
      bad: Uint8Array.from(known.bad),
      rows: Uint32Array.from(known.bad.keys()),
      loss,
      goodCost: cost,
      badCost: cost * badWeight,
    });
    weights.forEach((w, j) => {
      expect(Math.abs(found.weights[j]! - w)).toBeLessThan(1e-5);
    });
  }
});
