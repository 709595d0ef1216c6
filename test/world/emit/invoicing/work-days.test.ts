import { describe, expect, it } from 'vitest';
import { dayOf, monthIndexOf } from '../../../../src/core/index.ts';
import { dayAt, isOpen, monthDays } from '../../../../src/world/emit/invoicing/work-days.ts';

describe('monthDays', () => {
  it('closes offices around the Spring Festival and leaves other months whole', () => {
    const february = monthDays(monthIndexOf(dayOf(2024, 2, 1)));
    expect([...february.working, ...february.weekend]).not.toContain(dayOf(2024, 2, 10));
    expect(february.working).toHaveLength(21 - 7);
    expect(isOpen(dayOf(2024, 2, 10))).toBe(false);
    expect(isOpen(dayOf(2024, 2, 20))).toBe(true);
    const june = monthDays(monthIndexOf(dayOf(2024, 6, 1)));
    expect(june.working.length + june.weekend.length).toBe(30);
  });
});

describe('dayAt', () => {
  const days = monthDays(monthIndexOf(dayOf(2024, 6, 1)));
  const draws = Array.from({ length: 20_000 }, (_, i) => (i + 0.5) / 20_000);

  it('falls on weekends in their share and on open days only', () => {
    const chosen = draws.map((u) => dayAt(days, 0.1, 0.1, u));
    expect(chosen.filter((day) => days.weekend.includes(day)).length).toBe(2_000);
    for (const day of chosen) expect([...days.weekend, ...days.working]).toContain(day);
  });

  it('prefers the end of the month, and Mondays to Fridays where the firm does', () => {
    const count = (early: number, weekday: number): number =>
      draws.filter((u) => (dayAt(days, 0, early, u) + 3) % 7 === weekday).length;
    expect(count(0.2, 0)).toBeGreaterThan(count(0, 0));
    expect(count(0.2, 4)).toBeLessThan(count(0, 4));
    const late = draws.filter((u) => dayAt(days, 0, 0, u) > days.working[9]!).length;
    expect(late).toBeGreaterThan(0.5 * draws.length);
  });
});
