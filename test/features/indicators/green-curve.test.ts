import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GreenCurve } from '../../../src/features/indicators/green-curve.ts';

function curveOf(looks: readonly (readonly [day: number, ndvi: number])[]): GreenCurve {
  const curve = new GreenCurve();
  for (const [day, ndvi] of looks) curve.add(day, ndvi);
  return curve;
}

/** Two seasons a year apart, the second three days late, and bare soil between. */
const TWO = curveOf([
  [0, 0.2],
  [10, 0.6],
  [20, 0.2],
  [365, 0.2],
  [368, 0.2],
  [378, 0.6],
  [388, 0.2],
]);

describe('GreenCurve', () => {
  test('finds peaks, levels and rises, straight between looks', () => {
    expect(TWO.newestDay()).toBe(388);
    expect(TWO.peakDay(0, 400)).toBe(10);
    expect(TWO.peakDay(300, 400)).toBe(378);
    expect(TWO.valueOn(378)).toBe(0.6);
    expect(TWO.halfLevel(0, 400)).toBeCloseTo(0.4, 12);
    expect(TWO.newestRise(0.4, 100, 400)).toBeCloseTo(373, 12);
    expect(TWO.newestRise(0.4, 0, 300)).toBeCloseTo(5, 12);
    expect(TWO.riseNear(0.4, 373 - 365)).toBeCloseTo(5, 12);
    expect(TWO.daysAbove(0.4, 0, 400)).toBeCloseTo(20, 12);
    expect(TWO.meanOverTime(0, 400)).toBeCloseTo(0.2 + (2 * 10 * 0.4) / 388, 12);
    expect(TWO.meanOfLooks(365, 378)).toBeCloseTo(1 / 3, 12);
  });

  test('what was not looked on is missing', () => {
    for (const curve of [curveOf([]), TWO]) {
      expect(curve.valueOn(30)).toBeNaN();
      expect(curve.peakDay(30, 40)).toBeNaN();
      expect(curve.meanOfLooks(30, 40)).toBeNaN();
      expect(curve.meanOverTime(0, 30)).toBeNaN();
      expect(curve.halfLevel(30, 40)).toBeNaN();
      expect(curve.newestRise(Number.NaN, 0, 400)).toBeNaN();
      expect(curve.riseNear(0.4, 200)).toBeNaN();
      expect(curve.daysAbove(Number.NaN, 0, 400)).toBeNaN();
    }
    expect(curveOf([]).newestDay()).toBeNaN();
    // Bare soil all year: a swing of a tenth is no season.
    expect(
      curveOf([
        [0, 0.15],
        [10, 0.25],
      ]).halfLevel(0, 10),
    ).toBeNaN();
  });

  test('days above a level are what a fine walk along the curve counts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.double({ min: 0, max: 1, noNaN: true })), {
          minLength: 2,
          maxLength: 12,
        }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (steps, level) => {
          let day = 0;
          const looks = steps.map(([days, ndvi]) => {
            day += days;
            return [day, ndvi] as const;
          });
          let above = 0;
          for (let i = 1; i < looks.length; i++) {
            const [from, before] = looks[i - 1]!;
            const [to, after] = looks[i]!;
            for (let k = 0; k < 1000; k++) {
              if (before + ((k + 0.5) / 1000) * (after - before) >= level) above += (to - from) / 1000;
            }
          }
          expect(Math.abs(curveOf(looks).daysAbove(level, 0, day) - above)).toBeLessThan(0.5);
        },
      ),
      { numRuns: 50 },
    );
  });
});
