import type { DuckDBConnection } from '@duckdb/node-api';
import { fail, type ParusError } from '../core/index.ts';
import { sharedFloat32, sharedFloat64, sharedInt32 } from '../parallel/index.ts';
import { queryScalar, sqlName, sqlText, vectorItems, withDuckDb } from './duckdb.ts';
import { abbreviate, type Column, MISSING_CODE, MISSING_INT32, makeTable, type Table } from './table.ts';
import { assertFile, assertUtf8, type Dialect, firstBrokenJsonLine, inspectDelimited } from './text-file.ts';

export interface ReadOptions {
  /** Read only these columns, in this order; default: all. */
  readonly columns?: readonly string[] | undefined;
  /** Kinds that are known beforehand (from a model or a contract); the others are read from the file. */
  readonly kinds?: Readonly<Record<string, Column['kind']>> | undefined;
}

/** Texts that mean missing in CSV. */
export const MISSING_TEXTS = ['', 'NA', 'NaN', 'null'] as const;

export type FileFormat = 'csv' | 'parquet' | 'ndjson';

/** The format a file's name promises. @throws PARUS_FILE_FORMAT */
export function formatOf(path: string): FileFormat {
  const name = path.toLowerCase().replace(/\.gz$/, '');
  if (/\.(csv|tsv|txt)$/.test(name)) return 'csv';
  if (/\.(ndjson|jsonl)$/.test(name)) return 'ndjson';
  if (/\.parquet$/.test(name) && name === path.toLowerCase()) return 'parquet';
  throw fail('PARUS_FILE_FORMAT', { path, problem: 'unknown extension' });
}

/**
 * Reads a CSV, Parquet or NDJSON file into a columnar table on shared memory, in file order.
 *
 * Types come from the whole file: numbers, ISO dates, otherwise text as categories (levels sorted). Missing: empty,
 * NA, NaN, null. Integers wider than 32 bits become Float64.
 * @throws PARUS_FILE_*, PARUS_TABLE_*: each names file, row or column.
 */
export async function readTable(path: string, options: ReadOptions = {}): Promise<Table> {
  await assertFile(path);
  const format = formatOf(path);
  const dialect = format === 'csv' ? await inspectDelimited(path) : undefined;
  if (format === 'ndjson') await assertUtf8(path);
  return withDuckDb(async (connection) => {
    const source = dialect ? csvSource(path, dialect, options) : parquetOrJsonSource(path, format);
    await load(connection, path, source, dialect);
    const plans = await planColumns(connection, path, options);
    const nRows = Number(await queryScalar(connection, 'SELECT count(*) FROM raw'));
    if (nRows === 0) throw fail('PARUS_FILE_EMPTY', { path, got: 'a header and no rows' });
    await assertColumns(connection, path, plans);
    return fetchColumns(connection, path, plans, nRows);
  });
}

const DUCKDB_TYPE = { numeric: 'DOUBLE', date: 'DATE', category: 'VARCHAR' } as const;

function csvSource(path: string, dialect: Dialect, { columns, kinds = {} }: ReadOptions): string {
  assertPresent(path, columns, dialect.header);
  const known = dialect.header.flatMap((name) => {
    const kind = kinds[name];
    return kind ? [`${sqlText(name)}: ${sqlText(DUCKDB_TYPE[kind])}`] : [];
  });
  const types = known.length > 0 ? `, types={${known.join(', ')}}` : '';
  return `read_csv(${sqlText(path)}, ${csvOptions(dialect)}, header=true, sample_size=-1, dateformat='%Y-%m-%d',
    auto_type_candidates=['BIGINT', 'DOUBLE', 'DATE', 'VARCHAR']${types})`;
}

/** The dialect is fixed, not guessed: a guess that goes wrong turns a ragged file into one wide text column. */
export function csvOptions({ delimiter }: Dialect): string {
  const missing = MISSING_TEXTS.map(sqlText).join(', ');
  // Without skip=0 the sniffer drops everything above a row that is wider than the header, and takes that row for one.
  return `delim=${sqlText(delimiter)}, quote='"', escape='"', comment='', skip=0, nullstr=[${missing}]`;
}

