import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { civilOf, dayOf, formatDay, parseDay } from '../../../src/core/index.ts';
import {
  DATE_FORMS,
  type DateForm,
  plainIsoDay,
  readDate,
  UNAMBIGUOUS_FORMS,
} from '../../../src/sources/ingest/clean-date.ts';

const DAY = dayOf(2024, 3, 5);

describe('readDate', () => {
  test.each([
    '2024-03-05',
    '2024-3-5',
    '2024/3/5',
    '2024/03/05',
    '2024.3.5',
    '20240305',
    '2024年3月5日',
    '２０２４年３月５日',
    '2024-03-05T23:59:59Z',
    '2024-03-05 08:00',
    '2024-03-05T23:59:59.123+08:00',
    ' 2024-03-05 ',
  ])('reads %j without a mapping: the year comes first', (text) => {
    expect(readDate(text)).toBe(DAY);
  });

  test.each([
    '05/03/2024',
    '5.3.2024',
    '45356',
    '2024-02-30',
    '2024/13/1',
    '24-03-05',
    '2024-03',
    'May 5',
    '',
  ])('does not guess at %j', (text) => {
    expect(readDate(text)).toBeUndefined();
  });

  test.each<[string, DateForm]>([
    ['5.3.2024', 'D.M.YYYY'],
    ['05/03/2024', 'D/M/YYYY'],
    ['3/5/2024', 'M/D/YYYY'],
    ['45356', 'Excel serial'],
    ['45356.75', 'Excel serial'],
  ])('reads %j where a mapping says %s', (text, form) => {
    expect(readDate(text, [form])).toBe(DAY);
  });

  test('takes only the forms it is given', () => {
    expect(readDate('2024-03-05', ['D.M.YYYY'])).toBeUndefined();
    expect(readDate('60', ['Excel serial'])).toBeUndefined();
  });

  test('reads every day in every form that is written out', () => {
    const write: Partial<Record<DateForm, (y: number, m: number, d: number) => string>> = {
      'YYYY/M/D': (y, m, d) => `${y}/${m}/${d}`,
      'YYYY.M.D': (y, m, d) => `${y}.${m}.${d}`,
      YYYYMMDD: (y, m, d) => `${y}${String(m).padStart(2, '0')}${String(d).padStart(2, '0')}`,
      YYYY年M月D日: (y, m, d) => `${y}年${m}月${d}日`,
      'D.M.YYYY': (y, m, d) => `${d}.${m}.${y}`,
      'D/M/YYYY': (y, m, d) => `${d}/${m}/${y}`,
      'M/D/YYYY': (y, m, d) => `${m}/${d}/${y}`,
    };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 47_846 }), fc.constantFrom(...DATE_FORMS), (day, form) => {
        const { year, month, day: dom } = civilOf(day);
        const text =
          form === 'Excel serial'
            ? String(day + 25_569)
            : form === 'ISO date-time'
              ? `${formatDay(day)}T00:00:00`
              : (write[form]?.(year, month, dom) ?? formatDay(day));
        expect(readDate(text, [form])).toBe(day);
        if ((UNAMBIGUOUS_FORMS as readonly string[]).includes(form)) expect(readDate(text)).toBe(day);
      }),
    );
  });
});

test('plainIsoDay is parseDay without making a text', () => {
  const text = fc.oneof(
    fc.integer({ min: -1000, max: 60_000 }).map(formatDay),
    fc.stringMatching(/^\d{4}-[01]\d-[0-3]\d$/),
    fc.stringMatching(/^[\d/x-]{10}$/),
    fc.string(),
  );
  fc.assert(
    fc.property(text, fc.string(), (day, around) => {
      const value = plainIsoDay(`${around}${day}${around}`, around.length, around.length + day.length);
      expect(value).toBe(parseDay(day) ?? Number.NaN);
    }),
    { numRuns: 500 },
  );
});
