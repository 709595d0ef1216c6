import type { Day, Fen } from '../../../core/index.ts';
import { fenToYuan, firstDayOfMonthIndex, type RandomStream, yuanToFen } from '../../../core/index.ts';
import type { FirmTraits } from '../../firm.ts';
import { WEEKS_PER_MONTH } from '../../units.ts';
import { K } from './draws.ts';
import { BUY_IDLE_BY_NUMBER, CENTRE, type Factor, HABITS, type Habit, habitOf } from './habits.ts';
import { changeMonth, type PaperLevel } from './paper-level.ts';
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
  /** How much of the trade is on paper at all, over years. */
  readonly level: PaperLevel;
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
  /** The day on which it becomes a general taxpayer; before, all it sells is taxed at the small payers' rate. Infinite where it never changes. */
  readonly smallUntil: Day;
  /** Log odds by which goods weigh more, or less, among what it buys. */
  readonly goods: number;
}

/** FIT: longest memory of a desk's diligence over months. */
const MOST_MEMORY = 0.95;
/** The three forms in use, yuan, net. CAL: .15 / .70 / .15 of firms never go above them. */
const FORMS = [10_000, 100_000, 1_000_000] as const;

/** FIT: where a general taxpayer sells goods he wants paper for what he buys; others' suppliers are farmers, pedlars, friends. */
const GOODS = { deducts: 0.6, other: -0.7 } as const;
/** FIT: share of firms that live without much purchase paper, and how far (mean of an exponential), by whether tax is deducted. */
const TAIL = { deducts: [0.25, 1.6], other: [0.68, 2.5] } as const;
/** Goods bought on others' behalf come on top of one's own, up to here. FIT. */
const MOST_ON_PAPER = 1.4;
/** FIT: share of firms with hardly any purchase paper. */
const FEW = 0.05;
/** FIT: share of small payers who become general taxpayers within the years of change: sales over 5 million yuan oblige them to. */
const REGISTERING = 0.22;
/** FIT: share of firms that sell things of a second class, and the logit of its share of deals: mean, sd. */
const SECOND = [0.65, -3.2, 2.4] as const;
/** FIT: logit of being a small payer at size 0, and its slope. */
const SMALL_PAYER = [-0.4, -0.35] as const;
/** FIT: a firm does not live on deals of several months of its trade: log of the share of a month that a usual deal may be. */
const MOST_OF_MONTH = { sales: -0.7, purchases: -2.2 } as const;
/** FIT: share of firms whose paper grows within the years, that fade, and the mean of the log gain or loss, sales and purchases. */
const GROWING = 0.7;
const FADING = 0.1;
const GAIN = [1, 2] as const;

