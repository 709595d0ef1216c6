import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { fitPlatt } from '../../../src/models/calibration/platt.ts';

it('solves a hand-worked example: two scores, both classes at each', () => {
  // Targets are 4/5 for three bads and 1/5 for three goods. At score 1: two bads, one good: (4/5 + 4/5 + 1/5) / 3 = 3/5; at
  // score 0 it is 2/5. The line through both log-odds is exact.
  const scores = Float64Array.of(1, 1, 1, 0, 0, 0);
  const { slope, intercept } = fitPlatt(scores, Uint8Array.of(1, 1, 0, 1, 0, 0));
  expect(intercept).toBeCloseTo(Math.log(2 / 3), 9);
  expect(slope).toBeCloseTo(2 * Math.log(3 / 2), 9);
});

it('stays finite where the scores part the classes', () => {
  const { slope, intercept } = fitPlatt(Float64Array.of(-2, -1, 1, 2), Uint8Array.of(0, 0, 1, 1));
  expect(slope).toBeGreaterThan(0);
  expect(slope).toBeLessThan(10);
  expect(intercept).toBeCloseTo(0, 9);
});

it('is flat at the average where the scores say nothing, or the opposite', () => {
  const bad = Uint8Array.of(1, 0, 0, 0);
  const average = (1 * (2 / 3) + 3 * (1 / 5)) / 4;
  for (const scores of [Float64Array.of(3, 3, 3, 3), Float64Array.of(0, 1, 2, 3)]) {
    const { slope, intercept } = fitPlatt(scores, bad);
    expect(slope).toBe(0);
    expect(intercept).toBeCloseTo(Math.log(average / (1 - average)), 12);
  }
});

it('does not depend on the size and place of the scores', () => {
  const draws = openStream(2, 'platt');
  const scores = Float64Array.from({ length: 300 }, (_, i) => draws.normal(0, 1, i));
  const bad = Uint8Array.from(scores, (s, i) =>
    draws.uniform(i, 1) < 1 / (1 + Math.exp(1 - 2 * s)) ? 1 : 0,
  );
  const plain = fitPlatt(scores, bad);
  const moved = fitPlatt(
    scores.map((s) => 1e6 * s - 3e6),
    bad,
  );
  expect(1e6 * moved.slope).toBeCloseTo(plain.slope, 6);
  expect(moved.intercept - 3e6 * moved.slope).toBeCloseTo(plain.intercept, 6);
});

interface Known {
  readonly scores: readonly number[];
  readonly bad: readonly number[];
  readonly platt: { readonly slope: number; readonly intercept: number };
}

it('agrees with scikit-learn: test/models/calibration/fixtures/calibration.py', () => {
  const known = JSON.parse(
    readFileSync('test/models/calibration/fixtures/calibration.json', 'utf8'),
  ) as Known;
  const { slope, intercept } = fitPlatt(Float64Array.from(known.scores), Uint8Array.from(known.bad));
  expect(Math.abs(slope - known.platt.slope)).toBeLessThan(1e-4);
  expect(Math.abs(intercept - known.platt.intercept)).toBeLessThan(1e-4);
});
