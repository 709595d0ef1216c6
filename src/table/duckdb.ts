import { type DuckDBConnection, DuckDBInstance, type DuckDBVector } from '@duckdb/node-api';

/** Opens an in-memory DuckDB, runs `body` and closes it. */
export async function withDuckDb<T>(body: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return await body(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** An SQL identifier, quoted. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** An SQL string literal, quoted. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The single value of a query that gives one row with one column. */
export async function queryScalar(connection: DuckDBConnection, sql: string): Promise<unknown> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRows()[0]?.[0];
}

/**
 * The values of a fixed-width vector as the typed array that DuckDB's client holds: copied as a block, where its public
 * getter boxes value by value. Missing values are arbitrary here, so queries must encode them (see read.ts, write.ts).
 */
export function vectorItems(
  vector: DuckDBVector,
): Float64Array | Float32Array | Int32Array | Uint8Array | Uint16Array | Uint32Array {
  const { items } = vector as unknown as { readonly items?: ReturnType<typeof vectorItems> };
  if (!ArrayBuffer.isView(items)) throw new TypeError(`${vector.constructor.name} holds no typed array`);
  return items;
}
