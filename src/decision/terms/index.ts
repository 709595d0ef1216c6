export { annuityFactor, balanceYears, type Instalment, monthlyInstalment, repaymentPlan } from './annuity.ts';
export {
  type Backing,
  type Backings,
  backingsOf,
  type Claim,
  type Evidence,
  featureReader,
  noBackings,
  noEvidence,
  type Proof,
} from './bases.ts';
export { type ChurnCurve, type ChurnPoint, churnAt, fitChurn, type ReadyChurn, readyChurn } from './churn.ts';
export { claimedEvidenceSchema } from './claimed-evidence.ts';
export {
  type CoLending,
  loadCoLending,
  type PartnerPart,
  parseCoLending,
  splitFunding,
} from './co-lending.ts';
export {
  type Condition,
  conditionHolds,
  conditionSchema,
  conditionText,
  featuresOfConditions,
  type Subject,
} from './condition.ts';
export {
  type Answered,
  asCounterOffer,
  type CounterOffer,
  counterOffers,
  type Keeps,
} from './counter-offers.ts';
export { fitOfPlan, leastFittingTerm, type PlanFit, type RepaidFrom, termToHarvest } from './fit.ts';
export { type LimitInput, type LimitOutput, setLimit } from './limit.ts';
export { type Basis, type LimitParams, limitSchema } from './limit-params.ts';
export { allocateLoss, type LossAllocation, type PoolReview, reviewPool } from './margin-pool.ts';
export { type Asked, eligibleProducts, matchOf, matchProducts, type ProductMatch } from './match.ts';
export { loanOf, makeOffer, type OfferInput, type OfferOutput } from './offer.ts';
export { type OfferParams, offerSchema } from './offer-params.ts';
export { type PriceInput, type PriceOutput, rateCap, setPrice } from './price.ts';
export { type PriceParams, priceSchema } from './price-params.ts';
export {
  featuresOfProducts,
  loadProducts,
  type Product,
  type ProductCatalogue,
  parseProducts,
} from './product.ts';
export {
  type Applicant,
  factsOf,
  featuresOfTerms,
  limitInputOf,
  offerInputOf,
  type ProductTerms,
  priceInputOf,
  subjectOf,
  type TermsFacts,
  type TermsParams,
  termsOf,
} from './product-terms.ts';
export { forecastReceipts, type ReceiptsForecast, type ReceiptsParams, receiptsSchema } from './receipts.ts';
export {
  equalInstalments,
  fenYearsOf,
  interestForDays,
  type Loan,
  planRepayment,
  type RepaymentShape,
} from './repayment.ts';
