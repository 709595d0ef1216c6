import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../src/core/index.ts';
import { conditionHolds } from '../../../src/decision/terms/condition.ts';
import { matchOf, matchProducts } from '../../../src/decision/terms/match.ts';
import { type Applicant, subjectOf } from '../../../src/decision/terms/product-terms.ts';
import { applicants, catalogue, farm, workshop } from './applicants.ts';

const asked = { amountFen: 10_000_000, termMonths: 6 };
const ids = (applicant: Applicant, request = asked) =>
  matchProducts(subjectOf(applicant), request, catalogue).map(({ productId }) => productId);

describe('matchProducts', () => {
  it('offers a farm the harvest loan before the harvest and not after it', () => {
    expect(ids(farm)[0]).toBe('seasonal-farm');
    expect(ids({ ...farm, eventDate: dayOf(2025, 11, 10) })).not.toContain('seasonal-farm');
  });

  it('puts products whose bounds hold what is asked first, then those made for fewer', () => {
    // Pay-as-you-go ends at three months; the standard product has no conditions.
    expect(ids(workshop)).toEqual([
      'order',
      'receivable',
      'sales-based',
      'warehouse-receipt',
      'standard-instalment',
      'pay-as-you-go',
    ]);
    expect(ids(workshop, { amountFen: 10_000_000, termMonths: 30 })[0]).toBe('standard-instalment');
  });

  it('says why, and what does not hold or is not known', () => {
    const byId = (id: string) => catalogue.byId.get(id)!;
    expect(matchOf(byId('border-trade'), subjectOf(workshop), asked)).toEqual({
      productId: 'border-trade',
      eligible: false,
      amountFits: true,
      termFits: true,
      because: [],
      unmet: ['region in border-county'],
      unknown: ['customs_export_active_months_365 >= 3'],
    });
    expect(matchOf(byId('order'), subjectOf(workshop), asked).because).toContain(
      'invoice_buyer_count_365 >= 3',
    );
  });

  it('always has the standard product, and none with a condition that does not hold', () => {
    fc.assert(
      fc.property(applicants, fc.integer({ min: 1, max: 40 }), (applicant, termMonths) => {
        const subject = subjectOf(applicant);
        const matches = matchProducts(subject, { ...asked, termMonths }, catalogue);
        const found = matches.map(({ productId }) => productId);
        expect(found).toContain('standard-instalment');
        expect(new Set(found).size).toBe(found.length);
        for (const { id, eligibility } of catalogue.products) {
          const all = eligibility.every((condition) => conditionHolds(condition, subject) === true);
          expect(found.includes(id)).toBe(all);
        }
        for (const match of matches) expect(match.eligible).toBe(true);
      }),
    );
  });
});
