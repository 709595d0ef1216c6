import { blockOf, type InvoiceSet, type Side } from './invoice-set.ts';
import { monthOf, weekdayOf } from './month-table.ts';
import { taxClassOf } from './tax-class.ts';

/** Months that are compared, months since 1970-01, both ends included. */
export interface MonthRange {
  readonly from: number;
  readonly to: number;
}

/** One side of one firm's paper. Ratios are NaN where there is nothing to divide by. */
export interface SideMeasures {
  readonly nInvoices: number;
  readonly nValid: number;
  readonly voidShare: number;
  /** Red letters among the valid. */
  readonly redShare: number;
  /** Natural log of the positive valid amounts, yuan: mean and sample sd. */
  readonly logAmountMean: number;
  readonly logAmountSd: number;
  /** First and last month with a valid invoice, and how many months that is; to < from without any. */
  readonly from: number;
  readonly to: number;
  readonly span: number;
  readonly invoicesPerMonth: number;
  /** Share of the span's months with a valid invoice. */
  readonly activeShare: number;
  /** Valid net amount, red letters taken off: sum, and mean of the span's months, yuan. */
  readonly net: number;
  readonly monthlyNet: number;
  /** Months of the span with a positive net amount: sd (n) of their log and correlation of successive ones; NaN below 12. */
  readonly logMonthSd: number;
  readonly lag1: number;
  /** Parties with a positive valid invoice, and how their positive amounts concentrate. */
  readonly counterparties: number;
  readonly hhi: number;
  readonly topShare: number;
  /** Net of February and of October to December over that of a mean month; NaN where the range never saw one. */
  readonly february: number;
  readonly lastQuarter: number;
  readonly weekendShare: number;
  /** Share of positive valid invoices at the standard rate of goods, and at the small payers' rate or 0. */
  readonly standardRate: number;
  readonly lowRate: number;
  /** Longest time without a valid invoice inside the span, days. */
  readonly longestGap: number;
  /** Share of positive valid invoices whose amount, or party, is that of the one before. */
  readonly repeatedAmount: number;
  readonly repeatedParty: number;
  /** Valid invoices on a day that has one. */
  readonly invoicesPerDay: number;
  /** Share of positive valid invoices whose total with tax is a whole number of yuan. */
  readonly wholeTotal: number;
  /** Share of positive valid invoices above 80 % of the largest. */
  readonly nearLargest: number;
}

/** Fewer active months say nothing of spread and memory. */
const LEAST_MONTHS = 12;
/** A month whose invoices were all taken back leaves rounding dust, not turnover. */
const LEAST_YUAN = 0.01;
const NEAR_LARGEST = 0.8;
const FEBRUARY = 1;
const OCTOBER = 9;

