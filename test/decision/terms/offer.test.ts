import { describe, expect, it } from 'vitest';
import { repaymentPlan } from '../../../src/decision/terms/annuity.ts';
import { makeOffer } from '../../../src/decision/terms/offer.ts';

const params = { validDays: 30, paymentShare: 0.25, misfit: 'advise', counterOffers: 3 } as const;

describe('makeOffer', () => {
  it('states instalment, total interest and validity', () => {
    const offer = makeOffer(
      { limitFen: 10_000_000, annualRate: 0.12, termMonths: 12, eventDate: 20_000 },
      params,
    );
    const interest = repaymentPlan(10_000_000, 0.12, 12).reduce((sum, row) => sum + row.interestFen, 0);
    // 12 x 8,884.88 - 100,000 = 6,618.56 yuan, but for the last payment's rounding.
    expect(Math.abs(interest - 661_856)).toBeLessThanOrEqual(12);
    expect(offer).toEqual({
      outcome: 'approve',
      codes: [],
      monthlyInstalmentFen: 888_488,
      totalInterestFen: interest,
      validUntil: 20_030,
      fit: null,
    });
  });

  it('says which payment takes too much of its month, and asks a person where the parameters say so', () => {
    const slack = [4_000_000, 3_000_000, ...Array<number>(10).fill(4_000_000)];
    const input = {
      limitFen: 10_000_000,
      annualRate: 0.12,
      termMonths: 12,
      eventDate: 20_000,
      receiptsFen: slack,
    };
    // 888,488 against a quarter of 3,000,000 in the second month.
    expect(makeOffer(input, params)).toMatchObject({
      outcome: 'approve',
      codes: ['PAYMENT_ABOVE_RECEIPTS'],
      fit: { fits: false, tightestMonth: 2, shortFen: 138_488 },
    });
    expect(makeOffer(input, { ...params, misfit: 'review' }).outcome).toBe('review');
    expect(makeOffer({ ...input, receiptsFen: null }, { ...params, misfit: 'review' })).toMatchObject({
      outcome: 'approve',
      fit: null,
    });
    expect(makeOffer(input, { ...params, paymentShare: null }).fit).toBeNull();
  });

  it('names the largest payment of a shape without a regular one', () => {
    const offer = makeOffer(
      { limitFen: 1_200_000, annualRate: 0.12, termMonths: 3, eventDate: 20_000, shape: { kind: 'bullet' } },
      params,
    );
    // 1 % a month on 12,000 yuan: 120 yuan three times, the principal with the last.
    expect(offer).toMatchObject({ monthlyInstalmentFen: 1_212_000, totalInterestFen: 36_000 });
  });
});
