import fc from 'fast-check';
import { dayOf } from '../../../src/core/index.ts';
import {
  type Applicant,
  noEvidence,
  parseProducts,
  type TermsParams,
} from '../../../src/decision/terms/index.ts';
import { defaultGrades } from '../../../src/models/index.ts';
import { gradeOf } from '../../../src/scorecard/index.ts';
import { INDUSTRIES, REGIONS } from '../../../src/sources/index.ts';
import { readPolicyFile, standardRules } from '../fixtures.ts';

/** The products that ship. */
export const catalogue = parseProducts(readPolicyFile('products.json'), 'products.json');

/** The parameters that ship. */
export const terms: TermsParams = standardRules.params;

/** A textile workshop with 100,000 yuan a month in the bank, evenly through the year. */
export const workshop: Applicant = {
  pd: 0.015,
  grade: 'B1',
  industry: 'textile',
  region: 'east-manufacturing-cluster',
  purpose: 'operations',
  eventDate: dayOf(2025, 3, 10),
  features: {
    firm_age_months: 60,
    bank_monthly_inflow: 100_000,
    bank_sales_30: 100_000,
    bank_sales_180: 600_000,
    bank_sales_365: 1_217_000,
    bank_sales_active_months_365: 12,
    tax_monthly_revenue: 90_000,
    invoice_issued_365: 1_200_000,
    invoice_issued_active_months_365: 12,
    invoice_received_active_months_365: 12,
    invoice_buyer_count_365: 8,
    invoice_buyer_top1_share_365: 0.4,
  },
  evidence: noEvidence,
};

/** A farm whose money came in after the last harvest and that asks before the next. */
export const farm: Applicant = {
  ...workshop,
  industry: 'agriculture',
  region: 'central-farm-belt',
  features: {
    firm_age_months: 60,
    bank_monthly_inflow: 5_000,
    bank_sales_30: 4_000,
    bank_sales_180: 300_000,
    bank_sales_365: 700_000,
    invoice_issued_365: 900_000,
  },
};

const yuan = fc.oneof(fc.constant(null), fc.double({ min: 0, max: 5e6, noNaN: true }));
const proof = fc.option(
  fc.record({ amountFen: fc.integer({ min: 0, max: 300_000_000 }), verified: fc.boolean() }),
);

/** Applicants of every kind: rich, thin, seasonal, unknown. */
export const applicants: fc.Arbitrary<Applicant> = fc
  .record({
    pd: fc.double({ min: 0, max: 0.4, noNaN: true }),
    industry: fc.option(fc.constantFrom(...INDUSTRIES)),
    region: fc.option(fc.constantFrom(...REGIONS)),
    purpose: fc.constant('operations'),
    eventDate: fc.integer({ min: 19_000, max: 21_000 }),
    features: fc.record({
      firm_age_months: fc.option(fc.integer({ min: 0, max: 200 })),
      bank_monthly_inflow: yuan,
      bank_sales_30: yuan,
      bank_sales_180: yuan,
      bank_sales_365: yuan,
      bank_sales_active_months_365: fc.option(fc.integer({ min: 0, max: 12 })),
      tax_monthly_revenue: yuan,
      invoice_issued_365: yuan,
      invoice_issued_active_months_365: fc.option(fc.integer({ min: 0, max: 12 })),
      invoice_received_active_months_365: fc.option(fc.integer({ min: 0, max: 12 })),
      invoice_buyer_count_365: fc.option(fc.integer({ min: 0, max: 12 })),
      invoice_buyer_top1_share_365: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      order_amount_30: yuan,
      order_amount_365: yuan,
      order_amount_active_months_365: fc.option(fc.integer({ min: 0, max: 12 })),
      order_return_amount_share_90: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      customs_export_90: yuan,
      customs_export_active_months_365: fc.option(fc.integer({ min: 0, max: 12 })),
      tax_open_arrears_amount: fc.option(fc.constantFrom(0, 1000)),
      electricity_to_sales_365: fc.option(fc.double({ min: 0, max: 0.1, noNaN: true })),
    }),
    evidence: fc.record({
      orders: proof,
      stock: proof,
      receivables: fc.constant(null),
      taxRefund: proof,
    }),
  })
  .map((some) => ({ ...some, grade: gradeOf(some.pd, defaultGrades) }));
