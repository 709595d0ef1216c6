import { describe, expect, it } from 'vitest';
import { fiveByTwo } from '../../../benchmarks/tabular/five-by-two.ts';

type Pairs = [number, number][];

/** Alpaydin's statistic of differences p_ij - d, in his words: numerator over denominator. */
function alpaydinF(pairs: Pairs, d: number): number {
  const numerator = pairs.flat().reduce((sum, p) => sum + (p - d) ** 2, 0);
  const denominator = pairs.reduce((sum, [a, b]) => sum + (a - b) ** 2 / 2, 0);
  return numerator / (2 * denominator);
}

const UNEVEN: Pairs = [
  [0.012, -0.004],
  [0.006, 0.003],
  [-0.002, 0.009],
  [0.015, 0.001],
  [0.004, 0.007],
];

describe('fiveByTwo', () => {
  it('a hand-worked example: F = .01 / (2 x .001) = 5 > 4.7351', () => {
    const pairs: Pairs = Array.from({ length: 5 }, () => [0.02, 0.04]);
    expect(alpaydinF(pairs, 0)).toBeCloseTo(5, 12);
    const { difference, interval, significant } = fiveByTwo(pairs);
    expect(difference).toBeCloseTo(0.03, 12);
    expect(interval[0]).toBeCloseTo(0.03 - Math.sqrt(0.0084702 / 10), 10);
    expect(interval[1]).toBeCloseTo(0.03 + Math.sqrt(0.0084702 / 10), 10);
    expect(significant).toBe(true);
  });

  it('both ends of the interval are what the test only just rejects', () => {
    const { interval } = fiveByTwo(UNEVEN);
    for (const end of interval) expect(alpaydinF(UNEVEN, end)).toBeCloseTo(4.7351, 8);
  });

  it('significant exactly where the statistic at zero passes the critical value', () => {
    for (const shift of [-0.03, -0.015, -0.005, 0, 0.005, 0.015, 0.03]) {
      const pairs = UNEVEN.map(([a, b]): [number, number] => [a + shift, b + shift]);
      expect(fiveByTwo(pairs).significant, `shift ${shift}`).toBe(alpaydinF(pairs, 0) > 4.7351);
    }
  });

  it('two replications need a larger statistic than five', () => {
    const [few, many] = [UNEVEN.slice(0, 2), UNEVEN].map((pairs) => fiveByTwo(pairs).interval);
    expect(few![1] - few![0]).toBeGreaterThan(many![1] - many![0]);
  });

  it('replications that contradict every common difference leave no width and reject zero', () => {
    const { interval, significant } = fiveByTwo([
      [0.1, 0.1],
      [0.3, 0.3],
    ]);
    expect(interval).toEqual([0.2, 0.2]);
    expect(significant).toBe(true);
  });

  it('refuses what it has no critical value for', () => {
    expect(() => fiveByTwo([])).toThrow('got 0 replications');
    expect(() => fiveByTwo([...UNEVEN, [0, 0]])).toThrow('got 6 replications');
  });
});
