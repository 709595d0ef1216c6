import { type Book, codeOf } from '../../../sources/index.ts';
import type { LoanRow } from '../loan-table.ts';
import { type Features, knownRows, ratio, sumOf } from './known-rows.ts';

/** Features of the application itself and of registry, account, tax, utilities and bureau. */
export function coreFeatures(book: Book, loan: LoanRow): Features {
  return {
    ...applicationFeatures(loan),
    ...registryFeatures(book, loan),
    ...bankFeatures(book, loan),
    ...taxFeatures(book, loan),
    ...utilityFeatures(book, loan),
    ...bureauFeatures(book, loan),
  };
}

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

function applicationFeatures({ amountFen, termMonths }: LoanRow): Features {
  return { 'application.amount': amountFen, 'application.term': termMonths };
}

function registryFeatures(book: Book, loan: LoanRow): Features {
  const { columns } = book.rows.registry;
  const last = knownRows(book.rows.registry, loan).at(-1);
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
  const half = knownRows(book.rows.bank, loan, 180);
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
  const year = knownRows(book.rows.tax, loan, 365);
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
  const year = knownRows(book.rows.utility, loan, 365);
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
  const rows = knownRows(book.rows.bureau, loan);
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
