import type { Day } from '../../core/index.ts';
import { type Book, codeOf } from '../../sources/index.ts';
import { type Rows, readRows } from './source-rows.ts';

/** Late means more than a week: shorter delays are mere forgetting. */
export const LATE_DAYS = 7;
/** Days from a utility bill to its due day, as the simulated utilities set them: unpaid bills do not tell. */
const BILL_TERM_DAYS = 14;

/** Share of payments among the rows of `source` that were more than a week late; NaN without a payment. */
export function lateShare(
  source: 'tax' | 'utility' | 'payroll',
  { columns, nRows }: Rows<'kind' | 'daysLate'>,
): number {
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

/** What tax and social insurance records have in common: what is due is declared, paid late or noticed as arrears. */
export type DeclaredRows = Rows<'kind' | 'periodStart' | 'daysLate'>;

/** The same of tax; it cannot be overdue before it is filed. */
export function firstLateTax({ rows }: Book, firm: number, from: Day, until: Day): Day {
  return firstLateDeclared(rows.tax, codeOf('tax', 'kind', 'filing'), firm, from, until);
}

/** The same of social insurance, by its rows. */
export function firstLateSocial(payroll: DeclaredRows, firm: number, from: Day, until: Day): Day {
  return firstLateDeclared(payroll, codeOf('payroll', 'kind', 'declaration'), firm, from, until);
}

/** By late payments and notices of arrears. `declared` is the code of the record by which an amount becomes due. */
function firstLateDeclared(
  { columns, offsets }: DeclaredRows,
  declared: number,
  firm: number,
  from: Day,
  until: Day,
): Day {
  const declaredOn = new Map<number, Day>();
  for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++)
    if (columns.kind[row] === declared) declaredOn.set(columns.periodStart[row]!, columns.eventDate[row]!);
  const lateSince: Day[] = [];
  for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++) {
    if (columns.kind[row] === declared) continue;
    const happened = columns.eventDate[row]!;
    const due = Math.max(
      happened - columns.daysLate[row]!,
      declaredOn.get(columns.periodStart[row]!) ?? Number.NEGATIVE_INFINITY,
    );
    if (happened - due > LATE_DAYS) lateSince.push(due + LATE_DAYS + 1);
  }
  return earliest(lateSince, from, until);
}

/** Records of social insurance as the functions here read them. */
export function readPayroll(book: Book): Promise<DeclaredRows> {
  return readRows(book, 'payroll', ['kind', 'periodStart', 'daysLate']);
}

function earliest(days: Iterable<Day>, from: Day, until: Day): Day {
  let first = Number.POSITIVE_INFINITY;
  for (const day of days) if (day >= from && day <= until) first = Math.min(first, day);
  return first;
}
