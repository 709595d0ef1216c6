import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  annuityFactor,
  balanceYears,
  monthlyInstalment,
  repaymentPlan,
} from '../../../src/decision/terms/annuity.ts';

const PRODUCT_MINIMUM_FEN = 500_000;
const loans = fc.record({
  principalFen: fc.integer({ min: 10_000, max: 500_000_000 }),
  annualRate: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.36, noNaN: true })),
  termMonths: fc.integer({ min: 1, max: 120 }),
});

describe('annuity', () => {
  it('repays 100,000 yuan at 12 % over 12 months with 8,884.88 a month', () => {
    // 100,000 x 0.01 / (1 - 1.01^-12) = 8,884.878867...
    expect(monthlyInstalment(10_000_000, 0.12, 12)).toBe(888_488);
    const [first, second] = repaymentPlan(10_000_000, 0.12, 12);
    expect(first).toEqual({
      month: 1,
      paymentFen: 888_488,
      interestFen: 100_000,
      principalFen: 788_488,
      balanceFen: 9_211_512,
    });
    expect(second?.interestFen).toBe(92_115);
  });

  it('divides the principal evenly at rate 0', () => {
    expect(monthlyInstalment(1_200_000, 0, 12)).toBe(100_000);
    expect(annuityFactor(0, 7)).toBe(7);
  });

  it('agrees with the sum of discounted payments', () => {
    fc.assert(
      fc.property(loans, ({ annualRate, termMonths }) => {
        let sum = 0;
        for (let k = 1; k <= termMonths; k++) sum += (1 + annualRate / 12) ** -k;
        expect(annuityFactor(annualRate, termMonths)).toBeCloseTo(sum, 8);
      }),
    );
  });

  it('repays principal and interest to the fen, the last payment like the others but for rounding', () => {
    fc.assert(
      fc.property(loans, ({ principalFen, annualRate, termMonths }) => {
        const plan = repaymentPlan(principalFen, annualRate, termMonths);
        const sum = (key: 'paymentFen' | 'interestFen' | 'principalFen'): number =>
          plan.reduce((total, row) => total + row[key], 0);
        expect(plan).toHaveLength(termMonths);
        expect(sum('principalFen')).toBe(principalFen);
        expect(sum('paymentFen')).toBe(principalFen + sum('interestFen'));
        expect(plan.at(-1)?.balanceFen).toBe(0);
        if (principalFen < PRODUCT_MINIMUM_FEN) return;
        const regular = monthlyInstalment(principalFen, annualRate, termMonths);
        for (const row of plan.slice(0, -1)) expect(row.paymentFen).toBe(regular);
        // Half a fen of rounding in each payment and in each month's interest, compounded to the end.
        const i = annualRate / 12;
        const drift = i === 0 ? termMonths : Math.expm1(termMonths * Math.log1p(i)) / i;
        expect(Math.abs((plan.at(-1)?.paymentFen ?? 0) - regular)).toBeLessThanOrEqual(drift + 1);
        for (const row of plan) expect(row.principalFen).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps balance-years at or below those of the true plan, so that a price errs upwards', () => {
    expect(balanceYears(12_000_000, 12)).toBe(6_500_000);
    fc.assert(
      fc.property(loans, ({ principalFen, annualRate, termMonths }) => {
        let outstanding = principalFen;
        let exact = 0;
        for (const { balanceFen } of repaymentPlan(principalFen, annualRate, termMonths)) {
          exact += outstanding / 12;
          outstanding = balanceFen;
        }
        // Rounding the payment shifts each later balance by up to half a fen a month.
        expect(balanceYears(principalFen, termMonths)).toBeLessThanOrEqual(exact + termMonths ** 2);
      }),
    );
  });
});
