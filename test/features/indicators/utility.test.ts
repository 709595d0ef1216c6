import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SourceRecord } from '../../../src/sources/index.ts';
import { recordsOf } from '../../sources/arbitrary-records.ts';
import { daysAgo, FIRM, featuresOf, knownOf, TODAY } from './reading.ts';

type Utility = SourceRecord<'utility'>;
type Service = Utility['service'];

const bill = (
  days: number,
  service: Service,
  usage: number | undefined,
  yuan: number,
  month = days,
): Utility => ({
  ...daysAgo(days),
  kind: 'bill',
  service,
  periodStart: TODAY - month - 30,
  amountFen: yuan * 100,
  daysLate: 0,
  ...(usage === undefined ? {} : { usage }),
});
/** Payment of the bill that came `month` days ago. */
const payment = (days: number, service: Service, month: number, daysLate = 0): Utility => ({
  ...daysAgo(days),
  kind: 'payment',
  service,
  periodStart: TODAY - month - 30,
  amountFen: 100,
  daysLate,
});

describe('utility features', () => {
  const records: readonly Utility[] = [
    bill(400, 'electricity', 300, 200),
    bill(390, 'water', 5, 20),
    bill(200, 'electricity', 200, 100),
    payment(186, 'electricity', 200),
    bill(120, 'electricity', 300, 150),
    bill(110, 'water', 10, 60),
    payment(95, 'water', 110, 5),
    bill(70, 'electricity', undefined, 80),
    payment(40, 'electricity', 70, 30),
    bill(50, 'water', 30, 90),
    bill(20, 'electricity', 100, 70),
    bill(10, 'water', 20, 60),
    payment(5, 'electricity', 20, 1),
  ];

  test('worked by hand', () => {
    const expected = {
      utility_electricity_bill_180: (150 + 80 + 70) / 3,
      utility_electricity_usage_90: 100,
      utility_electricity_usage_365: 600,
      utility_usage_change_90: (100 - 300) / 400,
      // 300 and 100 against 200
      utility_usage_change_180: 0,
      utility_usage_seasonal_change_90: (100 - 300) / 400,
      utility_latest_usage_change: (100 - 200) / 300,
      utility_least_usage_share_365: 1 / 2,
      utility_usage_variation_365: Math.sqrt((2 * 100 ** 2) / 3) / 200,
      // Days 0, 80, 180: mean 260 / 3; uses 200, 300, 100
      utility_usage_trend_365:
        ((80 - 180) * 100 * 30) / ((260 / 3) ** 2 + (20 / 3) ** 2 + (280 / 3) ** 2) / 200,
      utility_price_per_kwh_365: 320 / 600,
      utility_water_bill_180: 70,
      utility_water_usage_change_90: (25 - 10) / 35,
      utility_water_usage_seasonal_change_90: (25 - 5) / 30,
      // Months with a bill: 10, 20 -> 0; 50 -> 1; 70 -> 2; 110 -> 3; 120 -> 4; 200 -> 6; none in 7 to 11
      utility_bills_longest_gap_365: 5,
      utility_days_since_bill: 10,
      utility_late_share_90: 1,
      utility_late_share_180: 1,
      utility_late_share_365: 3 / 4,
      utility_electricity_late_share_365: 2 / 3,
      utility_water_late_share_365: 1,
      utility_mean_days_late_90: 31 / 2,
      utility_mean_days_late_365: 9,
      utility_worst_days_late_90: 30,
      utility_worst_days_late_365: 30,
      utility_late_streak: 3,
      utility_days_since_payment: 5,
      // Power of 120 and water of 50 days ago; water of 10 days ago is too young.
      utility_unpaid_bills_365: 2,
      utility_unpaid_amount: 240,
      utility_oldest_unpaid_days: 120,
    };
    const got = featuresOf('utility', records);
    expect(Object.keys(got).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, value] of Object.entries(expected)) expect(got[name], name).toBeCloseTo(value, 12);
  });

  test('a payment of the other service pays nothing', () => {
    const both = [bill(60, 'water', 1, 5), payment(30, 'electricity', 60)];
    expect(featuresOf('utility', both)['utility_unpaid_bills_365']).toBe(1);
  });

  test('a price beyond reason is held at 10 yuan', () => {
    expect(featuresOf('utility', [bill(9, 'electricity', 0.5, 100)])['utility_price_per_kwh_365']).toBe(10);
  });

  test('without a use on the bills what needs one is missing', () => {
    const got = featuresOf('utility', [bill(9, 'electricity', undefined, 100)]);
    expect(got['utility_price_per_kwh_365']).toBeNaN();
    expect(got['utility_least_usage_share_365']).toBeNaN();
    expect(got['utility_late_streak']).toBeNaN();
    expect(got['utility_electricity_bill_180']).toBe(100);
  });

  test('of order agree with a naive twin', () => {
    fc.assert(
      fc.property(recordsOf(FIRM, 20), ({ utility }) => {
        const year = knownOf(utility, TODAY, 365);
        const unpaid = year.filter(
          (r) =>
            r.kind === 'bill' &&
            r.amountFen > 0 &&
            r.eventDate <= TODAY - 45 &&
            !year.some(
              (p) => p.kind === 'payment' && p.service === r.service && p.periodStart === r.periodStart,
            ),
        );
        const uses = year.flatMap((r) =>
          r.kind === 'bill' && r.service === 'electricity' && r.usage !== undefined ? [r.usage] : [],
        );
        const got = featuresOf('utility', utility);
        if (year.length > 0) {
          expect(got['utility_unpaid_bills_365']).toBe(unpaid.length);
          expect(got['utility_oldest_unpaid_days']).toBe(unpaid[0] ? TODAY - unpaid[0].eventDate : 0);
        }
        const mean = uses.reduce((a, b) => a + b, 0) / uses.length;
        if (mean > 0) {
          expect(got['utility_least_usage_share_365']).toBeCloseTo(Math.min(...uses) / mean, 9);
          const newest = uses.at(-1)!;
          expect(got['utility_latest_usage_change']).toBeCloseTo((newest - mean) / (newest + mean), 9);
        }
      }),
      { numRuns: 60 },
    );
  });
});
