import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import { sqlName, sqlText, vectorItems, withDuckDb } from './duckdb.ts';
import { MISSING_CODE, MISSING_INT32 } from './table.ts';

/** How a field comes out of a file: `key` are texts of which only equality matters, `values` texts of a fixed list. */
export interface FirmField {
  readonly name: string;
  readonly as: 'date' | 'int32' | 'float64' | 'key' | 'text' | 'values';
  /** The list of a field read as 'values'; its codes are positions in it. */
  readonly values?: readonly string[] | undefined;
}

/** A Parquet file whose rows belong to firms. */
export interface FirmFile {
  readonly path: string;
  readonly fields: readonly FirmField[];
}

/** Rows of a file in file order; texts as codes, in order of first appearance unless their list is fixed. */
export interface FileRows {
  readonly nRows: number;
  /** Per row: the number of its firm among those asked for. */
  readonly firms: Int32Array;
  readonly columns: Readonly<Record<string, Int32Array | Float64Array>>;
  /** Texts behind the codes; keys have none. */
  readonly levels: Readonly<Record<string, readonly string[]>>;
}

/** Code of a text that is not in a field's fixed list. */
export const UNLISTED_CODE = -2;

/**
 * Reads the rows of some firms from several files over one connection, file by file. Made for files that stand firm after
 * firm: only the row groups between the least and the greatest firmId are touched. `firmIds` in ascending order.
 *
 * Keys become codes by 53 bits of their hash: two different texts of one firm share a code with a chance of 1e-12 or so.
 */
export function readFirmFiles(firmIds: readonly string[], files: readonly FirmFile[]): Promise<FileRows[]> {
  return withDuckDb(async (connection) => {
    // Rows must come in file order, and the callers are workers of a pool that keeps the cores busy.
    await connection.run('SET threads = 1');
    await connection.run(`CREATE TYPE firms AS ENUM (${firmIds.map(sqlText).join(', ')})`);
    const rows: FileRows[] = [];
    for (const file of files) rows.push(await readFile(connection, file, firmIds));
    return rows;
  });
}

async function readFile(
  connection: DuckDBConnection,
  { path, fields }: FirmFile,
  firmIds: readonly string[],
): Promise<FileRows> {
  const selects = ['COALESCE(enum_code(TRY_CAST(firmId AS firms)), -1)::INTEGER', ...fields.map(selectOf)];
  const result = await connection.stream(
    `SELECT ${selects.join(', ')} FROM read_parquet(${sqlText(path)})
     WHERE firmId BETWEEN ${sqlText(firmIds[0]!)} AND ${sqlText(firmIds.at(-1)!)}`,
  );
  const firms = new GrowingInt32();
  const targets = fields.map(targetOf);
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    firms.take(chunk, 0);
    for (const [i, target] of targets.entries()) target.take(chunk, i + 1);
  }
  return {
    nRows: firms.n,
    firms: firms.values,
    columns: Object.fromEntries(fields.map(({ name }, i) => [name, targets[i]!.values])),
    levels: Object.fromEntries(
      fields.flatMap(({ name }, i) => {
        const { levels } = targets[i]!;
        return levels ? [[name, levels]] : [];
      }),
    ),
  };
}

function selectOf({ name, as, values = [] }: FirmField): string {
  const column = sqlName(name);
  switch (as) {
    case 'date':
      return `COALESCE(CAST(${column} AS DATE) - DATE '1970-01-01', ${MISSING_INT32})::INTEGER`;
    case 'int32':
      return `COALESCE(${column}, ${MISSING_INT32})::INTEGER`;
    case 'float64':
      return `COALESCE(CAST(${column} AS DOUBLE), 'NaN')::DOUBLE`;
    case 'values': {
      const cases = values.map((value, code) => `WHEN ${sqlText(value)} THEN ${code}`).join(' ');
      return `(CASE ${column} ${cases} ELSE CASE WHEN ${column} IS NULL THEN ${MISSING_CODE} ELSE ${UNLISTED_CODE} END END)::INTEGER`;
    }
    case 'key':
      // DuckDB gives the missing value a hash too; -1 is none that 53 bits can make.
      return `CASE WHEN ${column} IS NULL THEN -1 ELSE CAST(hash(${column}) >> 11 AS DOUBLE) END`;
    case 'text':
      return `CAST(${column} AS VARCHAR)`;
  }
}