/** Draws the behaviour of a firm; a pure function of the stream's seed and the traits. */
export function behaviourOf(stream: RandomStream, traits: FirmTraits, cashShare: number): InvoicingBehaviour {
  const { firm, quality, honesty } = traits;
  let at = 0;
  const normal = (): number => stream.normal(0, 1, firm, at++, K.trait);
  const uniform = (): number => stream.uniform(firm, at++, K.trait);
  const size = Math.log(fenToYuan(traits.weeklySalesFen) * WEEKS_PER_MONTH) - CENTRE;
  const [mainClass, secondClass] = SELLS[traits.industry];
  const isSmallPayer = uniform() < logistic(SMALL_PAYER[0] + SMALL_PAYER[1] * size);
  const payer = !isSmallPayer && mainClass === 'standard' ? 'deducts' : 'other';
  const [tailShare, tailMean] = TAIL[payer];
  const factors: Readonly<Record<Factor, number>> = {
    size,
    quality,
    goods: GOODS[payer],
    tail: uniform() < tailShare ? -tailMean * Math.log(1 - uniform()) : 0,
    few: uniform() < FEW ? 1 : 0,
    large: normal(),
    lumpy: normal(),
    idle: normal(),
    spread: normal(),
    wide: normal(),
    bought: normal(),
  };
  const of = (habit: Habit): number => habitOf(HABITS[habit], factors, normal());
  const logMonth = size + CENTRE;
  const way = uniform();
  const change = way < GROWING ? 1 : way < GROWING + FADING ? -1 : 0;
  const month = changeMonth(uniform());
  const levelOf = (side: 0 | 1, logSd: Habit): PaperLevel => ({
    gain: change * GAIN[side] * -Math.log(1 - uniform()),
    month,
    driftSd: Math.exp(of(logSd)),
  });

  const form = FORMS[formOf(size, uniform())]!;
  const sales: SideBehaviour = {
    capFen: yuanToFen(form),
    fullTotalFen: fullTotal(form, uniform(), uniform()),
    logMean: Math.min(of('logDeal'), logMonth + MOST_OF_MONTH.sales),
    logSd: Math.exp(of('logDealSd')),
    paperLogit: of('logitPaper'),
    paperSd: Math.exp(of('logPaperSd')),
    paperMemory: MOST_MEMORY * Math.sqrt(uniform()),
    level: levelOf(0, 'logLevelSd'),
    idleShare: logistic(of('logitIdle')),
    dealsPerSession: 1 + Math.exp(of('logSession')),
    sameParty: logistic(of('logitSameParty')),
    sameDeal: logistic(of('logitSameDeal')),
    nParties: Math.round(2 + Math.exp(of('logParties'))),
    topShare: spreadShare(traits.topShare, of('logitTopShift')),
    rankExponent: 0.5,
    listShare: logistic(of('logitList')),
    hundreds: logistic(of('logitHundreds')),
    whole: logistic(of('logitWhole')),
    voidShare: logistic(of('logitVoid')),
    redShare: Math.min(0.3, Math.exp(of('logRed'))),
    weekendShare: logistic(of('logitWeekend')),
    earlyInWeek: 0.1,
  };

  const supplierForm = FORMS[formOf(size - 0.3, uniform())]!;
  const logPerMonth = of('logSmall');
  const perMonth = Math.exp(logPerMonth);
  const logOnPaper = Math.min(Math.log(MOST_ON_PAPER), of('logOnPaper'));
  const mostBuy = logMonth + logOnPaper + MOST_OF_MONTH.purchases;
  const purchases: SideBehaviour = {
    capFen: yuanToFen(supplierForm),
    fullTotalFen: fullTotal(supplierForm, uniform(), uniform()),
    logMean: Math.min(of('logBuy'), mostBuy),
    logSd: Math.exp(of('logBuySd')),
    paperLogit: of('logitBuyPaper'),
    paperSd: Math.exp(of('logBuyPaperSd')),
    paperMemory: MOST_MEMORY * Math.sqrt(uniform()),
    level: levelOf(1, 'logBuyLevelSd'),
    idleShare: logistic(of('logitBuyIdle') + BUY_IDLE_BY_NUMBER * logPerMonth),
    dealsPerSession: 1 + Math.exp(of('logBuySession')),
    sameParty: logistic(of('logitBuySameParty')),
    sameDeal: logistic(of('logitBuySameDeal')),
    nParties: Math.round(1 + Math.exp(of('logSuppliers'))),
    topShare: logistic(of('logitBuyTop')),
    rankExponent: 0.7,
    listShare: logistic(of('logitBuyList')),
    hundreds: logistic(of('logitBuyHundreds')),
    whole: logistic(of('logitBuyWhole')),
    voidShare: logistic(of('logitBuyVoid')),
    redShare: Math.min(0.2, Math.exp(of('logBuyRed'))),
    weekendShare: logistic(of('logitBuyWeekend')),
    earlyInWeek: 0,
  };
  const overhead: OverheadBehaviour = {
    perMonth,
    monthSd: Math.exp(of('logSmallMonthSd')),
    logMean: of('logSmallYuan'),
    logSd: Math.exp(of('logSmallSd')),
    // The more is bought, the more sellers: so close a tie that the number of sellers follows from it. CAL: correlation .95.
    nParties: Math.round(2 + perMonth * Math.exp(of('logSellers'))),
    sameParty: logistic(of('logitSmallSameParty')),
    sameAmount: logistic(of('logitSmallSameSum')),
    goodsWeight: Math.exp(of('logGoodsWeight')),
    weekendShare: logistic(of('logitSmallWeekend')),
    voidShare: 0.3 * purchases.voidShare,
  };

  return {
    sales,
    purchases,
    overhead,
    // Consumers who pay at once seldom ask for an invoice, and a dishonest owner offers none.
    salesOnPaper: 1 - cashShare * (1 - 0.6 * honesty),
    purchasesOnPaper: Math.exp(logOnPaper),
    vatClass: mainClass,
    secondClass,
    secondShare: uniform() < SECOND[0] ? logistic(SECOND[1] + SECOND[2] * normal()) : 0,
    smallUntil: !isSmallPayer
      ? Number.NEGATIVE_INFINITY
      : uniform() < REGISTERING
        ? firstDayOfMonthIndex(Math.floor(month))
        : Number.POSITIVE_INFINITY,
    goods: factors.goods,
  };
}

/** Class of what the firm sells on `day`; `u` in [0, 1) says whether it is of the second. */
export function classSold(
  { smallUntil, vatClass, secondClass, secondShare }: InvoicingBehaviour,
  day: Day,
  u: number,
): VatClass {
  if (day < smallUntil) return 'small';
  return u < secondShare ? secondClass : vatClass;
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
  return logistic(1.5 * Math.log(share / (1 - share)) + shift);
}

export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