/** Measures one side of firm `firm`, of the invoices dated in `range` only. */
export function measureSide(set: InvoiceSet, firm: number, side: Side, range: MonthRange): SideMeasures {
  const block = blockOf(firm, side);
  const { day, amount, tax, valid, counterparty } = set;
  let start = set.offsets[block]!;
  let end = set.offsets[block + 1]!;
  while (start < end && monthOf(day[start]!) < range.from) start += 1;
  while (end > start && monthOf(day[end - 1]!) > range.to) end -= 1;

  const months = new Float64Array(range.to - range.from + 1);
  const isActive = new Uint8Array(months.length);
  const parties = new Map<number, number>();
  let nValid = 0;
  let nPositive = 0;
  let nDays = 0;
  let previous = -1;
  let previousPositive = -1;
  let largest = 0;
  let sum = 0;
  let sumSquares = 0;
  const tally = { weekend: 0, standard: 0, low: 0, amount: 0, party: 0, whole: 0, gap: 0 };
  for (let i = start; i < end; i++) {
    if (!valid[i]) continue;
    nValid += 1;
    const month = monthOf(day[i]!) - range.from;
    months[month]! += amount[i]!;
    isActive[month] = 1;
    if (weekdayOf(day[i]!) >= 5) tally.weekend += 1;
    if (previous < 0 || day[previous] !== day[i]) nDays += 1;
    if (previous >= 0) tally.gap = Math.max(tally.gap, day[i]! - day[previous]!);
    previous = i;
    if (amount[i]! <= 0) continue;
    nPositive += 1;
    largest = Math.max(largest, amount[i]!);
    const log = Math.log(amount[i]!);
    sum += log;
    sumSquares += log * log;
    parties.set(counterparty[i]!, (parties.get(counterparty[i]!) ?? 0) + amount[i]!);
    const taxClass = taxClassOf(amount[i]!, tax[i]!);
    if (taxClass === 'standard') tally.standard += 1;
    if (taxClass === 'small' || taxClass === 'zero') tally.low += 1;
    if (Math.abs(((amount[i]! + tax[i]! + 0.001) % 1) - 0.001) < 0.002) tally.whole += 1;
    if (previousPositive >= 0) {
      if (amount[previousPositive] === amount[i]) tally.amount += 1;
      if (counterparty[previousPositive] === counterparty[i]) tally.party += 1;
    }
    previousPositive = i;
  }
  let nearLargest = 0;
  for (let i = start; i < end; i++) if (valid[i] && amount[i]! > NEAR_LARGEST * largest) nearLargest += 1;

  const from = isActive.indexOf(1);
  const to = isActive.lastIndexOf(1);
  const span = to - from + 1;
  const lived = from < 0 ? new Float64Array(0) : months.subarray(from, to + 1);
  const net = lived.reduce((a, b) => a + b, 0);
  const nActive = isActive.reduce((a, b) => a + b, 0);
  const logMonths = Array.from(lived)
    .filter((x) => x >= LEAST_YUAN)
    .map(Math.log);
  const enough = logMonths.length >= LEAST_MONTHS;
  const shares = sharesOf(parties);
  const mean = sum / nPositive;
  return {
    nInvoices: end - start,
    nValid,
    voidShare: 1 - nValid / (end - start),
    redShare: 1 - nPositive / nValid,
    logAmountMean: mean,
    logAmountSd: Math.sqrt(Math.max(0, sumSquares - nPositive * mean * mean) / (nPositive - 1)),
    from: from < 0 ? 0 : range.from + from,
    to: from < 0 ? -1 : range.from + to,
    span: from < 0 ? 0 : span,
    invoicesPerMonth: nValid / span,
    activeShare: nActive / span,
    net,
    monthlyNet: net / span,
    logMonthSd: enough ? populationSd(logMonths) : Number.NaN,
    lag1: enough ? pairCorrelation(logMonths) : Number.NaN,
    counterparties: parties.size,
    hhi: shares.reduce((a, share) => a + share * share, 0) || Number.NaN,
    topShare: shares.length > 0 ? Math.max(...shares) : Number.NaN,
    february: seasonRatio(lived, range.from + from, (month) => month === FEBRUARY),
    lastQuarter: seasonRatio(lived, range.from + from, (month) => month >= OCTOBER),
    weekendShare: tally.weekend / nValid,
    standardRate: tally.standard / nPositive,
    lowRate: tally.low / nPositive,
    longestGap: nValid > 1 ? tally.gap : Number.NaN,
    repeatedAmount: tally.amount / (nPositive - 1),
    repeatedParty: tally.party / (nPositive - 1),
    invoicesPerDay: nValid / nDays,
    wholeTotal: tally.whole / nPositive,
    nearLargest: nearLargest / nPositive,
  };
}

function sharesOf(parties: ReadonlyMap<number, number>): number[] {
  let total = 0;
  for (const amount of parties.values()) total += amount;
  return Array.from(parties.values(), (amount) => amount / total);
}

/** Standard deviation (n) of `values`. */
export function populationSd(values: readonly number[]): number {
  const centre = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((a, x) => a + (x - centre) ** 2, 0) / values.length);
}

/** Spread below this share of the values' own size is what rounding leaves of equal values. */
const DUST = 1e-12;

/** Pearson correlation of two lists of equal length; NaN without spread. */
export function correlationOf(a: readonly number[], b: readonly number[]): number {
  const n = a.length;
  const meanA = a.reduce((sum, value) => sum + value, 0) / n;
  const meanB = b.reduce((sum, value) => sum + value, 0) / n;
  let [aa, bb, ab] = [0, 0, 0];
  for (const [i, value] of a.entries()) {
    aa += (value - meanA) ** 2;
    bb += (b[i]! - meanB) ** 2;
    ab += (value - meanA) * (b[i]! - meanB);
  }
  const isFlat = (squares: number, mean: number): boolean => !(squares > n * (DUST * mean) ** 2);
  return isFlat(aa, meanA) || isFlat(bb, meanB) ? Number.NaN : ab / Math.sqrt(aa * bb);
}

/** Pearson correlation of successive values; NaN without spread. */
export function pairCorrelation(series: readonly number[]): number {
  return correlationOf(series.slice(0, -1), series.slice(1));
}

/** Mean of the calendar months that `isOf` names (January 0) over the mean of all; NaN without one or without turnover. */
function seasonRatio(months: Float64Array, first: number, isOf: (month: number) => boolean): number {
  let sum = 0;
  let count = 0;
  let total = 0;
  for (const [i, amount] of months.entries()) {
    total += amount;
    if (!isOf((first + i) % 12)) continue;
    sum += amount;
    count += 1;
  }
  return count > 0 && total > 0 ? sum / count / (total / months.length) : Number.NaN;
}
