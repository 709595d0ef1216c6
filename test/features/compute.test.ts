import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computeFeatures, featureCatalogue, featureNames } from '../../src/features/index.ts';
import {
  type DossierRecords,
  dossierFromRecords,
  dossierSources,
  type SourceRecord,
} from '../../src/sources/index.ts';
import { LAST_DAY, listOf, type Records, recordsOf } from '../sources/arbitrary-records.ts';
import { naiveFeatures } from './naive.ts';

const FIRM = 'F';
const APPLICATION = { amountFen: 30_000_000, termMonths: 12 };

function vectorOf(
  records: DossierRecords,
  asOf = LAST_DAY,
  application: typeof APPLICATION | undefined = APPLICATION,
) {
  const out = new Float64Array(featureNames.length);
  computeFeatures(dossierFromRecords(FIRM, records), application, asOf, out, 0);
  return out;
}

function featureOf(name: string, records: DossierRecords): number {
  return vectorOf(records)[featureNames.indexOf(name)]!;
}

/** `days` before LAST_DAY, arrived at once unless told. */
const at = (days: number, delay = 0) => ({
  firmId: FIRM,
  eventDate: LAST_DAY - days,
  arrivalDate: LAST_DAY - days + delay,
});

describe('computeFeatures, worked by hand', () => {
  const filing = (days: number, revenueYuan: number, daysLate = 0): SourceRecord<'tax'> => ({
    ...at(days),
    kind: 'filing',
    periodStart: LAST_DAY - days - 45,
    amountFen: revenueYuan * 3,
    declaredRevenueFen: revenueYuan * 100,
    daysLate,
  });
  const transaction = (
    days: number,
    direction: 'in' | 'out',
    category: SourceRecord<'bank'>['category'],
    yuan: number,
    counterparty = 'C',
    balanceYuan = 1000,
  ): SourceRecord<'bank'> => ({
    ...at(days),
    sequence: 0,
    direction,
    category,
    amountFen: yuan * 100,
    balanceFen: balanceYuan * 100,
    counterparty,
  });
  const report = (
    days: number,
    kind: SourceRecord<'bureau'>['kind'],
    lender: string,
    yuan = 0,
    daysPastDue = 0,
  ): SourceRecord<'bureau'> => ({
    ...at(days),
    sequence: 0,
    kind,
    lender,
    amountFen: yuan * 100,
    daysPastDue,
  });

  test('tax', () => {
    const tax = [filing(320, 50), filing(200, 150), filing(100, 300), filing(20, 100, 9), filing(0, 200, 3)];
    const expected = {
      tax_filings_365: 5,
      // (300 + 100 + 200) / 3 in the last 180 days, (50 + 150) / 2 before
      tax_monthly_revenue: 200,
      tax_revenue_change_180: (200 - 100) / (200 + 100),
      tax_late_share_365: 2 / 5,
      tax_mean_days_late_180: 4,
      tax_late_streak: 2,
      tax_arrears_365: 0,
      tax_days_since_filing: 0,
      tax_burden_365: 0.03,
      // mean 160, deviations -110, -10, 140, -60, 40
      tax_revenue_variation_365: Math.sqrt((12100 + 100 + 19600 + 3600 + 1600) / 5) / 160,
    };
    for (const [name, value] of Object.entries(expected))
      expect(featureOf(name, { tax }), name).toBeCloseTo(value, 12);
  });

  test('bank', () => {
    const bank = [
      transaction(170, 'in', 'sales', 100, 'A'),
      transaction(100, 'out', 'payroll', 40, 'W'),
      transaction(60, 'in', 'sales', 300, 'B', -20),
      transaction(60, 'out', 'payroll', 60, 'W', 500),
      transaction(10, 'in', 'loan', 100, 'L', 900),
      transaction(5, 'out', 'repayment', 30, 'L', 180),
    ];
    const expected = {
      bank_monthly_inflow: 100,
      bank_sales_30: 0,
      bank_sales_change_90: (300 - 100) / 400,
      bank_operating_balance_90: (300 - 60) / 360,
      bank_runway_days: 180,
      bank_least_balance_90: -20,
      bank_overdrawn_share_90: 1 / 4,
      bank_customer_hhi_365: (1 / 4) ** 2 + (3 / 4) ** 2,
      bank_customer_top1_share_365: 3 / 4,
      bank_customer_count_180: 2,
      bank_payroll_active_months_365: 2,
      bank_payroll_change_90: (60 - 40) / 100,
      bank_loan_inflow_share_180: 100 / 500,
      bank_repayment_burden_90: 0.1,
      bank_days_since_sales: 60,
      bank_active_days_90: 3,
      application_amount_to_inflow: 3000,
    };
    for (const [name, value] of Object.entries(expected)) {
      const capped = name === 'application_amount_to_inflow' ? 1000 : value;
      expect(featureOf(name, { bank }), name).toBeCloseTo(capped, 12);
    }
  });

  test('bureau', () => {
    const bureau = [
      report(900, 'opened', 'X', 500),
      report(800, 'overdue', 'X', 50, 95),
      report(790, 'cured', 'X'),
      report(300, 'opened', 'Y', 200),
      report(200, 'overdue', 'Y', 20, 40),
      report(150, 'opened', 'Z', 100),
      report(120, 'closed', 'X', 500),
      report(80, 'enquiry', 'Q'),
      report(29, 'enquiry', 'Q'),
      report(12, 'overdue', 'Y', 20, 15),
    ];
    const expected = {
      bureau_enquiries_30: 1,
      bureau_enquiries_90: 2,
      bureau_lenders_asked_90: 1,
      bureau_open_loans: 2,
      bureau_open_lenders: 2,
      bureau_open_amount: 300,
      bureau_opened_180: 1,
      bureau_overdues_365: 2,
      bureau_worst_days_past_due_365: 40,
      bureau_days_past_due_now: 15,
      bureau_days_since_overdue: 12,
    };
    for (const [name, value] of Object.entries(expected))
      expect(featureOf(name, { bureau }), name).toBe(value);
    const settled = [...bureau, report(1, 'cured', 'Y')];
    expect(featureOf('bureau_days_past_due_now', { bureau: settled })).toBe(0);
  });
});

