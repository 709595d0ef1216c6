import { fenToYuan, monthIndexOf, parseDay } from '../../core/index.ts';
import { type Book, codeOf } from '../../sources/index.ts';
import { blockOf, type InvoiceSet, SIDES } from './reality/invoice-set.ts';
import { type MonthRange, measureSide, type SideMeasures } from './reality/side-measures.ts';
import { readRows } from './source-rows.ts';

/**
 * The invoices of a book as the real ones are measured: what a void, a red letter or a month is, and whose partner counts,
 * is decided by `reality/` for both.
 */
export interface Paper {
  readonly set: InvoiceSet;
  /** Months of the book, months since 1970-01. */
  readonly months: MonthRange;
  /** Both sides of every firm of the book, in its order; one without invoices has `nInvoices` 0, see `present`. */
  readonly sales: readonly SideMeasures[];
  readonly purchases: readonly SideMeasures[];
}

/** Reads and measures the invoices of `book`; of a book without any no side has one. */
export async function readPaper(book: Book): Promise<Paper> {
  const set = await readInvoices(book);
  const months = monthsOfBook(book);
  const [sales, purchases] = SIDES.map((side) =>
    book.firmIds.map((_, firm) => measureSide(set, firm, side, months)),
  );
  return { set, months, sales: sales!, purchases: purchases! };
}

/** The sides with invoices: real firms without any are in no figure, and their counts of 0 would be in ours. */
export function present(sides: readonly SideMeasures[]): SideMeasures[] {
  return sides.filter(({ nInvoices }) => nInvoices > 0);
}

/** The real firms' lower quartile of mean monthly net sales, yuan. CAL. */
const COMPARABLE_YUAN = 68_000;

/**
 * Whether a firm sells as much as three in four of the real ones: the micro firms of the book, which the real sample lacks,
 * have few invoices and few partners because they are small.
 */
export function isComparable(sales: SideMeasures): boolean {
  return sales.monthlyNet >= COMPARABLE_YUAN;
}

function monthsOfBook({ manifest }: Book): MonthRange {
  return {
    from: monthIndexOf(parseDay(manifest.startDate)!),
    to: monthIndexOf(parseDay(manifest.endDate)!),
  };
}

async function readInvoices(book: Book): Promise<InvoiceSet> {
  const fields = ['direction', 'counterparty', 'amountFen', 'taxFen', 'status'] as const;
  const { nRows, columns, offsets } = await readRows(book, 'invoices', fields);
  const directions = [codeOf('invoices', 'direction', 'issued'), codeOf('invoices', 'direction', 'received')];
  const valid = codeOf('invoices', 'status', 'valid');
  const set = {
    firmIds: book.firmIds,
    offsets: new Int32Array(SIDES.length * book.firmIds.length + 1),
    day: new Int32Array(nRows),
    counterparty: new Int32Array(nRows),
    amount: new Float64Array(nRows),
    tax: new Float64Array(nRows),
    valid: new Uint8Array(nRows),
  } satisfies InvoiceSet;
  let next = 0;
  for (let firm = 0; firm < book.firmIds.length; firm++) {
    for (const [i, side] of SIDES.entries()) {
      for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++) {
        if (columns.direction[row] !== directions[i]) continue;
        set.day[next] = columns.eventDate[row]!;
        set.counterparty[next] = columns.counterparty[row]!;
        set.amount[next] = fenToYuan(columns.amountFen[row]!);
        set.tax[next] = fenToYuan(columns.taxFen[row]!);
        set.valid[next] = columns.status[row] === valid ? 1 : 0;
        next += 1;
      }
      set.offsets[blockOf(firm, side) + 1] = next;
    }
  }
  return set;
}
