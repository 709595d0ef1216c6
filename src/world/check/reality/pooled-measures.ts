import { blockOf, type InvoiceSet, type Side } from './invoice-set.ts';
import { monthOf, weekdayOf } from './month-table.ts';
import type { MonthRange } from './side-measures.ts';
import { TAX_CLASSES, type TaxClass, taxClassOf } from './tax-class.ts';

/** One side of all firms' paper together. */
export interface PooledMeasures {
  readonly nInvoices: number;
  readonly voidShare: number;
  readonly redShare: number;
  /** Positive valid amounts, yuan, ascending; the mean and sample sd of their natural log. */
  readonly amounts: Float64Array;
  readonly logAmountMean: number;
  readonly logAmountSd: number;
  /** Shares of valid invoices, Monday to Sunday. */
  readonly weekdays: readonly number[];
  /** Shares of positive valid invoices. */
  readonly taxClasses: Readonly<Record<TaxClass, number>>;
}

/** Pools one side over all firms; `ranges` has the months of each firm that count. */
export function measurePool(set: InvoiceSet, side: Side, ranges: readonly MonthRange[]): PooledMeasures {
  const amounts: number[] = [];
  const weekdays = new Array<number>(7).fill(0);
  const classes = Object.fromEntries(TAX_CLASSES.map((name) => [name, 0])) as Record<TaxClass, number>;
  let nInvoices = 0;
  let nValid = 0;
  for (const [firm, { from, to }] of ranges.entries()) {
    const block = blockOf(firm, side);
    for (let i = set.offsets[block]!; i < set.offsets[block + 1]!; i++) {
      const month = monthOf(set.day[i]!);
      if (month < from || month > to) continue;
      nInvoices += 1;
      if (!set.valid[i]) continue;
      nValid += 1;
      weekdays[weekdayOf(set.day[i]!)]! += 1;
      const amount = set.amount[i]!;
      if (amount <= 0) continue;
      amounts.push(amount);
      classes[taxClassOf(amount, set.tax[i]!)] += 1;
    }
  }
  let sum = 0;
  for (const amount of amounts) sum += Math.log(amount);
  const mean = sum / amounts.length;
  let squares = 0;
  for (const amount of amounts) squares += (Math.log(amount) - mean) ** 2;
  const share = (name: TaxClass): [TaxClass, number] => [name, classes[name] / amounts.length];
  return {
    nInvoices,
    voidShare: 1 - nValid / nInvoices,
    redShare: 1 - amounts.length / nValid,
    amounts: Float64Array.from(amounts).sort(),
    logAmountMean: mean,
    logAmountSd: Math.sqrt(squares / (amounts.length - 1)),
    weekdays: weekdays.map((n) => n / nValid),
    taxClasses: Object.fromEntries(TAX_CLASSES.map(share)) as Record<TaxClass, number>,
  };
}

/** Firms with a positive net amount in at least this many of the months are steady enough to show a season. */
const STEADY_MONTHS = 30;
/** A single month of many times the usual must not make a season. */
const MOST_OF_MEAN = 5;

/**
 * Seasonal index, January to December, of the steady firms over the whole years `from` .. `to`: each month's net amount
 * over the firm's mean month, no more than MOST_OF_MEAN, averaged over firms and years.
 */
export function seasonOf(
  set: InvoiceSet,
  side: Side,
  { from, to }: MonthRange,
): { readonly index: readonly number[]; readonly nFirms: number } {
  const index = new Array<number>(12).fill(0);
  const nMonths = to - from + 1;
  let nFirms = 0;
  for (let firm = 0; firm < set.firmIds.length; firm++) {
    const months = new Float64Array(nMonths);
    const block = blockOf(firm, side);
    for (let i = set.offsets[block]!; i < set.offsets[block + 1]!; i++) {
      const month = monthOf(set.day[i]!) - from;
      if (set.valid[i] && month >= 0 && month < nMonths) months[month]! += set.amount[i]!;
    }
    const nPositive = months.reduce((n, x) => n + Number(x > 0), 0);
    if (nPositive < Math.min(STEADY_MONTHS, nMonths)) continue;
    nFirms += 1;
    const mean = months.reduce((a, b) => a + b, 0) / nMonths;
    for (const [i, amount] of months.entries())
      index[(from + i) % 12]! += Math.min(MOST_OF_MEAN, amount / mean);
  }
  return { index: index.map((sum) => sum / (nFirms * (nMonths / 12))), nFirms };
}