describe('computeFeatures', () => {
  test('agrees with the naive twin on random records', () => {
    fc.assert(
      fc.property(
        recordsOf(FIRM),
        fc.integer({ min: LAST_DAY - 60, max: LAST_DAY + 20 }),
        (records, asOf) => {
          const vector = vectorOf(records, asOf);
          for (const [name, expected] of Object.entries(naiveFeatures(records, APPLICATION, asOf))) {
            const got = vector[featureNames.indexOf(name)]!;
            if (Number.isNaN(expected)) expect(got, name).toBeNaN();
            else expect(got, name).toBeCloseTo(expected, 8);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test('sees nothing that happened or arrived after asOf, in any source', () => {
    const late = (records: Records, asOf: number) =>
      Object.fromEntries(
        dossierSources.map((source) => {
          const list = records[source] as readonly SourceRecord<'tax'>[];
          return [source, list.filter((r) => r.eventDate <= asOf && r.arrivalDate <= asOf)];
        }),
      ) as unknown as Records;
    fc.assert(
      fc.property(recordsOf(FIRM), fc.integer({ min: LAST_DAY - 60, max: LAST_DAY }), (records, asOf) => {
        expect(vectorOf(records, asOf)).toEqual(vectorOf(late(records, asOf), asOf));
      }),
      { numRuns: 200 },
    );
  });

  test.each(dossierSources)(
    '%s counts: a record planted in time moves the vector, the same one late or to come does not',
    (source) => {
      const none = vectorOf({});
      const [planted] = fc.sample(
        listOf(source, FIRM, 1).filter((list) => list.length > 0),
        { seed: 7, numRuns: 1 },
      );
      const withRecord = (dates: object) =>
        vectorOf({ [source]: [{ ...planted![0], ...dates }] } as unknown as DossierRecords);
      expect(withRecord(at(3, 3))).not.toEqual(none);
      expect(withRecord(at(0))).not.toEqual(none);
      expect(withRecord(at(3, 4))).toEqual(none);
      expect(withRecord(at(-1))).toEqual(none);
    },
  );

  test('gives finite values or NaN, never an infinity, and writes nothing else', () => {
    fc.assert(
      fc.property(recordsOf(FIRM, 6), fc.boolean(), (records, applied) => {
        const out = new Float64Array(featureNames.length + 2).fill(-7);
        const application = applied ? APPLICATION : undefined;
        computeFeatures(dossierFromRecords(FIRM, records), application, LAST_DAY, out, 1);
        expect(out[0]).toBe(-7);
        expect(out.at(-1)).toBe(-7);
        for (const value of out) expect(Math.abs(value)).not.toBe(Number.POSITIVE_INFINITY);
      }),
      { numRuns: 100 },
    );
  });

  test('without any record only application, flags and their count are known', () => {
    const vector = vectorOf({});
    const knownNames = featureNames.filter((_, i) => !Number.isNaN(vector[i]!));
    expect(knownNames).toEqual([
      'application_amount',
      'application_term_months',
      'sources_missing',
      'sources_known',
      ...dossierSources.map((source) => `missing_${source}`),
    ]);
    expect(featureOf('sources_missing', {})).toBe(5);
  });

  test('does not depend on the dossier computed before', () => {
    fc.assert(
      fc.property(recordsOf(FIRM, 8), recordsOf(FIRM, 8), (a, b) => {
        const alone = vectorOf(b);
        vectorOf(a);
        expect(vectorOf(b)).toEqual(alone);
      }),
      { numRuns: 50 },
    );
  });

  test('shares stay within 0 and 1, changes within -1 and 1, counts and days not below 0', () => {
    fc.assert(
      fc.property(recordsOf(FIRM), (records) => {
        const vector = vectorOf(records);
        for (const [i, { name, unit }] of featureCatalogue.entries()) {
          const value = vector[i]!;
          if (Number.isNaN(value)) continue;
          if (unit === 'share' || unit === 'flag') expect(value, name).toBeLessThanOrEqual(1);
          if (unit === 'index') expect(Math.abs(value), name).toBeLessThanOrEqual(1);
          if (unit === 'share' || unit === 'count') expect(value, name).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 100 },
    );
  });
});
