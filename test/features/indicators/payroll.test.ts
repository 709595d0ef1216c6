import { describe, expect, test } from 'vitest';
import type { SourceRecord } from '../../../src/sources/index.ts';
import { daysAgo, featuresOf, TODAY } from './reading.ts';

type Payroll = SourceRecord<'payroll'>;

const declaration = (
  days: number,
  insured: number | undefined,
  wagesYuan: number,
  daysLate = 0,
): Payroll => ({
  ...daysAgo(days),
  kind: 'declaration',
  periodStart: TODAY - days - 40,
  wagesFen: wagesYuan * 100,
  amountFen: wagesYuan * 25,
  daysLate,
  ...(insured === undefined ? {} : { insured }),
});
/** Payment or notice for the declaration that came `declared` days ago. */
const about = (kind: 'payment' | 'arrears', days: number, declared: number, daysLate: number): Payroll => ({
  ...daysAgo(days),
  kind,
  periodStart: TODAY - declared - 40,
  amountFen: 100,
  daysLate,
});

describe('payroll features', () => {
  const records: readonly Payroll[] = [
    declaration(400, 4, 40),
    declaration(300, 10, 100),
    about('payment', 300, 300, 0),
    declaration(200, 8, 80, 2),
    about('arrears', 150, 200, 20),
    about('payment', 120, 200, 50),
    declaration(100, 6, 90),
    declaration(60, undefined, 60),
    about('payment', 50, 60, 4),
    about('arrears', 45, 100, 40),
    declaration(20, 4, 40, 1),
  ];

  test('worked by hand', () => {
    const expected = {
      payroll_insured: 4,
      payroll_insured_change_90: (4 - 6) / 10,
      payroll_insured_change_365: 0,
      payroll_insured_of_peak_365: 4 / 10,
      payroll_monthly_wages_180: 190 / 3,
      payroll_wages_change_90: (50 - 90) / 140,
      payroll_wages_change_180: (190 / 3 - 90) / (190 / 3 + 90),
      // 100, 80, 90, 60, 40: mean 74
      payroll_wages_variation_365: Math.sqrt((26 ** 2 + 6 ** 2 + 16 ** 2 + 14 ** 2 + 34 ** 2) / 5) / 74,
      // Days 0, 100, 200, 240, 280: mean 164
      payroll_wages_trend_365:
        (((-164 * 26 - 64 * 6 + 36 * 16 - 76 * 14 - 116 * 34) /
          (164 ** 2 + 64 ** 2 + 36 ** 2 + 76 ** 2 + 116 ** 2)) *
          30) /
        74,
      payroll_wage_per_head_180: 130 / 10,
      payroll_wage_per_head_change_180: (13 - 10) / 23,
      payroll_contribution_rate_365: 0.25,
      // Months 0, 2, 3, 6, 10
      payroll_declarations_active_months_365: 5,
      payroll_declarations_longest_gap_365: 3,
      payroll_days_since_declaration: 20,
      payroll_late_declaration_share_365: 2 / 5,
      payroll_late_share_90: 1,
      payroll_late_share_365: 2 / 3,
      payroll_mean_days_late_180: 27,
      payroll_worst_days_late_365: 50,
      payroll_late_streak: 2,
      payroll_arrears_90: 1,
      payroll_arrears_365: 2,
      // That of 100 days ago; that of 20 is too young.
      payroll_unpaid_365: 1,
      payroll_unpaid_amount: 22.5,
    };
    const got = featuresOf('payroll', records);
    expect(Object.keys(got).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, value] of Object.entries(expected)) expect(got[name], name).toBeCloseTo(value, 12);
  });

  test('a firm that stopped declaring has no change of staff, but a length of silence', () => {
    const got = featuresOf('payroll', [declaration(300, 5, 50), declaration(120, 4, 40)]);
    expect(got['payroll_insured']).toBe(4);
    expect(got['payroll_insured_change_90']).toBeNaN();
    expect(got['payroll_days_since_declaration']).toBe(120);
    expect(got['payroll_late_share_365']).toBeNaN();
    expect(got['payroll_late_streak']).toBeNaN();
  });

  test('declarations that tell no staff leave staff missing, not at the sentinel of missing numbers', () => {
    const got = featuresOf('payroll', [declaration(100, undefined, 50), declaration(10, undefined, 50)]);
    expect(got['payroll_insured']).toBeNaN();
    expect(got['payroll_insured_of_peak_365']).toBeNaN();
    expect(got['payroll_wage_per_head_180']).toBeNaN();
    expect(got['payroll_monthly_wages_180']).toBe(50);
  });
});
