import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStream, threefry2x32 } from '../../src/core/random.ts';

describe('threefry2x32', () => {
  // Known-answer vectors published with Random123 (Salmon et al.), threefry2x32 with 20 rounds.
  it.each([
    [
      [0, 0],
      [0, 0],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x13198a2e, 0x03707344],
      [0x243f6a88, 0x85a308d3],
      [0xc4923a9c, 0x483df7a0],
    ],
  ])('key %j counter %j gives %j', ([k0, k1], [c0, c1], expected) => {
    const out = new Uint32Array(2);
    threefry2x32(k0!, k1!, c0!, c1!, out);
    expect(Array.from(out)).toEqual(expected);
  });
});

const N = 200_000;

/** Mean and variance of n draws. */
function moments(draw: (i: number) => number, n = N): { mean: number; variance: number } {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const x = draw(i);
    sum += x;
    squares += x * x;
  }
  return { mean: sum / n, variance: squares / n - (sum / n) ** 2 };
}

describe('openStream', () => {
  const stream = openStream(42, 'test');

  it('is a pure function of seed, name and counters', () => {
    const again = openStream(42, 'test');
    again.uniform(99, 5, 7);
    expect(again.uniform(3, 2, 1)).toBe(stream.uniform(3, 2, 1));
    expect(openStream(43, 'test').uniform(3, 2, 1)).not.toBe(stream.uniform(3, 2, 1));
    expect(openStream(42, 'tess').uniform(3, 2, 1)).not.toBe(stream.uniform(3, 2, 1));
  });

  it('tells seeds beyond 32 bits apart', () => {
    expect(openStream(2 ** 40 + 1, 'x').uniform(0)).not.toBe(openStream(1, 'x').uniform(0));
  });

  it('has no draw in common between neighbouring counters', () => {
    const seen = new Set<number>();
    for (let i = 0; i < 20; i++)
      for (let j = 0; j < 20; j++) for (let k = 0; k < 20; k++) seen.add(stream.uniform(i, j, k));
    expect(seen.size).toBe(8000);
  });

  it('draws uniforms on [0, 1)', () => {
    const { mean, variance } = moments((i) => stream.uniform(i));
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 12 / N));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.001);
    fc.assert(
      fc.property(fc.nat(), fc.nat(2 ** 20 - 1), fc.nat(2 ** 12 - 1), (i, j, k) => {
        const u = stream.uniform(i, j, k);
        return u >= 0 && u < 1;
      }),
    );
  });

  it('has uncorrelated neighbours', () => {
    let sum = 0;
    for (let i = 0; i < N; i++) sum += (stream.uniform(i) - 0.5) * (stream.uniform(i + 1) - 0.5);
    expect(Math.abs((12 * sum) / N)).toBeLessThan(5 / Math.sqrt(N));
  });

  it('draws normals, exponentials and Poisson counts with their moments', () => {
    const normal = moments((i) => stream.normal(3, 2, i));
    expect(Math.abs(normal.mean - 3)).toBeLessThan(5 * (2 / Math.sqrt(N)));
    expect(normal.variance).toBeCloseTo(4, 1);
    const exponential = moments((i) => stream.exponential(5, i));
    expect(Math.abs(exponential.mean - 5)).toBeLessThan(5 * (5 / Math.sqrt(N)));
    expect(Math.abs(exponential.variance / 25 - 1)).toBeLessThan(0.05);
    for (const mean of [0.1, 1, 30, 400]) {
      const poisson = moments((i) => stream.poisson(mean, i), 20_000);
      expect(Math.abs(poisson.mean - mean)).toBeLessThan(5 * Math.sqrt(mean / 20_000));
      expect(Math.abs(poisson.variance / mean - 1)).toBeLessThan(0.1);
    }
    expect(stream.poisson(0, 1)).toBe(0);
  });

  it('draws categories in proportion to their weights and never one without weight', () => {
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < N; i++) counts[stream.categorical([1, 0, 2, 1], i)]! += 1;
    expect(counts[1]).toBe(0);
    expect(counts[2]! / N).toBeCloseTo(0.5, 2);
    expect(counts[0]! / N).toBeCloseTo(0.25, 2);
  });

  it('draws integers on [0, n)', () => {
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) counts[stream.integer(6, i)]! += 1;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });
});