function parquetOrJsonSource(path: string, format: FileFormat): string {
  return format === 'parquet'
    ? `read_parquet(${sqlText(path)})`
    : `read_json(${sqlText(path)}, format='newline_delimited', sample_size=-1, convert_strings_to_integers=false)`;
}

async function load(
  connection: DuckDBConnection,
  path: string,
  source: string,
  dialect: Dialect | undefined,
): Promise<void> {
  try {
    await connection.run(`CREATE TEMP TABLE raw AS SELECT * FROM ${source}`);
  } catch (error) {
    throw await explainReadError(connection, path, error, dialect);
  }
}

/** Turns DuckDB's message into a coded error with a line; a failed sniff is tried again as plain text to find the line. */
async function explainReadError(
  connection: DuckDBConnection,
  path: string,
  error: unknown,
  dialect: Dialect | undefined,
): Promise<ParusError> {
  // The excerpt of our own statement has a line number too; it is no line of the file.
  let message = (error instanceof Error ? error.message : String(error)).replace(/\n+LINE \d+:.*$/s, '');
  if (/\.(ndjson|jsonl)(\.gz)?$/i.test(path)) {
    const line = await firstBrokenJsonLine(path);
    if (line > 0) return fail('PARUS_TABLE_RAGGED', { path, line, problem: 'not JSON' });
  }
  if (dialect && /sniffing/.test(message)) {
    const columns = dialect.header.map((name) => `${sqlText(name)}: 'VARCHAR'`).join(', ');
    try {
      await connection.run(
        `CREATE TEMP TABLE probe AS SELECT * FROM read_csv(${sqlText(path)}, ${csvOptions(dialect)}, auto_detect=false,
          header=true, columns={${columns}})`,
      );
    } catch (again) {
      message = again instanceof Error ? again.message : String(again);
    }
  }
  const line = /on Line:? (\d+)/i.exec(message)?.[1] ?? /line (\d+)/i.exec(message)?.[1];
  const conversion = /converting column "(.*?)"\. Could not convert string "(.*?)" to '(\w+)'/s.exec(message);
  if (conversion) {
    const [, column = '', value = '', type = ''] = conversion;
    return fail('PARUS_TABLE_COLUMN_TYPE', {
      column,
      path: line ? `${path} line ${line}` : path,
      got: `"${value.slice(0, 80)}"`,
      expected: type === 'DATE' ? 'a date YYYY-MM-DD' : 'a number',
    });
  }
  if (/state machine reached an invalid state/.test(message)) {
    const problem = 'its structure breaks off, most often because LF and CRLF line ends are mixed';
    return fail('PARUS_FILE_FORMAT', { path, problem });
  }
  const problem = message
    .split('\n')
    .filter((text) => text.trim() !== '' && !/^Original Line/.test(text))
    .slice(0, 2)
    .map((text) => text.replace(/^.*?Error: /, '').slice(0, 200))
    .join(' ');
  return line
    ? fail('PARUS_TABLE_RAGGED', { path, line, problem })
    : fail('PARUS_FILE_FORMAT', { path, problem });
}

function assertPresent(path: string, wanted: readonly string[] | undefined, names: readonly string[]): void {
  const missing = wanted?.filter((name) => !names.includes(name)) ?? [];
  if (missing.length === 0) return;
  throw fail(
    'PARUS_TABLE_COLUMN_MISSING',
    { column: abbreviate(missing), path, available: abbreviate(names) },
    missing.map((name) => ({ path: name, message: 'missing column' })),
  );
}

interface ColumnPlan {
  readonly name: string;
  readonly kind: Column['kind'];
  /** The SQL type the column is fetched as; its vectors are typed arrays. */
  readonly fetchAs: 'DOUBLE' | 'FLOAT' | 'INTEGER' | 'DATE' | 'ENUM';
}

