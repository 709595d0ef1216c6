import { fenToYuan } from '../../core/index.ts';
import { type Book, sources } from '../../sources/index.ts';
import { lateShare, peckingOrder } from './arrears.ts';
import { buyersOf, purchasesToSales, weekdayShares } from './buyers.ts';
import { simpleFeatures, singleFeatures } from './giveaways.ts';
import { type FirmTruth, type LoanRow, loansOf, regionShare } from './loan-table.ts';
import {
  type MonthlySeries,
  meanMonthly,
  monthlyDeclared,
  monthlyReceipts,
  monthsOf,
  seasonalIndex,
  seasonDeviation,
} from './monthly-series.ts';
import { lag1, largestDeviation, mean, median, standardDeviation } from './statistics.ts';

/** A measured figure: NaN or infinite where the book cannot show it. `detail` says what lies behind the number. */
export interface Measurement {
  readonly value: number;
  readonly detail?: string;
}

export type Measurements = Readonly<Record<string, Measurement>>;

/** Every target of `targets.ts`, by its id. Pure: the same book gives the same numbers. */
export function measureBook(book: Book, truth: FirmTruth | undefined): Measurements {
  const loans = loansOf(book);
  const receipts = monthlyReceipts(book);
  return {
    ...measureLending(book, loans, truth),
    ...measureCoverage(book, loans),
    ...measureSales(book, receipts),
    ...measureBuyers(book, receipts),
    ...measureArrears(book, loans, truth),
    ...measureGiveaways(book, loans),
  };
}

/** Cells with fewer loans have bad rates of chance. */
const LEAST_LOANS = 300;
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
  const bad = badRate(loans);
  const tercile = truth ? terciles(loans, truth.weeklySalesFen) : () => undefined;
  const purposes = sources.applications.record.shape.purpose.options.map(
    (purpose) => loans.filter((loan) => loan.purpose === purpose).length / loans.length,
  );
  return {
    'loans.badRate': { value: bad, detail: `${loans.length} loans of ${book.manifest.firms} firms` },
    ...extremes('industry', loans, ({ industry }) => industry),
    ...extremes('region', loans, ({ region }) => region),
    ...extremes('size', loans, tercile),
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

/** Lowest and highest bad rate of the cells that are large enough. */
function extremes(
  by: string,
  loans: readonly LoanRow[],
  cellOf: (loan: LoanRow) => string | undefined,
): Measurements {
  const cells = new Map<string, LoanRow[]>();
  for (const loan of loans) {
    const name = cellOf(loan);
    if (name === undefined) continue;
    const members = cells.get(name);
    if (members) members.push(loan);
    else cells.set(name, [loan]);
  }
  const rates = [...cells]
    .filter(([, members]) => members.length >= LEAST_LOANS)
    .map(([name, members]) => ({ value: badRate(members), name, loans: members.length }))
    .sort((a, b) => a.value - b.value || (a.name < b.name ? -1 : 1));
  const shown = (cell: (typeof rates)[number] | undefined): Measurement =>
    cell
      ? { value: cell.value, detail: `${cell.name}, ${cell.loans} loans, ${rates.length} cells` }
      : { value: Number.NaN, detail: `no cell of ${LEAST_LOANS} loans` };
  return {
    [`loans.badRate.${by}.lowest`]: shown(rates[0]),
    [`loans.badRate.${by}.highest`]: shown(rates.at(-1)),
  };
}

/** Terciles of the borrowers' normal sales. */
function terciles(
  loans: readonly LoanRow[],
  weeklySalesFen: Float64Array,
): (loan: LoanRow) => string | undefined {
  const sorted = loans
    .map(({ firm }) => weeklySalesFen[firm]!)
    .filter((sales) => !Number.isNaN(sales))
    .sort((a, b) => a - b);
  const third = sorted[Math.floor(sorted.length / 3)]!;
  const twoThirds = sorted[Math.floor((2 * sorted.length) / 3)]!;
  return ({ firm }) => {
    const sales = weeklySalesFen[firm]!;
    if (Number.isNaN(sales)) return undefined;
    return sales < third ? 'smallest third' : sales < twoThirds ? 'middle third' : 'largest third';
  };
}

function badRate(loans: readonly LoanRow[]): number {
  return loans.filter(({ bad }) => bad).length / loans.length;
}

/** Where the firms are and which records they have. */
export function measureCoverage(book: Book, loans: readonly LoanRow[]): Measurements {
  const { bank, bureau } = book.rows;
  const { firms } = book.manifest;
  let banked = 0;
  for (let firm = 0; firm < book.firmIds.length; firm++)
    if (bank.offsets[firm + 1]! > bank.offsets[firm]!) banked += 1;
  const thin = loans.filter(({ firm, appliedDay }) => {
    for (let row = bureau.offsets[firm]!; row < bureau.offsets[firm + 1]!; row++)
      if (bureau.columns.arrivalDate[row]! <= appliedDay) return false;
    return true;
  });
  return {
    'firms.eastShare': { value: regionShare(book, 'east-manufacturing-cluster') },
    'firms.bankShare': { value: banked / firms, detail: `${banked} of ${firms} firms` },
    'applicants.thinFileShare': { value: thin.length / loans.length },
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

/** Lateness with utilities and tax, and its order before a default. */
export function measureArrears(
  book: Book,
  loans: readonly LoanRow[],
  truth: FirmTruth | undefined,
): Measurements {
  const order = peckingOrder(book, loans, truth);
  const days = [order.utilityDays, order.taxDays, order.loanDays].map((day) => day.toFixed(0)).join(' / ');
  const detail = `utility / tax / 30 DPD ${days} days after application, ${order.nDefaulters} defaulters`;
  return {
    'utility.lateShare': { value: lateShare(book, 'utility') },
    'tax.lateShare': { value: lateShare(book, 'tax') },
    'arrears.taxAfterUtility': { value: order.taxDays - order.utilityDays, detail },
    'arrears.loanAfterTax': { value: order.loanDays - order.taxDays, detail },
  };
}

/** The strongest of the simple features alone. */
export function measureGiveaways(book: Book, loans: readonly LoanRow[]): Measurements {
  const columns = simpleFeatures(book, loans);
  const singles = singleFeatures(
    columns,
    loans.map(({ bad }) => bad),
  );
  const known = singles.filter(({ auc }) => !Number.isNaN(auc));
  const strongest = known.slice(0, 3).map(({ name, auc }) => `${name} ${auc.toFixed(3)}`);
  return {
    'giveaway.largestAuc': {
      value: known[0]?.auc ?? Number.NaN,
      detail: `${strongest.join(', ') || 'too few bad loans'}; ${columns.size} features`,
    },
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
