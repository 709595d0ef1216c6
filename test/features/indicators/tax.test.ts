import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SourceRecord } from '../../../src/sources/index.ts';
import { recordsOf } from '../../sources/arbitrary-records.ts';
import { daysAgo, FIRM, featuresOf, knownOf, TODAY } from './reading.ts';

type Tax = SourceRecord<'tax'>;

const period = (month: number) => TODAY - 30 * month - 45;
const filing = (days: number, month: number, revenueYuan?: number, taxYuan = 3, daysLate = 0): Tax => ({
  ...daysAgo(days),
  kind: 'filing',
  periodStart: period(month),
  amountFen: taxYuan * 100,
  daysLate,
  ...(revenueYuan === undefined ? {} : { declaredRevenueFen: revenueYuan * 100 }),
});
const payment = (days: number, month: number, taxYuan = 3, daysLate = 0): Tax => ({
  ...daysAgo(days),
  kind: 'payment',
  periodStart: period(month),
  amountFen: taxYuan * 100,
  daysLate,
});
const notice = (days: number, month: number, taxYuan: number): Tax => ({
  ...daysAgo(days),
  kind: 'arrears',
  periodStart: period(month),
  amountFen: taxYuan * 100,
  daysLate: 15,
});

describe('tax features', () => {
  const records: readonly Tax[] = [
    // A year ago: only the seasonal change reads it.
    filing(400, 13, 50),
    filing(300, 10, 100),
    // On the day of the filing, and before it in the dossier: still its payment.
    payment(300, 10),
    filing(200, 7, 100, 3, 2),
    payment(190, 7, 3, 12),
    filing(120, 4, 200, 5),
    notice(95, 4, 5),
    notice(60, 4, 6),
    filing(60, 2, 0, 7),
    notice(30, 2, 7),
    payment(25, 2, 7, 40),
    filing(20, 1, 100, 4, 3),
    filing(0, 0, undefined, 4, 1),
  ];

  test('worked by hand', () => {
    const expected = {
      tax_filings_365: 6,
      // Months 0, 2, 4, 6, 10 have one: 0, 20 -> 0; 60 -> 2; 120 -> 4; 200 -> 6; 300 -> 10
      tax_filings_longest_gap_365: 3,
      tax_days_since_filing: 0,
      tax_nil_share_365: 1 / 5,
      tax_monthly_revenue: (200 + 0 + 100) / 3,
      tax_revenue_90: 100,
      tax_revenue_365: 500,
      // mean of 0 and 100 against 200
      tax_revenue_change_90: (50 - 200) / 250,
      tax_revenue_change_180: 0,
      tax_revenue_seasonal_change_90: 0,
      // 100, 100, 200, 0, 100: mean 100
      tax_revenue_variation_365: Math.sqrt((100 ** 2 + 100 ** 2) / 5) / 100,
      // Months 10, 7, 4, 2, 1 ago: mean 4.8
      tax_revenue_trend_365:
        (-(4 - 4.8) * 100 - -(2 - 4.8) * 100) / (5.2 ** 2 + 2.2 ** 2 + 0.8 ** 2 + 2.8 ** 2 + 3.8 ** 2) / 100,
      // Acts: filings 300, 200*, 120, 60, 20*, 0*; payments 300, 190*, 25*
      tax_late_share_90: 3 / 4,
      tax_late_share_180: 3 / 5,
      tax_late_share_365: 5 / 9,
      tax_late_filing_share_365: 3 / 6,
      tax_late_payment_share_90: 1,
      tax_late_payment_share_365: 2 / 3,
      tax_mean_days_late_90: 44 / 4,
      tax_mean_days_late_180: 44 / 5,
      tax_mean_days_late_365: 58 / 9,
      tax_worst_days_late_90: 40,
      tax_worst_days_late_365: 40,
      tax_late_streak: 3,
      tax_arrears_90: 2,
      tax_arrears_365: 3,
      tax_arrears_amount_365: 18,
      tax_days_since_arrears: 30,
      // Month 2 was paid; month 4 was noticed twice, the second time of 6.
      tax_open_arrears_amount: 6,
      // Month 4; months 1 and 0 are too young.
      tax_unpaid_filings_365: 1,
      tax_unpaid_to_revenue: 5 / 100,
      tax_burden_365: 26 / 500,
    };
    const got = featuresOf('tax', records);
    expect(Object.keys(got).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, value] of Object.entries(expected)) expect(got[name], name).toBeCloseTo(value, 12);
  });

  test('of a firm whose records are older than a year are unknown', () => {
    for (const [name, value] of Object.entries(featuresOf('tax', [filing(400, 13, 50)]))) {
      expect(value, name).toBeNaN();
    }
  });

  test('a burden beyond the revenue is held at 1', () => {
    expect(featuresOf('tax', [filing(10, 0, 1, 500)])['tax_burden_365']).toBe(1);
  });

  test('of order agree with a naive twin', () => {
    fc.assert(
      fc.property(recordsOf(FIRM, 20), ({ tax }) => {
        const year = knownOf(tax, TODAY, 365);
        const acts = year.filter(({ kind }) => kind !== 'arrears');
        const isPaid = (r: Tax) => year.some((p) => p.kind === 'payment' && p.periodStart === r.periodStart);
        const unpaid = year.filter(
          (r) => r.kind === 'filing' && r.amountFen > 0 && r.eventDate <= TODAY - 30 && !isPaid(r),
        );
        const got = featuresOf('tax', tax);
        if (year.length > 0) expect(got['tax_unpaid_filings_365']).toBe(unpaid.length);
        if (acts.length > 0) {
          const days = acts.map(({ daysLate }) => daysLate);
          expect(got['tax_worst_days_late_365']).toBe(Math.max(...days));
          expect(got['tax_late_streak']).toBe(days.length - 1 - days.lastIndexOf(0));
        } else expect(got['tax_late_streak']).toBeNaN();
      }),
      { numRuns: 60 },
    );
  });
});
