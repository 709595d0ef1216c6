import { DuckDBInstance } from '@duckdb/node-api';
import { fail } from '../core/index.ts';
import { sqlName, sqlText } from './duckdb.ts';

/** Rows of a Parquet file as texts, one array per column asked for; missing is null. */
export interface ParquetBlock {
  readonly columns: readonly (readonly (string | null)[])[];
  /** 1-based number of the first row. */
  readonly firstRow: number;
}

/** A Parquet file whose rows are taken block by block. */
export interface ParquetBlocks {
  readonly header: readonly string[];
  readonly nRows: number;
  /**
   * The columns `names` as texts: dates as YYYY-MM-DD (a timestamp too, if it is midnight), numbers in their shortest exact
   * form. @throws PARUS_TABLE_TYPE_UNSUPPORTED, PARUS_FILE_FORMAT
   */
  blocks(names: readonly string[], signal?: AbortSignal): AsyncGenerator<ParquetBlock>;
  close(): void;
}

/** Rows of a block: as many as DuckDB's chunks of 2,048 fill. OWN, for the reasons of `text-blocks.ts`. */
const BLOCK_ROWS = 24 * 2048;

/** Opens a Parquet file; the caller closes it. @throws PARUS_FILE_FORMAT where it is none */
export async function openParquet(path: string): Promise<ParquetBlocks> {
  const source = `read_parquet(${sqlText(path)})`;
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const close = (): void => {
    connection.closeSync();
    instance.closeSync();
  };
  const rowsOf = async (sql: string) => (await connection.runAndReadAll(sql)).getRows();
  try {
    const described = await rowsOf(`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${source})`);
    const types = new Map(described.map(([name, type]) => [String(name), String(type)]));
    const nRows = Number((await rowsOf(`SELECT count(*) FROM ${source}`))[0]?.[0]);
    const selectText = (name: string): string => textOf(path, name, types.get(name) ?? 'NULL');
    async function* blocks(names: readonly string[], signal?: AbortSignal): AsyncGenerator<ParquetBlock> {
      const selected = names.map(selectText).join(', ');
      try {
        const result = await connection.stream(`SELECT ${selected} FROM ${source}`);
        let firstRow = 1;
        let columns: (string | null)[][] = names.map(() => []);
        for (
          let chunk = await result.fetchChunk();
          chunk && chunk.rowCount > 0;
          chunk = await result.fetchChunk()
        ) {
          if (signal?.aborted) throw fail('PARUS_CANCELLED', { task: `reading ${path}` });
          for (const [i, column] of columns.entries()) {
            for (const value of chunk.getColumnValues(i)) column.push(value as string | null);
          }
          const n = columns[0]!.length;
          if (n < BLOCK_ROWS) continue;
          yield { columns, firstRow };
          firstRow += n;
          columns = names.map(() => []);
        }
        if (columns[0]!.length > 0) yield { columns, firstRow };
      } catch (error) {
        throw signal?.aborted ? error : unreadable(path, error);
      }
    }
    return { header: [...types.keys()], nRows, blocks, close };
  } catch (error) {
    close();
    throw unreadable(path, error);
  }
}

/** A column as text in SQL. */
function textOf(path: string, name: string, type: string): string {
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
}

function unreadable(path: string, error: unknown) {
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('PARUS_')) return error;
  const message = error instanceof Error ? error.message : String(error);
  const problem = message
    .replace(/^.*?Error: /, '')
    .split('\n')[0]!
    .slice(0, 200);
  return fail('PARUS_FILE_FORMAT', { path, problem }, [], error);
}
