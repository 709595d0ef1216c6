import { firstDayOfMonthIndex, monthIndexOf } from '../../../core/index.ts';
import { type InvoiceSet, SIDES, type Side } from './invoice-set.ts';
import { measurePool, type PooledMeasures, seasonOf } from './pooled-measures.ts';
import { LEVELS, quantilesOf } from './quantiles.ts';
import { type MonthRange, measureSide, type SideMeasures } from './side-measures.ts';
import { TAX_CLASSES } from './tax-class.ts';

/** One row of the table: a quantity of one side, its meaning, and its values under the row's own headings. */
export interface RealityRow {
  readonly side: Side;
  readonly quantity: string;
  /** Decimals that make sense. */
  readonly digits: number;
  readonly headings: readonly string[];
  readonly values: readonly number[];
}

/** Which months of each firm count, and which whole years show the season. */
export interface RealityScope {
  readonly ranges: readonly MonthRange[];
  readonly season: MonthRange;
}

type Quantity = readonly [string, number, (measures: SideMeasures) => number];

/** Quantities of a firm; the table shows their quantiles over firms. */
const OF_A_FIRM: readonly Quantity[] = [
  ['void share', 3, (m) => m.voidShare],
  ['red-letter share of valid', 3, (m) => m.redShare],
  ['log sd of invoice amounts inside a firm', 2, (m) => m.logAmountSd],
  ['valid invoices a month', 1, (m) => m.invoicesPerMonth],
  ['share of months with an invoice', 2, (m) => m.activeShare],
  ['mean monthly net amount, yuan', 0, (m) => m.monthlyNet],
  ['log sd of monthly amount inside a firm', 2, (m) => m.logMonthSd],
  ['lag-1 correlation of log monthly amount', 2, (m) => m.lag1],
  ['counterparties', 0, (m) => (m.counterparties > 0 ? m.counterparties : Number.NaN)],
  ['concentration HHI', 3, (m) => m.hhi],
  ["largest counterparty's share", 2, (m) => m.topShare],
  ['longest gap, days', 0, (m) => m.longestGap],
  ['share of amounts equal to the one before', 2, (m) => m.repeatedAmount],
  ['share of parties equal to the one before', 2, (m) => m.repeatedParty],
  ['invoices on a day that has one', 1, (m) => m.invoicesPerDay],
];

const QUANTILES = LEVELS.map((p) => `${100 * p} %`);
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * Every row of the table of real small firms for the invoices of `set`: quantiles over firms with invoices on the side,
 * figures of all invoices pooled, season, weekdays and tax classes, both sides.
 */
export function realityTable(set: InvoiceSet, scope: RealityScope): RealityRow[] {
  const measured = new Map<Side, SideMeasures[]>();
  const rows: RealityRow[] = [];
  for (const side of SIDES) {
    const firms = scope.ranges.map((range, firm) => measureSide(set, firm, side, range));
    measured.set(side, firms);
    const present = firms.filter(({ nInvoices }) => nInvoices > 0);
    for (const [quantity, digits, of] of OF_A_FIRM) {
      rows.push({ side, quantity, digits, headings: QUANTILES, values: quantilesOf(present.map(of)) });
    }
    rows.push({
      side,
      quantity: 'log sd between firms of mean monthly net amount',
      digits: 2,
      headings: ['sd'],
      values: [sampleSd(present.flatMap(({ monthlyNet }) => (monthlyNet > 0 ? [Math.log(monthlyNet)] : [])))],
    });
    rows.push(...pooledRows(side, measurePool(set, side, scope.ranges)));
    const { index, nFirms } = seasonOf(set, side, scope.season);
    const quantity = `seasonal index of ${nFirms} steady firms`;
    rows.push({ side, quantity, digits: 2, headings: MONTHS, values: index });
  }
  const [sales, purchases] = SIDES.map((side) => measured.get(side)!);
  const ratios = sales!.map((own, firm) => (own.net > 0 ? purchases![firm]!.net / own.net : Number.NaN));
  const quantity = 'purchases / sales over the whole span';
  rows.push({ side: 'purchases', quantity, digits: 3, headings: QUANTILES, values: quantilesOf(ratios) });
  return rows;
}

function pooledRows(side: Side, pool: PooledMeasures): RealityRow[] {
  const row = (
    quantity: string,
    digits: number,
    headings: readonly string[],
    values: readonly number[],
  ): RealityRow => ({
    side,
    quantity,
    digits,
    headings,
    values,
  });
  return [
    row('all invoices: void, red-letter share', 3, ['void', 'red'], [pool.voidShare, pool.redShare]),
    row('amounts of all invoices, yuan', 0, QUANTILES, quantilesOf(pool.amounts)),
    row('log amount of all invoices', 2, ['mean', 'sd'], [pool.logAmountMean, pool.logAmountSd]),
    row('weekday shares', 3, WEEKDAYS, pool.weekdays),
    row(
      'tax class shares',
      2,
      TAX_CLASSES,
      TAX_CLASSES.map((name) => pool.taxClasses[name]),
    ),
  ];
}

/** The whole of a set: every month it has, and its whole calendar years for the season. */
export function wholeScope(set: InvoiceSet): RealityScope {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const day of set.day) {
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  const range = { from: monthIndexOf(first), to: monthIndexOf(last) };
  const firstJanuary = Math.ceil(range.from / 12) * 12;
  // The last December counts only when its last day can have been seen.
  const complete = firstDayOfMonthIndex(range.to + 1) - 1 - last <= 7 ? range.to : range.to - 1;
  const lastDecember = Math.floor((complete + 1) / 12) * 12 - 1;
  return { ranges: set.firmIds.map(() => range), season: { from: firstJanuary, to: lastDecember } };
}

function sampleSd(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((a, x) => a + (x - mean) ** 2, 0) / (values.length - 1));
}
