import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { civilOf, dayOf, daysInMonth } from '../../../src/core/index.ts';
import { readColumns } from '../../../src/features/engine/read-columns.ts';
import { SourceState } from '../../../src/features/engine/source-state.ts';
import { type InvoicesTrail, invoicesAccumulator } from '../../../src/features/indicators/invoices.ts';
import { invoicesFeatures } from '../../../src/features/indicators/invoices-features.ts';
import { dossierFromRecords, type SourceRecord } from '../../../src/sources/index.ts';

type Invoice = SourceRecord<'invoices'>;

const TODAY = dayOf(2024, 10, 4);

function featuresOf(invoices: readonly Invoice[], asOf = TODAY): Record<string, number> {
  const state = new SourceState<InvoicesTrail>(invoicesAccumulator);
  const slice = dossierFromRecords('F', { invoices }).records.invoices;
  state.read(readColumns(invoicesAccumulator, slice), slice.start, slice.end, asOf);
  return Object.fromEntries(invoicesFeatures.map(({ name, value }) => [name, value(state)]));
}

/** A valid invoice at 13 % VAT, `days` before TODAY. */
function invoice(
  direction: Invoice['direction'],
  days: number,
  counterparty: string,
  yuan: number,
  rest: Partial<Invoice> = {},
): Invoice {
  const amountFen = yuan * 100;
  return {
    firmId: 'F',
    eventDate: TODAY - days,
    arrivalDate: TODAY - days,
    direction,
    number: '1',
    counterparty,
    amountFen,
    taxFen: Math.round(amountFen * 0.13),
    taxRate: 0.13,
    status: 'valid',
    ...rest,
  };
}

const HAND_WORKED = [
  // 30 September, the end of its month.
  invoice('issued', 4, 'B1', 8000),
  invoice('issued', 4, 'B1', 500, { status: 'void' }),
  // With 130 yuan of VAT a total of 2,000 yuan: round.
  invoice('issued', 50, 'B2', 1870, { taxFen: 13_000 }),
  invoice('issued', 50, 'B2', 130, { taxRate: 0.06, taxFen: 780 }),
  invoice('issued', 40, 'B2', -1000, { taxFen: -13_000 }),
  invoice('issued', 120, 'B1', 4000, { taxRate: 0.01, taxFen: 4000 }),
  invoice('issued', 400, 'B3', 3000),
  invoice('received', 20, 'S1', 2000, { taxRate: 0.06, taxFen: 12_000 }),
  invoice('received', 100, 'B2', 3000),
  invoice('received', 100, 'B2', 60, { status: 'void' }),
  invoice('received', 99, 'B2', -500, { taxFen: -6500 }),
];

