import { join } from 'node:path';
import {
  type Book,
  type ColumnArray,
  fieldsOf,
  type SourceName,
  type SourceRecord,
  sources,
} from '../../sources/index.ts';
import { asFloat64, type Column, columnOf, readTable, type Table } from '../../table/index.ts';

/** Fields of a source that can be asked for; whose a record is, and its two days, come with every record. */
export type FieldOf<S extends SourceName> = Exclude<
  keyof SourceRecord<S>,
  'firmId' | 'eventDate' | 'arrivalDate'
> &
  string;

/** Records of one source, firm after firm, each firm's by event and arrival. Like `SourceRows`, with the fields asked for. */
export interface Rows<F extends string = never> {
  readonly nRows: number;
  /** Texts as codes, enumerated ones in the order of the contract, others as in `levels`; numbers and days as Float64, NaN where missing. */
  readonly columns: { readonly [K in F | 'eventDate' | 'arrivalDate']: ColumnArray };
  /** Rows of firm i of the book are [offsets[i], offsets[i + 1]). */
  readonly offsets: Int32Array;
  readonly levels: Readonly<Record<string, readonly string[]>>;
}

/**
 * Reads a source of the book with the fields asked for and no others: a measure then holds one source at a time, and
 * never texts that it does not look at. A source that the book lacks, or that is empty, has no rows; records of firms
 * that are not in the book are left out.
 */
export async function readRows<S extends SourceName, const F extends FieldOf<S>>(
  book: Book,
  source: S,
  fields: readonly F[],
): Promise<Rows<F>> {
  const names = ['eventDate', 'arrivalDate', ...fields];
  const specs = fieldsOf(sources[source]).filter(({ name }) => names.includes(name));
  const kinds = Object.fromEntries(
    specs.map(({ name, type }): [string, Column['kind']] => [
      name,
      type === 'text' ? 'category' : type === 'date' ? 'date' : 'numeric',
    ]),
  );
  const isEmpty = (book.manifest.files[source]?.rows ?? 0) === 0;
  const table = isEmpty
    ? undefined
    : await readTable(join(book.dir, `${source}.parquet`), {
        columns: ['firmId', ...names],
        kinds: { firmId: 'category', ...kinds },
      });
  const { order, offsets } = firmOrder(book, table);
  const columns: Record<string, ColumnArray> = {};
  const levels: Record<string, readonly string[]> = {};
  for (const { name, values } of specs) {
    const column = table && columnOf(table, name);
    if (column?.kind === 'category') {
      levels[name] = values ?? column.levels;
      const codes = values && Int32Array.from(column.levels, (text) => values.indexOf(text));
      columns[name] = order.map((row) => codes?.[column.codes[row]!] ?? column.codes[row]!);
      continue;
    }
    const values64 = column ? asFloat64(column) : new Float64Array(0);
    columns[name] = Float64Array.from(order, (row) => values64[row]!);
  }
  return { nRows: order.length, columns: columns as Rows<F>['columns'], offsets, levels };
}

/** 1 for each firm of the book that has any record in `source`. */
export async function firmsWith(book: Book, source: SourceName): Promise<Uint8Array> {
  type Opened = { readonly nRows: number; readonly offsets: Int32Array };
  const opened = (book.rows as Partial<Record<SourceName, Opened>>)[source];
  // A source that the book was not opened with has no rows in it.
  const { offsets } = opened && opened.nRows > 0 ? opened : await readRows(book, source, []);
  return Uint8Array.from(book.firmIds, (_, firm) => (offsets[firm + 1]! > offsets[firm]! ? 1 : 0));
}

/** Rows of the file in the order of firms: a counting sort, then each firm's few rows by their days. */
function firmOrder(book: Book, table: Table | undefined): { order: Int32Array; offsets: Int32Array } {
  const offsets = new Int32Array(book.firmIds.length + 1);
  const firms = table && columnOf(table, 'firmId');
  const events = table && columnOf(table, 'eventDate');
  const arrivals = table && columnOf(table, 'arrivalDate');
  if (firms?.kind !== 'category' || events?.kind !== 'date' || arrivals?.kind !== 'date')
    return { order: new Int32Array(0), offsets };
  const firmOfCode = Int32Array.from(firms.levels, (id) => book.firmIndex.get(id) ?? -1);
  const firmOf = (row: number): number => firmOfCode[firms.codes[row]!] ?? -1;
  for (let row = 0; row < firms.codes.length; row++) {
    const firm = firmOf(row);
    if (firm >= 0) offsets[firm + 1]! += 1;
  }
  for (let i = 1; i < offsets.length; i++) offsets[i]! += offsets[i - 1]!;
  const order = new Int32Array(offsets.at(-1)!);
  const next = offsets.slice();
  for (let row = 0; row < firms.codes.length; row++) {
    const firm = firmOf(row);
    if (firm < 0) continue;
    order[next[firm]!] = row;
    next[firm]! += 1;
  }
  const byDay = (a: number, b: number): number =>
    events.values[a]! - events.values[b]! || arrivals.values[a]! - arrivals.values[b]! || a - b;
  for (let firm = 0; firm < book.firmIds.length; firm++)
    order.subarray(offsets[firm]!, offsets[firm + 1]!).sort(byDay);
  return { order, offsets };
}
