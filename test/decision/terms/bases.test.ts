import { describe, expect, it } from 'vitest';
import { backingsOf, featureReader, noBackings, noEvidence } from '../../../src/decision/terms/bases.ts';
import { featuresOfLimit } from '../../../src/decision/terms/limit-params.ts';
import { featureCatalogue } from '../../../src/features/index.ts';
import { standardRules } from '../fixtures.ts';

const params = standardRules.params.limit.bases!;
const read = (features: Record<string, number | null>) => featureReader(features);

describe('backingsOf', () => {
  it('knows nothing of an applicant without features and proof', () => {
    expect(backingsOf(read({ invoice_issued_365: Number.NaN }), noEvidence, params)).toEqual(noBackings);
    expect(backingsOf(read({ invoice_issued_365: 1000 }), noEvidence, null)).toEqual(noBackings);
  });

  it('takes the largest source of sales, because a sale shows in several', () => {
    const { sales } = backingsOf(
      read({ invoice_issued_365: 800_000, pos_takings_365: 900_000, order_amount_365: null }),
      noEvidence,
      params,
    );
    expect(sales).toEqual({ amountFen: 90_000_000, verified: true, from: 'pos_takings_365' });
  });

  it('counts shop sales that are not paid out yet as orders, less what comes back', () => {
    const features = { order_amount_30: 100_000, order_return_amount_share_90: 0.25 };
    expect(backingsOf(read(features), noEvidence, params).orders).toEqual({
      amountFen: 7_500_000,
      verified: true,
      from: 'order_amount_30',
    });
    const shown = { ...noEvidence, orders: { amountFen: 5, verified: false } };
    expect(backingsOf(read(features), shown, params).orders).toEqual({
      amountFen: 5,
      verified: false,
      from: 'proof',
    });
  });

  it('counts claims by age, nothing beyond the last age, and only as confirmed as the least of them', () => {
    const claim = (ageDays: number, amountFen: number, verified = true) => ({ ageDays, amountFen, verified });
    const receivables = [claim(30, 101), claim(31, 101), claim(90, 101), claim(180, 101), claim(181, 101)];
    const of = (claims: typeof receivables) =>
      backingsOf(read({}), { ...noEvidence, receivables: claims }, params).receivables;
    // 101 + 90 + 75 + 40 + 0: each rounded down.
    expect(of(receivables)).toEqual({ amountFen: 306, verified: true, from: 'proof' });
    expect(of([...receivables, claim(1, 10, false)])).toMatchObject({ amountFen: 316, verified: false });
    expect(of([])).toMatchObject({ amountFen: 0 });
  });

  it('falls back on a fresh statement at half its word, not on an old one', () => {
    const statement = { statement_receivable_days: 73, statement_revenue: 1_000_000 };
    // 73 of 365 days of a million are 200,000 yuan.
    const fresh = read({ ...statement, statement_age_days: 550 });
    expect(backingsOf(fresh, noEvidence, params).receivables?.amountFen).toBe(10_000_000);
    const old = read({ ...statement, statement_age_days: 551 });
    expect(backingsOf(old, noEvidence, params).receivables).toBeNull();
    expect(backingsOf(read(statement), noEvidence, params).receivables).toBeNull();
  });

  it('estimates the tax refund from exports, and prefers what the tax office confirmed', () => {
    const exporter = read({ customs_export_90: 1_000_000 });
    expect(backingsOf(exporter, noEvidence, params).taxRefund?.amountFen).toBe(9_000_000);
    const due = { ...noEvidence, taxRefund: { amountFen: 77, verified: true } };
    expect(backingsOf(exporter, due, params).taxRefund?.amountFen).toBe(77);
  });

  it('counts negative amounts as none', () => {
    const { sales, taxRefund } = backingsOf(
      read({ invoice_issued_365: -5, customs_export_90: -1 }),
      { ...noEvidence, stock: { amountFen: -1, verified: true } },
      params,
    );
    expect([sales?.amountFen, taxRefund?.amountFen]).toEqual([0, 0]);
  });
});

it('the limit that ships reads features of the catalogue', () => {
  const names = new Set(featureCatalogue.map(({ name }) => name));
  for (const name of featuresOfLimit(standardRules.params.limit)) expect(names).toContain(name);
});
