import { fenToYuan } from '../../core/index.ts';
import { type Book, sources } from '../../sources/index.ts';
import { lateShare, readPayroll } from './arrears.ts';
import { badRate, badRateCells } from './bad-rate-cells.ts';
import { buyersOf, purchasesToSales, weekdayShares } from './buyers.ts';
import { measureCoverage } from './coverage.ts';
import { measureFraud } from './fraud-table.ts';
import { measureGiveaways } from './giveaways.ts';
import { measureApproved, measureOracle } from './lenders.ts';
import { type LoanRow, loansOf } from './loan-table.ts';
import { type Measurements, percent } from './measurement.ts';
import {
  type MonthlySeries,
  meanMonthly,
  monthlyDeclared,
  monthlyReceipts,
  monthsOf,
  seasonalIndex,
  seasonDeviation,
} from './monthly-series.ts';
import { dutiesOf, peckingOrder } from './pecking-order.ts';
import { lag1, largestDeviation, mean, median, standardDeviation } from './statistics.ts';
import { measureTails } from './tails.ts';
import type { FirmTruth, Truth } from './truth.ts';

/** Every target of `targets.ts`, by its id. The same book gives the same numbers. Reads sources of the book one by one. */
export async function measureBook(book: Book, truth: Truth): Promise<Measurements> {
  const loans = loansOf(book);
  const receipts = monthlyReceipts(book);
  return {
    ...measureLending(book, loans, truth.firms),
    ...measureApproved(book, truth),
    ...measureOracle(loans, truth),
    ...measureFraud(truth),
    ...(await measureCoverage(book, loans, truth.firms)),
    ...measureSales(book, receipts),
    ...measureTails(book, receipts, truth.supply),
    ...measureBuyers(book, receipts),
    ...(await measureArrears(book, loans, truth.firms)),
    ...(await measureGiveaways(book, loans)),
  };
}

/** Longest term of the short loans that the sources speak of, months. */
const SHORT_TERM_MONTHS = 3;
/** Stated use of funds, in the order of the contract: operations, development, hiring, marketing. CLAIMS. */
const REAL_PURPOSES = [0.45, 0.28, 0.18, 0.09] as const;

/** Bad rates, overall and by cell, amounts, terms and purposes of the loans. */
export function measureLending(
  book: Book,
  loans: readonly LoanRow[],
  truth: FirmTruth | undefined,
): Measurements {
  const purposes = sources.applications.record.shape.purpose.options.map(
    (purpose) => loans.filter((loan) => loan.purpose === purpose).length / loans.length,
  );
  return {
    'loans.badRate': {
      value: badRate(loans),
      detail: `${loans.length} loans of ${book.manifest.firms} firms`,
    },
    ...badRateCells('loans.badRate', loans, truth?.weeklySalesFen),
    'loans.meanAmount': { value: fenToYuan(mean(loans.map(({ amountFen }) => amountFen))) },
    'loans.shortTermShare': {
      value: loans.filter(({ termMonths }) => termMonths <= SHORT_TERM_MONTHS).length / loans.length,
      detail: `mean term ${mean(loans.map(({ termMonths }) => termMonths)).toFixed(1)} months`,
    },
    'loans.purposeDeviation': {
      value: largestDeviation(purposes, REAL_PURPOSES),
      detail: purposes.map(percent).join(' / '),
    },
  };
}

/** Firms with fewer months with sales tell too little of their own rhythm. */
const LEAST_MONTHS = 12;
/** Shares of sales invoices by weekday, Monday to Sunday. CAL. */
const REAL_WEEKDAYS = [0.199, 0.196, 0.189, 0.178, 0.167, 0.039, 0.032] as const;

