import { type Book, codeOf } from '../../sources/index.ts';
import type { LoanRow } from './loan-table.ts';
import { pairAuc } from './statistics.ts';

/** What a simple feature is worth alone. */
export interface SingleFeature {
  readonly name: string;
  /** Of the better direction, so at least .5; NaN where too little is known. */
  readonly auc: number;
  /** Loans for which the feature is known, and bad ones among them. */
  readonly known: number;
  readonly bads: number;
}

/** Fewer known bad loans than this give no AUC: its standard error would exceed about .03. */
const LEAST_BADS = 100;

/** Columns of the simple features, NaN where unknown; row i is loan i. */
export function simpleFeatures(book: Book, loans: readonly LoanRow[]): ReadonlyMap<string, Float64Array> {
  const columns = new Map<string, Float64Array>();
  for (const [i, loan] of loans.entries()) {
    const features = {
      ...applicationFeatures(loan),
      ...registryFeatures(book, loan),
      ...bankFeatures(book, loan),
      ...taxFeatures(book, loan),
      ...utilityFeatures(book, loan),
      ...bureauFeatures(book, loan),
    };
    for (const [name, value] of Object.entries(features)) {
      let column = columns.get(name);
      if (!column) {
        column = new Float64Array(loans.length).fill(Number.NaN);
        columns.set(name, column);
      }
      column[i] = value;
    }
  }
  return columns;
}

/** The features alone, strongest first; those without an AUC last. */
export function singleFeatures(
  columns: ReadonlyMap<string, Float64Array>,
  bad: readonly boolean[],
): SingleFeature[] {
  const singles = [...columns].map(([name, column]): SingleFeature => {
    const rows = bad.flatMap((_, i) => (Number.isNaN(column[i]!) ? [] : [i]));
    const flags = rows.map((i) => bad[i]!);
    const bads = flags.filter(Boolean).length;
    const auc = pairAuc(
      Float64Array.from(rows, (i) => column[i]!),
      flags,
    );
    const enough = bads >= LEAST_BADS && rows.length - bads >= LEAST_BADS;
    return { name, auc: enough ? Math.max(auc, 1 - auc) : Number.NaN, known: rows.length, bads };
  });
  const rank = ({ auc }: SingleFeature): number => (Number.isNaN(auc) ? -1 : auc);
  return singles.sort((a, b) => rank(b) - rank(a) || (a.name < b.name ? -1 : 1));
}

type Features = Readonly<Record<string, number>>;

const BANK_KINDS = ['sales', 'purchase', 'payroll', 'repayment', 'loan', 'owner'] as const;
// Looked up once: a look-up walks the contract, too slow for every record.
const BANK = BANK_KINDS.map((category) => [category, codeOf('bank', 'category', category)] as const);
const INWARDS = codeOf('bank', 'direction', 'in');
const TAX = {
  filing: codeOf('tax', 'kind', 'filing'),
  payment: codeOf('tax', 'kind', 'payment'),
  arrears: codeOf('tax', 'kind', 'arrears'),
};
const UTILITY_PAYMENT = codeOf('utility', 'kind', 'payment');
const BUREAU = {
  enquiry: codeOf('bureau', 'kind', 'enquiry'),
  opened: codeOf('bureau', 'kind', 'opened'),
  closed: codeOf('bureau', 'kind', 'closed'),
  overdue: codeOf('bureau', 'kind', 'overdue'),
};
type Source = 'registry' | 'bank' | 'tax' | 'utility' | 'bureau';

/** Rows of the borrower in `source` that had arrived on the day of application and are at most `days` old. */
function knownRows(book: Book, source: Source, { firm, appliedDay }: LoanRow, days: number): number[] {
  const { columns, offsets } = book.rows[source];
  const rows: number[] = [];
  for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++)
    if (columns.arrivalDate[row]! <= appliedDay && columns.eventDate[row]! > appliedDay - days)
      rows.push(row);
  return rows;
}

function sumOf(rows: readonly number[], value: (row: number) => number): number {
  return rows.reduce((sum, row) => sum + value(row), 0);
}

/** 0 / 0 and x / 0 are unknown. */
function ratio(a: number, b: number): number {
  return b > 0 ? a / b : Number.NaN;
}

function applicationFeatures({ amountFen, termMonths }: LoanRow): Features {
  return { 'application.amount': amountFen, 'application.term': termMonths };
}

function registryFeatures(book: Book, loan: LoanRow): Features {
  const { columns } = book.rows.registry;
  const last = knownRows(book, 'registry', loan, Number.POSITIVE_INFINITY).at(-1);
  if (last === undefined) return {};
  return {
    'registry.age': loan.appliedDay - columns.foundedDate[last]!,
    'registry.ownerAge': columns.ownerAge[last]!,
    'registry.employees': columns.employees[last]!,
    'registry.capital': columns.registeredCapitalFen[last]!,
  };
}

