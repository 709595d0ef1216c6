import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { featureReader } from '../../../src/decision/terms/bases.ts';
import {
  featuresOfReceipts,
  forecastReceipts,
  receiptsSchema,
} from '../../../src/decision/terms/receipts.ts';
import { featureNames } from '../../../src/features/index.ts';
import { standardRules } from '../fixtures.ts';

const params = standardRules.params.receipts!;
const forecast = (features: Record<string, number>, monthlyYuan: number | null = null) =>
  forecastReceipts(featureReader(features), monthlyYuan, params);

const sumOf = (receiptsFen: readonly number[] | null) =>
  (receiptsFen ?? []).reduce((sum, fen) => sum + fen, 0);

describe('forecastReceipts', () => {
  it('is flat where receipts came evenly', () => {
    const even = {
      firm_age_months: 40,
      bank_sales_365: 365_000,
      bank_sales_180: 180_000,
      bank_monthly_inflow: 30_000,
    };
    const { receiptsFen, from } = forecast({ ...even, bank_sales_30: 30_000 });
    expect(from).toBe('bank');
    for (const fen of receiptsFen ?? []) expect(Math.abs(fen - 36_500_000 / 12)).toBeLessThanOrEqual(1);
  });

  it('expects a harvest half a year ahead where it was half a year ago', () => {
    // All of the year's money came 181 to 365 days ago: the next six months' worth.
    const farm = {
      firm_age_months: 40,
      bank_sales_365: 185_000,
      bank_sales_180: 0,
      bank_monthly_inflow: 0,
      bank_sales_30: 0,
    };
    const { receiptsFen } = forecast(farm);
    expect(sumOf(receiptsFen)).toBe(18_500_000);
    expect(receiptsFen?.[0]).toBe(Math.round(100_000 * (365 / 12)));
    expect(receiptsFen?.slice(7)).toEqual([0, 0, 0, 0, 0]);
    // The last month mirrors the last thirty days.
    const fresh = forecast({
      ...farm,
      bank_sales_30: 50_000,
      bank_monthly_inflow: 50_000 / 3,
      bank_sales_180: 50_000,
    });
    expect(fresh.receiptsFen?.[11]).toBe(5_000_000);
  });

  it('reads the next source where the bank has no year, and no season of a young firm', () => {
    expect(forecast({ firm_age_months: 40, pos_takings_365: 1200 }).from).toBe('pos');
    expect(forecast({ firm_age_months: 11, pos_takings_365: 1200 }, 100)).toEqual({
      receiptsFen: Array(12).fill(10_000),
      from: 'flat',
    });
    expect(forecast({ pos_takings_365: 1200 }, 100).from).toBe('flat');
    expect(forecast({ firm_age_months: 40, bank_sales_365: 0 }, 100).from).toBe('flat');
  });

  it('knows nothing without any revenue', () => {
    expect(forecast({ firm_age_months: 40 })).toEqual({ receiptsFen: null, from: null });
    expect(forecastReceipts(featureReader({}), 5, null).receiptsFen).toEqual(Array(12).fill(500));
  });

  it('adds up to the year to the fen and never goes below nothing, whatever the windows say', () => {
    const money = fc.option(fc.double({ min: -1e6, max: 1e7, noNaN: true }));
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e7, noNaN: true }),
        money,
        money,
        money,
        (year, d30, d90, d180) => {
          const features: Record<string, number> = { firm_age_months: 40, invoice_issued_365: year };
          if (d30 !== null) features['invoice_issued_30'] = d30;
          if (d90 !== null) features['invoice_issued_90'] = d90;
          if (d180 !== null) features['invoice_issued_180'] = d180;
          const { receiptsFen } = forecast(features);
          expect(receiptsFen).toHaveLength(12);
          expect(Math.abs(sumOf(receiptsFen) - year * 100)).toBeLessThanOrEqual(0.5 + 1e-6);
          for (const fen of receiptsFen ?? []) {
            expect(Number.isSafeInteger(fen)).toBe(true);
            expect(fen).toBeGreaterThanOrEqual(0);
          }
        },
      ),
    );
  });
});

it('the forecast that ships reads features of the catalogue', () => {
  for (const name of featuresOfReceipts(params)) expect(featureNames).toContain(name);
});

it('windows that do not rise to a year are refused', () => {
  const of = (days: number[]) =>
    receiptsSchema
      .safeParse({
        sources: [{ name: 'x', windows: days.map((d) => ({ days: d, feature: 'f' })) }],
        ageFeature: 'age',
      })
      .error?.issues.map(({ path }) => path.join('.'));
  expect(of([30, 180])).toEqual(['sources.0.windows']);
  expect(of([90, 30, 365])).toEqual(['sources.0.windows.1']);
  expect(of([365])).toBeUndefined();
});
