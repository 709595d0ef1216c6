import { type Day, firstDayOfMonthIndex, monthIndexOf } from '../../../core/index.ts';

const FIRST_MONTH = monthIndexOf(0);
const N_MONTHS = 12 * 80;
const MONTH_OF_DAY = new Int32Array(firstDayOfMonthIndex(FIRST_MONTH + N_MONTHS));
for (let month = 0; month < N_MONTHS; month++) {
  MONTH_OF_DAY.fill(month, firstDayOfMonthIndex(month), firstDayOfMonthIndex(month + 1));
}

/** Months since 1970-01 of a day from 1970 to 2049, by a table: millions of invoices ask. */
export function monthOf(day: Day): number {
  return MONTH_OF_DAY[day]!;
}

/** Monday 0 to Sunday 6 (1970-01-01 was a Thursday). */
export function weekdayOf(day: Day): number {
  return (day + 3) % 7;
}
