import type { Day } from '../core/index.ts';
import { codeOf, type Slice } from '../sources/index.ts';
import { addReceipt, type Counterparties, clearCounterparties, newCounterparties } from './counterparties.ts';
import { firstRowFrom, YEAR_DAYS } from './window.ts';

const category = (value: string): number => codeOf('bank', 'category', value);
const IN = codeOf('bank', 'direction', 'in');
const SALES = category('sales');
const PAYROLL = category('payroll');
const LOAN = category('loan');
const REPAYMENT = category('repayment');
const OWNER = category('owner');

/** Thirty-day buckets of a year, newest first; the last five days of the window stay out of them. */
export const BUCKETS = 12;
const BUCKET_DAYS = 30;

const EMPTY = {
  records: 0,
  sales30: 0,
  sales90: 0,
  salesBefore90: 0,
  sales365: 0,
  salesAge: YEAR_DAYS,
  operatingIn90: 0,
  operatingOut90: 0,
  in180: 0,
  out90: 0,
  loanIn180: 0,
  ownerIn180: 0,
  repaid90: 0,
  payroll90: 0,
  payrollBefore90: 0,
  payrollBuckets: 0,
  lastBalance: Number.NaN,
  leastBalance90: Number.NaN,
  transactions90: 0,
  overdrawn90: 0,
  activeDays90: 0,
  customers180: 0,
};

/** Sums, in fen, over the bank transactions of the last 365 days that are known at asOf. */
export type BankSummary = typeof EMPTY & {
  readonly salesBuckets: Float64Array;
  readonly payers: Counterparties;
  readonly recentPayers: Set<number>;
};

export function newBankSummary(): BankSummary {
  return {
    ...EMPTY,
    salesBuckets: new Float64Array(BUCKETS),
    payers: newCounterparties(),
    recentPayers: new Set(),
  };
}

/** Summarises the slice at asOf into `s` (OUT) in one pass. */
export function summariseBank({ columns, start, end }: Slice<'bank'>, asOf: Day, s: BankSummary): void {
  Object.assign(s, EMPTY);
  s.salesBuckets.fill(0);
  clearCounterparties(s.payers);
  s.recentPayers.clear();
  const { eventDate, arrivalDate, direction, category: kind, amountFen, balanceFen, counterparty } = columns;
  let lastDay = -1;
  let payrollMask = 0;
  for (let i = firstRowFrom(eventDate, start, end, asOf - YEAR_DAYS + 1); i < end; i++) {
    const day = eventDate[i]!;
    const age = asOf - day;
    if (age < 0) break;
    if (arrivalDate[i]! > asOf) continue;
    const fen = amountFen[i]!;
    s.records += 1;
    s.lastBalance = balanceFen[i]!;
    if (age < 90) addBalance(s, s.lastBalance, day !== lastDay);
    lastDay = day;
    const what = kind[i]!;
    if (direction[i] !== IN) {
      addPaid(s, what, age, fen);
      if (what === PAYROLL && age < 180) payrollMask |= 1 << Math.floor(age / BUCKET_DAYS);
      continue;
    }
    addReceived(s, what, age, fen);
    if (what !== SALES) continue;
    addReceipt(s.payers, counterparty[i]!, fen);
    if (age < 180) s.recentPayers.add(counterparty[i]!);
  }
  for (; payrollMask > 0; payrollMask &= payrollMask - 1) s.payrollBuckets += 1;
  s.customers180 = s.recentPayers.size;
}

function addBalance(s: BankSummary, balance: number, newDay: boolean): void {
  s.transactions90 += 1;
  if (newDay) s.activeDays90 += 1;
  if (balance < 0) s.overdrawn90 += 1;
  // The least balance starts as NaN, which compares false with everything.
  if (!(s.leastBalance90 <= balance)) s.leastBalance90 = balance;
}

function addReceived(s: BankSummary, kind: number, age: number, fen: number): void {
  if (age < 180) {
    s.in180 += fen;
    if (kind === LOAN) s.loanIn180 += fen;
    if (kind === OWNER) s.ownerIn180 += fen;
  }
  if (age < 90 && kind !== LOAN && kind !== OWNER) s.operatingIn90 += fen;
  if (kind !== SALES) return;
  s.salesAge = age;
  s.sales365 += fen;
  if (age < 30) s.sales30 += fen;
  if (age < 90) s.sales90 += fen;
  else if (age < 180) s.salesBefore90 += fen;
  const bucket = Math.floor(age / BUCKET_DAYS);
  if (bucket < BUCKETS) s.salesBuckets[bucket]! += fen;
}

function addPaid(s: BankSummary, kind: number, age: number, fen: number): void {
  if (age < 90) {
    s.out90 += fen;
    if (kind === REPAYMENT) s.repaid90 += fen;
    else if (kind !== OWNER && kind !== LOAN) s.operatingOut90 += fen;
    if (kind === PAYROLL) s.payroll90 += fen;
  } else if (age < 180 && kind === PAYROLL) s.payrollBefore90 += fen;
}
