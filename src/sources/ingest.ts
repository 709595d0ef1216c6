import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type ErrorCode, fail } from '../core/index.ts';
import type { OnProgress, WorkerPool } from '../parallel/index.ts';
import { categoryColumn, columnOf, MISSING_CODE, makeTable, type Table, writeTable } from '../table/index.ts';
import { type BookWriter, fingerprint, openBookWriter } from './book.ts';
import type { SourceName } from './catalogue.ts';
import { dropDuplicates } from './duplicates.ts';
import type { Manifest } from './manifest.ts';
import { readRawFile } from './raw-block.ts';
import { findSourceFiles, type SourceFile } from './source-files.ts';
import { type RefusedRow, type ValidatedBlock, validateBlock, validateTask } from './validate-block.ts';

export interface IngestOptions {
  /** Folder of the book to write. */
  readonly into: string;
  /** Replace the book that is there. */
  readonly force?: boolean | undefined;
  /** Validates in worker threads; without it in this one. The book is the same. */
  readonly pool?: WorkerPool | undefined;
  /** Told after each file. */
  readonly onProgress?: OnProgress | undefined;
}

type Counts = Partial<Record<SourceName, number>>;

/** What became of the rows: for every source, rows read = accepted + rejected. */
export interface IngestResult {
  readonly accepted: Counts;
  readonly rejected: Counts;
  /** Rejected rows by the code of their first problem. */
  readonly reasons: Partial<Record<ErrorCode, number>>;
  readonly manifest: Manifest;
}

/** Issues listed in the error when no row at all is accepted. */
const MOST_ISSUES = 20;

/**
 * Validates CSV, NDJSON and Parquet files of any source, each named for its source, and writes them as a book. Refused
 * rows (broken, invalid, arrived before they happened, duplicate) go to quarantine/<source>.csv in the book, one line
 * each; columns that the contract does not know are left out. Dates are ISO; money is `amountFen` in fen or `amount` in
 * yuan. The same files give the same book.
 * @throws PARUS_FILE_*, PARUS_SOURCE_UNKNOWN, PARUS_TABLE_* for a file that cannot be read as a whole, PARUS_OUT_EXISTS,
 * PARUS_FILE_EMPTY where no row is accepted; nothing is written then.
 */
export async function ingestFiles(paths: readonly string[], options: IngestOptions): Promise<IngestResult> {
  const files = await findSourceFiles(paths);
  const writer = await openBookWriter(options.into, { force: options.force ?? false });
  try {
    return await ingestInto(writer, files, options);
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

async function ingestInto(
  writer: BookWriter,
  files: readonly SourceFile[],
  { pool, onProgress }: IngestOptions,
): Promise<IngestResult> {
  const accepted: Counts = {};
  const rejected: Counts = {};
  const reasons: Partial<Record<ErrorCode, number>> = {};
  const inputs: { name: string; source: string; rows: number; bytes: number; sha256: string }[] = [];
  const extent = newExtent();
  const examples: RefusedRow[] = [];
  for (const source of new Set(files.map((file) => file.source))) {
    const blocks: ValidatedBlock[] = [];
    const refused: RefusedRow[] = [];
    for (const file of files) {
      if (file.source !== source) continue;
      const { nRows } = await validateFile(file, pool, blocks, refused);
      inputs.push({ name: basename(file.path), source, rows: nRows, ...(await fingerprint(file.path)) });
      onProgress?.({ label: 'ingest', done: inputs.length, total: files.length });
    }
    const unique = dropDuplicates(blocks);
    refused.push(...unique.refused);
    let rows = 0;
    for (const table of unique.tables) {
      writer.append(source, table);
      widen(extent, table);
      rows += table.nRows;
    }
    accepted[source] = rows;
    rejected[source] = refused.length;
    for (const { code } of refused) reasons[code] = (reasons[code] ?? 0) + 1;
    await writeQuarantine(writer.stagingDir, source, refused);
    examples.push(...refused.slice(0, MOST_ISSUES - examples.length));
  }
  if (extent.firms.size === 0) throw nothingAccepted(files, examples);
  const manifest = await writer.finish({
    generator: { name: 'parus ingest', inputs, accepted, rejected, reasons },
    startDate: extent.start,
    endDate: extent.end,
    firms: extent.firms.size,
  });
  return { accepted, rejected, reasons, manifest };
}

async function validateFile(
  file: SourceFile,
  pool: WorkerPool | undefined,
  blocks: ValidatedBlock[],
  refused: RefusedRow[],
): Promise<{ nRows: number }> {
  const raw = await readRawFile(file);
  for (const { row, problem, text } of raw.rejected) {
    refused.push({
      code: 'PARUS_TABLE_RAGGED',
      file: file.path,
      row,
      column: '',
      value: text,
      message: problem,
    });
  }
  const take = (block: ValidatedBlock): void => {
    blocks.push(block);
    for (const row of block.refused) refused.push(row);
  };
  if (pool) {
    await pool.reduceInOrder(validateTask, raw.blocks, undefined, (_, block) => {
      take(block);
      return undefined;
    });
  } else for (const block of raw.blocks) take(validateBlock(block));
  return { nRows: raw.nRows };
}

/** Firms and days that a book spans. */
interface Extent {
  readonly firms: Set<string>;
  start: number;
  end: number;
}

function newExtent(): Extent {
  return { firms: new Set(), start: Number.POSITIVE_INFINITY, end: Number.NEGATIVE_INFINITY };
}

function widen(extent: Extent, table: Table): void {
  const firmId = columnOf(table, 'firmId');
  const eventDate = columnOf(table, 'eventDate');
  if (firmId.kind !== 'category' || eventDate.kind !== 'date')
    throw new TypeError('not a table of a contract');
  const seen = new Set(firmId.codes);
  for (const code of seen) if (code !== MISSING_CODE) extent.firms.add(firmId.levels[code]!);
  for (const day of eventDate.values) {
    if (day < extent.start) extent.start = day;
    if (day > extent.end) extent.end = day;
  }
}

async function writeQuarantine(
  dir: string,
  source: SourceName,
  refused: readonly RefusedRow[],
): Promise<void> {
  if (refused.length === 0) return;
  const text = (field: 'code' | 'file' | 'column' | 'value' | 'message') =>
    categoryColumn(refused.map((row) => row[field] || undefined));
  const table = makeTable([
    ['code', text('code')],
    ['file', text('file')],
    ['row', { kind: 'numeric', values: Int32Array.from(refused, ({ row }) => row) }],
    ['column', text('column')],
    ['value', text('value')],
    ['message', text('message')],
  ]);
  await mkdir(join(dir, 'quarantine'), { recursive: true });
  await writeTable(join(dir, 'quarantine', `${source}.csv`), table);
}

function nothingAccepted(files: readonly SourceFile[], examples: readonly RefusedRow[]) {
  const path = files.map((file) => file.path).join(', ');
  const issues = examples.map(({ code, file, row, column, value, message }) => ({
    path: [`${file} row ${row}`, column].filter(Boolean).join(' column '),
    message: `${code}: ${message}, got ${value}`,
  }));
  return fail('PARUS_FILE_EMPTY', { path, got: 'no row that could be accepted' }, issues);
}
