import { describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { COUNT_LIMIT, drawCount } from '../../../src/world/emit/counts.ts';

const stream = openStream(9, 'test.counts');

describe('drawCount', () => {
  it.each([0.3, 40, 499, 501, 20_000])('has a Poisson\u2019s mean and variance at a mean of %d', (mean) => {
    const n = 4_000;
    const counts = Array.from({ length: n }, (_, i) => drawCount(stream, mean, i, 1, 2));
    const average = counts.reduce((a, b) => a + b, 0) / n;
    const variance = counts.reduce((a, b) => a + (b - average) ** 2, 0) / n;
    expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(mean / n));
    expect(variance / mean).toBeGreaterThan(0.85);
    expect(variance / mean).toBeLessThan(1.15);
    expect(counts.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
  });

  it('gives none at a mean of 0 and never more than the contracts allow', () => {
    expect(drawCount(stream, 0, 1, 1, 1)).toBe(0);
    expect(drawCount(stream, 1e9, 1, 1, 1)).toBe(COUNT_LIMIT);
  });
});
