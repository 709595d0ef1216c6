import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REGIONS } from '../../../src/sources/index.ts';
import { CROPS, MOST_NDVI, ndviOf, SOIL_NDVI } from '../../../src/world/fields/phenology.ts';

const rice = [{ height: 0.6, riseDay: 150, riseDays: 10, fallDay: 280, fallDays: 8 }];

describe('ndviOf', () => {
  it('is half up on the day of the rise, half down on the day of the fall, full between, bare outside', () => {
    expect(ndviOf(rice, 150, 0, 0)).toBeCloseTo(SOIL_NDVI + 0.3, 4);
    expect(ndviOf(rice, 280, 0, 0)).toBeCloseTo(SOIL_NDVI + 0.3, 4);
    expect(ndviOf(rice, 220, 0, 0)).toBeCloseTo(SOIL_NDVI + 0.6, 2);
    expect(ndviOf(rice, 20, 0, 0)).toBeCloseTo(SOIL_NDVI, 3);
    expect(ndviOf(rice, 360, 0, 0)).toBeCloseTo(SOIL_NDVI, 3);
  });

  it('scales the green with vigour and moves it with the delay', () => {
    const green = ndviOf(rice, 200, 0, 0) - SOIL_NDVI;
    expect(ndviOf(rice, 200, -0.5, 0) - SOIL_NDVI).toBeCloseTo(green * Math.exp(-0.5), 10);
    expect(ndviOf(rice, 160, 0, 14)).toBeCloseTo(ndviOf(rice, 146, 0, 0), 10);
  });

  it('takes two harvests a year in the central belt, wheat in early summer and maize in autumn', () => {
    const at = (day: number): number => ndviOf(CROPS['central-farm-belt'], day, 0, 0);
    expect(at(115)).toBeGreaterThan(0.6);
    expect(at(167)).toBeLessThan(0.35);
    expect(at(228)).toBeGreaterThan(0.7);
    expect(at(290)).toBeLessThan(0.35);
    // Winter wheat stands green, not high, over the new year.
    expect(at(0)).toBeGreaterThan(0.25);
    expect(at(0)).toBeLessThan(0.45);
  });

  it('grows one season elsewhere: green rises once and falls once', () => {
    for (const region of REGIONS) {
      if (region === 'central-farm-belt') continue;
      const days = Array.from({ length: 366 }, (_, day) => ndviOf(CROPS[region], day, 0, 0));
      const peaks = days.filter((v, d) => d > 0 && d < 365 && v > days[d - 1]! && v >= days[d + 1]!);
      expect(peaks).toHaveLength(1);
      expect(Math.max(...days)).toBeGreaterThan(0.55);
    }
  });

  it('keeps its bounds and runs on smoothly over the new year, whatever the crop', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...REGIONS),
        fc.integer({ min: 0, max: 365 }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: -60, max: 60, noNaN: true }),
        (region, day, vigour, delay) => {
          const ndvi = ndviOf(CROPS[region], day, vigour, delay);
          expect(ndvi).toBeGreaterThanOrEqual(SOIL_NDVI);
          expect(ndvi).toBeLessThanOrEqual(MOST_NDVI);
          const newYear = ndviOf(CROPS[region], 0, 0, delay);
          expect(Math.abs(newYear - ndviOf(CROPS[region], 365, 0, delay))).toBeLessThan(0.03);
        },
      ),
      { seed: 11 },
    );
  });
});
