import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SourceRecord } from '../../../src/sources/index.ts';
import { recordsOf } from '../../sources/arbitrary-records.ts';
import { daysAgo, FIRM, featuresOf, knownOf, TODAY } from './reading.ts';

type Report = SourceRecord<'bureau'>;

const report = (days: number, kind: Report['kind'], lender: string, yuan = 0, daysPastDue = 0): Report => ({
  ...daysAgo(days),
  sequence: 0,
  kind,
  lender,
  amountFen: yuan * 100,
  daysPastDue,
});

describe('bureau features', () => {
  const records: readonly Report[] = [
    report(900, 'opened', 'X', 500),
    report(800, 'overdue', 'X', 50, 95),
    report(790, 'cured', 'X'),
    report(300, 'opened', 'Y', 200),
    report(200, 'overdue', 'Y', 20, 40),
    report(150, 'opened', 'Z', 100),
    report(140, 'opened', 'Y', 50),
    report(120, 'closed', 'X', 500),
    report(100, 'closed', 'Y', 200),
    report(89, 'enquiry', 'Z'),
    report(80, 'enquiry', 'Q'),
    report(29, 'enquiry', 'Q'),
    report(23, 'enquiry', 'R'),
    report(23, 'enquiry', 'S'),
    report(22, 'enquiry', 'Q'),
    report(12, 'overdue', 'Y', 20, 15),
    report(11, 'overdue', 'W', 5, 10),
  ];

  test('worked by hand', () => {
    const expected = {
      bureau_enquiries_7: 0,
      bureau_enquiries_30: 4,
      bureau_enquiries_90: 6,
      bureau_enquiries_180: 6,
      bureau_enquiries_365: 6,
      // Days 29 to 23: three; days 28 to 22: three
      bureau_enquiry_burst_90: 3,
      bureau_enquiry_change_90: 1,
      bureau_days_since_enquiry: 22,
      bureau_lenders_asked_90: 4,
      bureau_lenders_asked_365: 4,
      // Z lent, Q, R and S did not.
      bureau_unanswered_share_365: 5 / 6,
      bureau_open_loans: 2,
      bureau_open_lenders: 2,
      bureau_open_amount: 150,
      bureau_opened_30: 0,
      bureau_opened_90: 0,
      bureau_opened_180: 2,
      bureau_opened_365: 3,
      bureau_opened_amount_180: 150,
      bureau_new_lenders_180: 1,
      // Z 100 and of Y 50
      bureau_recent_debt_share_180: 1,
      bureau_days_since_opened: 140,
      bureau_closed_365: 2,
      bureau_oldest_loan_months: 900 / (365.25 / 12),
      bureau_overdues_90: 2,
      bureau_overdues_365: 3,
      bureau_overdues_ever: 4,
      bureau_worst_days_past_due_90: 15,
      bureau_worst_days_past_due_365: 40,
      bureau_worst_days_past_due_ever: 95,
      bureau_days_past_due_now: 15,
      bureau_overdue_amount_now: 25,
      bureau_overdue_share_now: 25 / 150,
      bureau_overdue_lenders_now: 2,
      bureau_cures_365: 0,
      bureau_days_since_overdue: 11,
    };
    const got = featuresOf('bureau', records);
    expect(Object.keys(got).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, value] of Object.entries(expected)) expect(got[name], name).toBeCloseTo(value, 12);
  });

  test('a cure, or the last loan closed, ends what is overdue', () => {
    const got = featuresOf('bureau', [...records, report(2, 'cured', 'Y'), report(1, 'closed', 'W', 5)]);
    expect(got['bureau_days_past_due_now']).toBe(0);
    expect(got['bureau_overdue_amount_now']).toBe(0);
    expect(got['bureau_overdue_lenders_now']).toBe(0);
    expect(got['bureau_cures_365']).toBe(1);
    expect(got['bureau_worst_days_past_due_90']).toBe(15);
  });

  test('of debt at one lender the older is taken to be repaid first', () => {
    const debt = [report(300, 'opened', 'X', 200), report(100, 'opened', 'X', 100)];
    expect(featuresOf('bureau', debt)['bureau_recent_debt_share_180']).toBe(1 / 3);
    const repaid = [...debt, report(50, 'closed', 'X', 240)];
    expect(featuresOf('bureau', repaid)['bureau_recent_debt_share_180']).toBe(1);
  });

  test('a loan closed at one lender whose opening is not known takes from the amount, not from the other lenders', () => {
    const got = featuresOf('bureau', [report(300, 'opened', 'X', 100), report(90, 'closed', 'Y', 40)]);
    expect(got['bureau_open_amount']).toBe(60);
    expect(got['bureau_open_loans']).toBe(1);
    expect(got['bureau_recent_debt_share_180']).toBe(0);
    expect(featuresOf('bureau', [report(90, 'closed', 'Y', 40)])['bureau_open_amount']).toBe(0);
  });

  test('without a loan the history has no length and the debt no age', () => {
    const got = featuresOf('bureau', [report(5, 'enquiry', 'X')]);
    expect(got['bureau_oldest_loan_months']).toBeNaN();
    expect(got['bureau_recent_debt_share_180']).toBeNaN();
    expect(got['bureau_overdue_share_now']).toBeNaN();
    expect(got['bureau_open_loans']).toBe(0);
  });

  test('of order agree with a naive twin, whatever was read before', () => {
    fc.assert(
      fc.property(recordsOf(FIRM, 25), ({ bureau }) => {
        const known = knownOf(bureau, TODAY);
        const got = featuresOf('bureau', bureau);
        if (known.length === 0) return;
        const ages = known.flatMap((r) => (r.kind === 'enquiry' ? [TODAY - r.eventDate] : []));
        const within = (from: number) =>
          ages.filter((age) => age >= from && age < from + 7 && age < 90).length;
        const bursts = Array.from({ length: 90 }, (_, from) => within(from));
        expect(got['bureau_enquiry_burst_90']).toBe(Math.max(...bursts));
        const first = new Map<string, number>();
        for (const r of known) {
          if (r.kind === 'opened' && !first.has(r.lender)) first.set(r.lender, TODAY - r.eventDate);
        }
        expect(got['bureau_new_lenders_180']).toBe([...first.values()].filter((age) => age < 180).length);
        const overdue = new Map<string, number>();
        const loans = new Map<string, number>();
        for (const r of known) {
          const more = r.kind === 'opened' ? 1 : r.kind === 'closed' ? -1 : 0;
          loans.set(r.lender, (loans.get(r.lender) ?? 0) + more);
          if (r.kind === 'overdue') overdue.set(r.lender, r.amountFen);
          else if (r.kind === 'cured' || (r.kind === 'closed' && loans.get(r.lender)! <= 0)) {
            overdue.delete(r.lender);
          }
        }
        const owed = [...overdue.values()].reduce((a, b) => a + b, 0);
        expect(got['bureau_overdue_amount_now']).toBe(owed / 100);
        const open = [...loans.values()].filter((n) => n > 0);
        expect(got['bureau_open_lenders']).toBe(open.length);
        expect(got['bureau_open_loans']).toBe(open.reduce((a, b) => a + b, 0));
      }),
      { numRuns: 80 },
    );
  });
});
