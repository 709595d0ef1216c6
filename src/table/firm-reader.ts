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

/**
 * Rows of a file in file order; texts as codes, in order of first appearance unless their list is fixed. Codes of keys are
 * counted anew for each firm: they say whether two rows of one firm agree.
 */
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
 * Keys become codes by 53 bits of their hash: two different texts of one firm share a code with a chance of 1e-10 at a
 * thousand parties. Files that do not stand firm after firm are read too, with more memory.
 */
export function readFirmFiles(firmIds: readonly string[], files: readonly FirmFile[]): Promise<FileRows[]> {
  return withDuckDb(async (connection) => {
    // Rows must come in file order, and the callers are workers of a pool that keeps the cores busy.
    await connection.run('SET threads = 1');
    await connection.run(`CREATE TYPE firms AS ENUM (${firmIds.map(sqlText).join(', ')})`);
    const rows: FileRows[] = [];
    for (const file of files) {
      const byFirm = await readFile(connection, file, firmIds, true);
      rows.push(byFirm ?? (await readFile(connection, file, firmIds, false))!);
    }
    return rows;
  });
}

/** Reads a file; undefined where keys were to be counted by firm and its rows turn out not to stand firm after firm. */
async function readFile(
  connection: DuckDBConnection,
  { path, fields }: FirmFile,
  firmIds: readonly string[],
  byFirm: boolean,
): Promise<FileRows | undefined> {
  const selects = ['COALESCE(enum_code(TRY_CAST(firmId AS firms)), -1)::INTEGER', ...fields.map(selectOf)];
  const result = await connection.stream(
    `SELECT ${selects.join(', ')} FROM read_parquet(${sqlText(path)})
     WHERE firmId BETWEEN ${sqlText(firmIds[0]!)} AND ${sqlText(firmIds.at(-1)!)}`,
  );
  const firms = new GrowingInt32();
  const targets = fields.map(targetOf);
  const hasKeys = fields.some(({ as }) => as === 'key');
  let last = 0;
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    firms.take(chunk, 0);
    const own = byFirm && hasKeys ? firms.values.subarray(firms.n - chunk.rowCount) : undefined;
    if (own) {
      last = lastAscending(own, last);
      if (last === DESCENDS) return undefined;
    }
    for (const [i, target] of targets.entries()) target.take(chunk, i + 1, own);
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

const DESCENDS = -2;

/** The last firm of a block of rows that begins after firm `last`; DESCENDS where a firm comes after a later one. Rows of no firm do not count. */
function lastAscending(firms: Int32Array, last: number): number {
  let newest = last;
  for (const firm of firms) {
    if (firm < 0) continue;
    if (firm < newest) return DESCENDS;
    newest = firm;
  }
  return newest;
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
  /** Appends column `i` of a chunk; `firms` are those of its rows where codes count by firm. */
  take(chunk: DuckDBDataChunk, i: number, firms?: Int32Array): void;
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

/** Cells of the table of hashes at first: a power of two. */
const FIRST_CELLS = 256;

/** Hashes as codes, in order of first appearance, in the file or in a firm. */
class KeyCodes implements Target {
  readonly #codes = new GrowingInt32();
  // An open table: a cell holds a hash and its code while its stamp is the present one, which makes clearing free.
  #hashes = new Float64Array(FIRST_CELLS);
  #cellCodes = new Int32Array(FIRST_CELLS);
  #stamps = new Int32Array(FIRST_CELLS);
  #stamp = 1;
  #n = 0;
  #firm = -1;

  get values(): Int32Array {
    return this.#codes.values;
  }

  take(chunk: DuckDBDataChunk, i: number, firms?: Int32Array): void {
    const { rowCount } = chunk;
    const room = this.#codes.reserve(rowCount);
    const hashes = vectorItems(chunk.getColumnVector(i));
    const at = this.#codes.n;
    for (let row = 0; row < rowCount; row++) {
      if (firms && firms[row] !== this.#firm) {
        this.#firm = firms[row]!;
        this.#stamp += 1;
        this.#n = 0;
      }
      const hash = hashes[row]!;
      room[at + row] = hash < 0 ? MISSING_CODE : this.#codeOf(hash);
    }
    this.#codes.n += rowCount;
  }

  #codeOf(hash: number): number {
    const mask = this.#hashes.length - 1;
    // The low 32 bits of a whole number below 2^53; they are as good as any others of a hash.
    let cell = (hash | 0) & mask;
    while (this.#stamps[cell] === this.#stamp) {
      if (this.#hashes[cell] === hash) return this.#cellCodes[cell]!;
      cell = (cell + 1) & mask;
    }
    const code = this.#n++;
    this.#stamps[cell] = this.#stamp;
    this.#hashes[cell] = hash;
    this.#cellCodes[cell] = code;
    if (2 * this.#n > mask) this.#grow();
    return code;
  }

  #grow(): void {
    const [hashes, codes, stamps] = [this.#hashes, this.#cellCodes, this.#stamps];
    const length = 2 * hashes.length;
    this.#hashes = new Float64Array(length);
    this.#cellCodes = new Int32Array(length);
    this.#stamps = new Int32Array(length);
    for (const [cell, stamp] of stamps.entries()) {
      if (stamp !== this.#stamp) continue;
      let free = (hashes[cell]! | 0) & (length - 1);
      while (this.#stamps[free] === this.#stamp) free = (free + 1) & (length - 1);
      this.#stamps[free] = stamp;
      this.#hashes[free] = hashes[cell]!;
      this.#cellCodes[free] = codes[cell]!;
    }
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
