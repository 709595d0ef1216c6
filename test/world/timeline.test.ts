import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, dayOf } from '../../src/core/index.ts';
import { makeTimeline, weekOf } from '../../src/world/timeline.ts';

describe('makeTimeline', () => {
  it('lays 24 months from 2024-01-01 to 2025-12-31 with applications in the second year', () => {
    const timeline = makeTimeline(24);
    expect(timeline.startDate).toBe(dayOf(2024, 1, 1));
    expect(timeline.endDate).toBe(dayOf(2025, 12, 31));
    expect(timeline.applicationFrom).toBe(dayOf(2025, 1, 1));
  });

  it('leaves the last third to applications in a short book', () => {
    expect(makeTimeline(6).applicationFrom).toBe(dayOf(2025, 11, 1));
    expect(makeTimeline(17).applicationFrom).toBe(addMonths(makeTimeline(17).startDate, 11));
  });

  it('begins every week on a Monday and reaches past the last outcome', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 240 }), (months) => {
        const timeline = makeTimeline(months);
        // 1970-01-05 was a Monday.
        expect((((timeline.week0 - 4) % 7) + 7) % 7).toBe(0);
        const firstBookDay = timeline.week0 + 7 * timeline.firstBookWeek;
        expect(firstBookDay).toBeGreaterThanOrEqual(timeline.startDate);
        expect(firstBookDay - timeline.startDate).toBeLessThan(7);
        const lastOutcome = addMonths(timeline.endDate + 4, 12);
        expect(weekOf(timeline, lastOutcome) + 1).toBeLessThan(timeline.nWeeks);
      }),
      { seed: 2 },
    );
  });
});