describe('invoices, worked by hand', () => {
  test('what was issued, to whom, and how', () => {
    const expected = {
      invoice_issued_7: 8000,
      invoice_issued_90: 9000,
      invoice_issued_365: 13_000,
      invoice_issued_change_90: (9000 - 4000) / 13_000,
      invoice_issued_seasonal_change_90: (9000 - 3000) / 12_000,
      invoice_issued_active_months_365: 3,
      invoice_issued_longest_gap_365: 7,
      invoice_issued_peak_share_365: 8000 / 13_000,
      invoice_days_since_issued: 4,
      invoice_issued_count_365: 4,
      invoice_issued_days_90: 2,
      invoice_issued_size_90: 10_000 / 3,
      invoice_issued_size_change_90: (10_000 / 3 - 4000) / (10_000 / 3 + 4000),
      invoice_largest_share_365: 8000 / 14_000,
      invoice_void_share_90: 1 / 4,
      invoice_void_share_365: 1 / 5,
      invoice_void_amount_share_365: 500 / 14_500,
      invoice_red_share_365: 1000 / 14_000,
      invoice_buyer_hhi_365: (12 / 13) ** 2 + (1 / 13) ** 2,
      invoice_buyer_top1_share_365: 12 / 13,
      invoice_buyer_count_90: 2,
      invoice_buyer_new_share_90: 1 / 9,
      invoice_buyer_lost_share_90: 0,
      invoice_month_end_share_365: 8000 / 14_000,
      invoice_round_share_365: 1870 / 14_000,
      invoice_low_rate_share_365: 4000 / 14_000,
    };
    const got = featuresOf(HAND_WORKED);
    for (const [name, value] of Object.entries(expected)) expect(got[name], name).toBeCloseTo(value, 12);
  });

  test('what was received, and both sides against each other', () => {
    const tax = (8000 * 13 + 13_000 + 780 - 13_000 + 4000) / 100;
    const paidTax = (12_000 + 39_000 - 6500) / 100;
    // Shares of the classes low, service, reduced, standard: sold 4/14, 0.13/14, 0, 9.87/14; bought 0, 2/5, 0, 3/5.
    const mismatch = (4 / 14 + (2 / 5 - 0.13 / 14) + (9.87 / 14 - 3 / 5)) / 2;
    const expected = {
      invoice_received_90: 2000,
      invoice_received_365: 4500,
      invoice_received_change_90: (2000 - 2500) / 4500,
      invoice_received_active_months_365: 2,
      invoice_days_since_received: 20,
      invoice_received_count_365: 2,
      invoice_received_void_share_365: 1 / 3,
      invoice_received_red_share_365: 500 / 5000,
      invoice_supplier_count_365: 2,
      invoice_supplier_new_share_90: 1,
      invoice_supplier_lost_share_90: 1,
      invoice_supplier_top1_share_365: 2500 / 4500,
      invoice_margin_90: (9000 - 2000) / 11_000,
      invoice_margin_365: (13_000 - 4500) / 17_500,
      invoice_mutual_share_365: 1000 / 13_000,
      invoice_vat_burden_365: (tax - paidTax) / 14_000,
      invoice_rate_mismatch_365: mismatch,
    };
    const got = featuresOf([
      ...HAND_WORKED,
      invoice('issued', 4, 'B1', 0, { status: 'void', amountFen: -5 }),
    ]);
    // Tax of the first invoice is 13 % of 8,000 yuan: 1,040.
    expect(tax).toBeCloseTo(1040 + 7.8 + 40, 9);
    for (const [name, value] of Object.entries(expected)) expect(got[name], name).toBeCloseTo(value, 12);
  });
});

