import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Applicant,
  asCounterOffer,
  type CounterOffer,
  counterOffers,
  factsOf,
  matchProducts,
  type Product,
  subjectOf,
  type TermsParams,
  termsOf,
} from '../../../src/decision/terms/index.ts';
import { applicants, catalogue, farm, terms, workshop } from './applicants.ts';

function countersFor(
  applicant: Applicant,
  amountFen: number,
  termMonths: number,
  product: Product = catalogue.standard,
  params: TermsParams = terms,
  keeps?: (counter: CounterOffer) => boolean,
): { readonly granted: CounterOffer | null; readonly counters: readonly CounterOffer[] } {
  const facts = factsOf(applicant, params);
  const asked = { amountFen, termMonths };
  const own = termsOf(facts, product, amountFen, termMonths, params);
  const granted = own.outcome === 'approve' ? asCounterOffer(product, own, termMonths) : null;
  return {
    granted,
    counters: counterOffers(
      facts,
      subjectOf(applicant),
      { asked, product, granted },
      catalogue,
      params,
      keeps,
    ),
  };
}

describe('counterOffers', () => {
  it('has none for a loan granted as asked', () => {
    expect(countersFor(workshop, 10_000_000, 12).counters).toEqual([]);
  });

  it('proposes a longer term that carries the amount in full', () => {
    // A quarter of 100,000 a month carries 144,000 yuan over six months, and all 200,000 over nine.
    const { granted, counters } = countersFor(workshop, 20_000_000, 6);
    expect(granted?.amountFen).toBe(14_400_000);
    const longer = counters.find(({ productId }) => productId === 'standard-instalment');
    expect(longer).toMatchObject({ amountFen: 20_000_000, termMonths: 9, fits: true });
  });

  it('proposes the least term that spreads the cost of a small loan far enough', () => {
    // 10,000 yuan for two months: 230 yuan of cost on 1,250 yuan-years are 18 % alone.
    const { granted, counters } = countersFor(workshop, 1_000_000, 2);
    expect(granted).toBeNull();
    const facts = factsOf(workshop, terms);
    const longer = counters.find(({ productId }) => productId === 'standard-instalment')!;
    expect(longer.amountFen).toBe(1_000_000);
    expect(longer.annualRate).toBeLessThanOrEqual(facts.capRate);
    const shorter = termsOf(facts, catalogue.standard, 1_000_000, longer.termMonths - 1, terms);
    expect(shorter.codes).toEqual(['PRICE_ABOVE_CAP_COST']);
  });

  it('proposes the harvest loan, up to the harvest, to a farm that asked for instalments', () => {
    const { granted, counters } = countersFor(farm, 15_000_000, 6);
    expect(granted?.amountFen ?? 0).toBeLessThan(2_000_000);
    // Asked in March for six months: the weights fall due by December.
    expect(counters[0]).toMatchObject({ productId: 'seasonal-farm', amountFen: 15_000_000 });
    expect(counters.map(({ termMonths }) => termMonths)).toContain(6);
  });

  it('proposes no more of a product that the applicant is not eligible for', () => {
    const order = catalogue.byId.get('order')!;
    const shown = {
      ...workshop,
      evidence: { ...workshop.evidence, orders: { amountFen: 9e6, verified: true } },
    };
    const ids = (applicant: Applicant) =>
      countersFor(applicant, 10_000_000, 6, order).counters.map(({ productId }) => productId);
    expect(ids({ ...shown, pd: 0.0005 })).toContain('sales-based');
    expect(countersFor(shown, 10_000_000, 6, order).granted?.amountFen).toBe(6_300_000);
    expect(ids({ ...shown, industry: 'it-services' })).not.toContain('order');
  });

  it('proposes payments that fit where those granted do not', () => {
    // The half-year before last brought a tenth of what the last one did: its mirror lies ahead.
    const lean: Applicant = {
      ...workshop,
      features: { ...workshop.features, bank_sales_365: 660_000 },
    };
    const { granted, counters } = countersFor(lean, 18_000_000, 18);
    expect(granted).toMatchObject({ amountFen: 18_000_000, fits: false });
    expect(counters.length).toBeGreaterThan(0);
    expect(counters[0]?.fits).toBe(true);
  });

  it('proposes nothing that whoever is asked would not keep, and nothing where the parameters want none', () => {
    const none = countersFor(workshop, 20_000_000, 6, catalogue.standard, terms, () => false);
    expect(none.counters).toEqual([]);
    const silent = { ...terms, offer: { ...terms.offer, counterOffers: 0 } };
    expect(countersFor(workshop, 20_000_000, 6, catalogue.standard, silent).counters).toEqual([]);
    const short = countersFor(
      workshop,
      20_000_000,
      6,
      catalogue.standard,
      terms,
      (one) => one.termMonths <= 6,
    );
    for (const { termMonths } of short.counters) expect(termMonths).toBeLessThanOrEqual(6);
  });

  it('promises nothing that the decision would not keep', () => {
    fc.assert(
      fc.property(
        applicants,
        fc.constantFrom(...catalogue.products),
        fc.integer({ min: 100_000, max: 600_000_000 }),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        (applicant, product, amountFen, termMonths, strict) => {
          const params: TermsParams = {
            ...terms,
            offer: { ...terms.offer, misfit: strict ? 'review' : 'advise' },
          };
          const { granted, counters } = countersFor(applicant, amountFen, termMonths, product, params);
          const facts = factsOf(applicant, params);
          const eligible = matchProducts(subjectOf(applicant), { amountFen, termMonths }, catalogue);
          expect(counters.length).toBeLessThanOrEqual(3);
          for (const counter of counters) {
            const again = catalogue.byId.get(counter.productId)!;
            const kept = termsOf(facts, again, counter.amountFen, counter.termMonths, params);
            expect(kept.outcome).toBe('approve');
            expect(asCounterOffer(again, kept, counter.termMonths)).toEqual(counter);
            expect(counter.amountFen).toBeLessThanOrEqual(amountFen);
            if (strict) expect(counter.fits).not.toBe(false);
            expect(eligible.map(({ productId }) => productId)).toContain(counter.productId);
            // Better than what was granted in something.
            if (granted)
              expect(
                counter.amountFen > granted.amountFen ||
                  counter.annualRate < granted.annualRate ||
                  (counter.fits !== false && granted.fits === false) ||
                  Math.abs(counter.termMonths - termMonths) < Math.abs(granted.termMonths - termMonths),
              ).toBe(true);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
