import {
  DATE,
  DOUBLE,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  FLOAT,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api';
import { queryScalar, sqlName, sqlText, vectorItems, withDuckDb } from './duckdb.ts';
import { formatOf } from './read.ts';
import { type Column, columnOf, MISSING_CODE, MISSING_INT32, type Table } from './table.ts';
import { replaceFile } from './whole-file.ts';

export type ColumnType = 'float64' | 'float32' | 'int32' | 'date' | 'text';

/** Column names and types of a file that is written block by block. */
export type Schema = readonly { readonly name: string; readonly type: ColumnType }[];

/** Rows a DuckDB chunk holds. */
const CHUNK_ROWS = 2048;

const DUCKDB_TYPES: Readonly<Record<ColumnType, DuckDBType>> = {
  float64: DOUBLE,
  float32: FLOAT,
  int32: INTEGER,
  date: DATE,
  text: VARCHAR,
};

const COPY_OPTIONS = {
  parquet: 'FORMAT parquet, COMPRESSION zstd',
  csv: 'FORMAT csv, HEADER true',
  ndjson: 'FORMAT json',
} as const;

/** Appends tables of one schema and writes them as one file. Nothing exists under `path` until `close` has succeeded. */
export interface TableWriter {
  append(table: Table): void;
  /** Writes the file (through a temporary name) and gives the number of rows. @throws PARUS_WRITE_FAILED */
  close(): Promise<number>;
  /** Drops what was appended; writes nothing. */
  discard(): void;
}

/** Opens a writer for .parquet, .csv or .ndjson at `path`; an existing file is replaced on close. */
export async function openTableWriter(path: string, schema: Schema): Promise<TableWriter> {
  const format = formatOf(path);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const columns = schema.map(({ name, type }) => `${sqlName(name)} ${DUCKDB_TYPES[type]}`);
  await connection.run(`CREATE TEMP TABLE out (${columns.join(', ')})`);
  const appender = await connection.createAppender('out');
  const chunk = DuckDBDataChunk.create(schema.map(({ type }) => DUCKDB_TYPES[type]));
  let nRows = 0;

  const discard = (): void => {
    connection.closeSync();
    instance.closeSync();
  };

  return {
    append(table) {
      appendTable(appender, chunk, schema, table);
      nRows += table.nRows;
    },
    async close() {
      try {
        appender.closeSync();
        await replaceFile(path, (partial) =>
          connection.run(`COPY out TO ${sqlText(partial)} (${COPY_OPTIONS[format]})`),
        );
      } finally {
        discard();
      }
      return nRows;
    },
    discard,
  };
}

/** Texts that repeat at least this often on average are handed over as codes and spelt out by DuckDB: eight times faster. */
const CODED_FROM = 4;

/** A Parquet file that is read once and removed is not worth packing. */
const UNPACKED = 'FORMAT parquet, COMPRESSION uncompressed';

/**
 * Writes a whole table to .parquet, .csv or .ndjson. The same table gives the same bytes. A `temporary` file is Parquet that
 * is quick to write rather than small.
 * @throws PARUS_WRITE_FAILED; the target is then untouched.
 */
export async function writeTable(
  path: string,
  table: Table,
  options: { readonly temporary?: boolean } = {},
): Promise<void> {
  const copyOptions = options.temporary ? UNPACKED : COPY_OPTIONS[formatOf(path)];
  await withDuckDb(async (connection) => {
    await connection.run('SET threads = 1');
    const schema = schemaOf(table);
    const held = new Map(table.columns);
    const selected: string[] = [];
    for (const [i, { name }] of schema.entries()) {
      const column = columnOf(table, name);
      if (column.kind !== 'category' || column.levels.length * CODED_FROM > table.nRows) {
        selected.push(sqlName(name));
        continue;
      }
      await setLevels(connection, `levels${i}`, column.levels);
      held.set(name, { kind: 'numeric', values: column.codes });
      // Lists count from 1, and have nothing at 0: MISSING_CODE becomes NULL.
      selected.push(`list_extract(getvariable('levels${i}'), ${sqlName(name)} + 1) AS ${sqlName(name)}`);
    }
    const coded = { ...table, columns: held };
    await appendAll(connection, coded);
    await replaceFile(path, (partial) =>
      connection.run(`COPY (SELECT ${selected.join(', ')} FROM out) TO ${sqlText(partial)} (${copyOptions})`),
    );
  });
}

async function setLevels(
  connection: DuckDBConnection,
  name: string,
  levels: readonly string[],
): Promise<void> {
  const list = levels.map(sqlText).join(', ');
  await connection.run(`SET VARIABLE ${name} = [${list}]::VARCHAR[]`);
}

/** Fills the temporary table `out` with a table. */
async function appendAll(connection: DuckDBConnection, table: Table): Promise<void> {
  const schema = schemaOf(table);
  const columns = schema.map(({ name, type }) => `${sqlName(name)} ${DUCKDB_TYPES[type]}`);
  await connection.run(`CREATE TEMP TABLE out (${columns.join(', ')})`);
  const appender = await connection.createAppender('out');
  appendTable(appender, DuckDBDataChunk.create(schema.map(({ type }) => DUCKDB_TYPES[type])), schema, table);
  appender.closeSync();
}

/**
 * Writes the rows of Parquet files of one schema, in the order of `paths`, as one.
 * @throws PARUS_WRITE_FAILED; `out` is then untouched. An unreadable part fails so too.
 */
export async function mergeParquet(paths: readonly string[], out: string): Promise<void> {
  await withDuckDb(async (connection) => {
    // One thread: the cut into row groups must not depend on how many there are.
    await connection.run('SET threads = 1');
    const list = paths.map(sqlText).join(', ');
    await replaceFile(out, (partial) =>
      connection.run(
        `COPY (SELECT * FROM read_parquet([${list}])) TO ${sqlText(partial)} (${COPY_OPTIONS.parquet})`,
      ),
    );
  });
}

/** Rows of a Parquet file, as its footer says. */
export function countRows(path: string): Promise<number> {
  return withDuckDb(async (connection) =>
    Number(await queryScalar(connection, `SELECT count(*) FROM read_parquet(${sqlText(path)})`)),
  );
}

/** The distinct texts of a column of a Parquet file, in no order. */
export function distinctTexts(path: string, column: string): Promise<string[]> {
  return withDuckDb(async (connection) => {
    const name = sqlName(column);
    const reader = await connection.runAndReadAll(
      `SELECT DISTINCT ${name} FROM read_parquet(${sqlText(path)}) WHERE ${name} IS NOT NULL`,
    );
    return reader.getRows().map(([text]) => String(text));
  });
}

export function schemaOf(table: Table): Schema {
  return [...table.columns].map(([name, column]) => ({ name, type: typeOf(column) }));
}

function typeOf(column: Column): ColumnType {
  if (column.kind === 'category') return 'text';
  if (column.kind === 'date') return 'date';
  if (column.values instanceof Float64Array) return 'float64';
  return column.values instanceof Float32Array ? 'float32' : 'int32';
}

function appendTable(appender: DuckDBAppender, chunk: DuckDBDataChunk, schema: Schema, table: Table): void {
  const columns = schema.map(({ name }) => columnOf(table, name));
  for (let start = 0; start < table.nRows; start += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, table.nRows - start);
    chunk.reset();
    chunk.rowCount = count;
    for (const [i, column] of columns.entries()) fillVector(chunk, i, column, start, count);
    appender.appendDataChunk(chunk);
  }
}

/** Numbers and dates go over as a block and only their missing values one by one; texts one by one. */
function fillVector(chunk: DuckDBDataChunk, i: number, column: Column, start: number, count: number): void {
  const vector = chunk.getColumnVector(i);
  if (column.kind === 'category') {
    const { codes, levels } = column;
    for (let k = 0; k < count; k++) {
      const code = codes[start + k]!;
      vector.setItem(k, code === MISSING_CODE ? null : levels[code]!);
    }
  } else {
    const block = column.values.subarray(start, start + count);
    vectorItems(vector).set(block);
    for (let k = 0; k < count; k++) {
      const value = block[k]!;
      if (Number.isNaN(value) || value === MISSING_INT32) vector.setItem(k, null);
    }
  }
  vector.flush();
}
