import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { asParusError, fail, ParusError } from '../../core/index.ts';
import { sqlName, sqlText } from '../duckdb.ts';
import { abbreviate } from '../table.ts';
import type { Schema } from '../write.ts';

/** Two periods of days: [start, split) is the reference, [split, end] the current one; other days are in neither. */
export interface Periods {
  readonly start: number;
  readonly split: number;
  readonly end: number;
}

/** The columns that every profiled file has: whose a row is, when it happened, when it became known. */
export const FIRM_COLUMN = 'firmId';
export const EVENT_COLUMN = 'eventDate';
export const ARRIVAL_COLUMN = 'arrivalDate';

/** Column of the view `records`: 0 in the reference period, 1 in the current one, 2 in neither. */
export const PERIOD_COLUMN = '_period';

/** The session in which files are counted, one at a time. `query` is for the files of this folder. */
export interface Profile {
  readonly periods: Periods;
  /**
   * Makes the Parquet file at `path` the one that is counted: the view `records` has the columns of `schema`, days as whole
   * numbers, and NaN as missing. @throws PARUS_TABLE_COLUMN_MISSING, PARUS_TABLE_COLUMN_TYPE, PARUS_FILE_FORMAT
   */
  open(path: string, schema: Schema): Promise<void>;
  query(sql: string): Promise<readonly (readonly unknown[])[]>;
}

export interface ProfileOptions {
  readonly periods: Periods;
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
}

/** Memory that DuckDB may use; beyond it, it goes to disk. OWN: all sources of 10,000 firms stay inside. */
const MEMORY_LIMIT = '1GB';

/** Opens a session for `body` and closes it whatever happens. @throws PARUS_CANCELLED once `signal` aborts */
export async function withProfile<T>(
  { periods, threads, signal }: ProfileOptions,
  body: (profile: Profile) => Promise<T>,
): Promise<T> {
  const tempDir = await mkdtemp(join(tmpdir(), 'parus-profile-'));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const interrupt = (): void => connection.interrupt();
  signal?.addEventListener('abort', interrupt);
  const query = async (sql: string): Promise<readonly (readonly unknown[])[]> => {
    if (signal?.aborted) throw fail('PARUS_CANCELLED', { task: 'counting records' });
    return (await connection.runAndReadAll(sql)).getRows();
  };
  try {
    await connection.run(`SET memory_limit = '${MEMORY_LIMIT}'`);
    await connection.run(`SET temp_directory = ${sqlText(tempDir)}`);
    await connection.run(`SET threads = ${threads}`);
    return await body({
      periods,
      query,
      open: (path, schema) => openRecords(connection, path, schema, periods),
    });
  } catch (error) {
    if (signal?.aborted) throw fail('PARUS_CANCELLED', { task: 'counting records' }, [], error);
    throw error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
    connection.closeSync();
    instance.closeSync();
    await rm(tempDir, { recursive: true, force: true });
  }
}

async function openRecords(
  connection: DuckDBConnection,
  path: string,
  schema: Schema,
  { start, split, end }: Periods,
): Promise<void> {
  const file = `read_parquet(${sqlText(path)})`;
  try {
    const described = await connection.runAndReadAll(
      `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${file})`,
    );
    const types = new Map(described.getRows().map(([name, type]) => [String(name), String(type)]));
    const columns = schema.map(({ name, type }) => {
      const got = types.get(name);
      if (got === undefined) {
        throw fail('PARUS_TABLE_COLUMN_MISSING', {
          column: name,
          path,
          available: abbreviate([...types.keys()]),
        });
      }
      return `${readAs(path, name, type, got)} AS ${sqlName(name)}`;
    });
    const day = `(CAST(${sqlName(EVENT_COLUMN)} AS DATE) - DATE '1970-01-01')`;
    // A missing day compares as unknown and so falls into neither period.
    const period = `CASE WHEN ${day} >= ${start} AND ${day} < ${split} THEN 0 WHEN ${day} >= ${split} AND ${day} <= ${end} THEN 1 ELSE 2 END`;
    await connection.run(
      `CREATE OR REPLACE TEMP VIEW records AS SELECT ${columns.join(', ')}, ${period} AS ${PERIOD_COLUMN} FROM ${file}`,
    );
  } catch (error) {
    if (error instanceof ParusError) throw error;
    const problem = asParusError(error).message.split('\n')[0]!;
    throw fail('PARUS_FILE_FORMAT', { path, problem }, [], error);
  }
}

const NUMBER_TYPES = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DOUBLE|FLOAT|DECIMAL.*)$/;

/** SQL of a column in the form in which it is counted. */
function readAs(path: string, name: string, type: Schema[number]['type'], got: string): string {
  const column = sqlName(name);
  if (type === 'date') {
    if (!/^(DATE|TIMESTAMP.*)$/.test(got)) throw wrongType(path, name, got, 'dates');
    return `CAST(CAST(${column} AS DATE) - DATE '1970-01-01' AS INTEGER)`;
  }
  if (type === 'text') {
    if (!/^(VARCHAR|ENUM.*|UUID)$/.test(got)) throw wrongType(path, name, got, 'texts');
    return `CAST(${column} AS VARCHAR)`;
  }
  if (!NUMBER_TYPES.test(got)) throw wrongType(path, name, got, 'numbers');
  return `nullif(CAST(${column} AS DOUBLE), 'NaN'::DOUBLE)`;
}

function wrongType(path: string, column: string, got: string, expected: string): ParusError {
  return fail('PARUS_TABLE_COLUMN_TYPE', { column, path, got, expected });
}
