import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Series, TREND_CAP } from '../../../src/features/indicators/series.ts';

function seriesOf(points: readonly (readonly [number, number])[]): Series {
  const series = new Series();
  for (const [day, value] of points) series.push(day, value);
  return series;
}

test('a straight line has its own slope as the trend', () => {
  // 3 a day at a mean of 300
  const line = seriesOf([0, 50, 100, 150, 200].map((day) => [day, 3 * day] as const));
  expect(line.mean).toBe(300);
  expect(line.monthlyTrend).toBeCloseTo((3 * 30) / 300, 12);
  expect(line.variation).toBeCloseTo((150 * Math.SQRT2) / 300, 12);
});

test('two points have a variation and no trend, one point has neither, points of one day no trend', () => {
  expect(
    seriesOf([
      [0, 1],
      [30, 3],
    ]).variation,
  ).toBe(0.5);
  expect(
    seriesOf([
      [0, 1],
      [30, 3],
    ]).monthlyTrend,
  ).toBeNaN();
  expect(seriesOf([[0, 1]]).variation).toBeNaN();
  expect(
    seriesOf([
      [5, 1],
      [5, 2],
      [5, 3],
    ]).monthlyTrend,
  ).toBeNaN();
  expect(seriesOf([]).mean).toBeNaN();
});

test('nothing but zeros has neither variation nor trend', () => {
  const zeros = seriesOf([
    [0, 0],
    [30, 0],
    [60, 0],
  ]);
  expect(zeros.variation).toBeNaN();
  expect(zeros.monthlyTrend).toBeNaN();
});

test('a cleared series knows nothing of what it held, and holds more than it began with', () => {
  const series = seriesOf(Array.from({ length: 200 }, (_, i) => [i, 7] as const));
  expect(series.n).toBe(200);
  expect(series.mean).toBe(7);
  series.clear();
  series.push(1, 2);
  expect(series.mean).toBe(2);
});

test('trends stay within the cap whatever the amounts', () => {
  const point = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.double({ min: 0, max: 1e15, noNaN: true }));
  fc.assert(
    fc.property(fc.array(point, { maxLength: 15 }), (points) => {
      const { monthlyTrend } = seriesOf(points);
      if (!Number.isNaN(monthlyTrend)) expect(Math.abs(monthlyTrend)).toBeLessThanOrEqual(TREND_CAP);
    }),
  );
});
