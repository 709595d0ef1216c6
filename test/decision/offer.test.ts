import { describe, expect, it } from 'vitest';
import { repaymentPlan } from '../../src/decision/annuity.ts';
import { makeOffer } from '../../src/decision/offer.ts';

describe('makeOffer', () => {
  it('states instalment, total interest and validity', () => {
    const offer = makeOffer(
      { limitFen: 10_000_000, annualRate: 0.12, termMonths: 12, eventDate: 20_000 },
      { validDays: 30 },
    );
    const interest = repaymentPlan(10_000_000, 0.12, 12).reduce((sum, row) => sum + row.interestFen, 0);
    // 12 x 8,884.88 - 100,000 = 6,618.56 yuan, but for the last payment's rounding.
    expect(Math.abs(interest - 661_856)).toBeLessThanOrEqual(12);
    expect(offer).toEqual({ monthlyInstalmentFen: 888_488, totalInterestFen: interest, validUntil: 20_030 });
  });
});
