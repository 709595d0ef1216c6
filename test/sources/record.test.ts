import { describe, expect, test } from 'vitest';
import { parseDay } from '../../src/core/index.ts';
import { parseRecord } from '../../src/sources/index.ts';

const payment = {
  firmId: '0007',
  eventDate: '2024-02-29',
  arrivalDate: '2024-03-02',
  kind: 'payment',
  periodStart: '2024-01-01',
  amount: '1,5',
  daysLate: '0',
};

describe('parseRecord', () => {
  test('takes ISO dates, numbers in text and yuan, and leaves unknown fields out', () => {
    const parsed = parseRecord('tax', { ...payment, amount: '1234.565', note: 'x' });
    expect(parsed).toEqual({
      ok: true,
      value: {
        firmId: '0007',
        eventDate: parseDay('2024-02-29'),
        arrivalDate: parseDay('2024-03-02'),
        kind: 'payment',
        periodStart: parseDay('2024-01-01'),
        amountFen: 123457,
        daysLate: 0,
      },
    });
  });

  test('takes fen as they are and day numbers as days', () => {
    const { amount: _, ...rest } = payment;
    const parsed = parseRecord('tax', {
      ...rest,
      amountFen: 123,
      eventDate: 19782,
      declaredRevenueFen: null,
    });
    expect(parsed.ok && parsed.value.amountFen).toBe(123);
    expect(parsed.ok && 'declaredRevenueFen' in parsed.value).toBe(false);
  });

  test.each([
    ['a thousands comma', { amount: '1,5' }, 'amount', '1,5'],
    ['a day that does not exist', { amount: 1, eventDate: '2024-02-30' }, 'eventDate', '2024-02-30'],
    ['a date in another form', { amount: 1, eventDate: '29/02/2024' }, 'eventDate', '29/02/2024'],
    ['a date out of range', { amount: 1, eventDate: '1969-12-31' }, 'eventDate', '1969-12-31'],
    ['negative money', { amount: '-3' }, 'amount', '-3'],
    ['infinite money', { amount: 'Infinity' }, 'amount', 'Infinity'],
    ['half a fen', { amount: undefined, amountFen: 0.5 }, 'amountFen', '0.5'],
    ['no money', { amount: undefined }, 'amountFen', 'nothing'],
    ['an unknown kind', { amount: 1, kind: 'refund' }, 'kind', 'refund'],
    ['a nested value', { amount: 1, firmId: { id: 7 } }, 'firmId', '{"id":7}'],
    ['a number where text is due', { amount: 1, firmId: 7 }, 'firmId', '7'],
  ])('refuses %s and says where and what', (_, change, path, got) => {
    const parsed = parseRecord('tax', { ...payment, ...change });
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.error).toMatchObject([{ path, got }]);
  });

  test('says which forms of dates and numbers it takes', () => {
    const parsed = parseRecord('tax', { ...payment, eventDate: '1/2/2024' });
    expect(parsed).toMatchObject({
      error: [
        { path: 'eventDate', message: expect.stringContaining('mapping file') },
        { path: 'amount', message: 'expected a number such as 1234.5 or 1,234.5' },
      ],
    });
  });

  test('takes dates with the year first, thousands separators and signs of currency', () => {
    const parsed = parseRecord('tax', { ...payment, eventDate: '2024年2月29日', amount: '¥1,234.50' });
    expect(parsed).toMatchObject({
      ok: true,
      value: { eventDate: parseDay('2024-02-29'), amountFen: 123450 },
    });
  });

  test('lists every issue at once', () => {
    const parsed = parseRecord('tax', { ...payment, kind: 'x', daysLate: -1 });
    if (!parsed.ok) expect(parsed.error.map(({ path }) => path)).toEqual(['kind', 'amount', 'daysLate']);
    expect(parsed.ok).toBe(false);
  });

  test.each([[null], ['text'], [[1]], [7]])('refuses %j, which is no object', (raw) => {
    expect(parseRecord('tax', raw)).toMatchObject({ ok: false, error: [{ path: '(root)' }] });
  });
});
