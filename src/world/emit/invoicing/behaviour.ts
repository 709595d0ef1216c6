import type { Fen } from '../../../core/index.ts';
import { fenToYuan, type RandomStream, yuanToFen } from '../../../core/index.ts';
import type { FirmTraits } from '../../firm.ts';
import { WEEKS_PER_MONTH } from '../../units.ts';
import { K } from './draws.ts';
import { SELLS, type VatClass } from './tax-rates.ts';

/**
 * How a firm makes out, or is made out, invoices. The figures below were fitted openly to the paper of 425 real small firms
 * (CAL: docs/reality.md shows how close); none of it knows an outcome, and worse-run firms differ by managerial quality alone.
 */
export interface SideBehaviour {
  /** Net limit of one form, fen; a larger deal becomes several invoices of about `fullFen` with tax. */
  readonly capFen: Fen;
  readonly fullTotalFen: Fen;
  /** Natural log of a deal in yuan, net: mean, sd. */
  readonly logMean: number;
  readonly logSd: number;
  /** Share of the deliveries still open that a month brings to paper: logit mean, sd and memory over months. */
  readonly paperLogit: number;
  readonly paperSd: number;
  readonly paperMemory: number;
  /** Slow drift of the same logit over years, sd. */
  readonly driftSd: number;
  /** Chance of a month without any paper. */
  readonly idleShare: number;
  /** Mean deals on one day at the desk, and the chance that the next of them is with the same party. */
  readonly dealsPerSession: number;
  readonly sameParty: number;
  /** Chance that it is then over the same sum: one order in instalments. */
  readonly sameDeal: number;
  /** Parties, the share of deals with the largest, and the exponent of the others' shares by rank. */
  readonly nParties: number;
  readonly topShare: number;
  readonly rankExponent: number;
  /** Shares of deals at a list price, of totals in hundreds and of totals in whole yuan. */
  readonly listShare: number;
  readonly hundreds: number;
  readonly whole: number;
  readonly voidShare: number;
  readonly redShare: number;
  readonly weekendShare: number;
  /** Chance that what would be written on a Friday was written on the Monday before, half that for Thursday and Tuesday. */
  readonly earlyInWeek: number;
}

/** Small purchases of every firm: fuel, tolls, telephone, couriers, meals, office goods. */
export interface OverheadBehaviour {
  readonly perMonth: number;
  /** Spread of the monthly number, sd of log. */
  readonly monthSd: number;
  readonly logMean: number;
  readonly logSd: number;
  readonly nParties: number;
  /** Chance that an invoice of one visit is from the same party, and then over the same sum. */
  readonly sameParty: number;
  readonly sameAmount: number;
  readonly weekendShare: number;
  readonly voidShare: number;
  /** Weight of goods (fuel, materials) against the other classes. */
  readonly goodsWeight: number;
}

export interface InvoicingBehaviour {
  readonly sales: SideBehaviour;
  readonly purchases: SideBehaviour;
  readonly overhead: OverheadBehaviour;
  /** Share of sales, and of goods bought, that ever gets an invoice. */
  readonly salesOnPaper: number;
  readonly purchasesOnPaper: number;
  /** Class of what is sold, of what is sold besides, and the share of deals in the latter. */
  readonly vatClass: VatClass;
  readonly secondClass: VatClass;
  readonly secondShare: number;
  /** Log odds by which goods weigh more, or less, among what it buys. */
  readonly goods: number;
}

/** Log monthly sales at which the regressions on size are centred: the median of the real firms. CAL. */
const CENTRE = 13.2;
/** The three forms in use, yuan, net. CAL: .15 / .70 / .15 of firms never go above them. */
const FORMS = [10_000, 100_000, 1_000_000] as const;

