import { fail } from '../core/index.ts';
import { abbreviate, type RejectedRow, readTextLines, readTextRows } from '../table/index.ts';
import type { SourceName } from './catalogue.ts';
import { rawFieldsOf } from './record.ts';
import type { SourceFile } from './source-files.ts';

/** Rows of a file as they stand in it; either texts by column or lines of JSON. Crosses to workers as it is. */
export interface RawBlock {
  readonly source: SourceName;
  readonly path: string;
  /** Numbers of the rows in the file. */
  readonly rows: Int32Array;
  readonly header: readonly string[];
  readonly columns: readonly (readonly (string | null)[])[];
  readonly lines: readonly string[] | undefined;
}

export interface RawFile {
  readonly nRows: number;
  /** Rows that do not parse. */
  readonly rejected: readonly RejectedRow[];
  /** Rows that do, in blocks cut by their number alone. */
  readonly blocks: Iterable<RawBlock>;
}

/** Rows validated by one worker task. */
const BLOCK_ROWS = 10_000;

/**
 * Reads a whole file. @throws PARUS_FILE_* and PARUS_TABLE_HEADER where it cannot be read as a whole;
 * PARUS_TABLE_COLUMN_MISSING where it lacks a required field of its source, under its own name or for money in yuan.
 */
export async function readRawFile({ path, source, format }: SourceFile): Promise<RawFile> {
  if (format === 'ndjson') {
    const { rows, lines } = await readTextLines(path);
    const block = (start: number, end: number): RawBlock => {
      const part = { rows: rows.slice(start, end), lines: lines.slice(start, end) };
      return { source, path, header: [], columns: [], ...part };
    };
    return { nRows: rows.length, rejected: [], blocks: cut(rows.length, block) };
  }
  const { header, rows, columns, rejected } = await readTextRows(path, format);
  const used = assertHeader(path, source, header).map((name) => header.indexOf(name));
  const block = (start: number, end: number): RawBlock => ({
    source,
    path,
    rows: rows.slice(start, end),
    header: used.map((i) => header[i]!),
    columns: used.map((i) => columns[i]!.slice(start, end)),
    lines: undefined,
  });
  return { nRows: rows.length + rejected.length, rejected, blocks: cut(rows.length, block) };
}

function* cut(n: number, block: (start: number, end: number) => RawBlock): Generator<RawBlock> {
  for (let start = 0; start < n; start += BLOCK_ROWS) yield block(start, Math.min(n, start + BLOCK_ROWS));
}

/** The columns of the header that the source's contract reads; others are left out. */
function assertHeader(path: string, source: SourceName, header: readonly string[]): string[] {
  const used: string[] = [];
  const missing: string[] = [];
  for (const { name, yuanName, optional } of rawFieldsOf(source)) {
    const own = header.includes(name);
    const yuan = yuanName !== undefined && header.includes(yuanName);
    if (own && yuan) {
      throw fail('PARUS_TABLE_HEADER', {
        path,
        problem: `both ${name} (fen) and ${yuanName} (yuan); expected one`,
      });
    }
    if (own) used.push(name);
    else if (yuan) used.push(yuanName);
    else if (!optional) missing.push(name);
  }
  if (missing.length === 0) return used;
  throw fail(
    'PARUS_TABLE_COLUMN_MISSING',
    { column: abbreviate(missing), path, available: abbreviate(header) },
    missing.map((column) => ({ path: column, message: 'missing column' })),
  );
}
