import { civilOf, type Day, type Fen, yuanToFen } from '../../core/index.ts';
import { type Outcome, worse } from '../outcome.ts';
import { type Backings, backingsOf, type Evidence, featureReader } from './bases.ts';
import type { Subject } from './condition.ts';
import { type LimitInput, type LimitOutput, monthlyRevenue, setLimit } from './limit.ts';
import { featuresOfLimit, type LimitParams } from './limit-params.ts';
import { makeOffer, type OfferInput, type OfferOutput } from './offer.ts';
import type { OfferParams } from './offer-params.ts';
import { type PriceInput, type PriceOutput, rateCap, setPrice } from './price.ts';
import type { PriceParams } from './price-params.ts';
import type { Product } from './product.ts';
import {
  featuresOfReceipts,
  forecastReceipts,
  type ReceiptsForecast,
  type ReceiptsParams,
} from './receipts.ts';
import { fenYearsOf } from './repayment.ts';

/** The parameters that terms follow from: a part of the decision's. */
export interface TermsParams {
  readonly limit: LimitParams;
  readonly price: PriceParams;
  readonly offer: OfferParams;
  readonly receipts: ReceiptsParams | null;
}

/** An applicant as the terms see it. */
export interface Applicant {
  readonly pd: number;
  readonly grade: string;
  /** Of the registry's newest entry; null where it is not known. */
  readonly industry: string | null;
  readonly region: string | null;
  readonly purpose: string | null;
  readonly eventDate: Day;
  /** By name of the catalogue; NaN and null are missing. */
  readonly features: Readonly<Record<string, number | null>>;
  readonly evidence: Evidence;
}

/** What every product's terms read of an applicant, looked up once. Plain JSON. */
export interface TermsFacts {
  readonly pd: number;
  readonly grade: string;
  readonly industry: string | null;
  readonly eventDate: Day;
  readonly bankedRevenueYuan: number | null;
  readonly declaredRevenueYuan: number | null;
  readonly backings: Backings;
  readonly receipts: ReceiptsForecast;
  readonly energyIntensity: number | null;
  readonly capRate: number;
}

/** Looks up what terms read: revenue, backings, forecast, the rate cap of the day. */
export function factsOf(applicant: Applicant, params: TermsParams): TermsFacts {
  const { pd, grade, industry, eventDate, features, evidence } = applicant;
  const { limit, price } = params;
  const read = featureReader(features);
  const bankedRevenueYuan = read(limit.revenueFeatures.banked);
  const declaredRevenueYuan = read(limit.revenueFeatures.declared);
  const monthlyYuan = monthlyRevenue({ bankedRevenueYuan, declaredRevenueYuan }, limit.declaredShare);
  return {
    pd,
    grade,
    industry,
    eventDate,
    bankedRevenueYuan,
    declaredRevenueYuan,
    backings: backingsOf(read, evidence, limit.bases),
    receipts: forecastReceipts(read, monthlyYuan, params.receipts),
    energyIntensity: price.carbon ? read(price.carbon.intensityFeature) : null,
    capRate: rateCap(price.cap, eventDate),
  };
}

/** The applicant as conditions see it. */
export function subjectOf({
  features,
  industry,
  region,
  grade,
  purpose,
  eventDate,
}: Omit<Applicant, 'pd' | 'evidence'>): Subject {
  return { features, industry, region, grade, purpose, month: civilOf(eventDate).month };
}

/** Features that the terms read, but for those of the products' conditions (`featuresOfProducts`). */
export function featuresOfTerms({ limit, price, receipts }: TermsParams): string[] {
  const carbon = price.carbon ? [price.carbon.intensityFeature] : [];
  return [
    ...new Set([...featuresOfLimit(limit), ...(receipts ? featuresOfReceipts(receipts) : []), ...carbon]),
  ];
}

/** Input of `setLimit` for an amount and a term under a product. */
export function limitInputOf(
  facts: TermsFacts,
  product: Product,
  askedFen: Fen,
  termMonths: number,
): LimitInput {
  const { grade, bankedRevenueYuan, declaredRevenueYuan, capRate, backings } = facts;
  return {
    askedFen,
    termMonths,
    grade,
    bankedRevenueYuan,
    declaredRevenueYuan,
    // The dearest loan that this product can be: what the firm must be able to carry.
    capRate: Math.min(capRate, product.annualRate.max),
    basis: product.basis,
    backings,
    productFen: { min: yuanToFen(product.amountYuan.min), max: yuanToFen(product.amountYuan.max) },
  };
}

/** Input of `setPrice` for a limit under a product. */
export function priceInputOf(
  facts: TermsFacts,
  product: Product,
  limitFen: Fen,
  termMonths: number,
): PriceInput {
  const { pd, grade, industry, energyIntensity, capRate, eventDate, receipts } = facts;
  const { receiptsFen } = receipts;
  const loan = { principalFen: limitFen, annualRate: 0, termMonths, startDay: eventDate, receiptsFen };
  return {
    pd,
    limitFen,
    termMonths,
    capRate,
    grade,
    energyIntensity,
    industry,
    productRate: product.annualRate,
    fenYears: fenYearsOf(product.shape, loan),
  };
}

/** Input of `makeOffer` for a price under a product. */
export function offerInputOf(
  facts: TermsFacts,
  product: Product,
  limitFen: Fen,
  annualRate: number,
  termMonths: number,
): OfferInput {
  const { eventDate, receipts } = facts;
  const { shape, repaidFrom } = product;
  return {
    limitFen,
    annualRate,
    termMonths,
    eventDate,
    shape,
    repaidFrom,
    receiptsFen: receipts.receiptsFen,
  };
}

/** Limit, price and offer of one product; what lies beyond a limit of 0 or a declined price is null. */
export interface ProductTerms {
  readonly outcome: Outcome;
  readonly codes: readonly string[];
  readonly limit: LimitOutput;
  readonly price: PriceOutput | null;
  readonly offer: OfferOutput | null;
}

/**
 * The terms of one product for an amount and a term: the same limit, price and offer that a decision under this product
 * comes to. A term outside the product's bounds is a decline.
 */
export function termsOf(
  facts: TermsFacts,
  product: Product,
  askedFen: Fen,
  termMonths: number,
  params: TermsParams,
): ProductTerms {
  const limit = setLimit(limitInputOf(facts, product, askedFen, termMonths), params.limit);
  const outside = termOutside(product, termMonths);
  const before = worse(limit.outcome, outside.length > 0 ? 'decline' : 'approve');
  const codes = [...outside, ...limit.codes];
  if (limit.limitFen === 0 || before === 'decline')
    return { outcome: before, codes, limit, price: null, offer: null };
  const price = setPrice(priceInputOf(facts, product, limit.limitFen, termMonths), params.price);
  codes.push(...price.codes);
  if (price.outcome === 'decline') return { outcome: 'decline', codes, limit, price, offer: null };
  const offerInput = offerInputOf(facts, product, limit.limitFen, price.annualRate, termMonths);
  const offer = makeOffer(offerInput, params.offer);
  codes.push(...offer.codes);
  return { outcome: worse(before, offer.outcome), codes, limit, price, offer };
}

function termOutside({ termMonths: { min, max } }: Product, termMonths: number): string[] {
  if (termMonths < min) return ['TERM_BELOW_PRODUCT'];
  return termMonths > max ? ['TERM_ABOVE_PRODUCT'] : [];
}
