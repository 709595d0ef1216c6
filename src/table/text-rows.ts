/** Files as texts, row by row with their numbers: for data that is validated value by value and may hold broken rows. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { fail } from '../core/index.ts';
import { sqlName, sqlText, withDuckDb } from './duckdb.ts';
import { csvOptions } from './read.ts';
import { assertFile, blankRecords, inspectDelimited, readLines } from './text-file.ts';

/** A row that does not parse: too few or too many fields, or a quote left open (which swallows what follows it). */
export interface RejectedRow {
  /** 1-based row of data, the header not counted. */
  readonly row: number;
  readonly problem: string;
  readonly text: string;
}

export interface TextRows {
  readonly header: readonly string[];
  /** 1-based row numbers of the rows that parse, in file order. */
  readonly rows: Int32Array;
  /** One array per name of the header; missing is null. */
  readonly columns: readonly (readonly (string | null)[])[];
  readonly rejected: readonly RejectedRow[];
}

export interface TextLines {
  /** 1-based line numbers of the lines that are not blank. */
  readonly rows: Int32Array;
  readonly lines: readonly string[];
}

/** Characters of a broken row that are kept for the reader. */
const SHOWN = 200;

/** Longest record taken, in bytes: beyond it a quote was left open or the file is no table. */
const MAX_RECORD_BYTES = 16_000_000;

/**
 * Reads a CSV or Parquet file as texts. Dates come as YYYY-MM-DD (a Parquet timestamp too, if it is midnight), numbers in
 * their shortest exact form, missing as null. Broken rows of a CSV file are listed, not thrown.
 * @throws PARUS_FILE_*, PARUS_TABLE_HEADER, PARUS_TABLE_TYPE_UNSUPPORTED: what concerns the whole file.
 */
export async function readTextRows(path: string, format: 'csv' | 'parquet'): Promise<TextRows> {
  await assertFile(path);
  const result = await (format === 'csv' ? readCsvTexts(path) : readParquetTexts(path));
  if (result.rows.length + result.rejected.length === 0) {
    throw fail('PARUS_FILE_EMPTY', { path, got: 'a header and no rows' });
  }
  return result;
}

/** Reads the lines of a UTF-8 text file, such as NDJSON; blank ones are left out but counted. @throws PARUS_FILE_* */
export async function readTextLines(path: string): Promise<TextLines> {
  await assertFile(path);
  const rows: number[] = [];
  const lines: string[] = [];
  for (const [i, line] of (await readLines(path)).entries()) {
    if (line.trim() === '') continue;
    rows.push(i + 1);
    lines.push(line);
  }
  if (rows.length === 0) throw fail('PARUS_FILE_EMPTY', { path, got: 'blank lines only' });
  return { rows: Int32Array.from(rows), lines };
}

async function readCsvTexts(path: string): Promise<TextRows> {
  const dialect = await inspectDelimited(path);
  const { header } = dialect;
  const types = header.map((name) => `${sqlText(name)}: 'VARCHAR'`).join(', ');
  const source = `read_csv(${sqlText(path)}, ${csvOptions(dialect)}, auto_detect=false, header=true,
    store_rejects=true, rejects_limit=0, max_line_size=${MAX_RECORD_BYTES}, columns={${types}})`;
  return withDuckDb(async (connection) => {
    const columns = await fetchTexts(connection, path, `SELECT * FROM ${source}`, header.length);
    const rejected = await fetchRejected(connection, header.length);
    // In a file of one column a blank line is a missing value, not a blank record.
    const blank = header.length === 1 ? [] : await blankRecords(path);
    const taken = [...rejected.map(({ row }) => row), ...blank].sort((a, b) => a - b);
    return { header, columns, rejected, rows: rowNumbers(columns[0]?.length ?? 0, taken) };
  });
}

async function fetchRejected(connection: DuckDBConnection, nColumns: number): Promise<RejectedRow[]> {
  const reader = await connection.runAndReadAll(
    'SELECT line, error_type, csv_line, error_message FROM reject_errors ORDER BY line, byte_position, column_idx',
  );
  const byRow = new Map<number, RejectedRow>();
  for (const [line, type, text, message] of reader.getRows()) {
    // DuckDB counts records, so a line end inside quotes does not shift them; the header is line 1.
    const row = Number(line) - 1;
    const found = /Found: (\d+)/.exec(String(message))?.[1];
    const problem =
      type === 'UNQUOTED VALUE'
        ? 'a quote is not closed or stands inside an unquoted value'
        : found
          ? `${found} fields, expected ${nColumns}`
          : String(message);
    if (!byRow.has(row)) byRow.set(row, { row, problem, text: String(text).trimStart().slice(0, SHOWN) });
  }
  return [...byRow.values()];
}

/** Numbers of the `n` rows that parsed: those that rejected and blank rows (`taken`, ascending) leave free. */
function rowNumbers(n: number, taken: readonly number[]): Int32Array {
  const rows = new Int32Array(n);
  let next = 1;
  let t = 0;
  for (let i = 0; i < n; i++) {
    for (; t < taken.length && taken[t]! <= next; t++) if (taken[t] === next) next += 1;
    rows[i] = next;
    next += 1;
  }
  return rows;
}

async function readParquetTexts(path: string): Promise<TextRows> {
  const source = `read_parquet(${sqlText(path)})`;
  return withDuckDb(async (connection) => {
    const described = await connection
      .runAndReadAll(`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${source})`)
      .catch((error: unknown) => {
        throw unreadable(path, error);
      });
    const types = described.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
    const selects = types.map(({ name, type }) => {
      const column = sqlName(name);
      if (/^(STRUCT|MAP|UNION)|\[\d*\]$/.test(type)) {
        throw fail('PARUS_TABLE_TYPE_UNSUPPORTED', { column: name, path, got: type });
      }
      const text = `CAST(${column} AS VARCHAR)`;
      // Not-a-number is how data frames write a missing float.
      if (/^(DOUBLE|FLOAT)$/.test(type)) return `CASE WHEN NOT isnan(${column}) THEN ${text} END`;
      return /^TIMESTAMP/.test(type)
        ? `CASE WHEN date_trunc('day', ${column}) = ${column} THEN CAST(CAST(${column} AS DATE) AS VARCHAR) ELSE ${text} END`
        : text;
    });
    const columns = await fetchTexts(
      connection,
      path,
      `SELECT ${selects.join(', ')} FROM ${source}`,
      types.length,
    );
    const rows = Int32Array.from({ length: columns[0]?.length ?? 0 }, (_, i) => i + 1);
    return { header: types.map(({ name }) => name), columns, rows, rejected: [] };
  });
}

async function fetchTexts(
  connection: DuckDBConnection,
  path: string,
  sql: string,
  nColumns: number,
): Promise<(string | null)[][]> {
  const columns: (string | null)[][] = Array.from({ length: nColumns }, () => []);
  try {
    const result = await connection.stream(sql);
    for (
      let chunk = await result.fetchChunk();
      chunk && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      for (const [i, column] of columns.entries()) {
        for (const value of chunk.getColumnValues(i)) column.push(value as string | null);
      }
    }
  } catch (error) {
    throw unreadable(path, error);
  }
  return columns;
}

function unreadable(path: string, error: unknown) {
  const message = error instanceof Error ? error.message : String(error);
  const problem = message
    .replace(/^.*?Error: /, '')
    .split('\n')[0]!
    .slice(0, 200);
  return fail('PARUS_FILE_FORMAT', { path, problem }, [], error);
}
