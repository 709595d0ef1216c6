import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../src/core/index.ts';
import { dayWeight, dayWeightsOf } from '../../../src/world/emit/shop-calendar.ts';
import { makeTimeline } from '../../../src/world/timeline.ts';

describe('dayWeight', () => {
  it('knows the Spring Festival of every year of the longest book, as the Chinese calendar of ICU does', () => {
    const chinese = new Intl.DateTimeFormat('en-u-ca-chinese', {
      month: 'numeric',
      day: 'numeric',
      timeZone: 'Asia/Shanghai',
    });
    for (let year = 2006; year <= 2026; year++) {
      const newYear = Array.from({ length: 40 }, (_, i) => dayOf(year, 1, 20) + i).find(
        (day) => chinese.format(new Date((day + 0.5) * 86_400_000)) === '1/1',
      )!;
      // The week after is the quietest time of a shop, the week before its busiest.
      expect(dayWeight('counter', newYear - 1)).toBeLessThan(0.5);
      expect(dayWeight('counter', newYear + 6)).toBeLessThan(0.5);
      expect(dayWeight('counter', newYear + 7)).toBeGreaterThan(0.8);
      expect(dayWeight('counter', newYear - 2)).toBeGreaterThan(1.2);
    }
  });

  it('makes weekends the best days of shops and restaurants, and the worst of offices', () => {
    const monday = dayOf(2025, 3, 10);
    for (const kind of ['counter', 'table'] as const)
      expect(dayWeight(kind, monday + 5)).toBeGreaterThan(1.1 * dayWeight(kind, monday));
    expect(dayWeight('office', monday + 6)).toBeLessThan(0.6 * dayWeight('office', monday));
  });

  it('fills restaurants and empties offices on National Day', () => {
    const day = dayOf(2025, 10, 3);
    expect(dayWeight('table', day)).toBeGreaterThan(dayWeight('table', day + 14));
    expect(dayWeight('office', day)).toBeLessThan(0.5 * dayWeight('office', day + 14));
  });

  it('lets only platforms feel 6.18 and 11.11', () => {
    for (const festival of [dayOf(2024, 6, 18), dayOf(2025, 11, 11)]) {
      expect(dayWeight('online', festival)).toBeGreaterThan(4 * dayWeight('online', festival + 7));
      expect(dayWeight('counter', festival)).toBe(dayWeight('counter', festival + 7));
    }
  });
});

describe('dayWeightsOf', () => {
  it('lays the weights out from the first week on', () => {
    const timeline = makeTimeline(12);
    const weights = dayWeightsOf(timeline, 'table');
    expect(weights).toHaveLength(7 * timeline.nWeeks);
    expect(weights[100]).toBe(dayWeight('table', timeline.week0 + 100));
    expect(dayWeightsOf(timeline, 'online')[100]).toBe(dayWeight('online', timeline.week0 + 100));
  });
});