/** Season, spread, memory and gaps of sales. */
export function measureSales(book: Book, receipts: MonthlySeries): Measurements {
  const season = seasonalIndex(receipts);
  const deviation = seasonDeviation(season.index);
  const declared = seasonalIndex(monthlyDeclared(book));
  const declaredDeviation = seasonDeviation(declared.index);
  const monthMeans: number[] = [];
  const active: number[] = [];
  const spreads: number[] = [];
  const memories: number[] = [];
  for (let firm = 0; firm < book.firmIds.length; firm++) {
    if (receipts.to[firm]! < receipts.from[firm]!) continue;
    const months = monthsOf(receipts, firm);
    const level = meanMonthly(receipts, firm);
    if (level > 0) monthMeans.push(Math.log(level));
    const logs = Array.from(months, (amount) => (amount > 0 ? Math.log(amount) : Number.NaN));
    const known = logs.filter((value) => !Number.isNaN(value));
    active.push(known.length / months.length);
    if (known.length < LEAST_MONTHS) continue;
    spreads.push(standardDeviation(known));
    const memory = lag1(logs);
    if (!Number.isNaN(memory)) memories.push(memory);
  }
  const weekdays = weekdayShares(book);
  const written = (index: readonly number[], nFirms: number): string =>
    `${nFirms} firms: ${index.map((value) => value.toFixed(2)).join(' ')}`;
  return {
    'sales.february': { value: season.index[1]! },
    'sales.december': { value: season.index[11]! },
    'sales.seasonDeviation': {
      value: deviation.value,
      detail: `month ${deviation.month}; ${written(season.index, season.nFirms)}`,
    },
    'sales.declaredSeasonDeviation': {
      value: declaredDeviation.value,
      detail: `month ${declaredDeviation.month}; ${written(declared.index, declared.nFirms)}`,
    },
    'sales.logSdBetween': {
      value: standardDeviation(monthMeans),
      detail: `median ${Math.round(fenToYuan(Math.exp(median(monthMeans))))} yuan a month, ${monthMeans.length} firms`,
    },
    'sales.logSdWithin': { value: median(spreads), detail: `${spreads.length} firms` },
    'sales.lag1': { value: median(memories), detail: `${memories.length} firms` },
    'sales.activeMonths': { value: median(active), detail: `mean ${mean(active).toFixed(3)}` },
    'sales.weekdayDeviation': {
      value: largestDeviation(weekdays, REAL_WEEKDAYS),
      detail: `Mon..Sun ${weekdays.map((share) => share.toFixed(3)).join(' ')}`,
    },
  };
}

/** Concentration of customers and the weight of purchases; firms with a year of sales. */
export function measureBuyers(book: Book, receipts: MonthlySeries): Measurements {
  const long = (firm: number): boolean => {
    let months = 0;
    if (receipts.to[firm]! >= receipts.from[firm]!)
      for (const amount of monthsOf(receipts, firm)) if (amount > 0) months += 1;
    return months >= LEAST_MONTHS;
  };
  const buyers = buyersOf(book).filter(({ firm }) => long(firm));
  const detail = `${buyers.length} firms`;
  return {
    'buyers.topShare': { value: median(buyers.map(({ topShare }) => topShare)), detail },
    'buyers.hhi': { value: median(buyers.map(({ hhi }) => hhi)), detail },
    'buyers.count': { value: median(buyers.map(({ count }) => count)), detail },
    'purchases.toSales': { value: median(purchasesToSales(book)) },
  };
}

/** Lateness with utilities, tax and social insurance, and its order before a default. */
export async function measureArrears(
  book: Book,
  loans: readonly LoanRow[],
  truth: FirmTruth | undefined,
): Promise<Measurements> {
  const payroll = await readPayroll(book);
  const { utility, tax, social } = dutiesOf(book, payroll);
  // Each comparison on the firms that have its sources: asking for all three would leave few.
  const early = peckingOrder(book, loans, truth, { utility, tax });
  const late = peckingOrder(book, loans, truth, { tax, social });
  const shown = ({ days, nDefaulters }: { days: Record<string, number>; nDefaulters: number }): string =>
    `${Object.keys(days).join(' / ')} ${Object.values(days)
      .map((day) => (day === Number.POSITIVE_INFINITY ? 'mostly never' : day.toFixed(0)))
      .join(' / ')} days after application, ${nDefaulters} defaulters`;
  return {
    'utility.lateShare': { value: lateShare('utility', book.rows.utility) },
    'tax.lateShare': { value: lateShare('tax', book.rows.tax) },
    'social.lateShare': { value: lateShare('payroll', payroll) },
    'arrears.taxAfterUtility': { value: early.days.tax - early.days.utility, detail: shown(early) },
    'arrears.loanAfterTax': { value: early.days.loan - early.days.tax, detail: shown(early) },
    'arrears.socialAfterTax': { value: late.days.social - late.days.tax, detail: shown(late) },
    'arrears.loanAfterSocial': { value: late.days.loan - late.days.social, detail: shown(late) },
  };
}
