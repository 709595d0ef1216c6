import { describe, expect, it } from 'vitest';
import { cropHealth } from '../../../src/world/fields/crop-health.ts';
import type { FirmLife } from '../../../src/world/life.ts';
import { baselineWorld, livesOf } from '../worlds.ts';

const [any] = livesOf(baselineWorld(), 1);
const lifeOf = (logDemand: number[]): FirmLife => ({
  ...any!,
  nWeeks: logDemand.length,
  logDemand: Float64Array.from(logDemand),
});

describe('cropHealth', () => {
  it('is the mean log demand of the weeks 4 to 12 ahead', () => {
    const life = lifeOf(Array.from({ length: 40 }, (_, w) => w * w));
    const ahead = [14, 15, 16, 17, 18, 19, 20, 21, 22].map((w) => w * w);
    expect(cropHealth(life, 10)).toBeCloseTo(ahead.reduce((a, b) => a + b, 0) / 9, 10);
  });

  it('knows nothing of the weeks before and after those', () => {
    const spikes = Array.from({ length: 40 }, (_, w) => (w <= 13 || w >= 23 ? 100 : 0));
    expect(cropHealth(lifeOf(spikes), 10)).toBe(0);
  });

  it('falls back on the weeks that were lived, and in the end on the last', () => {
    const life = lifeOf([1, 2, 3, 4, 5, 6, 7]);
    expect(cropHealth(life, 1)).toBeCloseTo(6.5, 10);
    expect(cropHealth(life, 6)).toBe(7);
  });
});
