import { describe, expect, test } from 'vitest';
import type { SourceRecord } from '../../../src/sources/index.ts';
import { daysAgo, featuresOf } from './reading.ts';

function item(days: number, text: string, outlet = 'DAILY-1'): SourceRecord<'news'> {
  return { ...daysAgo(days, 1), sequence: 0, outlet, text };
}

describe('news', () => {
  test('worked by hand', () => {
    const got = featuresOf('news', [
      item(500, '某厂破产'),
      item(300, '市场回暖', 'PORTAL-1'),
      item(250, '企业获奖'),
      item(170, '订单下滑'),
      item(160, '台风'),
      item(80, '工厂讨薪', 'EVENING-1'),
      item(60, '员工起诉'),
      item(50, '今日天气'),
      item(20, '出台政策'),
      // Tomorrow's paper.
      item(0, '消费者投诉'),
    ]);
    const expected = {
      news_items_90: 4,
      news_items_365: 8,
      news_tone_90: -2 / 4 / 4,
      news_tone_365: -2 / 8 / 4,
      // Days 0-179: four bad of six; 180-359: two good of two.
      news_tone_difference_180: (-4 / 6 - 1) / 4 / 2,
      news_negative_share_365: 4 / 8,
      news_days_since_negative: 60,
      news_adverse_180: 2,
      news_adverse_365: 2,
      news_lawsuit_365: 1,
      news_arrears_365: 1,
      news_complaint_365: 0,
      news_disaster_180: 1,
      news_cost_180: 0,
      news_downturn_180: 1,
      news_downturn_365: 1,
      news_upswing_180: 0,
      news_upswing_365: 1,
      news_policy_365: 1,
      news_award_365: 1,
      news_outlet_count_365: 3,
    };
    expect(Object.keys(got).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, value] of Object.entries(expected)) expect(got[name], name).toBeCloseTo(value, 12);
  });

  test('a firm that never made the papers is unknown to them', () => {
    expect(Object.values(featuresOf('news', [])).every(Number.isNaN)).toBe(true);
  });
});
