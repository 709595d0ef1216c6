import fc from 'fast-check';
import { expect, test } from 'vitest';
import { averagePathLength, harmonic } from '../../../src/decision/fraud/path-length.ts';

/** Mean depth at which an unsuccessful search ends, over all orders of insertion: the root is any of the n rows alike. */
function bruteAverage(n: number): number {
  const total = [0, 0];
  // total[n]: depths of the n + 1 ends of a tree of n keys, added up and averaged over trees.
  for (let keys = 1; keys < n; keys++) {
    let mean = 0;
    for (let left = 0; left < keys; left++) mean += (total[left] ?? 0) + (total[keys - 1 - left] ?? 0);
    total[keys] = mean / keys + keys + 1;
  }
  return total[n - 1]! / n;
}

test('harmonic numbers are those of the sum, on both sides of the switch to the series', () => {
  for (const n of [0, 1, 2, 10, 63, 64, 65, 66, 100, 1000]) {
    let sum = 0;
    for (let k = n; k >= 1; k--) sum += 1 / k;
    expect(harmonic(n)).toBeCloseTo(sum, 13);
  }
});

test('c(n) by hand: nothing to isolate, one cut, and three rows', () => {
  expect(averagePathLength(0)).toBe(0);
  expect(averagePathLength(1)).toBe(0);
  expect(averagePathLength(2)).toBe(1);
  // One of three is isolated by the first cut, the other two by the second: (1 + 2 + 2) / 3.
  expect(averagePathLength(3)).toBeCloseTo(5 / 3, 15);
});

test('c(n) is the mean depth of the ends of random search trees', () => {
  for (let n = 2; n <= 300; n += 7) expect(averagePathLength(n)).toBeCloseTo(bruteAverage(n), 11);
});

test('c(n) meets the formula of scikit-learn to the 1 / (n - 1) that its logarithm leaves out', () => {
  // sklearn.ensemble._iforest._average_path_length: 2 (ln(n - 1) + gamma) - 2 (n - 1) / n for n > 2.
  const sklearn = (n: number): number => 2 * (Math.log(n - 1) + 0.5772156649015329) - (2 * (n - 1)) / n;
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 1_000_000 }), (n) => {
      const left = averagePathLength(n) - sklearn(n);
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThan(1 / (n - 1));
    }),
  );
  expect(averagePathLength(256)).toBeCloseTo(10.2486, 3);
});
