import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../src/core/index.ts';
import { REGIONS } from '../../../src/sources/index.ts';
import { dayOfYear, weatherOf } from '../../../src/world/fields/weather.ts';
import { namedScenario } from '../../../src/world/scenarios/index.ts';
import { weekOf } from '../../../src/world/timeline.ts';
import { openWorld } from '../../../src/world/world.ts';
import { baselineWorld } from '../worlds.ts';

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

describe('weatherOf', () => {
  it('is the same for the same world opened twice, and another for another seed', () => {
    const first = weatherOf(baselineWorld());
    expect(weatherOf(baselineWorld())).toEqual(first);
    expect(weatherOf(baselineWorld(8))).not.toEqual(first);
  });

  it('stresses crops in some weeks only and keeps cloudiness between its limits', () => {
    const weather = weatherOf(baselineWorld(7, 60));
    for (const region of REGIONS) {
      const { stress, cloudiness } = weather[region];
      const stressed = [...stress].filter((value) => value > 0).length / stress.length;
      expect(Math.min(...stress)).toBe(0);
      expect(stressed).toBeGreaterThan(0.15);
      expect(stressed).toBeLessThan(0.75);
      expect(Math.min(...cloudiness)).toBeGreaterThanOrEqual(0.05);
      expect(Math.max(...cloudiness)).toBeLessThanOrEqual(0.9);
    }
  });

  it('has cloudier summers than winters in the central belt', () => {
    const world = baselineWorld(7, 60);
    const { cloudiness } = weatherOf(world)['central-farm-belt'];
    const inSeason = (from: number, to: number): number =>
      mean(
        [...cloudiness].filter((_, w) => {
          const day = dayOfYear(world.timeline.week0 + 7 * w);
          return day >= from && day < to;
        }),
      );
    expect(inSeason(170, 230)).toBeGreaterThan(inSeason(0, 60) + 0.1);
  });

  it('drowns the crops of the flooded region and of no other', () => {
    const calm = baselineWorld();
    const flooded = openWorld(namedScenario('regional-flood'), 7, 24);
    const week = weekOf(flooded.timeline, dayOf(2025, 7, 5));
    const stressIn = (world: typeof calm, region: (typeof REGIONS)[number]): number =>
      weatherOf(world)[region].stress[week]!;
    expect(stressIn(flooded, 'central-farm-belt')).toBeGreaterThan(stressIn(calm, 'central-farm-belt') + 0.1);
    expect(stressIn(flooded, 'border-county')).toBe(stressIn(calm, 'border-county'));
  });
});

describe('dayOfYear', () => {
  it('counts from 1 January', () => {
    expect(dayOfYear(dayOf(2024, 1, 1))).toBe(0);
    expect(dayOfYear(dayOf(2024, 12, 31))).toBe(365);
    expect(dayOfYear(dayOf(2025, 3, 1))).toBe(59);
  });
});
