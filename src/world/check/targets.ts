/** A figure of the book, and the range in which a fairly calibrated world has it. */
export interface Target {
  readonly id: string;
  readonly meaning: string;
  /** `share` and `index` are ratios; days, months and yuan are themselves; `log` is a standard deviation of logs. */
  readonly unit: 'share' | 'index' | 'days' | 'months' | 'yuan' | 'log' | 'correlation' | 'count' | 'AUC';
  /** The target holds at low <= value <= high. */
  readonly low: number;
  readonly high: number;
  /**
   * Where the range comes from. CAL: measured on the VAT invoices of 425 Chinese small firms, 2016-10 to 2020-02. CLAIMS:
   * anchor figures of the market reports under audit. WORLD: the project's rule for a fair world. OWN: an assumption for
   * want of a figure.
   */
  readonly source: string;
  /** How the range was chosen, and what makes value and source differ in kind. */
  readonly note: string;
}

const RULE_OF_CELLS = 'cells of at least 300 loans; smaller ones say nothing';
const QUARTILES = 'the median firm of the book must lie between the quartiles of the real firms';

/**
 * Every target that the seven sources of a book can show, in the order of the printed table. Ranges were written down
 * before the book was measured; none may be moved to let the world pass.
 */
export const targets: readonly Target[] = [
  {
    id: 'loans.badRate',
    meaning: 'bad loans of all disbursed',
    unit: 'share',
    low: 0.02,
    high: 0.06,
    source: 'WORLD: 2-6 % under the traditional lender',
    note: 'a trial book has no selection, so its bad rate is that of all who apply',
  },
  ...(['industry', 'region', 'size'] as const).flatMap((by): Target[] =>
    (['lowest', 'highest'] as const).map((end) => ({
      id: `loans.badRate.${by}.${end}`,
      meaning: `${end} bad rate of ${by === 'size' ? 'a size tercile' : by === 'industry' ? 'an industry' : 'a region'}`,
      unit: 'share',
      low: 0.01,
      high: 0.1,
      source: 'WORLD: split by industry, region and size; range OWN',
      note: by === 'size' ? `terciles of normal sales in truth/; ${RULE_OF_CELLS}` : RULE_OF_CELLS,
    })),
  ),
  {
    id: 'loans.meanAmount',
    meaning: 'mean loan',
    unit: 'yuan',
    low: 149_600,
    high: 224_400,
    source: 'CLAIMS: mean loan 187,000 yuan',
    note: '+-20 %',
  },
  {
    id: 'loans.shortTermShare',
    meaning: 'loans of at most 3 months',
    unit: 'share',
    low: 0.05,
    high: 0.95,
    source: 'CLAIMS: 30-60 days in east-coast counties, <= 90 days in farm trade',
    note: 'the sources name no mean term, only that such loans are common; 5 % is OWN',
  },
  {
    id: 'loans.purposeDeviation',
    meaning: 'stated use of funds: largest distance from 45 / 28 / 18 / 9 %',
    unit: 'share',
    low: 0,
    high: 0.03,
    source: 'CLAIMS: operations 45, development 28, hiring 18, marketing 9 %',
    note: 'tolerance OWN',
  },
  {
    id: 'firms.eastShare',
    meaning: 'firms in the east',
    unit: 'share',
    low: 0.5,
    high: 1,
    source: 'CLAIMS: > 50 % of small firms are in the east',
    note: 'east is the region east-manufacturing-cluster',
  },
  {
    id: 'firms.bankShare',
    meaning: 'firms with account transactions',
    unit: 'share',
    low: 0.5,
    high: 1,
    source: 'CLAIMS: > 50 % of small firms have e-commerce or payment-platform data',
    note: 'the settlement account stands for platform data, which this world does not have yet',
  },
  {
    id: 'applicants.thinFileShare',
    meaning: 'applicants without any bureau record known at application',
    unit: 'share',
    low: 0.1,
    high: 0.5,
    source: 'OWN: no public figure for firms that apply',
    note: 'a world without thin files could not show what other data add',
  },
  {
    id: 'sales.february',
    meaning: 'seasonal index of sales receipts, February',
    unit: 'index',
    low: 0.44,
    high: 0.74,
    source: 'CAL: sales invoices .59',
    note: '+-.15; receipts follow invoices by weeks, see sales.declaredSeasonDeviation',
  },
  {
    id: 'sales.december',
    meaning: 'seasonal index of sales receipts, December',
    unit: 'index',
    low: 1.22,
    high: 1.52,
    source: 'CAL: sales invoices 1.37',
    note: '+-.15; receipts follow invoices by weeks',
  },
  {
    id: 'sales.seasonDeviation',
    meaning: 'sales receipts: largest distance of a month from the real seasonal index',
    unit: 'index',
    low: 0,
    high: 0.15,
    source: 'CAL: sales invoices 1.20 .59 .83 .86 .88 .92 .94 1.02 1.01 1.04 1.21 1.37',
    note: 'firms with receipts in every month of whole years',
  },
  {
    id: 'sales.declaredSeasonDeviation',
    meaning: 'revenue declared for VAT: largest distance of a month from the real seasonal index',
    unit: 'index',
    low: 0,
    high: 0.15,
    source: 'CAL: as above',
    note: 'like with like: invoices and declarations both date the sale, not its payment',
  },
  {
    id: 'sales.logSdBetween',
    meaning: 'spread between firms of mean monthly sales receipts',
    unit: 'log',
    low: 1.58,
    high: 2.58,
    source: 'CAL: 2.08',
    note: '+-.5; the real sample leans to larger firms with bank relations',
  },
  {
    id: 'sales.logSdWithin',
    meaning: 'spread of monthly sales receipts inside the median firm',
    unit: 'log',
    low: 0.74,
    high: 1.29,
    source: 'CAL: .40 / .74 / 1.03 / 1.29 / 1.82',
    note: QUARTILES,
  },
  {
    id: 'sales.lag1',
    meaning: 'lag-1 autocorrelation of log monthly sales receipts, median firm',
    unit: 'correlation',
    low: -0.05,
    high: 0.35,
    source: 'CAL: .14',
    note: 'close to the quartiles -.04 and .38; payment terms smooth receipts, invoices are rougher',
  },
  {
    id: 'sales.activeMonths',
    meaning: 'months with sales receipts, of those between first and last transaction, median firm',
    unit: 'share',
    low: 0.71,
    high: 1,
    source: 'CAL: months with an invoice .30 / .71 / .94 / 1 / 1',
    note: `${QUARTILES}; lost months of data count as idle`,
  },
  {
    id: 'sales.weekdayDeviation',
    meaning: 'sales receipts by weekday: largest distance from the real shares',
    unit: 'share',
    low: 0,
    high: 0.05,
    source: 'CAL: Mon..Sun .199 .196 .189 .178 .167 .039 .032',
    note: 'tolerance OWN; receipts are counted, not weighed',
  },
  {
    id: 'buyers.topShare',
    meaning: 'largest customer’s share of sales receipts, median firm',
    unit: 'share',
    low: 0.16,
    high: 0.49,
    source: 'CAL: .06 / .16 / .29 / .49 / .87',
    note: `${QUARTILES}; named customers only, not the wallet of passers-by`,
  },
  {
    id: 'buyers.hhi',
    meaning: 'customer concentration (Herfindahl index), median firm',
    unit: 'share',
    low: 0.067,
    high: 0.333,
    source: 'CAL: .019 / .067 / .147 / .333 / .758',
    note: `${QUARTILES}; named customers only`,
  },
  {
    id: 'buyers.count',
    meaning: 'named customers, median firm',
    unit: 'count',
    low: 13,
    high: 118,
    source: 'CAL: 3 / 13 / 36 / 118 / 812',
    note: `${QUARTILES}; the real span is 41 months`,
  },
  {
    id: 'purchases.toSales',
    meaning: 'payments to suppliers over sales receipts, median firm',
    unit: 'share',
    low: 0.12,
    high: 0.8,
    source: 'CAL: purchase over sales invoices .003 / .12 / .43 / .80 / 1.74',
    note: QUARTILES,
  },
  {
    id: 'utility.lateShare',
    meaning: 'utility payments more than a week late',
    unit: 'share',
    low: 0.01,
    high: 0.2,
    source: 'OWN: no public figure',
    note: 'bills that were never paid have no payment and are not counted',
  },
  {
    id: 'tax.lateShare',
    meaning: 'tax payments more than a week late',
    unit: 'share',
    low: 0.005,
    high: 0.15,
    source: 'OWN: no public figure',
    note: 'tax that was never paid has no payment and is not counted',
  },
  {
    id: 'arrears.taxAfterUtility',
    meaning: 'defaulters: median day of the first late tax less that of the first late utility bill',
    unit: 'days',
    low: 1,
    high: 180,
    source: 'WORLD: pecking order when cash is short; range OWN',
    note: 'days from application; owners who walked away follow no order and are left out',
  },
  {
    id: 'arrears.loanAfterTax',
    meaning: 'defaulters: median day of 30 days past due less that of the first late tax',
    unit: 'days',
    low: 1,
    high: 365,
    source: 'WORLD: pecking order when cash is short; range OWN',
    note: '30 days past due of the arrears that turned bad',
  },
  {
    id: 'giveaway.largestAuc',
    meaning: 'largest AUC of a single simple feature known at application',
    unit: 'AUC',
    low: 0.5,
    high: 0.75,
    source: 'WORLD: no single feature is a giveaway, largest AUC < .75',
    note: 'in whichever direction is the better; loans where the feature is known',
  },
];
