import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Backings } from '../../../src/decision/terms/bases.ts';
import { type LimitInput, setLimit } from '../../../src/decision/terms/limit.ts';
import { BASES, type LimitParams } from '../../../src/decision/terms/limit-params.ts';
import { roundParams, standardRules } from '../fixtures.ts';

const params = roundParams.limit;
const input: LimitInput = {
  askedFen: 10_000_000,
  termMonths: 12,
  grade: 'A',
  bankedRevenueYuan: 60_000,
  declaredRevenueYuan: null,
  capRate: 0.12,
};

describe('setLimit', () => {
  it('grants what was asked where everything carries it', () => {
    // 12 months at the cap: 0.25 x 11.2551 = 2.81 months of revenue, so the multiple of 2 binds: 120,000 yuan.
    const limit = setLimit(input, params);
    expect(limit).toMatchObject({ outcome: 'approve', codes: [], limitFen: 10_000_000 });
    expect(limit.bases).toEqual({
      asked: 10_000_000,
      cashFlow: 12_000_000,
      grade: 500_000_000,
      absolute: 500_000_000,
      product: null,
      sales: null,
      orders: null,
      stock: null,
      receivables: null,
      taxRefund: null,
    });
  });

  it('lets the instalment bind at short terms, rounded down to the step', () => {
    // 1 month: 0.25 / 1.01 = 0.24752 months of revenue = 14,851.49 yuan -> 14,000.
    expect(setLimit({ ...input, termMonths: 1 }, params)).toMatchObject({
      outcome: 'approve',
      limitFen: 1_400_000,
      codes: ['LIMIT_BY_CASH_FLOW'],
      bases: { cashFlow: 1_485_149 },
    });
  });

  it('caps by grade and names it', () => {
    expect(setLimit({ ...input, grade: 'B', askedFen: 11_000_000 }, params)).toMatchObject({
      limitFen: 10_000_000,
      codes: ['LIMIT_BY_GRADE'],
    });
  });

  it('caps at five million yuan whatever the cash flow', () => {
    const rich = { ...input, askedFen: 900_000_000, bankedRevenueYuan: 1e8 };
    const wide = { ...params, capByGradeYuan: { A: 9_000_000 } };
    expect(setLimit(rich, wide)).toMatchObject({ limitFen: 500_000_000, codes: ['LIMIT_BY_CAP'] });
  });

  it('takes the larger of banked revenue and the counted share of declared revenue', () => {
    const both = { ...input, bankedRevenueYuan: 10_000, declaredRevenueYuan: 50_000 };
    expect(setLimit(both, params).bases.cashFlow).toBe(8_000_000);
    expect(setLimit({ ...both, bankedRevenueYuan: 45_000 }, params).bases.cashFlow).toBe(9_000_000);
  });

  it('reviews unknown revenue and unknown grades, with no limit', () => {
    const unknown = { ...input, bankedRevenueYuan: null, grade: 'Q' };
    expect(setLimit(unknown, params)).toMatchObject({
      outcome: 'review',
      codes: ['REVENUE_UNKNOWN', 'GRADE_UNKNOWN'],
      limitFen: 0,
    });
    expect(setLimit({ ...input, grade: 'constructor' }, params).codes).toEqual(['GRADE_UNKNOWN']);
  });

  it('declines a grade without credit and a limit below the minimum, saying what bound', () => {
    expect(setLimit({ ...input, grade: 'X' }, params)).toMatchObject({
      outcome: 'decline',
      codes: ['GRADE_NOT_ELIGIBLE'],
      limitFen: 0,
    });
    expect(setLimit({ ...input, bankedRevenueYuan: 2400 }, params)).toMatchObject({
      outcome: 'decline',
      codes: ['LIMIT_BELOW_MINIMUM', 'LIMIT_BY_CASH_FLOW'],
      limitFen: 0,
    });
    expect(setLimit({ ...input, bankedRevenueYuan: -5000 }, params).outcome).toBe('decline');
  });

  it('never exceeds any basis, and grows with revenue', () => {
    const inputs = fc.record({
      askedFen: fc.integer({ min: 500_000, max: 1_000_000_000 }),
      termMonths: fc.integer({ min: 1, max: 36 }),
      grade: fc.constantFrom('A', 'B', 'X'),
      bankedRevenueYuan: fc.option(fc.double({ min: -1e5, max: 1e8, noNaN: true })),
      declaredRevenueYuan: fc.option(fc.double({ min: 0, max: 1e8, noNaN: true })),
      capRate: fc.double({ min: 0.01, max: 0.24, noNaN: true }),
    });
    fc.assert(
      fc.property(inputs, fc.double({ min: 0, max: 1e6, noNaN: true }), (some, more) => {
        const { limitFen, bases } = setLimit(some, params);
        for (const basis of Object.values(bases))
          if (basis !== null) expect(limitFen).toBeLessThanOrEqual(basis);
        expect(Number.isSafeInteger(limitFen)).toBe(true);
        if (some.bankedRevenueYuan === null) return;
        const richer = setLimit({ ...some, bankedRevenueYuan: some.bankedRevenueYuan + more }, params);
        expect(richer.limitFen).toBeGreaterThanOrEqual(limitFen);
      }),
    );
  });

  describe('under a product', () => {
    const backing = (amountFen: number, verified = true) => ({ amountFen, verified, from: 'test' });
    const based: LimitParams = { ...params, bases: standardRules.params.limit.bases };
    const backings: Backings = {
      sales: backing(30_000_000),
      orders: backing(10_000_000),
      stock: null,
      receivables: backing(5_000_000),
      taxRefund: backing(1_234_567),
    };

    it('rests on the basis of the product, not on cash flow, and shows what every basis would allow', () => {
      const limit = setLimit({ ...input, bankedRevenueYuan: null, basis: ['orders'], backings }, based);
      // 70 % of orders of 100,000 yuan, in steps of 1,000.
      expect(limit).toMatchObject({ outcome: 'approve', codes: ['LIMIT_BY_ORDERS'], limitFen: 7_000_000 });
      expect(limit.bases).toMatchObject({
        cashFlow: null,
        sales: 6_000_000,
        orders: 7_000_000,
        stock: null,
        receivables: 4_000_000,
        taxRefund: 1_111_110,
      });
    });

    it('takes the least of several bases', () => {
      expect(setLimit({ ...input, basis: ['orders', 'sales'], backings }, based)).toMatchObject({
        limitFen: 6_000_000,
        codes: ['LIMIT_BY_SALES'],
      });
    });

    it('reviews a basis that nobody knows, and proof that nobody confirmed', () => {
      expect(setLimit({ ...input, basis: ['stock'], backings }, based)).toMatchObject({
        outcome: 'review',
        codes: ['STOCK_UNKNOWN'],
        limitFen: 0,
      });
      const claimed = { ...backings, orders: backing(10_000_000, false) };
      expect(setLimit({ ...input, basis: ['orders'], backings: claimed }, based)).toMatchObject({
        outcome: 'review',
        codes: ['EVIDENCE_UNVERIFIED', 'LIMIT_BY_ORDERS'],
        limitFen: 7_000_000,
      });
      // Unconfirmed proof of a basis that the product does not rest on is no matter.
      expect(setLimit({ ...input, basis: ['sales'], backings: claimed }, based).outcome).toBe('approve');
    });

    it('keeps within the bounds of the product', () => {
      const productFen = { min: 6_500_000, max: 8_000_000 };
      expect(setLimit({ ...input, productFen }, based)).toMatchObject({
        limitFen: 8_000_000,
        codes: ['LIMIT_BY_PRODUCT'],
      });
      expect(setLimit({ ...input, productFen, basis: ['sales'], backings }, based)).toMatchObject({
        outcome: 'decline',
        codes: ['LIMIT_BELOW_MINIMUM', 'LIMIT_BY_SALES'],
        limitFen: 0,
      });
    });

    it('knows no basis but cash flow where the parameters have none', () => {
      expect(setLimit({ ...input, basis: ['sales'], backings }, params).codes).toEqual(['SALES_UNKNOWN']);
    });

    it('never lends more than any basis it rests on, and carries no less at a longer term', () => {
      const amounts = fc.option(fc.integer({ min: 0, max: 1_000_000_000 }).map((fen) => backing(fen)));
      fc.assert(
        fc.property(
          fc.record({
            sales: amounts,
            orders: amounts,
            stock: amounts,
            receivables: amounts,
            taxRefund: amounts,
          }),
          fc.uniqueArray(fc.constantFrom(...BASES), { minLength: 1 }),
          fc.integer({ min: 500_000, max: 1_000_000_000 }),
          fc.integer({ min: 1, max: 35 }),
          (behind, basis, askedFen, termMonths) => {
            const at = (months: number) =>
              setLimit({ ...input, askedFen, termMonths: months, basis, backings: behind }, based);
            const { limitFen, bases } = at(termMonths);
            for (const name of basis) expect(limitFen).toBeLessThanOrEqual(bases[name] ?? 0);
            expect(at(termMonths + 1).limitFen).toBeGreaterThanOrEqual(limitFen);
          },
        ),
      );
    });
  });
});
