import type { Day } from '../../../core/index.ts';
import { monthOf } from './month-table.ts';
import { correlationOf, type MonthRange, pairCorrelation, populationSd } from './side-measures.ts';

/** One booking of an account, real or simulated, in the account's own currency. */
export interface Booking {
  readonly day: Day;
  readonly inwards: boolean;
  /** Positive. */
  readonly amount: number;
  /** Balance after it, receipts of a day before its payments; an overdraft is negative. */
  readonly balance: number;
  /** Interest and fees of the bank itself: they move the balance but are no business of the holder. */
  readonly byBank: boolean;
}

/** The shape of an account over its months, free of its currency. NaN where there is too little to say. */
export interface AccountMeasures {
  readonly nMonths: number;
  /** Months with a positive flow: sd (n) of its log, and correlation of the log of successive ones. */
  readonly logSdIn: number;
  readonly logSdOut: number;
  readonly lag1In: number;
  readonly lag1Out: number;
  /** Correlation over months of log receipts with log payments, months that have both. */
  readonly inWithOut: number;
  /** Mean month-end balance over mean monthly receipts. */
  readonly balanceOverInflow: number;
  readonly transactionsPerMonth: number;
  /** Share of bookings that are receipts. */
  readonly inwardsShare: number;
  /** Share of months in which the balance was below zero after some booking. */
  readonly negativeMonths: number;
  /** Share of months without a receipt. */
  readonly dryMonths: number;
  /** Share of an average month's receipts that the largest booking makes, mean over months with one. */
  readonly largestIn: number;
}

/** Fewer months with a flow say nothing of spread and memory. OWN: a third below the twelve of invoices, the accounts are young. */
const LEAST_MONTHS = 8;

/** Measures the `bookings` of one account, in order of days, over the months `range`. */
export function measureAccount(bookings: readonly Booking[], range: MonthRange): AccountMeasures {
  const nMonths = range.to - range.from + 1;
  const zeros = (): number[] => new Array<number>(nMonths).fill(0);
  const [into, out, largest, ends] = [zeros(), zeros(), zeros(), zeros()] as const;
  const isNegative = new Array<boolean>(nMonths).fill(false);
  let balance = 0;
  let next = 0;
  let nBookings = 0;
  let nInwards = 0;
  for (const { day, inwards, amount, balance: after, byBank } of bookings) {
    const month = monthOf(day) - range.from;
    for (; next < Math.min(month, nMonths); next++) ends[next] = balance;
    balance = after;
    if (month < 0 || month >= nMonths) continue;
    if (after < 0) isNegative[month] = true;
    if (byBank) continue;
    nBookings += 1;
    (inwards ? into : out)[month]! += amount;
    if (!inwards) continue;
    nInwards += 1;
    largest[month] = Math.max(largest[month]!, amount);
  }
  for (; next < nMonths; next++) ends[next] = balance;
  const both = into.flatMap((x, i) => (x > 0 && out[i]! > 0 ? [i] : []));
  const logsOf = (flows: readonly number[]): number[] => both.map((i) => Math.log(flows[i]!));
  const wet = into.flatMap((x, i) => (x > 0 ? [largest[i]! / x] : []));
  const inflow = meanOf(into);
  return {
    nMonths,
    logSdIn: ofLogs(into, populationSd),
    logSdOut: ofLogs(out, populationSd),
    lag1In: ofLogs(into, pairCorrelation),
    lag1Out: ofLogs(out, pairCorrelation),
    inWithOut: both.length >= LEAST_MONTHS ? correlationOf(logsOf(into), logsOf(out)) : Number.NaN,
    balanceOverInflow: inflow > 0 ? meanOf(ends) / inflow : Number.NaN,
    transactionsPerMonth: nBookings / nMonths,
    inwardsShare: nBookings > 0 ? nInwards / nBookings : Number.NaN,
    negativeMonths: isNegative.filter(Boolean).length / nMonths,
    dryMonths: 1 - wet.length / nMonths,
    largestIn: meanOf(wet),
  };
}

/** The whole months of an account, without the first and the last, which it did not see in full; undefined below LEAST_MONTHS. */
export function wholeMonths(bookings: readonly Booking[]): MonthRange | undefined {
  const first = bookings[0];
  const last = bookings.at(-1);
  if (!first || !last) return undefined;
  const range = { from: monthOf(first.day) + 1, to: monthOf(last.day) - 1 };
  return range.to - range.from + 1 >= LEAST_MONTHS ? range : undefined;
}

function ofLogs(flows: readonly number[], of: (logs: number[]) => number): number {
  const logs = flows.filter((x) => x > 0).map(Math.log);
  return logs.length >= LEAST_MONTHS ? of(logs) : Number.NaN;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
