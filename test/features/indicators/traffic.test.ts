import { describe, expect, test } from 'vitest';
import type { SourceRecord } from '../../../src/sources/index.ts';
import { daysAgo, featuresOf, stateOf } from './reading.ts';

function week(
  days: number,
  visitors: number,
  dwellMinutes = 30,
  returningShare = 0.5,
  delay = 3,
): SourceRecord<'traffic'> {
  return { ...daysAgo(days, delay), visitors, dwellMinutes, returningShare };
}

describe('traffic', () => {
  test('worked by hand', () => {
    const got = featuresOf('traffic', [
      week(400, 200),
      week(130, 300, 20, 0.25),
      week(100, 100, 20, 0.5),
      week(40, 100, 60, 0.5),
      week(11, 80, 30, 0.75),
      week(4, 20, 90, 1),
      // Not yet delivered.
      week(1, 999),
    ]);
    const expected = {
      traffic_visitors_30: 100,
      traffic_visitors_90: 200,
      traffic_visitors_365: 600,
      // Two weeks of 50 in the last month, one of 100 in the month before.
      traffic_weekly_visitors_change_30: (50 - 100) / 150,
      traffic_weekly_visitors_change_90: (200 / 3 - 200) / (200 / 3 + 200),
      traffic_weekly_visitors_seasonal_change_90: (200 / 3 - 200) / (200 / 3 + 200),
      traffic_least_week_90: 20 / 120,
      // The mean week is 120: 20 and 80 are weak, 100 is not.
      traffic_weak_weeks: 2,
      traffic_longest_gap_365: 60,
      traffic_days_since: 4,
      traffic_dwell_90: (100 * 60 + 80 * 30 + 20 * 90) / 200 / 60,
      traffic_returning_share_90: (50 + 60 + 20) / 200,
      traffic_returning_share_365: (50 + 60 + 20 + 75 + 50) / 600,
      traffic_returning_share_difference_90: 130 / 200 - 125 / 400,
    };
    for (const [name, value] of Object.entries(expected)) expect(got[name], name).toBeCloseTo(value, 12);
    // Four months with a count are too few for a spread or a line.
    expect(got['traffic_weekly_visitors_trend_365']).toBeNaN();
  });

  test('weeks that were never delivered do not look like lost custom', () => {
    const every = (step: number) =>
      Array.from({ length: Math.floor(364 / step) }, (_, i) => week(5 + step * i, 100));
    const got = featuresOf('traffic', every(14));
    expect(got['traffic_weekly_visitors_change_90']).toBe(0);
    expect(got['traffic_weekly_visitors_variation_365']).toBe(0);
    expect(got['traffic_weekly_visitors_trend_365']).toBeCloseTo(0, 12);
  });

  test('a shop that loses a tenth of its visitors a month has a falling trend', () => {
    const got = featuresOf(
      'traffic',
      Array.from({ length: 50 }, (_, i) => week(5 + 7 * i, Math.round(1000 * 1.1 ** (i / 4)))),
    );
    expect(got['traffic_weekly_visitors_trend_365']).toBeLessThan(-0.05);
    expect(got['traffic_weak_weeks']).toBeGreaterThan(0);
  });

  test('a year without a count leaves the trail empty and nothing known', () => {
    const got = featuresOf('traffic', [week(400, 100)]);
    expect(stateOf('traffic', [week(400, 100)]).trail).toEqual({
      leastWeek90: Number.NaN,
      meanWeek365: Number.NaN,
      weakWeeks: 0,
      longestGap365: 0,
    });
    expect(Object.entries(got).filter(([, value]) => !Number.isNaN(value))).toEqual([]);
  });
});
