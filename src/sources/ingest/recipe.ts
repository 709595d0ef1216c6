/** How a field of a contract is made from what a file holds: its own column, a renamed one, a constant, a ratio. */
import { fail, yuanToFen } from '../../core/index.ts';
import { abbreviate } from '../../table/index.ts';
import type { SourceName } from '../catalogue.ts';
import { type RawField, rawFieldsOf } from '../record.ts';
import { type DateForm, readDate } from './clean-date.ts';
import { readNumber } from './clean-number.ts';

/** How amounts may be written; wan is ten thousand yuan. */
export const MONEY_UNITS = ['fen', 'yuan', 'wan'] as const;

export type MoneyUnit = (typeof MONEY_UNITS)[number];

const YUAN_PER_WAN = 10_000;

/** A column of the file. Plain data: recipes cross to workers. */
export interface FromColumn {
  readonly kind: 'column';
  readonly column: string;
  /** Of money. */
  readonly unit?: MoneyUnit | undefined;
  /** Of dates; default: the unambiguous forms. */
  readonly dates?: readonly DateForm[] | undefined;
  readonly plusDays?: number | undefined;
  /** What a text of the file stands for; null is missing. Other texts stand for themselves. */
  readonly values?: Readonly<Record<string, string | number | null>> | undefined;
}

/** The same for every row: text, number, or a day since 1970-01-01. */
export interface FromConstant {
  readonly kind: 'constant';
  readonly value: string | number;
}

/** One column over another, rounded to `digits`. */
export interface FromRatio {
  readonly kind: 'ratio';
  readonly over: readonly [string, string];
  readonly digits: number;
  /** Value where the lower column is 0; missing without. */
  readonly ifZero?: number | undefined;
}

/** A running number within equal values of `per`, given when all rows are known; 0 until then. */
export interface FromSequence {
  readonly kind: 'sequence';
  readonly per: readonly string[];
}

export type Origin = FromColumn | FromConstant | FromRatio | FromSequence;

export interface Recipe {
  readonly field: RawField;
  readonly from: Origin;
}

/** Columns of the file that a recipe reads. */
export function columnsOf({ from }: Recipe): readonly string[] {
  if (from.kind === 'column') return [from.column];
  return from.kind === 'ratio' ? from.over : [];
}

/**
 * The recipes of a file without mapping: every field under its own name, or money under its name without `Fen` in yuan.
 * @throws PARUS_TABLE_HEADER where both are there, PARUS_TABLE_COLUMN_MISSING where a required field is under neither
 */
export function recipesOfHeader(path: string, source: SourceName, header: readonly string[]): Recipe[] {
  const recipes: Recipe[] = [];
  const missing: string[] = [];
  for (const field of rawFieldsOf(source)) {
    const { name, yuanName, optional } = field;
    const own = header.includes(name);
    const yuan = yuanName !== undefined && header.includes(yuanName);
    if (own && yuan) {
      const problem = `both ${name} (fen) and ${yuanName} (yuan); expected one`;
      throw fail('PARUS_TABLE_HEADER', { path, problem });
    }
    if (own)
      recipes.push({
        field,
        from: { kind: 'column', column: name, unit: yuanName === undefined ? undefined : 'fen' },
      });
    else if (yuan) recipes.push({ field, from: { kind: 'column', column: yuanName, unit: 'yuan' } });
    else if (!optional) missing.push(name);
  }
  if (missing.length > 0) throw columnsMissing(path, missing, header);
  return recipes;
}

/** The error for columns that a file lacks. */
export function columnsMissing(path: string, missing: readonly string[], header: readonly string[]) {
  return fail(
    'PARUS_TABLE_COLUMN_MISSING',
    { column: abbreviate(missing), path, available: abbreviate(header) },
    missing.map((column) => ({ path: column, message: 'missing column' })),
  );
}

/**
 * The value of a recipe in the form of its contract: days as numbers, money in fen. What cannot be read stays the text it
 * is, for the contract to refuse. `cell` gives the value of a column, undefined where it is missing.
 */
export function fieldValue({ field, from }: Recipe, cell: (column: string) => unknown): unknown {
  switch (from.kind) {
    case 'constant':
      return from.value;
    case 'sequence':
      return 0;
    case 'ratio':
      return ratioOf(from, cell(from.over[0]), cell(from.over[1]));
    case 'column':
      return columnValue(field, from, cell(from.column));
  }
}

function columnValue(field: RawField, from: FromColumn, cell: unknown): unknown {
  const { values, unit, dates, plusDays = 0 } = from;
  let value = cell;
  if (values && typeof cell === 'string' && Object.hasOwn(values, cell)) value = values[cell] ?? undefined;
  if (field.type === 'date') {
    const day = typeof value === 'string' ? (readDate(value, dates) ?? value) : value;
    return typeof day === 'number' ? day + plusDays : day;
  }
  if (field.type === 'text') return value;
  const money = unit !== undefined && unit !== 'fen';
  const form = money ? 'money' : field.unit === 'ratio' ? 'ratio' : 'plain';
  const number = typeof value === 'string' ? (readNumber(value, form) ?? value) : value;
  return unit !== undefined && typeof number === 'number' ? inFen(number, unit) : number;
}

/** An amount in `unit` as fen: yuan and wan are rounded to whole fen, fen are left to the contract. NaN stays NaN. */
export function inFen(amount: number, unit: MoneyUnit): number {
  if (unit === 'fen' || Number.isNaN(amount)) return amount;
  return yuanToFen(unit === 'wan' ? amount * YUAN_PER_WAN : amount);
}

function ratioOf(from: FromRatio, top: unknown, bottom: unknown): unknown {
  const numbers = [top, bottom].map((value) =>
    typeof value === 'string' ? readNumber(value, 'money') : value,
  );
  const [over, under] = numbers;
  if (typeof over !== 'number' || typeof under !== 'number') return undefined;
  return under === 0 ? from.ifZero : roundedRatio(over, under, from.digits);
}

/** `over / under` rounded to `digits` decimals; never minus zero. */
export function roundedRatio(over: number, under: number, digits: number): number {
  const scale = 10 ** digits;
  // Adding zero turns -0 into 0 and leaves NaN.
  return Math.round((over / under) * scale) / scale + 0;
}
