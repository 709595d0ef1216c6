import { join } from 'node:path';
import { fail } from '../core/index.ts';
import { type Column, columnOf, type FileFormat, readTable, type Table } from '../table/index.ts';
import { fingerprint } from './book.ts';
import { type SourceName, sources } from './catalogue.ts';
import type { Dossier } from './dossier.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { withNeighbours } from './neighbours.ts';
import { type FieldSpec, fieldsOf } from './schema.ts';
import { type BookSource, bookSources, orderRows, type SourceRows, slicesOf } from './source-rows.ts';

/** A book in memory. Columns are on shared memory and may be handed to workers; nobody writes to them. */
export interface Book {
  readonly dir: string;
  readonly manifest: Manifest;
  /** Every firm that has a record in a source that was opened, sorted by code unit. */
  readonly firmIds: readonly string[];
  readonly firmIndex: ReadonlyMap<string, number>;
  readonly rows: { readonly [S in BookSource]: SourceRows<S> };
}

export interface OpenBookOptions {
  /** Open only these; the others are as if they held nothing. Default: all. */
  readonly sources?: readonly BookSource[] | undefined;
}

/**
 * Opens a book whole: its dossier sources, applications and outcomes, never truth/. Each file must have the bytes that the
 * manifest names. For feature tables of large books see `openBookReader`, which holds a few firms at a time.
 * @throws PARUS_BOOK_MISSING, PARUS_BOOK_INVALID
 */
export async function openBook(dir: string, options: OpenBookOptions = {}): Promise<Book> {
  const manifest = await readManifest(dir);
  const tables = new Map<BookSource, Table>();
  for (const source of options.sources ?? bookSources) {
    await assertUntouched(dir, manifest, source);
    const table = await readSource(dir, manifest, source);
    if (table) tables.set(source, source === 'links' ? withNeighbours(table) : table);
  }
  const firmIds = [...new Set([...tables.values()].flatMap(presentFirms))].sort();
  const firmIndex = new Map(firmIds.map((firmId, i) => [firmId, i]));
  const rows = bookSources.map((source) => [source, orderRows(dir, source, tables.get(source), firmIndex)]);
  return { dir, manifest, firmIds, firmIndex, rows: Object.fromEntries(rows) as Book['rows'] };
}

/** All records of the firm `firmId` of `book`. @throws PARUS_FIRM_UNKNOWN */
export function dossierOf(book: Book, firmId: string): Dossier {
  const i = book.firmIndex.get(firmId);
  if (i === undefined) throw fail('PARUS_FIRM_UNKNOWN', { firmId, path: book.dir });
  return { firmId, records: slicesOf(book.rows, i) };
}

const FORMAT: FileFormat = 'parquet';

/** @throws PARUS_BOOK_INVALID where the file of `source` is not the one the manifest names. */
export async function assertUntouched(dir: string, manifest: Manifest, source: SourceName): Promise<void> {
  const listed = manifest.files[source];
  if (!listed) return;
  const file = `${source}.${FORMAT}`;
  const invalid = (problem: string) => fail('PARUS_BOOK_INVALID', { path: dir, problem });
  const found = await fingerprint(join(dir, file)).catch(() => undefined);
  if (!found) throw invalid(`${file} cannot be read`);
  if (found.sha256 !== listed.sha256)
    throw invalid(`${file} is not the file of the manifest (SHA-256 differs)`);
}

/** Reads all rows of a source; undefined where there are none. @throws PARUS_BOOK_INVALID */
export async function readSource(
  dir: string,
  manifest: Manifest,
  source: SourceName,
): Promise<Table | undefined> {
  const listed = manifest.files[source];
  if (!listed || listed.rows === 0) return undefined;
  const file = `${source}.${FORMAT}`;
  const fields = fieldsOf(sources[source]);
  const table = await readTable(join(dir, file), {
    columns: fields.map(({ name }) => name),
    kinds: Object.fromEntries(fields.map(({ name, type }) => [name, kindOf(type)])),
  });
  if (table.nRows !== listed.rows) {
    const problem = `${file} has ${table.nRows} rows, the manifest says ${listed.rows}`;
    throw fail('PARUS_BOOK_INVALID', { path: dir, problem });
  }
  return table;
}

function kindOf(type: FieldSpec['type']): Column['kind'] {
  return type === 'text' ? 'category' : type === 'date' ? 'date' : 'numeric';
}

export function presentFirms(table: Table): readonly string[] {
  const column = columnOf(table, 'firmId');
  return column.kind === 'category' ? column.levels : [];
}
