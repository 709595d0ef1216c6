import type { Fen } from '../core/index.ts';
import type { Application, Assessment } from './application.ts';
import type { DecisionInput } from './decision.ts';
import type { DecisionRules } from './rules.ts';
import {
  type Applicant,
  asCounterOffer,
  type CounterOffer,
  counterOffers,
  factsOf,
  type Keeps,
  limitInputOf,
  makeOffer,
  matchOf,
  noEvidence,
  type OfferOutput,
  offerInputOf,
  type PriceOutput,
  type Product,
  type ProductCatalogue,
  priceInputOf,
  setLimit,
  setPrice,
  splitFunding,
  subjectOf,
} from './terms/index.ts';
import type { Walk } from './walk.ts';

/** What an application comes to in money; nothing where the walk ended before it. */
export interface DecidedTerms {
  readonly limitFen: Fen;
  readonly price: PriceOutput | null;
  readonly offer: OfferOutput | null;
  readonly counterOffers: readonly CounterOffer[];
}

export const noTerms: DecidedTerms = { limitFen: 0, price: null, offer: null, counterOffers: [] };

/** The product that is applied for; one that is not in the catalogue is decided as the standard product. */
export function productOf({ productId }: Application, { byId, standard }: ProductCatalogue): Product {
  return (productId !== undefined && byId.get(productId)) || standard;
}

/**
 * Product -> limit -> price -> offer -> funding, and what else would be possible. Takes its steps on the walk. `keeps` says
 * whether the steps before would let a counter-offer through.
 */
export function decideTerms(
  input: DecisionInput,
  { pd, grade }: Assessment,
  { params, products, coLending }: DecisionRules,
  walk: Walk,
  keeps: Keeps,
): DecidedTerms {
  const { application, firm, features } = input;
  const { amountFen, termMonths, eventDate, purpose, evidence = noEvidence } = application;
  const applicant: Applicant = { pd, grade, ...firm, purpose, eventDate, features, evidence };
  const facts = factsOf(applicant, params);
  const subject = subjectOf(applicant);
  const product = productOf(application, products);
  const asked = { amountFen, termMonths };
  const others = (granted: CounterOffer | null): readonly CounterOffer[] =>
    counterOffers(facts, subject, { asked, product, granted }, products, params, keeps);

  const match = matchOf(product, subject, asked);
  walk.take({
    step: 'product',
    output: {
      ...match,
      outcome: match.eligible ? 'approve' : 'decline',
      codes: match.eligible ? [] : ['PRODUCT_NOT_ELIGIBLE'],
    },
  });
  if (walk.declined()) return { ...noTerms, counterOffers: others(null) };

  const limitInput = limitInputOf(facts, product, amountFen, termMonths);
  const limit = setLimit(limitInput, params.limit);
  walk.take({ step: 'limit', input: limitInput, output: limit });
  const { limitFen } = limit;
  if (limitFen === 0) return { ...noTerms, counterOffers: others(null) };

  const priceInput = priceInputOf(facts, product, limitFen, termMonths);
  const price = setPrice(priceInput, params.price);
  walk.take({ step: 'price', input: priceInput, output: price });
  if (walk.declined()) return { ...noTerms, counterOffers: others(null) };

  const offerInput = offerInputOf(facts, product, limitFen, price.annualRate, termMonths);
  const offer = makeOffer(offerInput, params.offer);
  walk.take({ step: 'offer', input: offerInput, output: offer });
  if (coLending) walk.note({ step: 'funding', output: splitFunding(limitFen, coLending) });
  return {
    limitFen,
    price,
    offer,
    counterOffers: others(asCounterOffer(product, { limit, price, offer }, termMonths)),
  };
}
