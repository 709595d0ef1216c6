import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMonths,
  civilOf,
  dayOf,
  daysInMonth,
  firstDayOfMonthIndex,
  formatDay,
  isLeapYear,
  monthIndexOf,
  parseDay,
} from '../../src/core/calendar.ts';

const anyDay = fc.integer({ min: -100_000, max: 200_000 });

describe('days', () => {
  it('counts from 1970-01-01', () => {
    expect(dayOf(1970, 1, 1)).toBe(0);
    expect(dayOf(2025, 12, 31)).toBe(Date.UTC(2025, 11, 31) / 86_400_000);
    expect(formatDay(-1)).toBe('1969-12-31');
  });

  it('agrees with the platform calendar and with its own inverse', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const { year, month, day: dom } = civilOf(day);
        expect(dayOf(year, month, dom)).toBe(day);
        expect(formatDay(day)).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
      }),
    );
  });

  it('parses only dates that exist', () => {
    fc.assert(fc.property(fc.nat(47_000), (day) => parseDay(formatDay(day)) === day));
    for (const text of [
      '2023-02-29',
      '2024-13-01',
      '2024-00-10',
      '2024-1-1',
      '20240101',
      '',
      '2024-04-31',
      ' 2024-04-30',
    ]) {
      expect(parseDay(text)).toBeUndefined();
    }
  });
});

describe('months', () => {
  it('knows leap years and month lengths', () => {
    expect([2000, 1900, 2024, 2023].map(isLeapYear)).toEqual([true, false, true, false]);
    expect([daysInMonth(2024, 2), daysInMonth(2023, 2), daysInMonth(2023, 12)]).toEqual([29, 28, 31]);
  });

  it('adds months and stops at the end of a short one', () => {
    expect(formatDay(addMonths(dayOf(2024, 1, 31), 1))).toBe('2024-02-29');
    expect(formatDay(addMonths(dayOf(2024, 1, 31), -2))).toBe('2023-11-30');
    expect(formatDay(addMonths(dayOf(2024, 11, 15), 14))).toBe('2026-01-15');
  });

  it('indexes months from 1970-01', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const index = monthIndexOf(day);
        return firstDayOfMonthIndex(index) <= day && day < firstDayOfMonthIndex(index + 1);
      }),
    );
  });
});
