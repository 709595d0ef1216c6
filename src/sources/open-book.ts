import { join } from 'node:path';
import { fail } from '../core/index.ts';
import { sharedFloat64, sharedInt32 } from '../parallel/index.ts';
import {
  type Column,
  columnOf,
  type FileFormat,
  MISSING_CODE,
  readTable,
  type Table,
  textAt,
} from '../table/index.ts';
import { fingerprint } from './book.ts';
import { type DossierSource, dossierSources, type SourceName, sources } from './catalogue.ts';
import type { ColumnArray, Dossier, Slice, SourceColumns } from './dossier.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { type FieldSpec, fieldsOf } from './schema.ts';

/** The sources a book is opened with; truth/ is never among them. */
export type BookSource = DossierSource | 'applications' | 'outcomes';

export const bookSources = [...dossierSources, 'applications', 'outcomes'] as const satisfies BookSource[];

/** All records of one source on shared memory, firm after firm. */
export interface SourceRows<S extends SourceName> {
  readonly nRows: number;
  readonly columns: SourceColumns<S>;
  /** Rows of firm i are [offsets[i], offsets[i + 1]), ordered by (eventDate, arrivalDate, order in the file). */
  readonly offsets: Int32Array;
  /** Texts behind the codes of each text column. */
  readonly levels: Readonly<Record<string, readonly string[]>>;
}

/** A book in memory. Columns are on shared memory and may be handed to workers; nobody writes to them. */
export interface Book {
  readonly dir: string;
  readonly manifest: Manifest;
  /** Every firm that has a record in any source, sorted by code unit. */
  readonly firmIds: readonly string[];
  readonly firmIndex: ReadonlyMap<string, number>;
  readonly rows: { readonly [S in BookSource]: SourceRows<S> };
}

/**
 * Opens a book: its dossier sources, applications and outcomes, never truth/. Each file must have the bytes that the
 * manifest names.
 * @throws PARUS_BOOK_MISSING, PARUS_BOOK_INVALID
 */
export async function openBook(dir: string): Promise<Book> {
  const manifest = await readManifest(dir);
  const tables = new Map<BookSource, Table>();
  for (const source of bookSources) {
    const table = await readSource(dir, manifest, source);
    if (table) tables.set(source, table);
  }
  const firmIds = [...new Set([...tables.values()].flatMap(presentFirms))].sort();
  const firmIndex = new Map(firmIds.map((firmId, i) => [firmId, i]));
  const rows = bookSources.map((source) => [
    source,
    orderRows(dir, source, tables.get(source), firmIds.length, firmIndex),
  ]);
  return { dir, manifest, firmIds, firmIndex, rows: Object.fromEntries(rows) as Book['rows'] };
}

/** All records of the firm `firmId` of `book`. @throws PARUS_FIRM_UNKNOWN */
export function dossierOf(book: Book, firmId: string): Dossier {
  const i = book.firmIndex.get(firmId);
  if (i === undefined) throw fail('PARUS_FIRM_UNKNOWN', { firmId, path: book.dir });
  return { firmId, records: slicesOf(book.rows, i) };
}

/** The slices of firm `i` in sorted sources: what workers use, who do not hold the book itself. */
export function slicesOf(
  rows: {
    readonly [S in DossierSource]: Pick<SourceRows<S>, 'columns' | 'offsets'>;
  },
  i: number,
): Dossier['records'] {
  const slice = <S extends DossierSource>(source: S): Slice<S> => {
    const { columns, offsets } = rows[source];
    return { columns, start: offsets[i]!, end: offsets[i + 1]! };
  };
  return {
    registry: slice('registry'),
    tax: slice('tax'),
    utility: slice('utility'),
    bank: slice('bank'),
    bureau: slice('bureau'),
  };
}

const FORMAT: FileFormat = 'parquet';

async function readSource(dir: string, manifest: Manifest, source: BookSource): Promise<Table | undefined> {
  const listed = manifest.files[source];
  if (!listed || listed.rows === 0) return undefined;
  const file = `${source}.${FORMAT}`;
  const path = join(dir, file);
  const invalid = (problem: string) => fail('PARUS_BOOK_INVALID', { path: dir, problem });
  const found = await fingerprint(path).catch(() => undefined);
  if (!found) throw invalid(`${file} cannot be read`);
  if (found.sha256 !== listed.sha256)
    throw invalid(`${file} is not the file of the manifest (SHA-256 differs)`);
  const fields = fieldsOf(sources[source]);
  const kinds = Object.fromEntries(fields.map(({ name, type }) => [name, kindOf(type)]));
  const table = await readTable(path, { columns: fields.map(({ name }) => name), kinds });
  if (table.nRows !== listed.rows)
    throw invalid(`${file} has ${table.nRows} rows, the manifest says ${listed.rows}`);
  return table;
}