function bankFeatures(book: Book, loan: LoanRow): Features {
  const { columns } = book.rows.bank;
  const half = knownRows(book, 'bank', loan, 180);
  if (half.length === 0) return {};
  const of = BANK.map(([name, code]) => [name, half.filter((row) => columns.category[row] === code)]);
  const rows = Object.fromEntries(of) as Readonly<Record<(typeof BANK_KINDS)[number], number[]>>;
  const amount = (row: number): number => columns.amountFen[row]!;
  const recent = (row: number): boolean => columns.eventDate[row]! > loan.appliedDay - 90;
  const outgoings = sumOf(
    half.filter((row) => columns.direction[row] !== INWARDS),
    amount,
  );
  const sales = sumOf(rows.sales, amount);
  const balances = half.map((row) => columns.balanceFen[row]!);
  const meanBalance = sumOf(half, (row) => columns.balanceFen[row]!) / half.length;
  const owner = sumOf(
    rows.owner.filter((row) => columns.direction[row] === INWARDS),
    amount,
  );
  return {
    'bank.sales180': sales,
    'bank.salesTrend': ratio(sumOf(rows.sales.filter(recent), amount), sales),
    'bank.balanceLast': balances.at(-1)!,
    'bank.balanceLowest': balances.reduce((a, b) => Math.min(a, b)),
    'bank.balanceToOutgoings': ratio(meanBalance, outgoings),
    'bank.purchasesToSales': ratio(sumOf(rows.purchase, amount), sales),
    'bank.payrollToSales': ratio(sumOf(rows.payroll, amount), sales),
    'bank.repaymentsToSales': ratio(sumOf(rows.repayment, amount), sales),
    'bank.loansToSales': ratio(sumOf(rows.loan, amount), sales),
    'bank.ownerMoneyToSales': ratio(owner, sales),
    'bank.amountToSales': ratio(loan.amountFen, sales),
  };
}

function taxFeatures(book: Book, loan: LoanRow): Features {
  const { columns } = book.rows.tax;
  const year = knownRows(book, 'tax', loan, 365);
  if (year.length === 0) return {};
  const kind = (name: keyof typeof TAX): number[] => year.filter((row) => columns.kind[row] === TAX[name]);
  const filings = kind('filing');
  const payments = kind('payment');
  const revenue = sumOf(filings, (row) => columns.declaredRevenueFen[row]!);
  return {
    'tax.revenue': ratio(revenue, filings.length),
    'tax.amountToRevenue': ratio(loan.amountFen, revenue),
    'tax.lateShare': ratio(payments.filter((row) => columns.daysLate[row]! > 0).length, payments.length),
    'tax.worstDelay': year.reduce((worst, row) => Math.max(worst, columns.daysLate[row]!), 0),
    'tax.arrears': kind('arrears').length,
  };
}

function utilityFeatures(book: Book, loan: LoanRow): Features {
  const { columns } = book.rows.utility;
  const year = knownRows(book, 'utility', loan, 365);
  if (year.length === 0) return {};
  const isPayment = (row: number): boolean => columns.kind[row] === UTILITY_PAYMENT;
  const payments = year.filter(isPayment);
  const bills = year.filter((row) => !isPayment(row));
  const billed = (row: number): number => columns.amountFen[row]!;
  const recent = bills.filter((row) => columns.eventDate[row]! > loan.appliedDay - 120);
  return {
    'utility.lateShare': ratio(payments.filter((row) => columns.daysLate[row]! > 0).length, payments.length),
    'utility.worstDelay': payments.reduce((worst, row) => Math.max(worst, columns.daysLate[row]!), 0),
    'utility.unpaid': ratio(sumOf(bills, billed) - sumOf(payments, billed), sumOf(bills, billed)),
    'utility.useTrend': ratio(sumOf(recent, billed), sumOf(bills, billed)),
  };
}

function bureauFeatures(book: Book, loan: LoanRow): Features {
  const { columns } = book.rows.bureau;
  const rows = knownRows(book, 'bureau', loan, Number.POSITIVE_INFINITY);
  if (rows.length === 0) return {};
  const kind = (name: keyof typeof BUREAU): number[] =>
    rows.filter((row) => columns.kind[row] === BUREAU[name]);
  const enquiries = kind('enquiry').filter((row) => columns.eventDate[row]! > loan.appliedDay - 180);
  return {
    'bureau.enquiries180': enquiries.length,
    'bureau.openLoans': kind('opened').length - kind('closed').length,
    'bureau.overdue': kind('overdue').length,
    'bureau.worstDaysPastDue': rows.reduce((worst, row) => Math.max(worst, columns.daysPastDue[row]!), 0),
  };
}
