/**
 * What a firm's habits on paper depend on. `size` is log monthly sales about CENTRE; `goods` is above 0 for general taxpayers who sell
 * goods and below 0 for others; `tail` is at least 0: how far the firm lives without purchase paper, `few` is 1 where it hardly has any; the rest are standard normal:
 * `large` few large deals or many small, `lumpy` and `idle` how unsteadily the desk works, `spread` unlike sums, `wide` many
 * parties on either side, `bought` much bought for what is sold; `quality` is managerial. `own` is a habit's luck of its own.
 */
export type Factor =
  | 'size'
  | 'large'
  | 'lumpy'
  | 'idle'
  | 'spread'
  | 'wide'
  | 'bought'
  | 'goods'
  | 'tail'
  | 'few'
  | 'quality';

/** A habit as a sum: its value at factors of 0, what each factor adds, and the sd of its own luck. */
export type Loadings = Readonly<Partial<Record<'base' | 'own' | Factor, number>>>;

/** Log monthly sales, yuan, at which size is 0: the median of the real firms. CAL. */
export const CENTRE = 13.2;

/**
 * FIT, every number: fitted by hand to the paper of 425 real small firms, quantiles of each measure first, then rank correlations
 * between measures (docs/reality.md shows how close). Natural logs and logits; yuan net. No outcome was looked at; how well a
 * firm is run enters by `quality` alone.
 */
export const HABITS = {
  /** Of sales. */
  logDeal: { base: 11.4, size: 0.5, large: 1.7, goods: -0.5 },
  logDealSd: { base: -0.1, size: -0.15, large: -0.35, lumpy: -0.15, idle: -0.1, spread: 0.26 },
  logitPaper: { base: -0.9, own: 0.4 },
  logPaperSd: { base: 0.45, size: -0.05, large: 0.55, lumpy: 0.5, idle: 0.3, spread: -0.2 },
  logLevelSd: { base: -1, size: -0.1, large: 0.35, lumpy: 0.4, goods: -0.2, spread: -0.15 },
  logitIdle: { base: -4, size: -0.1, goods: -1, large: 1.5, idle: 1.6, lumpy: 1.2, wide: -0.4, own: 0.3 },
  logSession: { base: 0.47, size: 0.25, own: 0.7 },
  logitSameParty: { base: 0.9, own: 1.1 },
  logitSameDeal: { base: -1, own: 1.4 },
  logParties: { base: 4.6, size: 0.05, large: -1.6, lumpy: -0.6, idle: -0.5, wide: 0.8, own: 1.1 },
  logitTopShift: { base: 0.15, large: 0.6, idle: 0.4, wide: -0.4 },
  logitList: { base: -1, own: 1.3 },
  logitHundreds: { base: -0.2, own: 1.4 },
  logitWhole: { base: 2.2, own: 1.1 },
  logitVoid: {
    base: -1.95,
    size: -0.1,
    large: 0.35,
    lumpy: 0.2,
    idle: 0.15,
    spread: 0.6,
    quality: -0.3,
    own: 0.3,
  },
  logRed: { base: -4.1, size: 0.12, spread: 0.3, wide: 0.3, quality: -0.15, own: 1.1 },
  logitWeekend: { base: -2.65, size: -0.1, large: -0.4, wide: -0.4, idle: -0.15, own: 0.9 },
  /** Of goods bought. */
  logBuy: { base: 10.2, size: 0.4, tail: -0.6, few: -1, bought: 0.5, goods: 0.5, own: 0.5 },
  logBuySd: { base: 0.15, bought: 0.1, own: 0.3 },
  logitBuyPaper: { base: -1.2, own: 0.4 },
  logBuyPaperSd: { base: 0.35, size: -0.1, lumpy: 0.6, large: 0.35, idle: 0.4, wide: -0.2 },
  logBuyLevelSd: { base: -0.15, size: -0.12, lumpy: 0.65, large: 0.4, idle: 0.5, wide: -0.2, goods: -0.5 },
  /** With the log number of small purchases a month, times BUY_IDLE_BY_NUMBER. */
  logitBuyIdle: { base: -1.6, goods: -0.8, tail: 0.6, large: 0.5, idle: 0.8, lumpy: 0.6, own: 0.4 },
  logBuySession: { base: -1.2, size: 0.2, own: 0.5 },
  logitBuySameParty: { base: 0, own: 0.7 },
  logitBuySameDeal: { base: -1, own: 0.8 },
  logSuppliers: { base: 3.2, size: 0.4, wide: 0.3, own: 0.6 },
  logitBuyTop: { base: -1.7, tail: 0.3, idle: 0.4, wide: -0.3, own: 1.1 },
  logitBuyList: { base: -1.5, own: 0.8 },
  logitBuyHundreds: { base: -0.8, own: 0.8 },
  logitBuyWhole: { base: 1.6, own: 0.8 },
  logitBuyVoid: { base: -2.55, size: 0.15, tail: -0.35, bought: 0.3, idle: -0.25, own: 0.45 },
  logBuyRed: { base: -4.9, size: 0.1, tail: -0.4, idle: -0.3, own: 0.9 },
  logitBuyWeekend: { base: -2.4, own: 0.5 },
  logOnPaper: { base: 0.1, goods: 0.2, bought: 0.45, tail: -1, few: -2.5 },
  /** Of small purchases. */
  logSmall: { base: 2.75, size: 0.6, tail: -0.25, few: -2.5, bought: 0.15, wide: 0.6, large: -0.3, own: 0.9 },
  logSmallMonthSd: {
    base: -0.22,
    size: -0.06,
    lumpy: 0.3,
    large: 0.15,
    idle: 0.2,
    wide: -0.1,
    tail: 0.05,
    own: 0.15,
  },
  logSmallYuan: { base: 5.65, bought: 0.25, goods: 0.2, own: 0.2 },
  logSmallSd: { base: 0, own: 0.2 },
  logSellers: { base: 2.8, own: 0.2 },
  logitSmallSameParty: { base: 0.2, own: 0.7 },
  logitSmallSameSum: { base: -0.9, own: 0.8 },
  logGoodsWeight: { base: 0.2, goods: 1, own: 1.1 },
  logitSmallWeekend: { base: -1.15, size: -0.1, goods: 0, bought: -0.3, lumpy: 0.12, idle: 0.15, own: 0.3 },
} as const satisfies Record<string, Loadings>;

export type Habit = keyof typeof HABITS;

/** FIT: who buys little on paper has months without any; slope on the log number of small purchases a month. */
export const BUY_IDLE_BY_NUMBER = -0.9;

/** The sum of a habit's loadings at a firm's factors; `luck` is standard normal. */
export function habitOf(loadings: Loadings, factors: Readonly<Record<Factor, number>>, luck: number): number {
  let sum = (loadings.base ?? 0) + (loadings.own ?? 0) * luck;
  for (const factor in factors) {
    const name = factor as Factor;
    sum += (loadings[name] ?? 0) * factors[name];
  }
  return sum;
}
