import { describe, expect, it } from 'vitest';
import { dayOf, monthIndexOf, openStream } from '../../../../src/core/index.ts';
import { draftOf } from '../../../../src/world/emit/invoicing/draft.ts';
import { monthSpanOf, toMonths } from '../../../../src/world/emit/invoicing/month-flow.ts';
import { type Parties, partyAt, partyName } from '../../../../src/world/emit/invoicing/parties.ts';
import { remember, takeBack } from '../../../../src/world/emit/invoicing/red-letters.ts';
import { vatRate } from '../../../../src/world/emit/invoicing/tax-rates.ts';
import { baselineWorld } from '../../worlds.ts';

describe('vatRate', () => {
  it('follows the law of the day', () => {
    expect(vatRate('standard', dayOf(2018, 4, 30))).toBe(0.17);
    expect(vatRate('standard', dayOf(2018, 5, 1))).toBe(0.16);
    expect(vatRate('standard', dayOf(2019, 4, 1))).toBe(0.13);
    expect(vatRate('reduced', dayOf(2025, 1, 1))).toBe(0.09);
    expect(vatRate('small', dayOf(2025, 1, 1))).toBe(0.01);
  });
});

describe('toMonths', () => {
  it('shares weeks out by days and loses none that lie in the book', () => {
    const { timeline } = baselineWorld();
    const span = monthSpanOf(timeline, timeline.nWeeks);
    expect(span).toEqual({ first: monthIndexOf(timeline.startDate), count: 24 });
    const weekly = new Float64Array(timeline.nWeeks).fill(7);
    const months = toMonths(timeline, weekly, timeline.nWeeks, span);
    // A yuan a day: each month has as many as days.
    expect(months[0]).toBeCloseTo(31, 9);
    expect(months[1]).toBeCloseTo(29, 9);
    expect(months[23]).toBeCloseTo(31, 9);
  });
});

describe('partyAt', () => {
  const parties: Parties = {
    list: 0,
    firm: 3,
    count: 50,
    topShare: 0.3,
    rankExponent: 0.5,
    names: ['KNOWN'],
  };

  it('gives the largest its share, the others less and less, and never leaves the list', () => {
    const counts = new Array<number>(50).fill(0);
    for (let i = 0; i < 100_000; i++) counts[partyAt(parties, (i + 0.5) / 100_000)]! += 1;
    expect(counts[0]).toBe(30_000);
    expect(counts[1]!).toBeGreaterThan(counts[10]!);
    expect(counts[10]!).toBeGreaterThan(counts[40]!);
    expect(counts.reduce((a, b) => a + b, 0)).toBe(100_000);
  });

  it('names the known as they are known and the others alike each time', () => {
    const stream = openStream(1, 'world.records.invoices');
    expect(partyName(stream, parties, 0)).toBe('KNOWN');
    expect(partyName(stream, parties, 7)).toBe(partyName(stream, { ...parties, names: [] }, 7));
    expect(partyName(stream, parties, 7)).not.toBe(partyName(stream, parties, 8));
  });
});

describe('red letters', () => {
  const sale = draftOf(dayOf(2024, 3, 5), 'C1', 11_300, 0.13, true);

  it('take an earlier invoice back whole, or in part', () => {
    const out = [sale].slice(1);
    takeBack([sale], dayOf(2024, 4, 2), 0.9, out);
    expect(out).toEqual([{ ...sale, day: dayOf(2024, 4, 2), amountFen: -10_000, taxFen: -1_300 }]);
    takeBack([sale], dayOf(2024, 4, 2), 0.15, out);
    expect(out[1]!.amountFen).toBeLessThan(0);
    expect(out[1]!.amountFen).toBeGreaterThan(-10_000);
    takeBack([], dayOf(2024, 4, 2), 0.5, out);
    expect(out).toHaveLength(2);
  });

  it('remember valid invoices of finished months, the newest', () => {
    const recent = [sale].slice(1);
    remember(recent, [sale, { ...sale, valid: false }]);
    expect(recent).toEqual([sale]);
    const many = Array.from({ length: 40 }, (_, i) => ({ ...sale, taxFen: i }));
    for (let month = 0; month < 5; month++) remember(recent, many);
    expect(recent).toHaveLength(24);
    expect(recent).not.toContain(sale);
  });
});
