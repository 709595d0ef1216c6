import { type Fen, yuanToFen } from '../../core/index.ts';
import type { Subject } from './condition.ts';
import { leastFittingTerm, termToHarvest } from './fit.ts';
import { setLimit } from './limit.ts';
import { type Asked, eligibleProducts } from './match.ts';
import { loanOf } from './offer.ts';
import { setPrice } from './price.ts';
import type { Product, ProductCatalogue } from './product.ts';
import {
  limitInputOf,
  offerInputOf,
  type ProductTerms,
  priceInputOf,
  type TermsFacts,
  type TermsParams,
  termsOf,
} from './product-terms.ts';
import { planRepayment, receiptsOf } from './repayment.ts';

/** A loan that is possible where the one asked for is not, or not in full. */
export interface CounterOffer {
  readonly productId: string;
  readonly amountFen: Fen;
  readonly termMonths: number;
  readonly annualRate: number;
  readonly monthlyInstalmentFen: Fen;
  readonly totalInterestFen: Fen;
  /** Every payment stays under its share of the forecast receipts; null where there is no forecast. */
  readonly fits: boolean | null;
}

/** What was asked for and what came of it. */
export interface Answered {
  readonly asked: Asked;
  readonly product: Product;
  /** Null where nothing was granted. */
  readonly granted: CounterOffer | null;
}

/** Asked once more about every counter-offer before it is made: the policy, or a model that reads amount and term. */
export type Keeps = (counter: CounterOffer) => boolean;

/** Products looked at besides the one that was asked for: enough for a choice, few enough for a decision's time. */
const OTHER_PRODUCTS = 3;

/**
 * Up to `most` other loans for an application that was not granted as asked: a longer term, a smaller amount, a term or an
 * amount that fits the receipts, another product the applicant is eligible for. Each is decided by the same limit, price and offer and is approved as it
 * stands, so the same application for it comes to the same terms. None is worse in every respect than another or than
 * what was granted. Nearest to what was asked for first: payments that fit, then the larger amount, the nearer term, the
 * lower rate. A loan granted as asked that fits has none.
 */
export function counterOffers(
  facts: TermsFacts,
  subject: Subject,
  { asked, product, granted }: Answered,
  catalogue: ProductCatalogue,
  params: TermsParams,
  keeps: Keeps = () => true,
): readonly CounterOffer[] {
  const most = params.offer.counterOffers;
  if (most === 0 || (granted && granted.amountFen >= asked.amountFen && granted.fits !== false)) return [];
  const eligible = eligibleProducts(subject, asked, catalogue);
  const others = eligible.filter((other) => other !== product).slice(0, OTHER_PRODUCTS);
  const candidates = eligible.includes(product) ? [product, ...others] : others;
  const found: CounterOffer[] = [];
  const add = (candidate: CounterOffer | null): void => {
    const rivals = granted ? [granted, ...found] : found;
    if (!candidate || rivals.some((rival) => noWorse(rival, candidate, asked))) return;
    if (!keeps(candidate)) return;
    for (let k = found.length - 1; k >= 0; k--) if (noWorse(candidate, found[k]!, asked)) found.splice(k, 1);
    found.push(candidate);
  };
  for (const one of candidates) addCandidates(facts, one, asked, params, add);
  return found.sort((a, b) => nearer(a, b, asked)).slice(0, most);
}

/** The loans worth trying under one product. */
function addCandidates(
  facts: TermsFacts,
  product: Product,
  asked: Asked,
  params: TermsParams,
  add: (candidate: CounterOffer | null) => void,
): void {
  const { min, max } = product.termMonths;
  const near = Math.min(max, Math.max(min, asked.termMonths));
  const terms = new Set([near]);
  // Where no term carries all of it, the longest carries most.
  terms.add(leastPossibleTerm(facts, product, asked.amountFen, near, params) ?? max);
  const harvest = termToHarvest(product.shape, facts.eventDate, product.termMonths);
  if (harvest !== null) terms.add(harvest);
  for (const termMonths of terms) {
    const first = approved(facts, product, asked.amountFen, termMonths, params);
    add(first);
    if (first?.fits !== false) continue;
    const fittingFen = amountThatFits(facts, product, first, params);
    if (fittingFen > 0) add(approved(facts, product, fittingFen, termMonths, params));
    const longer = termThatFits(facts, product, first, params);
    if (longer !== null) add(approved(facts, product, first.amountFen, longer, params));
  }
}

