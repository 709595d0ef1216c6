import { join } from 'node:path';
import { type CategoryColumn, type Column, columnOf, readTable, type Table } from '../../../table/index.ts';
import { groupInvoices, type InvoiceRow, type InvoiceSet, type Side } from './invoice-set.ts';

/** Files of the real sample, both sides of its two groups of firms. */
const REAL_FILES: readonly (readonly [string, Side, string])[] = [
  ['output_invoices_123_labeled.csv.gz', 'sales', 'buyer_id'],
  ['output_invoices_302_unlabeled.csv.gz', 'sales', 'buyer_id'],
  ['input_invoices_123_labeled.csv.gz', 'purchases', 'seller_id'],
  ['input_invoices_302_unlabeled.csv.gz', 'purchases', 'seller_id'],
];

/**
 * The real VAT invoices of the folder `dir` (the files of the 2020 contest, as gzipped CSV). Never the firms' ratings or
 * outcomes: what is compared here must not know them. @throws PARUS_FILE_*, PARUS_TABLE_*
 */
export async function readRealInvoices(dir: string): Promise<InvoiceSet> {
  const firms = new Coding();
  const rows: InvoiceRow[] = [];
  for (const [file, side, party] of REAL_FILES) {
    const table = await readTable(join(dir, file), {
      columns: ['company_id', party, 'invoice_date', 'amount', 'tax', 'status'],
      kinds: { company_id: 'category', [party]: 'category', invoice_date: 'date', status: 'category' },
    });
    pushRows(rows, firms, table, {
      firm: 'company_id',
      day: 'invoice_date',
      party,
      amount: 'amount',
      tax: 'tax',
      perYuan: 1,
      side: () => side,
    });
  }
  return groupInvoices(firms.texts, rows);
}

/** The invoices of a simulated book. @throws PARUS_FILE_*, PARUS_TABLE_* */
export async function readBookInvoices(dir: string): Promise<InvoiceSet> {
  const columns = [
    'firmId',
    'direction',
    'counterparty',
    'eventDate',
    'amountFen',
    'taxFen',
    'status',
  ] as const;
  const table = await readTable(join(dir, 'invoices.parquet'), { columns });
  const firms = new Coding();
  const rows: InvoiceRow[] = [];
  const direction = texts(table, 'direction');
  const issued = direction.levels.indexOf('issued');
  pushRows(rows, firms, table, {
    firm: 'firmId',
    day: 'eventDate',
    party: 'counterparty',
    amount: 'amountFen',
    tax: 'taxFen',
    perYuan: 100,
    side: (row) => (direction.codes[row] === issued ? 'sales' : 'purchases'),
  });
  return groupInvoices(firms.texts, rows);
}

/** Numbers for texts in order of appearance. */
class Coding {
  readonly texts: string[] = [];
  readonly #codes = new Map<string, number>();

  of(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    this.#codes.set(text, this.texts.length);
    this.texts.push(text);
    return this.texts.length - 1;
  }
}

interface Layout {
  readonly firm: string;
  readonly day: string;
  readonly party: string;
  readonly amount: string;
  readonly tax: string;
  /** Units of the amounts in a yuan. */
  readonly perYuan: number;
  readonly side: (row: number) => Side;
}

function pushRows(rows: InvoiceRow[], firms: Coding, table: Table, layout: Layout): void {
  const firm = texts(table, layout.firm);
  const party = texts(table, layout.party);
  const status = texts(table, 'status');
  const validCode = status.levels.indexOf('valid');
  const day = numbers(columnOf(table, layout.day));
  const amount = numbers(columnOf(table, layout.amount));
  const tax = numbers(columnOf(table, layout.tax));
  const firmCodes = firm.levels.map((text) => firms.of(text));
  for (let i = 0; i < table.nRows; i++) {
    rows.push({
      firm: firmCodes[firm.codes[i]!]!,
      side: layout.side(i),
      day: day[i]!,
      counterparty: party.codes[i]!,
      amount: amount[i]! / layout.perYuan,
      tax: tax[i]! / layout.perYuan,
      valid: status.codes[i] === validCode,
    });
  }
}

function texts(table: Table, name: string): CategoryColumn {
  const column = columnOf(table, name);
  if (column.kind !== 'category') throw new TypeError(`${table.origin}: ${name} is no text`);
  return column;
}

function numbers(column: Column): ArrayLike<number> {
  if (column.kind === 'category') throw new TypeError('expected numbers, got texts');
  return column.values;
}
