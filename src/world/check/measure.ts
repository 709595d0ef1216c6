import { fenToYuan } from '../../core/index.ts';
import { type Book, sources } from '../../sources/index.ts';
import { lateShare, readPayroll } from './arrears.ts';
import { badRate, badRateCells } from './bad-rate-cells.ts';
import { measureBuyers } from './buyers.ts';
import { measureCoverage } from './coverage.ts';
import { measureFraud } from './fraud-table.ts';
import { measureGiveaways } from './giveaways.ts';
import { measureInvoicing, measurePurchases } from './invoicing.ts';
import { measureApproved, measureOracle } from './lenders.ts';
import { type LoanRow, loansOf } from './loan-table.ts';
import { type Measurements, percent } from './measurement.ts';
import { readPaper } from './paper.ts';
import { dutiesOf, peckingOrder } from './pecking-order.ts';
import { measureSales } from './sales.ts';
import { largestDeviation, mean } from './statistics.ts';
import { measureTails } from './tails.ts';
import type { FirmTruth, Truth } from './truth.ts';

/** Every target of `targets.ts`, by its id. The same book gives the same numbers. Reads sources of the book one by one. */
export async function measureBook(book: Book, truth: Truth): Promise<Measurements> {
  const loans = loansOf(book);
  return {
    ...measureLending(book, loans, truth.firms),
    ...measureApproved(book, truth),
    ...measureOracle(loans, truth),
    ...measureFraud(truth),
    ...(await measureCoverage(book, loans, truth.firms)),
    ...(await measureTrade(book, truth)),
    ...(await measureArrears(book, loans, truth.firms)),
    ...(await measureGiveaways(book, loans)),
  };
}

/** Sales, buyers and purchases, by the invoices: they are let go before other sources are read. */
async function measureTrade(book: Book, truth: Truth): Promise<Measurements> {
  const paper = await readPaper(book);
  return {
    ...measureSales(book, paper),
    ...measureTails(paper, truth.supply),
    ...measureInvoicing(paper),
    ...measureBuyers(paper),
    ...measurePurchases(paper),
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
