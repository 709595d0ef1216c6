import type { LoanRow } from '../loan-table.ts';
import type { Rows } from '../source-rows.ts';

/** Features of one loan by name; a name that is left out, or NaN, is unknown. */
export type Features = Readonly<Record<string, number>>;

/** Rows of the borrower that had arrived on the day of application and are at most `days` old. */
export function knownRows(
  { columns, offsets }: Pick<Rows, 'columns' | 'offsets'>,
  { firm, appliedDay }: Pick<LoanRow, 'firm' | 'appliedDay'>,
  days = Number.POSITIVE_INFINITY,
): number[] {
  const rows: number[] = [];
  for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++)
    if (columns.arrivalDate[row]! <= appliedDay && columns.eventDate[row]! > appliedDay - days)
      rows.push(row);
  return rows;
}

export function sumOf(rows: readonly number[], value: (row: number) => number): number {
  return rows.reduce((sum, row) => sum + value(row), 0);
}

export function meanOf(rows: readonly number[], value: (row: number) => number): number {
  return sumOf(rows, value) / rows.length;
}

/** 0 / 0 and x / 0 are unknown. */
export function ratio(a: number, b: number): number {
  return b > 0 ? a / b : Number.NaN;
}

/** Share of `value` that falls into the last `days` before the application: .5 of twice as many days is steady. */
export function recentShare(
  { columns }: Pick<Rows, 'columns'>,
  rows: readonly number[],
  { appliedDay }: Pick<LoanRow, 'appliedDay'>,
  days: number,
  value: (row: number) => number,
): number {
  const recent = rows.filter((row) => columns.eventDate[row]! > appliedDay - days);
  return ratio(sumOf(recent, value), sumOf(rows, value));
}