function kindOf(type: FieldSpec['type']): Column['kind'] {
  return type === 'text' ? 'category' : type === 'date' ? 'date' : 'numeric';
}

function presentFirms(table: Table): readonly string[] {
  const column = columnOf(table, 'firmId');
  return column.kind === 'category' ? column.levels : [];
}

/**
 * Brings the rows of a source into firm order. A counting sort by firm keeps file order, then each firm's few rows are
 * sorted by date where they are not yet.
 */
function orderRows(
  dir: string,
  source: BookSource,
  table: Table | undefined,
  nFirms: number,
  firmIndex: ReadonlyMap<string, number>,
): SourceRows<SourceName> {
  const offsets = sharedInt32(nFirms + 1);
  const columns: Record<string, ColumnArray> = {};
  const levels: Record<string, readonly string[]> = {};
  const nRows = table?.nRows ?? 0;
  const order = table ? firmOrder(dir, source, table, firmIndex, offsets) : new Int32Array(0);
  for (const field of fieldsOf(sources[source])) {
    if (field.name === 'firmId') continue;
    if (!table) {
      columns[field.name] = field.type === 'float64' ? sharedFloat64(0) : sharedInt32(0);
      if (field.type === 'text') levels[field.name] = field.values ?? [];
      continue;
    }
    const column = columnOf(table, field.name);
    if (column.kind === 'category') {
      const recoded = recode(dir, source, field, column.levels);
      levels[field.name] = field.values ?? column.levels;
      columns[field.name] = gather(column.codes, order, recoded);
    } else columns[field.name] = gather(column.values, order);
  }
  return { nRows, columns: columns as unknown as SourceColumns<SourceName>, offsets, levels };
}

function firmOrder(
  dir: string,
  source: BookSource,
  table: Table,
  firmIndex: ReadonlyMap<string, number>,
  offsets: Int32Array,
): Int32Array {
  const firms = columnOf(table, 'firmId');
  const events = columnOf(table, 'eventDate');
  const arrivals = columnOf(table, 'arrivalDate');
  if (firms.kind !== 'category' || events.kind !== 'date' || arrivals.kind !== 'date') {
    throw fail('PARUS_BOOK_INVALID', { path: dir, problem: `${source} has columns of the wrong type` });
  }
  const { nRows } = table;
  const firmOfCode = Int32Array.from(firms.levels, (level) => firmIndex.get(level)!);
  for (let row = 0; row < nRows; row++) {
    const code = firms.codes[row]!;
    if (code === MISSING_CODE) {
      const problem = `${source} row ${row + 1} has no firmId (${textAt(firms, row)})`;
      throw fail('PARUS_BOOK_INVALID', { path: dir, problem });
    }
    offsets[firmOfCode[code]! + 1]! += 1;
  }
  for (let i = 1; i < offsets.length; i++) offsets[i]! += offsets[i - 1]!;
  const next = offsets.slice();
  const order = new Int32Array(nRows);
  for (let row = 0; row < nRows; row++) {
    const firm = firmOfCode[firms.codes[row]!]!;
    order[next[firm]!] = row;
    next[firm]! += 1;
  }
  const compare = (a: number, b: number): number =>
    events.values[a]! - events.values[b]! || arrivals.values[a]! - arrivals.values[b]! || a - b;
  for (let firm = 0; firm + 1 < offsets.length; firm++) {
    const part = order.subarray(offsets[firm]!, offsets[firm + 1]!);
    if (!isSorted(part, compare)) part.sort(compare);
  }
  return order;
}

function isSorted(rows: Int32Array, compare: (a: number, b: number) => number): boolean {
  for (let i = 1; i < rows.length; i++) if (compare(rows[i - 1]!, rows[i]!) > 0) return false;
  return true;
}

/** Code in the file -> code in the contract's order; undefined where the field is free text. */
function recode(
  dir: string,
  source: BookSource,
  { name, values }: FieldSpec,
  levels: readonly string[],
): Int32Array | undefined {
  if (!values) return undefined;
  return Int32Array.from(levels, (level) => {
    const code = values.indexOf(level);
    if (code >= 0) return code;
    throw fail('PARUS_BOOK_INVALID', { path: dir, problem: `${source} has ${name} "${level}"` });
  });
}

function gather(
  values: Float64Array | Float32Array | Int32Array,
  order: Int32Array,
  recoded?: Int32Array,
): ColumnArray {
  if (values instanceof Int32Array) {
    const out = sharedInt32(order.length);
    for (let i = 0; i < out.length; i++) {
      const value = values[order[i]!]!;
      out[i] = recoded && value !== MISSING_CODE ? recoded[value]! : value;
    }
    return out;
  }
  const out = sharedFloat64(order.length);
  for (let i = 0; i < out.length; i++) out[i] = values[order[i]!]!;
  return out;
}