describe('invoices', () => {
  test('a firm that is known to have received only has issued nothing, and no quotients of it', () => {
    const got = featuresOf([invoice('received', 3, 'S', 100)]);
    expect(got['invoice_issued_365']).toBe(0);
    expect(got['invoice_issued_days_90']).toBe(0);
    expect(got['invoice_days_since_issued']).toBe(365);
    for (const name of ['invoice_void_share_365', 'invoice_largest_share_365', 'invoice_vat_burden_365'])
      expect(got[name], name).toBeNaN();
    expect(got['invoice_margin_365']).toBe(-1);
  });

  test('without a known invoice nothing can be computed', () => {
    for (const list of [[], [invoice('issued', 500, 'B', 100)], [invoice('issued', -1, 'B', 100)]])
      for (const [name, value] of Object.entries(featuresOf(list))) expect(value, name).toBeNaN();
  });

  test('a VAT burden beyond the turnover is held', () => {
    const got = featuresOf([invoice('issued', 3, 'B', 1), invoice('received', 3, 'S', 100_000)]);
    expect(got['invoice_vat_burden_365']).toBe(-1);
  });

  test('the last three days of every month are its end, in leap years too', () => {
    for (const day of [dayOf(2024, 2, 26), dayOf(2024, 2, 27), dayOf(2024, 2, 29), dayOf(2024, 3, 1)]) {
      const { year, month, day: dom } = civilOf(day);
      const isEnd = dom > daysInMonth(year, month) - 3;
      const one = { eventDate: day, arrivalDate: day };
      const got = featuresOf([invoice('issued', 0, 'B', 7, one)], day);
      expect(got['invoice_month_end_share_365'], String(day)).toBe(isEnd ? 1 : 0);
    }
  });

  test('agrees with filters and sums over plain records', () => {
    const record = fc
      .record({
        days: fc.integer({ min: -5, max: 460 }),
        delay: fc.integer({ min: 0, max: 20 }),
        direction: fc.constantFrom<Invoice['direction']>('issued', 'issued', 'received'),
        counterparty: fc.constantFrom('A', 'B', 'C', 'D'),
        yuan: fc.integer({ min: -300, max: 3000 }),
        taxRate: fc.constantFrom(0, 0.01, 0.03, 0.06, 0.09, 0.13, 0.16),
        status: fc.constantFrom<Invoice['status']>('valid', 'valid', 'void'),
      })
      .map(({ days, delay, direction, counterparty, yuan, taxRate, status }) =>
        invoice(direction, days, counterparty, yuan, {
          arrivalDate: TODAY - days + delay,
          taxFen: Math.round(yuan * 100 * taxRate),
          taxRate,
          status,
        }),
      );
    fc.assert(
      fc.property(fc.array(record, { maxLength: 30 }), (records) => {
        const got = featuresOf(records);
        for (const [name, value] of Object.entries(naive(records))) {
          if (Number.isNaN(value)) expect(got[name], name).toBeNaN();
          else expect(got[name], name).toBeCloseTo(value, 9);
        }
        for (const { name, unit } of invoicesFeatures) {
          const value = got[name]!;
          if (Number.isNaN(value)) continue;
          expect(Number.isFinite(value), name).toBe(true);
          if (['share', 'count', 'days', 'months'].includes(unit))
            expect(value, name).toBeGreaterThanOrEqual(0);
          if (unit === 'share') expect(value, name).toBeLessThanOrEqual(1);
          if (unit === 'index') expect(Math.abs(value), name).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Features as their formulas say, one filter at a time. */
function naive(records: readonly Invoice[]): Record<string, number> {
  const known = (days: number) =>
    records.filter((r) => r.arrivalDate <= TODAY && r.eventDate <= TODAY && r.eventDate > TODAY - days);
  const of = (direction: Invoice['direction'], days = 365) =>
    known(days).filter((r) => r.direction === direction);
  const valid = (direction: Invoice['direction'], days = 365) =>
    of(direction, days).filter((r) => r.status === 'valid');
  const forms = (list: readonly Invoice[]) => list.filter((r) => r.amountFen >= 0);
  const fen = (list: readonly Invoice[]) => list.reduce((sum, r) => sum + r.amountFen, 0);
  const tax = (list: readonly Invoice[]) => list.reduce((sum, r) => sum + r.taxFen, 0);
  const over = (a: number, b: number) => (b === 0 ? Number.NaN : a / b);
  const if_ = (value: number) => (known(365).length > 0 ? value : Number.NaN);
  const issued = forms(valid('issued'));
  const received = forms(valid('received'));
  const red = (list: readonly Invoice[]) => -fen(list.filter((r) => r.amountFen < 0));
  const parties = (list: readonly Invoice[]) => new Set(list.map((r) => r.counterparty));
  const share = (list: readonly Invoice[], from: number, to: number) =>
    over(fen(list.filter((r) => r.taxRate >= from && r.taxRate < to)), fen(list));
  const bounds = [0, 0.055, 0.075, 0.12, 1];
  const apart = bounds
    .slice(1)
    .map((to, i) => Math.abs(share(issued, bounds[i]!, to) - share(received, bounds[i]!, to)));
  const byBuyer = [...parties(valid('issued'))].map((name) => ({
    name,
    sum: fen(valid('issued').filter((r) => r.counterparty === name)),
  }));
  const positive = byBuyer.filter(({ sum }) => sum > 0);
  const sum = (list: readonly { sum: number }[]) => list.reduce((total, each) => total + each.sum, 0);
  const burden = over(tax(valid('issued')) - tax(valid('received')), fen(issued));
  return {
    invoice_issued_days_90: if_(new Set(forms(valid('issued', 90)).map((r) => r.eventDate)).size),
    invoice_largest_share_365: over(Math.max(0, ...issued.map((r) => r.amountFen)), fen(issued)),
    invoice_void_share_365: over(
      forms(of('issued')).filter((r) => r.status === 'void').length,
      forms(of('issued')).length,
    ),
    invoice_received_void_share_365: over(
      forms(of('received')).filter((r) => r.status === 'void').length,
      forms(of('received')).length,
    ),
    invoice_red_share_365: Math.min(1, over(red(valid('issued')), fen(issued))),
    invoice_received_red_share_365: Math.min(1, over(red(valid('received')), fen(received))),
    invoice_round_share_365: over(
      fen(issued.filter((r) => (r.amountFen + r.taxFen) % 100_000 === 0)),
      fen(issued),
    ),
    invoice_vat_burden_365: Math.max(-1, Math.min(1, burden)),
    invoice_rate_mismatch_365: apart.reduce((a, b) => a + b, 0) / 2,
    invoice_mutual_share_365: over(
      sum(positive.filter(({ name }) => parties(valid('received')).has(name))),
      sum(positive),
    ),
  };
}