async function planColumns(
  connection: DuckDBConnection,
  path: string,
  { columns, kinds = {} }: ReadOptions,
): Promise<ColumnPlan[]> {
  const reader = await connection.runAndReadAll(`SELECT column_name, column_type FROM (DESCRIBE raw)`);
  const types = new Map(reader.getRows().map(([name, type]) => [String(name), String(type)]));
  assertPresent(path, columns, [...types.keys()]);
  return (columns ?? [...types.keys()]).map((name) => {
    const type = types.get(name)!;
    const fetchAs = fetchTypeOf(type);
    if (!fetchAs) throw fail('PARUS_TABLE_TYPE_UNSUPPORTED', { column: name, path, got: type });
    const wanted = kinds[name];
    if (wanted === 'category') return { name, kind: 'category', fetchAs: 'ENUM' };
    if (wanted === 'numeric' && (fetchAs === 'DATE' || fetchAs === 'ENUM')) {
      throw fail('PARUS_TABLE_COLUMN_TYPE', { column: name, path, got: type, expected: 'numbers' });
    }
    if (wanted === 'date' && fetchAs !== 'DATE') {
      throw fail('PARUS_TABLE_COLUMN_TYPE', { column: name, path, got: type, expected: 'dates' });
    }
    const kind = fetchAs === 'ENUM' ? 'category' : fetchAs === 'DATE' ? 'date' : 'numeric';
    return { name, kind, fetchAs };
  });
}

function fetchTypeOf(type: string): ColumnPlan['fetchAs'] | undefined {
  if (/^(TINYINT|SMALLINT|INTEGER|UTINYINT|USMALLINT|BOOLEAN)$/.test(type)) return 'INTEGER';
  if (/^(BIGINT|UINTEGER|UBIGINT|HUGEINT|UHUGEINT|DOUBLE|DECIMAL.*)$/.test(type)) return 'DOUBLE';
  if (type === 'FLOAT') return 'FLOAT';
  if (/^(DATE|TIMESTAMP.*)$/.test(type)) return 'DATE';
  if (/^(VARCHAR|ENUM.*|UUID|TIME|JSON)$/.test(type)) return 'ENUM';
  return undefined;
}

/** A text column of which at least this share reads as numbers is taken for a damaged numeric column. */
const MIXED_SHARE = 0.9;
/** ... if it has at least this many numbers: short lists of codes may well mix numbers and words. */
const MIXED_LEAST = 20;
/** Columns looked at in one statement; ten thousand at once exhaust the planner. */
const CHECK_BATCH = 250;

async function assertColumns(
  connection: DuckDBConnection,
  path: string,
  plans: readonly ColumnPlan[],
): Promise<void> {
  const floats = plans.filter(({ fetchAs }) => fetchAs === 'DOUBLE' || fetchAs === 'FLOAT');
  for (let i = 0; i < floats.length; i += CHECK_BATCH) {
    await assertFinite(connection, path, floats.slice(i, i + CHECK_BATCH));
  }
  const texts = plans.filter(({ fetchAs }) => fetchAs === 'ENUM');
  for (let i = 0; i < texts.length; i += CHECK_BATCH) {
    await assertNotMixed(connection, path, texts.slice(i, i + CHECK_BATCH));
  }
}

/** 1-based row of the first row of `raw` where `condition` holds, and the value of `column` there. */
async function firstRowWhere(
  connection: DuckDBConnection,
  column: string,
  condition: string,
): Promise<{ row: number; value: string }> {
  const reader = await connection.runAndReadAll(
    `SELECT rowid + 1, CAST(${sqlName(column)} AS VARCHAR) FROM raw WHERE ${condition} ORDER BY rowid LIMIT 1`,
  );
  const [row, value] = reader.getRows()[0]!;
  return { row: Number(row), value: String(value).slice(0, 80) };
}

async function assertFinite(
  connection: DuckDBConnection,
  path: string,
  plans: readonly ColumnPlan[],
): Promise<void> {
  const counts = plans.map(({ name }) => `count(*) FILTER (isinf(CAST(${sqlName(name)} AS DOUBLE)))`);
  const reader = await connection.runAndReadAll(`SELECT ${counts.join(', ')} FROM raw`);
  const row = reader.getRows()[0]!;
  const bad = plans.find((_, i) => Number(row[i]) > 0);
  if (!bad) return;
  const at = await firstRowWhere(connection, bad.name, `isinf(CAST(${sqlName(bad.name)} AS DOUBLE))`);
  throw fail('PARUS_TABLE_NOT_FINITE', { column: bad.name, path, ...at });
}