/**
 * The loan that the product comes to for at most `amountFen`; null without one. Price and offer follow from the limit, so a
 * decision for just that limit comes to the same.
 */
function approved(
  facts: TermsFacts,
  product: Product,
  amountFen: Fen,
  termMonths: number,
  params: TermsParams,
): CounterOffer | null {
  const terms = termsOf(facts, product, amountFen, termMonths, params);
  return terms.outcome === 'approve' ? asCounterOffer(product, terms, termMonths) : null;
}

/** Terms as a counter-offer, or as what was granted; null where there is no offer. */
export function asCounterOffer(
  product: Product,
  { limit, price, offer }: Pick<ProductTerms, 'limit' | 'price' | 'offer'>,
  termMonths: number,
): CounterOffer | null {
  if (!price || !offer) return null;
  return {
    productId: product.id,
    amountFen: limit.limitFen,
    termMonths,
    annualRate: price.annualRate,
    monthlyInstalmentFen: offer.monthlyInstalmentFen,
    totalInterestFen: offer.totalInterestFen,
    fits: offer.fit ? offer.fit.fits : null,
  };
}

/**
 * The least term above `from` at which the amount is carried in full at a rate below the cap; null where `from` or no term
 * does. A longer term never carries less, and spreads the cost of a loan over more of it.
 */
function leastPossibleTerm(
  facts: TermsFacts,
  product: Product,
  amountFen: Fen,
  from: number,
  params: TermsParams,
): number | null {
  const possible = (termMonths: number): boolean => {
    const { limitFen } = setLimit(limitInputOf(facts, product, amountFen, termMonths), params.limit);
    if (limitFen !== amountFen) return false;
    return setPrice(priceInputOf(facts, product, amountFen, termMonths), params.price).outcome === 'approve';
  };
  let high = product.termMonths.max;
  if (high <= from || possible(from) || !possible(high)) return null;
  let low = from;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (possible(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The largest part of an offer, in steps, whose payments all stay under their share of receipts; payments are linear in it. */
function amountThatFits(facts: TermsFacts, product: Product, offer: CounterOffer, params: TermsParams): Fen {
  const { receiptsFen } = facts.receipts;
  const share = params.offer.paymentShare;
  if (!receiptsFen || share === null) return 0;
  const { amountFen, annualRate, termMonths } = offer;
  const input = offerInputOf(facts, product, amountFen, annualRate, termMonths);
  let part = 1;
  for (const { month, paymentFen, interestFen } of planRepayment(product.shape, loanOf(input))) {
    const burdenFen = product.repaidFrom === 'asset' ? interestFen : paymentFen;
    if (burdenFen > 0) part = Math.min(part, (share * receiptsOf(receiptsFen, month)) / burdenFen);
  }
  // A smaller loan costs a little more a year; a step less leaves room for it.
  const stepFen = yuanToFen(params.limit.stepYuan);
  return (Math.floor((amountFen * part) / stepFen) - 1) * stepFen;
}

/** The least longer term at which an offer fits the receipts at its rate; null without one. */
function termThatFits(
  facts: TermsFacts,
  product: Product,
  { amountFen, annualRate, termMonths }: CounterOffer,
  params: TermsParams,
): number | null {
  const { receiptsFen } = facts.receipts;
  const { paymentShare } = params.offer;
  if (!receiptsFen || paymentShare === null) return null;
  const loan = { principalFen: amountFen, annualRate, startDay: facts.eventDate, receiptsFen };
  const { shape, repaidFrom } = product;
  return leastFittingTerm(loan, {
    shape,
    repaidFrom,
    share: paymentShare,
    minMonths: termMonths + 1,
    maxMonths: product.termMonths.max,
  });
}

/** Whether `a` is at least as good as `b` in every respect. */
function noWorse(a: CounterOffer, b: CounterOffer, asked: Asked): boolean {
  return (
    fitRank(a) <= fitRank(b) &&
    a.amountFen >= b.amountFen &&
    distance(a, asked) <= distance(b, asked) &&
    a.annualRate <= b.annualRate
  );
}

function nearer(a: CounterOffer, b: CounterOffer, asked: Asked): number {
  return (
    fitRank(a) - fitRank(b) ||
    b.amountFen - a.amountFen ||
    distance(a, asked) - distance(b, asked) ||
    a.annualRate - b.annualRate
  );
}

function fitRank({ fits }: CounterOffer): number {
  return fits === false ? 1 : 0;
}

function distance({ termMonths }: CounterOffer, asked: Asked): number {
  return Math.abs(termMonths - asked.termMonths);
}
