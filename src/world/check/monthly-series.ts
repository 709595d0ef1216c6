import { monthIndexOf, parseDay } from '../../core/index.ts';
import { type Book, codeOf } from '../../sources/index.ts';
import { largestDeviation } from './statistics.ts';

/** One amount a firm and month: row-major, firm after firm. */
export interface MonthlySeries {
  readonly nMonths: number;
  /** Months since 1970-01 of the first column. */
  readonly firstMonth: number;
  /** Fen; 0 where nothing was recorded. */
  readonly amounts: Float64Array;
}

/**
 * Monthly revenue as declared for VAT. A period is filed in the month after, so the window lies one month before that of
 * the book.
 */
export function monthlyDeclared(book: Book): MonthlySeries {
  const { columns, offsets } = book.rows.tax;
  const start = monthIndexOf(parseDay(book.manifest.startDate)!);
  const nMonths = monthIndexOf(parseDay(book.manifest.endDate)!) - start + 1;
  const firstMonth = start - 1;
  const amounts = new Float64Array(book.firmIds.length * nMonths);
  const filing = codeOf('tax', 'kind', 'filing');
  for (let firm = 0; firm < book.firmIds.length; firm++) {
    for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++) {
      const month = monthIndexOf(columns.periodStart[row]!) - firstMonth;
      const revenue = columns.declaredRevenueFen[row]!;
      if (month < 0 || month >= nMonths || columns.kind[row] !== filing || Number.isNaN(revenue)) continue;
      amounts[firm * nMonths + month]! += revenue;
    }
  }
  return { nMonths, firstMonth, amounts };
}

/**
 * Seasonal index, January to December: each month over the firm's own mean, averaged over whole years and over the firms
 * that have an amount in every month of them. NaN where no firm has, or the series is shorter than a year.
 */
export function seasonalIndex({ nMonths, firstMonth, amounts }: MonthlySeries): {
  readonly index: readonly number[];
  readonly nFirms: number;
} {
  const used = nMonths - (nMonths % 12);
  const sums = new Array<number>(12).fill(0);
  let nFirms = 0;
  for (let start = 0; used > 0 && start < amounts.length; start += nMonths) {
    const months = amounts.subarray(start, start + used);
    if (!months.every((amount) => amount > 0)) continue;
    nFirms += 1;
    const own = months.reduce((a, b) => a + b, 0) / used;
    for (const [i, amount] of months.entries()) sums[(firstMonth + i) % 12]! += amount / own;
  }
  return { index: sums.map((sum) => sum / (nFirms * (used / 12))), nFirms };
}

/** Seasonal index of sales invoices of 219 steady small firms, 2017-19, January to December. CAL. */
export const REAL_SEASON = [1.2, 0.59, 0.83, 0.86, 0.88, 0.92, 0.94, 1.02, 1.01, 1.04, 1.21, 1.37] as const;

/** Largest distance of a seasonal index from the real one, and the month, 1 to 12. */
export function seasonDeviation(index: readonly number[]): {
  readonly value: number;
  readonly month: number;
} {
  const value = largestDeviation(index, REAL_SEASON);
  return { value, month: 1 + index.findIndex((x, i) => Math.abs(x - REAL_SEASON[i]!) === value) };
}
