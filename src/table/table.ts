import { fail } from '../core/index.ts';
import { sharedFloat32, sharedFloat64, sharedInt32 } from '../parallel/index.ts';

/** A column of numbers. Missing is NaN in the float types and MISSING_INT32 in Int32. */
export interface NumericColumn {
  readonly kind: 'numeric';
  readonly values: Float64Array | Float32Array | Int32Array;
}

/** A column of days since 1970-01-01; missing is MISSING_INT32. */
export interface DateColumn {
  readonly kind: 'date';
  readonly values: Int32Array;
}

/** A dictionary-coded text column: `codes[i]` indexes `levels`; missing is MISSING_CODE. Levels are distinct. */
export interface CategoryColumn {
  readonly kind: 'category';
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

export type Column = NumericColumn | DateColumn | CategoryColumn;

export const MISSING_INT32 = -2147483648;
export const MISSING_CODE = -1;

/** Columns of equal length, in order. `origin` is where the table came from, for error messages. */
export interface Table {
  readonly nRows: number;
  readonly columns: ReadonlyMap<string, Column>;
  readonly origin: string;
}

/** Makes a table; every column must have `nRows` rows. */
export function makeTable(columns: Iterable<readonly [string, Column]>, origin = 'memory'): Table {
  const map = new Map(columns);
  let nRows = -1;
  for (const [name, column] of map) {
    const length = columnLength(column);
    if (nRows >= 0 && length !== nRows)
      throw new RangeError(`column ${name} has ${length} rows, expected ${nRows}`);
    nRows = length;
  }
  return { nRows: Math.max(0, nRows), columns: map, origin };
}

export function columnLength(column: Column): number {
  return column.kind === 'category' ? column.codes.length : column.values.length;
}

/** The column `name`; PARUS_TABLE_COLUMN_MISSING names it and what the table has instead. */
export function columnOf(table: Table, name: string): Column {
  const column = table.columns.get(name);
  if (column) return column;
  throw fail('PARUS_TABLE_COLUMN_MISSING', {
    column: name,
    path: table.origin,
    available: abbreviate([...table.columns.keys()]),
  });
}

/** The first few of `names`, and how many more. */
export function abbreviate(names: readonly string[], most = 12): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** A category column as one text per row; missing is undefined. */
export function textAt(column: CategoryColumn, row: number): string | undefined {
  const code = column.codes[row]!;
  return code === MISSING_CODE ? undefined : column.levels[code];
}

/** A numeric or date column as Float64 with NaN for missing; a Float64 column is returned as it is, not copied. */
export function asFloat64(column: NumericColumn | DateColumn): Float64Array {
  const { values } = column;
  if (values instanceof Float64Array) return values;
  const out = sharedFloat64(values.length);
  if (values instanceof Float32Array) out.set(values);
  else for (let i = 0; i < out.length; i++) out[i] = values[i] === MISSING_INT32 ? Number.NaN : values[i]!;
  return out;
}

/** The rows `rows`, in that order, of every column. */
export function takeRows(table: Table, rows: ArrayLike<number>): Table {
  const columns = [...table.columns].map(([name, column]) => [name, takeColumn(column, rows)] as const);
  return { nRows: rows.length, columns: new Map(columns), origin: table.origin };
}

function takeColumn(column: Column, rows: ArrayLike<number>): Column {
  const source = column.kind === 'category' ? column.codes : column.values;
  const target =
    source instanceof Float64Array
      ? sharedFloat64(rows.length)
      : source instanceof Float32Array
        ? sharedFloat32(rows.length)
        : sharedInt32(rows.length);
  for (let i = 0; i < rows.length; i++) target[i] = source[rows[i]!]!;
  if (column.kind === 'category') return { ...column, codes: target as Int32Array };
  return { ...column, values: target } as Column;
}

/** Only the columns `names`, in that order. */
export function selectColumns(table: Table, names: readonly string[]): Table {
  return { ...table, columns: new Map(names.map((name) => [name, columnOf(table, name)])) };
}

/** A category column from texts; levels in order of first appearance unless given. */
export function categoryColumn(
  texts: readonly (string | undefined)[],
  levels?: readonly string[],
): CategoryColumn {
  const index = new Map<string, number>((levels ?? []).map((level, i) => [level, i]));
  const codes = sharedInt32(texts.length);
  texts.forEach((text, i) => {
    if (text === undefined) {
      codes[i] = MISSING_CODE;
      return;
    }
    let code = index.get(text);
    if (code === undefined) {
      code = index.size;
      index.set(text, code);
    }
    codes[i] = code;
  });
  return { kind: 'category', codes, levels: [...index.keys()] };
}

/** A Float64 column from numbers; undefined is missing. */
export function numericColumn(values: ArrayLike<number | undefined>): NumericColumn {
  const out = sharedFloat64(values.length);
  for (let i = 0; i < out.length; i++) out[i] = values[i] ?? Number.NaN;
  return { kind: 'numeric', values: out };
}
