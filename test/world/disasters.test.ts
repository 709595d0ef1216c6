import { describe, expect, it } from 'vitest';
import { dayOf } from '../../src/core/index.ts';
import { type Disaster, layDisasters } from '../../src/world/disasters.ts';
import { makeTimeline, weekOf } from '../../src/world/timeline.ts';

const timeline = makeTimeline(24);
const flood: Disaster = {
  region: 'central-farm-belt',
  from: '2025-06-23',
  weeks: 6,
  logDemand: -1,
  recoveryHalfLifeWeeks: 8,
  damagedShare: 0.3,
};
const first = weekOf(timeline, dayOf(2025, 6, 23));

describe('layDisasters', () => {
  it('strikes the region at once, lets demand come back by halves and damages the share it says', () => {
    const { logDemand, accidentChance } = layDisasters([flood], timeline)['central-farm-belt'];
    expect(logDemand[first - 1]).toBe(0);
    expect(logDemand.subarray(first, first + 6).every((value) => value === -1)).toBe(true);
    expect(logDemand[first + 5 + 8]).toBeCloseTo(-0.5, 12);
    expect(logDemand[first + 5 + 16]).toBeCloseTo(-0.25, 12);
    expect(accidentChance.reduce((a, b) => a + b, 0)).toBeCloseTo(0.3, 12);
    expect(accidentChance[first + 6]).toBe(0);
  });

  it('leaves other regions exactly as they were', () => {
    const { 'central-farm-belt': _struck, ...others } = layDisasters([flood], timeline);
    for (const { logDemand, accidentChance } of Object.values(others)) {
      expect(logDemand.every((value) => value === 0)).toBe(true);
      expect(accidentChance.every((value) => value === 0)).toBe(true);
    }
  });

  it('adds up what overlaps in a region', () => {
    const { logDemand } = layDisasters([flood, flood], timeline)['central-farm-belt'];
    expect(logDemand[first]).toBe(-2);
  });
});