/** Draws the behaviour of a firm; a pure function of the stream's seed and the traits. */
export function behaviourOf(stream: RandomStream, traits: FirmTraits, cashShare: number): InvoicingBehaviour {
  const { firm, quality, honesty } = traits;
  let at = 0;
  const normal = (): number => stream.normal(0, 1, firm, at++, K.trait);
  const uniform = (): number => stream.uniform(firm, at++, K.trait);
  const size = Math.log(fenToYuan(traits.weeklySalesFen) * WEEKS_PER_MONTH) - CENTRE;
  // Few large deals or many small ones: the factor that moves most of the rest.
  const large = normal();
  const lumpy = normal();
  const idle = normal();
  const spread = normal();
  const [mainClass, secondClass] = SELLS[traits.industry];
  const isSmallPayer = uniform() < logistic(-0.6 - 0.45 * size);
  // Who sells goods with deductible tax wants paper for what it buys; others' suppliers are farmers, pedlars, friends. CAL:
  // correlation of the standard rate in sales with it in purchases .4, with purchases over sales .4, with active months .4.
  const deducts = !isSmallPayer && mainClass === 'standard';
  const tail =
    uniform() < (deducts ? 0.25 : 0.68) ? stream.exponential(deducts ? 1.6 : 2.9, firm, at++, K.trait) : 0;
  const goods = deducts ? 0.6 : -0.7;

  const form = FORMS[formOf(size, uniform())]!;
  // A firm does not live on deals of several months of its trade.
  const logMonth = size + CENTRE;
  const logMean = Math.min(11.35 + 0.5 * size + 1.5 * large, logMonth - 0.6);
  const sales: SideBehaviour = {
    capFen: yuanToFen(form),
    fullTotalFen: fullTotal(form, uniform(), uniform()),
    logMean,
    logSd: 0.85 * Math.exp(-0.15 * size - 0.25 * large + 0.36 * spread),
    paperLogit: -0.9 + 0.4 * normal(),
    paperSd: 1.6 * Math.exp(0.5 * lumpy + 0.25 * large + 0.3 * idle - 0.1 * size),
    paperMemory: 0.95 * Math.sqrt(uniform()),
    driftSd: (0.75 - 0.4 * goods) * Math.exp(0.4 * lumpy),
    idleShare: logistic(
      -3 - 0.1 * size - 0.7 * goods + 1.3 * large + 1 * idle + 1.2 * lumpy + 0.3 * normal(),
    ),
    dealsPerSession: 1 + 1.6 * Math.exp(0.25 * size + 0.7 * normal()),
    sameParty: logistic(0.9 + 1.1 * normal()),
    sameDeal: logistic(-1 + 1.4 * normal()),
    nParties: Math.round(
      2 + Math.exp(4.2 + 0.05 * size - 1.5 * large - 0.6 * lumpy - 0.5 * idle + 1.2 * normal()),
    ),
    topShare: spreadShare(traits.topShare, 0.7 * large + 0.4 * idle),
    rankExponent: 0.5,
    listShare: logistic(-1 + 1.3 * normal()),
    hundreds: logistic(-0.2 + 1.4 * normal()),
    whole: logistic(2.2 + 1.1 * normal()),
    voidShare: logistic(-2.05 - 0.1 * size + 0.25 * large + 0.6 * spread - 0.3 * quality + 0.4 * normal()),
    redShare: Math.min(0.3, Math.exp(-4.1 - 0.15 * quality + 1.2 * normal())),
    weekendShare: logistic(-2.75 - 0.06 * size - 0.15 * idle + 1 * normal()),
    earlyInWeek: 0.1,
  };

  const supplierForm = FORMS[formOf(size - 0.3, uniform())]!;
  const logPerMonth = 2.25 + 0.6 * size - 0.25 * tail + 1.3 * normal();
  const perMonth = Math.exp(logPerMonth);
  const purchases: SideBehaviour = {
    capFen: yuanToFen(supplierForm),
    fullTotalFen: fullTotal(supplierForm, uniform(), uniform()),
    logMean: Math.min(10.3 + 0.35 * size - 0.6 * tail + 0.8 * normal(), logMonth - 0.8 - 0.6 * tail),
    logSd: 1.05 * Math.exp(0.3 * normal()),
    paperLogit: -1.2 + 0.4 * normal(),
    paperSd: 1.35 * Math.exp(0.75 * lumpy + 0.3 * large + 0.35 * idle),
    paperMemory: 0.95 * Math.sqrt(uniform()),
    driftSd: (2.2 - 0.8 * goods) * Math.exp(0.4 * lumpy),
    idleShare: logistic(
      -1.2 - 0.9 * logPerMonth - 0.8 * goods + 0.4 * tail + 0.6 * idle + 0.6 * lumpy + 0.4 * normal(),
    ),
    dealsPerSession: 1 + 0.3 * Math.exp(0.2 * size + 0.5 * normal()),
    sameParty: logistic(0 + 0.7 * normal()),
    sameDeal: logistic(-1 + 0.8 * normal()),
    nParties: Math.round(1 + Math.exp(3.2 + 0.4 * size + 0.7 * normal())),
    topShare: logistic(-1.5 + 1.2 * normal() + 0.5 * tail + 0.5 * idle),
    rankExponent: 0.7,
    listShare: logistic(-1.5 + 0.8 * normal()),
    hundreds: logistic(-0.8 + 0.8 * normal()),
    whole: logistic(1.6 + 0.8 * normal()),
    voidShare: logistic(-2.65 + 0.1 * size - 0.25 * tail - 0.2 * idle + 0.6 * normal()),
    redShare: Math.min(0.2, Math.exp(-4.9 + 0.1 * size - 0.4 * tail - 0.3 * idle + 0.9 * normal())),
    weekendShare: logistic(-2.1 + 0.6 * normal()),
    earlyInWeek: 0,
  };
  const overhead: OverheadBehaviour = {
    perMonth,
    monthSd: 0.8 * Math.exp(0.2 * lumpy + 0.2 * normal()) + 0.1 * tail,
    logMean: 5.6 + 0.3 * normal(),
    logSd: Math.exp(0.2 * normal()),
    // The more is bought, the more sellers: so close a tie that the number of sellers follows from it. CAL: correlation .95.
    nParties: Math.round(2 + perMonth * Math.exp(2.8 + 0.2 * normal())),
    sameParty: logistic(0.2 + 0.7 * normal()),
    sameAmount: logistic(-0.9 + 0.8 * normal()),
    goodsWeight: Math.exp(goods + 0.9 * normal()),
    weekendShare: logistic(-1.25 + 0.05 * goods + 0.35 * normal()),
    voidShare: 0.3 * purchases.voidShare,
  };

  return {
    sales,
    purchases,
    overhead,
    // Consumers who pay at once seldom ask for an invoice, and a dishonest owner offers none.
    salesOnPaper: 1 - cashShare * (1 - 0.6 * honesty),
    purchasesOnPaper: Math.min(1.4, Math.exp((deducts ? -0.15 : -0.4) + 0.5 * normal() - tail)),
    vatClass: isSmallPayer ? 'small' : mainClass,
    secondClass: isSmallPayer ? 'zero' : secondClass,
    secondShare: uniform() < 0.5 ? 0.6 * uniform() ** 4 : 0,
    goods,
  };
}

/** Which form a firm of this log size uses: larger firms get larger ones approved. CAL: logit in size. */
function formOf(size: number, u: number): 0 | 1 | 2 {
  if (u < logistic((-2.2 - size) / 0.65)) return 0;
  return u < 1 - logistic((size - 1.7) / 0.65) ? 1 : 2;
}

/** A full form with tax: half of the firms fill it to the round total, the others to their own figure below it. CAL. */
function fullTotal(form: number, style: number, u: number): Fen {
  return yuanToFen(style < 0.6 ? form : Math.round(form * (0.88 + 0.25 * u)));
}

/** The largest buyer's share of deals from the share in its trade: paper spreads a little wider than money. CAL. */
function spreadShare(share: number, shift: number): number {
  return logistic(1.5 * Math.log(share / (1 - share)) + 0.1 + shift);
}

export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
