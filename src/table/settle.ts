/**
 * The last step of a load that is larger than memory: Parquet parts of one schema become one sorted file in which every
 * key stands once. DuckDB sorts outside memory, within a limit, in a folder of the caller's.
 */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { asParusError, fail } from '../core/index.ts';
import { queryScalar, sqlName, sqlText } from './duckdb.ts';
import { replaceFile } from './whole-file.ts';
import type { Schema } from './write.ts';

/** Columns that a part has besides those of its schema: the number of its file and its row there. */
export const FILE_COLUMN = '_file';
export const ROW_COLUMN = '_row';

export interface SettleInput {
  readonly parts: readonly string[];
  readonly out: string;
  readonly schema: Schema;
  /** Columns that tell records apart, none of them ever missing; none at all: no record can be another's double. */
  readonly key: readonly string[];
  /** Date column: when a version of a record became known. */
  readonly arrival: string;
  /** Of several versions of a record keep the one that arrived first or last. */
  readonly keep: 'first' | 'last';
  /** Columns that order the result; ties stand in order of file and row. Texts by their bytes. */
  readonly order: readonly string[];
  /** Numbers rows 0, 1, 2, ... in file order within equal values of `per`. */
  readonly sequence?: { readonly column: string; readonly per: readonly string[] } | undefined;
  /** Folder for what does not fit into memory. */
  readonly tempDir: string;
  readonly signal?: AbortSignal | undefined;
}

/** A row that is not in the result and the row that stands for it. */
export interface DroppedRow {
  /** The same content again; an older or newer version; or another content on the same day. */
  readonly kind: 'duplicate' | 'corrected' | 'conflict';
  readonly file: number;
  readonly row: number;
  /** Values of its key, separated by blanks. */
  readonly key: string;
  readonly arrival: string;
  readonly keptFile: number;
  readonly keptRow: number;
  readonly keptArrival: string;
}

export interface Settled {
  readonly rows: number;
  /** The largest number that `sequence` gave; 0 without. */
  readonly lastSequence: number;
}

/** Memory that DuckDB may use; beyond it, it goes to disk. OWN: fits beside the workers in 1.5 GiB. */
const MEMORY_LIMIT = '512MB';

/** File and row as one number. */
const ORD = `(CAST(${FILE_COLUMN} AS BIGINT) << 32) + ${ROW_COLUMN}`;

/**
 * Writes the rows of `parts` to `out`, sorted, and tells `onDropped` about the rows left out, in file order, some at a time.
 * The bytes depend on the rows alone.
 * @throws PARUS_WRITE_FAILED, PARUS_CANCELLED; `out` is then untouched
 */
export async function settleParts(
  input: SettleInput,
  onDropped: (rows: readonly DroppedRow[]) => Promise<void>,
): Promise<Settled> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const interrupt = (): void => connection.interrupt();
  input.signal?.addEventListener('abort', interrupt);
  try {
    input.signal?.throwIfAborted();
    await connection.run(`SET memory_limit = '${MEMORY_LIMIT}'`);
    await connection.run(`SET temp_directory = ${sqlText(input.tempDir)}`);
    // One thread: the cut into row groups must not depend on how many there are.
    await connection.run('SET threads = 1');
    const files = input.parts.map(sqlText).join(', ');
    await connection.run(`CREATE VIEW parts AS SELECT *, ${ORD} AS ord FROM read_parquet([${files}])`);
    if (await findVersions(connection, input)) {
      await tellDropped(connection, input, onDropped);
      // Sorting needs their memory.
      for (const table of ['repeated', 'versions', 'kept']) await connection.run(`DROP TABLE ${table}`);
    }
    await replaceFile(input.out, (partial) => writeSorted(connection, input, partial));
    return await resultOf(connection, input);
  } catch (error) {
    if (input.signal?.aborted) throw fail('PARUS_CANCELLED', { task: 'sorting records' }, [], error);
    throw 'code' in (error as object) ? error : unwritten(input.out, error);
  } finally {
    input.signal?.removeEventListener('abort', interrupt);
    connection.closeSync();
    instance.closeSync();
  }
}

function unwritten(path: string, error: unknown) {
  const problem = asParusError(error).message.split('\n')[0]!;
  return fail('PARUS_WRITE_FAILED', { path, problem }, [], error);
}

/**
 * Makes the tables `versions` (rows of keys that occur more than once) and `dropped`; false where every key occurs once.
 *
 * The rows of a key stand in order of arrival, equal ones of a day together; a version is a run of equal content in it. The
 * first row of the first (or last) version is kept, further rows of a version repeat its first, other versions give way.
 */
