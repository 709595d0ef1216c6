import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setLimit } from '../../../src/decision/terms/limit.ts';
import { rateCap, setPrice } from '../../../src/decision/terms/price.ts';
import { factsOf, termsOf } from '../../../src/decision/terms/product-terms.ts';
import { applicants, catalogue, farm, terms, workshop } from './applicants.ts';

const byId = (id: string) => catalogue.byId.get(id)!;

describe('termsOf', () => {
  it('is the plain limit and price under the standard product', () => {
    const facts = factsOf(workshop, terms);
    const { limit, price, offer, outcome } = termsOf(facts, catalogue.standard, 15_000_000, 12, terms);
    const capRate = rateCap(terms.price.cap, workshop.eventDate);
    const plain = setLimit(
      {
        askedFen: 15_000_000,
        termMonths: 12,
        grade: 'B1',
        bankedRevenueYuan: 100_000,
        declaredRevenueYuan: 90_000,
        capRate,
      },
      terms.limit,
    );
    expect(limit.limitFen).toBe(plain.limitFen);
    expect(limit.codes).toEqual(plain.codes);
    const plainPrice = setPrice(
      { pd: 0.015, limitFen: plain.limitFen, termMonths: 12, capRate },
      terms.price,
    );
    expect(price).toEqual(plainPrice);
    expect(offer?.fit?.fits).toBe(true);
    expect(outcome).toBe('approve');
  });

  it('lends a farm before the season what cash flow would not carry, due after the harvest', () => {
    const facts = factsOf(farm, terms);
    const standard = termsOf(facts, catalogue.standard, 15_000_000, 9, terms);
    const seasonal = termsOf(facts, byId('seasonal-farm'), 15_000_000, 9, terms);
    expect(standard.limit.limitFen).toBeLessThan(2_000_000);
    expect(seasonal).toMatchObject({ outcome: 'approve', codes: [], limit: { limitFen: 15_000_000 } });
    expect(seasonal.offer?.fit?.fits).toBe(true);
  });

  it('declines a term outside the product, reviews a basis that nobody showed', () => {
    const facts = factsOf(workshop, terms);
    expect(termsOf(facts, byId('order'), 5_000_000, 7, terms)).toMatchObject({
      outcome: 'decline',
      codes: ['TERM_ABOVE_PRODUCT', 'ORDERS_UNKNOWN'],
      price: null,
    });
    expect(termsOf(facts, byId('seasonal-farm'), 5_000_000, 2, terms).codes).toContain('TERM_BELOW_PRODUCT');
    expect(termsOf(facts, byId('order'), 5_000_000, 6, terms)).toMatchObject({
      outcome: 'review',
      codes: ['ORDERS_UNKNOWN'],
    });
    const shown = { ...workshop.evidence, orders: { amountFen: 10_000_000, verified: true } };
    const ordered = factsOf({ ...workshop, evidence: shown }, terms);
    expect(termsOf(ordered, byId('order'), 5_000_000, 6, terms)).toMatchObject({
      outcome: 'approve',
      codes: [],
    });
  });

  it('is plain JSON, approves only within every bound, and gives a reason where it does not approve', () => {
    fc.assert(
      fc.property(
        applicants,
        fc.constantFrom(...catalogue.products),
        fc.integer({ min: 100_000, max: 600_000_000 }),
        fc.integer({ min: 1, max: 40 }),
        (applicant, product, askedFen, termMonths) => {
          const facts = factsOf(applicant, terms);
          const result = termsOf(facts, product, askedFen, termMonths, terms);
          expect(JSON.parse(JSON.stringify({ facts, result }))).toEqual({ facts, result });
          if (result.outcome !== 'approve') {
            expect(result.codes.length).toBeGreaterThan(0);
            return;
          }
          const { limit, price } = result;
          expect(limit.limitFen).toBeLessThanOrEqual(Math.min(askedFen, product.amountYuan.max * 100));
          expect(limit.limitFen).toBeGreaterThanOrEqual(product.amountYuan.min * 100);
          expect(price!.annualRate).toBeLessThanOrEqual(
            Math.min(facts.capRate, product.annualRate.max) + 1e-9,
          );
          expect(price!.annualRate).toBeGreaterThanOrEqual(price!.floorRate);
          expect(termMonths).toBeGreaterThanOrEqual(product.termMonths.min);
          expect(termMonths).toBeLessThanOrEqual(product.termMonths.max);
        },
      ),
      { numRuns: 500 },
    );
  });
});