async function assertNotMixed(
  connection: DuckDBConnection,
  path: string,
  plans: readonly ColumnPlan[],
): Promise<void> {
  const counts = plans.flatMap(({ name }) => {
    const text = `CAST(${sqlName(name)} AS VARCHAR)`;
    return [`count(${text})`, `count(TRY_CAST(${text} AS DOUBLE))`];
  });
  const reader = await connection.runAndReadAll(`SELECT ${counts.join(', ')} FROM raw`);
  const row = reader.getRows()[0]!;
  for (const [i, { name }] of plans.entries()) {
    const present = Number(row[2 * i]);
    const numbers = Number(row[2 * i + 1]);
    if (numbers === present || numbers < MIXED_LEAST || numbers < MIXED_SHARE * present) continue;
    const column = sqlName(name);
    const at = await firstRowWhere(
      connection,
      name,
      `${column} IS NOT NULL AND TRY_CAST(${column} AS DOUBLE) IS NULL`,
    );
    throw fail('PARUS_TABLE_MIXED_COLUMN', { column: name, path, count: present - numbers, ...at });
  }
}

async function fetchColumns(
  connection: DuckDBConnection,
  path: string,
  plans: readonly ColumnPlan[],
  nRows: number,
): Promise<Table> {
  const columns: Column[] = [];
  const selects: string[] = [];
  // Missing values get their code in SQL, so that whole blocks can be copied without looking at validity bits.
  const select = (value: string, missing: string | number, type: string): void => {
    selects.push(`CAST(COALESCE(${value}, ${missing}) AS ${type})`);
  };
  for (const [i, { name, kind, fetchAs }] of plans.entries()) {
    const column = sqlName(name);
    if (kind === 'category') {
      const levels = await sortedLevels(connection, column);
      // From the query rather than from literals: a level may hold any character.
      const members = levels.length > 0 ? distinctTexts(column) : "''";
      await connection.run(`CREATE TYPE level_${i} AS ENUM (${members})`);
      select(`enum_code(CAST(CAST(${column} AS VARCHAR) AS level_${i}))`, MISSING_CODE, 'INTEGER');
      columns.push({ kind, codes: sharedInt32(nRows), levels });
    } else if (kind === 'date') {
      select(`CAST(${column} AS DATE) - DATE '1970-01-01'`, MISSING_INT32, 'INTEGER');
      columns.push({ kind, values: sharedInt32(nRows) });
    } else if (fetchAs === 'INTEGER') {
      select(column, MISSING_INT32, 'INTEGER');
      columns.push({ kind, values: sharedInt32(nRows) });
    } else {
      select(`CAST(${column} AS ${fetchAs})`, "'NaN'", fetchAs);
      columns.push({ kind, values: fetchAs === 'FLOAT' ? sharedFloat32(nRows) : sharedFloat64(nRows) });
    }
  }
  const result = await connection.stream(`SELECT ${selects.join(', ')} FROM raw`);
  let offset = 0;
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    for (const [i, column] of columns.entries()) {
      const target = column.kind === 'category' ? column.codes : column.values;
      target.set(vectorItems(chunk.getColumnVector(i)).subarray(0, chunk.rowCount), offset);
    }
    offset += chunk.rowCount;
  }
  return makeTable(
    plans.map(({ name }, i) => [name, columns[i]!] as const),
    path,
  );
}

function distinctTexts(column: string): string {
  return `SELECT DISTINCT CAST(${column} AS VARCHAR) AS v FROM raw WHERE ${column} IS NOT NULL ORDER BY v`;
}

async function sortedLevels(connection: DuckDBConnection, column: string): Promise<string[]> {
  const reader = await connection.runAndReadAll(distinctTexts(column));
  return reader.getRows().map(([value]) => String(value));
}
