import { codeOf } from '../../sources/index.ts';
import {
  type Accumulator,
  groupsOf,
  type Known,
  measuresOf,
  type ReadColumns,
} from '../engine/accumulator.ts';

const category = (value: string): number => codeOf('bank', 'category', value);
const IN = codeOf('bank', 'direction', 'in');
const SALES = category('sales');
const PURCHASE = category('purchase');
const PAYROLL = category('payroll');
const RENT = category('rent');
const TAX = category('tax');
const UTILITY = category('utility');
const LOAN = category('loan');
const REPAYMENT = category('repayment');
const OWNER = category('owner');

/** Amounts in fen. */
export const BANK = measuresOf(
  'received',
  'sales',
  'salesReceipts',
  'operatingIn',
  'loanIn',
  'loans',
  'ownerIn',
  'paid',
  'operatingOut',
  'purchases',
  'payroll',
  'rent',
  'tax',
  'utility',
  'repaid',
  'ownerOut',
  'overdrawn',
);

export const BANK_PARTIES = groupsOf('customers', 'suppliers', 'lenders');

/** What depends on the order of transactions; amounts in fen, NaN where there is none. */
export interface BankTrail {
  lastBalance: number;
  leastBalance90: number;
  leastBalance365: number;
  /** Mean balance after the transactions 0-89 and 90-179 days old. */
  meanBalance90: number;
  meanBalanceBefore90: number;
  activeDays90: number;
  largestSale90: number;
  /** Transactions after which the account was overdrawn, in a row, up to the newest. */
  overdrawnStreak: number;
}

/** Measure of a payment by the code of its category; 0, which is no measure of ours, where it has none. */
const MEASURE_OF_PAYMENT = new Int32Array(32);
MEASURE_OF_PAYMENT[PURCHASE] = BANK.purchases;
MEASURE_OF_PAYMENT[PAYROLL] = BANK.payroll;
MEASURE_OF_PAYMENT[RENT] = BANK.rent;
MEASURE_OF_PAYMENT[TAX] = BANK.tax;
MEASURE_OF_PAYMENT[UTILITY] = BANK.utility;
MEASURE_OF_PAYMENT[REPAYMENT] = BANK.repaid;
MEASURE_OF_PAYMENT[OWNER] = BANK.ownerOut;

export const bankAccumulator: Accumulator<'bank', BankTrail> = {
  source: 'bank',
  keeps: 'horizon',
  measures: Object.keys(BANK),
  groups: Object.keys(BANK_PARTIES),

  tally({ direction, category: kind, amountFen, balanceFen, counterparty }, row, to) {
    const fen = amountFen[row]!;
    const what = kind[row]!;
    if (balanceFen[row]! < 0) to.add(BANK.overdrawn, 1);
    if (direction[row] !== IN) {
      to.add(BANK.paid, fen);
      if (what !== REPAYMENT && what !== OWNER && what !== LOAN) to.add(BANK.operatingOut, fen);
      const measure = MEASURE_OF_PAYMENT[what]!;
      if (measure > 0) to.add(measure, fen);
      if (what === PURCHASE) to.meet(BANK_PARTIES.suppliers, counterparty[row]!, fen);
      return;
    }
    to.add(BANK.received, fen);
    if (what === SALES) {
      to.add(BANK.sales, fen);
      to.add(BANK.salesReceipts, 1);
      to.meet(BANK_PARTIES.customers, counterparty[row]!, fen);
    } else if (what === LOAN) {
      to.add(BANK.loanIn, fen);
      to.add(BANK.loans, 1);
      to.meet(BANK_PARTIES.lenders, counterparty[row]!, fen);
    } else if (what === OWNER) to.add(BANK.ownerIn, fen);
    if (what !== LOAN && what !== OWNER) to.add(BANK.operatingIn, fen);
  },

  newTrail: () => ({
    lastBalance: Number.NaN,
    leastBalance90: Number.NaN,
    leastBalance365: Number.NaN,
    meanBalance90: Number.NaN,
    meanBalanceBefore90: Number.NaN,
    activeDays90: 0,
    largestSale90: 0,
    overdrawnStreak: 0,
  }),

  readTrail({ columns, rows, n, asOf }: Known<ReadColumns<'bank'>>, trail) {
    const { eventDate, balanceFen, direction, category: kind, amountFen } = columns;
    let least90 = Number.POSITIVE_INFINITY;
    let least365 = Number.POSITIVE_INFINITY;
    let sum90 = 0;
    let sumBefore = 0;
    let n90 = 0;
    let nBefore = 0;
    let activeDays = 0;
    let largestSale = 0;
    let lastDay = -1;
    let streak = 0;
    let streakBroken = false;
    for (let i = n - 1; i >= 0; i--) {
      const row = rows[i]!;
      const day = eventDate[row]!;
      const age = asOf - day;
      if (age >= 365) break;
      const balance = balanceFen[row]!;
      if (balance < least365) least365 = balance;
      if (balance >= 0) streakBroken = true;
      else if (!streakBroken) streak += 1;
      if (age >= 180) continue;
      if (age >= 90) {
        sumBefore += balance;
        nBefore += 1;
        continue;
      }
      if (balance < least90) least90 = balance;
      sum90 += balance;
      n90 += 1;
      if (day !== lastDay) activeDays += 1;
      lastDay = day;
      if (direction[row] === IN && kind[row] === SALES && amountFen[row]! > largestSale) {
        largestSale = amountFen[row]!;
      }
    }
    trail.lastBalance = n > 0 ? balanceFen[rows[n - 1]!]! : Number.NaN;
    trail.leastBalance90 = n90 > 0 ? least90 : Number.NaN;
    trail.leastBalance365 = least365 < Number.POSITIVE_INFINITY ? least365 : Number.NaN;
    trail.meanBalance90 = n90 > 0 ? sum90 / n90 : Number.NaN;
    trail.meanBalanceBefore90 = nBefore > 0 ? sumBefore / nBefore : Number.NaN;
    trail.activeDays90 = activeDays;
    trail.largestSale90 = largestSale;
    trail.overdrawnStreak = streak;
  },
};