async function findVersions(connection: DuckDBConnection, input: SettleInput): Promise<boolean> {
  const { key, arrival, schema, sequence, keep } = input;
  await connection.run('CREATE TEMP TABLE dropped (ord BIGINT)');
  if (key.length === 0) return false;
  const keys = key.map(sqlName).join(', ');
  await connection.run(
    `CREATE TEMP TABLE repeated AS SELECT ${keys} FROM parts GROUP BY ${keys} HAVING count(*) > 1`,
  );
  if (Number(await queryScalar(connection, 'SELECT count(*) FROM repeated')) === 0) return false;
  const content = schema
    .map(({ name }) => name)
    .filter((name) => name !== arrival && name !== sequence?.column && !key.includes(name))
    .map((name) => `${sqlName(name)} := ${sqlName(name)}`);
  const contents = content.length > 0 ? `struct_pack(${content.join(', ')})` : 'true';
  const shownKey = `concat_ws(' ', ${keys})`;
  const inOrder = `PARTITION BY ${keys} ORDER BY arrival, twin, ord`;
  await connection.run(`CREATE TEMP TABLE versions AS
    WITH rows AS (
      SELECT ord, ${keys}, ${sqlName(arrival)} AS arrival, ${contents} AS content, ${shownKey} AS shown
      FROM parts SEMI JOIN repeated USING (${keys})),
    twins AS (SELECT *, min(ord) OVER (PARTITION BY ${keys}, arrival, content) AS twin FROM rows),
    steps AS (SELECT *, CAST(lag(content) OVER w IS DISTINCT FROM content OR row_number() OVER w = 1 AS INTEGER)
      AS step FROM twins WINDOW w AS (${inOrder})),
    numbered AS (SELECT *, sum(step) OVER (${inOrder}) AS version FROM steps)
    SELECT ord, ${keys}, arrival, shown, step, version,
      first_value(ord) OVER (${inOrder.replace('ORDER', ', version ORDER')}) AS leader,
      max(version) OVER (PARTITION BY ${keys}) AS newest FROM numbered`);
  await connection.run(`CREATE TEMP TABLE kept AS
    SELECT ${keys}, ord AS keptOrd, arrival AS keptArrival FROM versions
    WHERE step = 1 AND version = ${keep === 'first' ? '1' : 'newest'}`);
  await connection.run(
    'INSERT INTO dropped SELECT ord FROM versions WHERE ord NOT IN (SELECT keptOrd FROM kept)',
  );
  return true;
}

async function tellDropped(
  connection: DuckDBConnection,
  { key }: SettleInput,
  onDropped: (rows: readonly DroppedRow[]) => Promise<void>,
): Promise<void> {
  const result = await connection.stream(`
    SELECT CASE WHEN step = 0 THEN 'duplicate' WHEN arrival = keptArrival THEN 'conflict' ELSE 'corrected' END AS kind,
      ord, shown, CAST(arrival AS VARCHAR), CASE WHEN step = 0 THEN leader ELSE keptOrd END, CAST(keptArrival AS VARCHAR)
    FROM versions JOIN kept USING (${key.map(sqlName).join(', ')}) WHERE ord <> keptOrd ORDER BY ord`);
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    const rows = chunk.getRows().map(([kind, ord, shown, arrival, keptOrd, keptArrival]): DroppedRow => {
      const at = placeOf(ord as bigint);
      const kept = placeOf(keptOrd as bigint);
      return {
        kind: kind as DroppedRow['kind'],
        ...at,
        key: String(shown),
        arrival: String(arrival),
        keptFile: kept.file,
        keptRow: kept.row,
        keptArrival: String(keptArrival),
      };
    });
    await onDropped(rows);
  }
}

function placeOf(ord: bigint): { readonly file: number; readonly row: number } {
  return { file: Number(ord >> 32n), row: Number(ord & 0xffff_ffffn) };
}

function writeSorted(connection: DuckDBConnection, input: SettleInput, path: string): Promise<unknown> {
  const { schema, order, sequence } = input;
  const number = sequence
    ? `CAST(row_number() OVER (PARTITION BY ${sequence.per.map(sqlName).join(', ')} ORDER BY ord) - 1 AS INTEGER)`
    : '';
  const selected = schema.map(({ name }) =>
    name === sequence?.column ? `${number} AS ${sqlName(name)}` : sqlName(name),
  );
  const sorting = [...order.map(sqlName), 'ord'].join(', ');
  return connection.run(`COPY (
      SELECT ${selected.join(', ')} FROM parts ANTI JOIN dropped USING (ord) ORDER BY ${sorting}
    ) TO ${sqlText(path)} (FORMAT parquet, COMPRESSION zstd)`);
}

async function resultOf(connection: DuckDBConnection, { out, sequence }: SettleInput): Promise<Settled> {
  const last = sequence ? `coalesce(max(${sqlName(sequence.column)}), 0)` : '0';
  const sql = `SELECT count(*), ${last} FROM read_parquet(${sqlText(out)})`;
  const [row] = (await connection.runAndReadAll(sql)).getRows();
  return { rows: Number(row?.[0]), lastSequence: Number(row?.[1]) };
}

/** Firms (distinct texts of `id`) and the first and last of the dates `day` in Parquet files, counted outside memory. */
export async function extentOf(
  paths: readonly string[],
  id: string,
  day: string,
  tempDir: string,
): Promise<{ readonly ids: number; readonly first: number; readonly last: number }> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(`SET memory_limit = '${MEMORY_LIMIT}'`);
    await connection.run(`SET temp_directory = ${sqlText(tempDir)}`);
    const files = paths.map(sqlText).join(', ');
    const epoch = "DATE '1970-01-01'";
    const sql = `SELECT count(DISTINCT ${sqlName(id)}), min(${sqlName(day)}) - ${epoch}, max(${sqlName(day)}) - ${epoch}
      FROM read_parquet([${files}], union_by_name = true)`;
    const [row] = (await connection.runAndReadAll(sql)).getRows();
    const [ids = 0, first = 0, last = 0] = (row ?? []).map(Number);
    return { ids, first, last };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
