import { type Day, parseDay } from '../../core/index.ts';
import { type Book, codeOf } from '../../sources/index.ts';
import type { FirmTruth, LoanRow } from './loan-table.ts';
import { median } from './statistics.ts';

/** Late means more than a week: shorter delays are mere forgetting. */
export const LATE_DAYS = 7;
/** Days from a utility bill to its due day, as the simulated utilities set them: unpaid bills do not tell. */
const BILL_TERM_DAYS = 14;
/** Records of what happened this long before the book's end have all arrived. */
const ARRIVED_DAYS = 30;
/** From 30 to 90 days past due. */
const DAYS_FROM_30_TO_90 = 60;

/** Share of payments in `source` that were more than a week late; NaN without a payment. */
export function lateShare(book: Book, source: 'tax' | 'utility'): number {
  const { columns, nRows } = book.rows[source];
  const payment = codeOf(source, 'kind', 'payment');
  let payments = 0;
  let late = 0;
  for (let row = 0; row < nRows; row++) {
    if (columns.kind[row] !== payment) continue;
    payments += 1;
    if (columns.daysLate[row]! > LATE_DAYS) late += 1;
  }
  return late / payments;
}

/** The day since which a firm's first bill in [from, until] has been more than a week late; Infinity where none was. */
export function firstLateUtility(book: Book, firm: number, from: Day, until: Day): Day {
  const { columns, offsets } = book.rows.utility;
  const bill = codeOf('utility', 'kind', 'bill');
  const lateSince = new Map<number, Day>();
  const key = (row: number): number => 2 * columns.periodStart[row]! + columns.service[row]!;
  for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++) {
    if (columns.kind[row] === bill)
      lateSince.set(key(row), columns.eventDate[row]! + BILL_TERM_DAYS + LATE_DAYS + 1);
  }
  for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++) {
    if (columns.kind[row] === bill) continue;
    const daysLate = columns.daysLate[row]!;
    if (daysLate <= LATE_DAYS) lateSince.delete(key(row));
    else lateSince.set(key(row), columns.eventDate[row]! - daysLate + LATE_DAYS + 1);
  }
  return earliest(lateSince.values(), from, until);
}

/** The same of tax, by late payments and notices of arrears; tax cannot be overdue before it is filed. */
export function firstLateTax(book: Book, firm: number, from: Day, until: Day): Day {
  const { columns, offsets } = book.rows.tax;
  const filing = codeOf('tax', 'kind', 'filing');
  const filed = new Map<number, Day>();
  for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++)
    if (columns.kind[row] === filing) filed.set(columns.periodStart[row]!, columns.eventDate[row]!);
  const lateSince: Day[] = [];
  for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++) {
    if (columns.kind[row] === filing) continue;
    const happened = columns.eventDate[row]!;
    const due = Math.max(
      happened - columns.daysLate[row]!,
      filed.get(columns.periodStart[row]!) ?? Number.NEGATIVE_INFINITY,
    );
    if (happened - due > LATE_DAYS) lateSince.push(due + LATE_DAYS + 1);
  }
  return earliest(lateSince, from, until);
}

/** Median days from application to what went wrong first, over defaulters whose records show all of it. */
export interface PeckingOrder {
  readonly nDefaulters: number;
  /** Infinity where more than half were never late before the loan was bad. */
  readonly utilityDays: number;
  readonly taxDays: number;
  readonly loanDays: number;
}

/**
 * When defaulters turned late with utilities, tax and the loan. Only firms with tax and utility records whose loan was
 * bad early enough for every record to have arrived; without those whose owner walked away (`truth`).
 */
export function peckingOrder(
  book: Book,
  loans: readonly LoanRow[],
  truth: FirmTruth | undefined,
): PeckingOrder {
  const until = parseDay(book.manifest.endDate)! - ARRIVED_DAYS;
  const covered = (source: 'tax' | 'utility', firm: number): boolean =>
    book.rows[source].offsets[firm + 1]! > book.rows[source].offsets[firm]!;
  const shown = loans.flatMap(({ firm, appliedDay, badDay }) =>
    badDay !== undefined &&
    badDay <= until &&
    truth?.walkedAway[firm] !== 1 &&
    covered('tax', firm) &&
    covered('utility', firm)
      ? [
          {
            utility: firstLateUtility(book, firm, appliedDay, badDay) - appliedDay,
            tax: firstLateTax(book, firm, appliedDay, badDay) - appliedDay,
            loan: badDay - DAYS_FROM_30_TO_90 - appliedDay,
          },
        ]
      : [],
  );
  return {
    nDefaulters: shown.length,
    utilityDays: median(shown.map(({ utility }) => utility)),
    taxDays: median(shown.map(({ tax }) => tax)),
    loanDays: median(shown.map(({ loan }) => loan)),
  };
}

function earliest(days: Iterable<Day>, from: Day, until: Day): Day {
  let first = Number.POSITIVE_INFINITY;
  for (const day of days) if (day >= from && day <= until) first = Math.min(first, day);
  return first;
}
