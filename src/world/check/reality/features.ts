import type { InvoiceSet } from './invoice-set.ts';
import { type MonthRange, measureSide, type SideMeasures } from './side-measures.ts';

type Measure = readonly [string, (measures: SideMeasures) => number];

/** What the two-sample test sees of a side. Logarithms where the scale is long. */
const OF_A_SIDE: readonly Measure[] = [
  ['voidShare', (m) => m.voidShare],
  ['redShare', (m) => m.redShare],
  ['logAmountMean', (m) => m.logAmountMean],
  ['logAmountSd', (m) => m.logAmountSd],
  ['logInvoicesPerMonth', (m) => Math.log(m.invoicesPerMonth)],
  ['activeShare', (m) => m.activeShare],
  ['logMonthlyNet', (m) => (m.monthlyNet > 0 ? Math.log(m.monthlyNet) : Number.NaN)],
  ['logMonthSd', (m) => m.logMonthSd],
  ['lag1', (m) => m.lag1],
  ['logCounterparties', (m) => Math.log(m.counterparties)],
  ['hhi', (m) => m.hhi],
  ['topShare', (m) => m.topShare],
  ['february', (m) => m.february],
  ['weekendShare', (m) => m.weekendShare],
  ['standardRate', (m) => m.standardRate],
  ['logLongestGap', (m) => Math.log1p(m.longestGap)],
];

/** Finer traits of form and habit, for the stricter test. */
const OF_A_SIDE_STRICT: readonly Measure[] = [
  ['lastQuarter', (m) => m.lastQuarter],
  ['lowRate', (m) => m.lowRate],
  ['repeatedAmount', (m) => m.repeatedAmount],
  ['repeatedParty', (m) => m.repeatedParty],
  ['logInvoicesPerDay', (m) => Math.log(m.invoicesPerDay)],
  ['wholeTotal', (m) => m.wholeTotal],
  ['nearLargest', (m) => m.nearLargest],
];

const namesOf = (measures: readonly Measure[]): string[] =>
  ['sales', 'purchases'].flatMap((side) => measures.map(([name]) => `${side}.${name}`));

/** Names of the features of the two-sample test, in the order of `invoiceFeatures`; the strict ones come after the plain. */
export const PLAIN_FEATURES: readonly string[] = [...namesOf(OF_A_SIDE), 'logPurchasesOverSales'];
export const STRICT_FEATURES: readonly string[] = [...PLAIN_FEATURES, ...namesOf(OF_A_SIDE_STRICT)];

/** Values of STRICT_FEATURES for a firm's invoices of the months `range`; NaN where a firm cannot show one. */
export function invoiceFeatures(set: InvoiceSet, firm: number, range: MonthRange): Float64Array {
  const sales = measureSide(set, firm, 'sales', range);
  const purchases = measureSide(set, firm, 'purchases', range);
  const both = [sales, purchases];
  const plain = both.flatMap((side) => OF_A_SIDE.map(([, of]) => of(side)));
  const ratio = sales.net > 0 && purchases.net > 0 ? Math.log(purchases.net / sales.net) : Number.NaN;
  const strict = both.flatMap((side) => OF_A_SIDE_STRICT.map(([, of]) => of(side)));
  return Float64Array.from([...plain, ratio, ...strict], (x) => (Number.isFinite(x) ? x : Number.NaN));
}
