import { describe, expect, test } from 'vitest';
import type { SourceRecord } from '../../../src/sources/index.ts';
import { daysAgo, featuresOf, stateOf } from './reading.ts';

let sequence = 0;

function review(
  days: number,
  stars: number,
  text: string,
  reviewer = `U${sequence}`,
  platform = 'LOCAL-1',
): SourceRecord<'reviews'> {
  return { ...daysAgo(days), sequence: sequence++, platform, reviewer, stars, text };
}

const COPY = '这家店的味道非常好，全家都喜欢';
const LIST = [
  review(400, 5, '好'),
  review(200, 5, '味道很好', 'U-regular'),
  review(150, 5, '系统默认好评'),
  review(120, 4, '好评', 'U-regular'),
  review(95, 5, COPY),
  review(95, 5, COPY),
  review(93, 5, COPY, 'U-x', 'LOCAL-2'),
  review(60, 1, '服务太差，再也不来'),
  review(30, 5, '菜都凉了，很失望'),
  review(20, 2, '碗里有苍蝇，太贵，要求退款'),
  review(3, 2, '关门了，没有开门通知，天气晴朗'),
];

describe('reviews', () => {
  test('worked by hand', () => {
    const got = featuresOf('reviews', [...LIST].reverse());
    const expected = {
      reviews_written_30: 2,
      reviews_written_90: 4,
      reviews_written_365: 10,
      // Of days 0-89 and 90-179.
      reviews_written_change_90: (4 - 5) / 9,
      reviews_written_change_180: (9 - 1) / 10,
      reviews_written_seasonal_change_90: (4 - 1) / 5,
      reviews_days_since: 3,
      reviews_stars_90: 10 / 4,
      reviews_stars_365: 39 / 10,
      reviews_stars_difference_180: (34 / 9 - 5) / 4,
      reviews_newest_stars: 39 / 10,
      reviews_low_share_90: 3 / 4,
      reviews_low_share_365: 3 / 10,
      reviews_any_complaint_share_90: 3 / 4,
      reviews_any_complaint_share_365: 3 / 9,
      reviews_service_complaint_share_365: 1 / 9,
      reviews_quality_complaint_share_365: 1 / 9,
      reviews_price_complaint_share_365: 1 / 9,
      reviews_hygiene_complaint_share_365: 1 / 9,
      reviews_refund_complaint_share_365: 1 / 9,
      reviews_delivery_complaint_share_365: 0,
      reviews_closing_365: 1,
      // Five stars and 很失望.
      reviews_contradiction_share_365: 1 / 9,
      reviews_short_praise_share_365: 1 / 9,
      reviews_repeated_text_share_365: 2 / 5,
      reviews_repeat_reviewer_share_365: 1 / 10,
      reviews_burst_share_365: 3 / 10,
      reviews_platform_count_365: 2,
      reviews_platform_top1_share_365: 9 / 10,
    };
    for (const [name, value] of Object.entries(expected)) expect(got[name], name).toBeCloseTo(value, 12);
    expect(got['reviews_tone_90']).toBeLessThan(0);
    expect(got['reviews_tone_365']).toBeGreaterThan(got['reviews_tone_90']!);
    expect(got['reviews_tone_difference_180']).toBeLessThan(0);
  });

  test('the trail counts long texts, copies and the busiest week of the year', () => {
    expect(stateOf('reviews', LIST).trail).toEqual({
      newestStars: 3.9,
      worded: 5,
      repeated: 2,
      reviews: 10,
      burst: 3,
    });
    expect(stateOf('reviews', LIST.slice(0, 4)).trail).toEqual({
      newestStars: Number.NaN,
      worded: 0,
      repeated: 0,
      reviews: 3,
      burst: 1,
    });
  });

  test('a burst is seven days, not eight', () => {
    const days = [20, 14, 13, 8, 1];
    const burst = (list: readonly number[]) =>
      stateOf(
        'reviews',
        list.map((day) => review(day, 5, '好')),
      ).trail.burst;
    expect(burst(days)).toBe(3);
    expect(burst([20, 13])).toBe(1);
    expect(burst([19, 13])).toBe(2);
  });

  test('the newest ten reviews count, however old the others', () => {
    const list = Array.from({ length: 15 }, (_, i) => review(300 - 20 * i, i < 5 ? 5 : 1, '好'));
    expect(featuresOf('reviews', list)['reviews_newest_stars']).toBe(1);
  });

  test('fillers of platforms have stars and no words', () => {
    const got = featuresOf('reviews', [review(3, 5, '此用户没有填写评价'), review(4, 5, '系统默认好评')]);
    expect(got['reviews_stars_90']).toBe(5);
    expect(got['reviews_tone_90']).toBeNaN();
    expect(got['reviews_any_complaint_share_90']).toBeNaN();
    expect(got['reviews_repeated_text_share_365']).toBeNaN();
  });
});
