import fc from 'fast-check';
import { expect, it } from 'vitest';
import { halvingPlan, sampleRows } from '../../../src/models/tuning/halving.ts';

it.each([
  [20, 700, [{ trials: 20, rows: 700 }]],
  [
    9,
    18_000,
    [
      { trials: 9, rows: 2000 },
      { trials: 3, rows: 6000 },
      { trials: 1, rows: 18_000 },
    ],
  ],
  [
    4,
    1_000_000,
    [
      { trials: 4, rows: 333_333 },
      { trials: 2, rows: 1_000_000 },
    ],
  ],
  [1, 1_000_000, [{ trials: 1, rows: 1_000_000 }]],
])('plans %d trials on %d rows', (trials, rows, plan) => {
  expect(halvingPlan(trials, rows)).toEqual(plan);
});

it('ends on all rows, begins with all trials, and never starts below 2,000 rows', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 10, max: 3_000_000 }), (trials, rows) => {
      const plan = halvingPlan(trials, rows);
      expect(plan[0]!.trials).toBe(trials);
      expect(plan.at(-1)!.rows).toBe(rows);
      expect(plan.at(-1)!.trials).toBeGreaterThanOrEqual(1);
      if (plan.length > 1) expect(plan[0]!.rows).toBeGreaterThanOrEqual(2000);
    }),
  );
});

it('samples both classes in proportion, smaller samples inside larger ones', () => {
  const bad = Uint8Array.from({ length: 5000 }, (_, i) => (i % 7 === 0 ? 1 : 0));
  const [small, large] = [sampleRows(bad, 500, 1), sampleRows(bad, 2000, 1)];
  expect(Math.abs(small.length - 500)).toBeLessThanOrEqual(1);
  expect(Math.abs(small.filter((i) => bad[i] === 1).length - 500 / 7)).toBeLessThanOrEqual(1);
  const inLarge = new Set(large);
  expect(small.every((i) => inLarge.has(i))).toBe(true);
  expect(sampleRows(bad, 5000, 1)).toEqual(Uint32Array.from(bad.keys()));
});
