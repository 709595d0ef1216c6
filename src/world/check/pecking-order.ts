import type { Day } from '../../core/index.ts';
import type { Book } from '../../sources/index.ts';
import { type DeclaredRows, firstLateSocial, firstLateTax, firstLateUtility } from './arrears.ts';
import { day30Of, type LoanRow, lastArrivedDay } from './loan-table.ts';
import { median } from './statistics.ts';
import type { FirmTruth } from './truth.ts';

/** How defaulters ran late with several things, each since when. */
export interface PeckingOrder<K extends string> {
  readonly nDefaulters: number;
  /** Median days from application; Infinity where more than half were never late before the loan was bad. */
  readonly days: Readonly<Record<K | 'loan', number>>;
}

/** Something a firm pays: whether its records are there, and since when it was late. */
export interface Duty {
  readonly offsets: Int32Array;
  readonly firstLate: (firm: number, from: Day, until: Day) => Day;
}

/**
 * When defaulters turned late with `duties` and the loan (30 days past due). Only firms with records of every duty whose
 * loan was bad early enough for every record to have arrived; without those whose owner walked away (`truth`).
 */
export function peckingOrder<K extends string>(
  book: Book,
  loans: readonly LoanRow[],
  truth: FirmTruth | undefined,
  duties: Readonly<Record<K, Duty>>,
): PeckingOrder<K> {
  const until = lastArrivedDay(book);
  const named = Object.entries<Duty>(duties);
  const shown = loans.flatMap(({ firm, appliedDay, badDay }) =>
    badDay !== undefined &&
    badDay <= until &&
    truth?.walkedAway[firm] !== 1 &&
    named.every(([, { offsets }]) => offsets[firm + 1]! > offsets[firm]!)
      ? [{ firm, appliedDay, badDay }]
      : [],
  );
  const days = named.map(([name, { firstLate }]) => [
    name,
    median(shown.map(({ firm, appliedDay, badDay }) => firstLate(firm, appliedDay, badDay) - appliedDay)),
  ]);
  const loan = median(shown.map(({ appliedDay, badDay }) => day30Of(badDay) - appliedDay));
  return {
    nDefaulters: shown.length,
    days: { ...Object.fromEntries(days), loan } as PeckingOrder<K>['days'],
  };
}

/** What defaulters are late with, as the sources tell; tax and utilities, and social insurance by its rows. */
export function dutiesOf(book: Book, payroll: DeclaredRows): Record<'utility' | 'tax' | 'social', Duty> {
  return {
    utility: { offsets: book.rows.utility.offsets, firstLate: (...args) => firstLateUtility(book, ...args) },
    tax: { offsets: book.rows.tax.offsets, firstLate: (...args) => firstLateTax(book, ...args) },
    social: { offsets: payroll.offsets, firstLate: (...args) => firstLateSocial(payroll, ...args) },
  };
}