interface Target {
  readonly values: Int32Array | Float64Array;
  readonly levels?: readonly string[];
  /** Appends column `i` of a chunk. */
  take(chunk: DuckDBDataChunk, i: number): void;
}

function targetOf({ as, values }: FirmField): Target {
  if (as === 'float64') return new GrowingFloat64();
  if (as === 'key') return new KeyCodes();
  if (as === 'text') return new TextCodes();
  const target = new GrowingInt32();
  return as === 'values' ? Object.assign(target, { levels: values ?? [] }) : target;
}

/** Values a growing column starts with room for. */
const FIRST_ROOM = 8192;

class GrowingInt32 implements Target {
  n = 0;
  #room = new Int32Array(FIRST_ROOM);

  get values(): Int32Array {
    return this.#room.subarray(0, this.n);
  }

  take(chunk: DuckDBDataChunk, i: number): void {
    const { rowCount } = chunk;
    this.reserve(rowCount);
    this.#room.set(vectorItems(chunk.getColumnVector(i)).subarray(0, rowCount), this.n);
    this.n += rowCount;
  }

  reserve(more: number): Int32Array {
    if (this.n + more > this.#room.length) {
      const larger = new Int32Array(Math.max(2 * this.#room.length, this.n + more));
      larger.set(this.#room.subarray(0, this.n));
      this.#room = larger;
    }
    return this.#room;
  }
}

class GrowingFloat64 implements Target {
  #n = 0;
  #room = new Float64Array(FIRST_ROOM);

  get values(): Float64Array {
    return this.#room.subarray(0, this.#n);
  }

  take(chunk: DuckDBDataChunk, i: number): void {
    const { rowCount } = chunk;
    if (this.#n + rowCount > this.#room.length) {
      const larger = new Float64Array(Math.max(2 * this.#room.length, this.#n + rowCount));
      larger.set(this.values);
      this.#room = larger;
    }
    this.#room.set(vectorItems(chunk.getColumnVector(i)).subarray(0, rowCount), this.#n);
    this.#n += rowCount;
  }
}

/** Hashes as codes, in order of first appearance. */
class KeyCodes implements Target {
  readonly #codes = new GrowingInt32();
  readonly #index = new Map<number, number>();

  get values(): Int32Array {
    return this.#codes.values;
  }

  take(chunk: DuckDBDataChunk, i: number): void {
    const { rowCount } = chunk;
    const room = this.#codes.reserve(rowCount);
    const hashes = vectorItems(chunk.getColumnVector(i));
    const index = this.#index;
    const at = this.#codes.n;
    // Rows of a firm often name the same party again at once.
    let lastHash = Number.NaN;
    let lastCode = MISSING_CODE;
    for (let row = 0; row < rowCount; row++) {
      const hash = hashes[row]!;
      if (hash !== lastHash) {
        lastHash = hash;
        if (hash < 0) lastCode = MISSING_CODE;
        else {
          const known = index.get(hash);
          lastCode = known ?? index.size;
          if (known === undefined) index.set(hash, lastCode);
        }
      }
      room[at + row] = lastCode;
    }
    this.#codes.n += rowCount;
  }
}

class TextCodes implements Target {
  readonly levels: string[] = [];
  readonly #codes = new GrowingInt32();
  readonly #index = new Map<string, number>();

  get values(): Int32Array {
    return this.#codes.values;
  }

  take(chunk: DuckDBDataChunk, i: number): void {
    const { rowCount } = chunk;
    const room = this.#codes.reserve(rowCount);
    const vector = chunk.getColumnVector(i);
    for (let row = 0; row < rowCount; row++) {
      const text = vector.getItem(row) as string | null;
      room[this.#codes.n + row] = text === null ? MISSING_CODE : this.#codeOf(text);
    }
    this.#codes.n += rowCount;
  }

  #codeOf(text: string): number {
    const known = this.#index.get(text);
    if (known !== undefined) return known;
    this.#index.set(text, this.levels.length);
    this.levels.push(text);
    return this.levels.length - 1;
  }
}
