import type { INDUSTRIES } from '../sources/index.ts';

export type Industry = (typeof INDUSTRIES)[number];

/**
 * How firms of an industry live. Shares are of net sales in a normal year; what is left after purchases, payroll, rent,
 * energy and tax is the margin before the owner's living and debt service. The levels are the project's own judgement of
 * typical Chinese small firms (assumptions, to be replaced by survey figures when the world is widened).
 */
export interface IndustryProfile {
  /** Weight in the population of firms. */
  readonly weight: number;
  readonly purchaseShare: number;
  readonly payrollShare: number;
  readonly rentShare: number;
  readonly energyShare: number;
  /** Tax paid on declared sales. */
  readonly taxShare: number;
  /** Sales paid at once; the rest is trade credit. */
  readonly cashShare: number;
  /** Weeks until customers pay credit sales, mean. */
  readonly collectionWeeks: number;
  /** Weeks until suppliers are paid, mean. */
  readonly supplierWeeks: number;
  /** Response of log demand to the macro factor. */
  readonly cyclicality: number;
  /** Exponent on the common seasonal index: 0 none, 1 full. */
  readonly seasonality: number;
  /** Median size against the median of all firms, ratio. */
  readonly relativeSize: number;
}

type Row = readonly [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

function profile(row: Row): IndustryProfile {
  const [weight, purchaseShare, payrollShare, rentShare, energyShare, taxShare] = row;
  const [, , , , , , cashShare, collectionWeeks, supplierWeeks, cyclicality, seasonality, relativeSize] = row;
  return {
    weight,
    purchaseShare,
    payrollShare,
    rentShare,
    energyShare,
    taxShare,
    cashShare,
    collectionWeeks,
    supplierWeeks,
    cyclicality,
    seasonality,
    relativeSize,
  };
}

/** Profiles of the industries of the registry contract. */
// biome-ignore format: a table reads by its columns
export const industryProfiles: Readonly<Record<Industry, IndustryProfile>> = {
  //                              weight  buy   pay  rent energy  tax   cash coll. supp. cycl. seas. size
  'manufacturing-light': profile([ 0.12, 0.62, 0.16, 0.03, 0.035, 0.04, 0.10,   8,    6,  1.1,  0.9,  1.6]),
  'manufacturing-heavy': profile([ 0.06, 0.63, 0.14, 0.02, 0.050, 0.04, 0.05,  11,    8,  1.4,  0.7,  2.4]),
  'wholesale':           profile([ 0.16, 0.82, 0.04, 0.01, 0.004, 0.02, 0.25,   6,    4,  1.0,  1.0,  1.8]),
  'retail':              profile([ 0.18, 0.72, 0.08, 0.06, 0.012, 0.02, 0.85,   3,    4,  0.7,  0.8,  0.6]),
  'catering-lodging':    profile([ 0.10, 0.42, 0.26, 0.12, 0.050, 0.03, 0.92,   2,    3,  0.9,  0.5,  0.5]),
  'agriculture':         profile([ 0.07, 0.63, 0.16, 0.04, 0.035, 0.01, 0.40,   6,    6,  0.5,  0.9,  0.6]),
  'logistics':           profile([ 0.06, 0.59, 0.20, 0.03, 0.040, 0.03, 0.25,   7,    3,  1.2,  0.8,  1.0]),
  'construction':        profile([ 0.06, 0.63, 0.18, 0.01, 0.012, 0.04, 0.10,  13,    9,  1.2,  1.0,  1.8]),
  'it-services':         profile([ 0.05, 0.28, 0.48, 0.06, 0.010, 0.05, 0.20,   8,    5,  0.9,  0.6,  0.9]),
  'e-commerce':          profile([ 0.07, 0.76, 0.07, 0.02, 0.006, 0.02, 0.90,   2,    4,  0.8,  0.9,  0.9]),
  'textile':             profile([ 0.05, 0.66, 0.15, 0.03, 0.035, 0.03, 0.10,   9,    6,  1.2,  0.9,  1.4]),
  'cross-border-trade':  profile([ 0.02, 0.78, 0.06, 0.02, 0.004, 0.01, 0.15,   8,    5,  1.5,  0.9,  1.6]),
};
