/**
 * The fast road of ingestion: reads a whole column of clean values with the bounds of its contract at hand. It accepts only
 * what zod would accept and read alike; every other row is left to zod (see `validate-block.ts`), which thus remains the
 * judge. A property test holds the two roads against each other.
 */
import {
  type Cells,
  type Column,
  type ColumnType,
  cellAt,
  MISSING_CODE,
  MISSING_INT32,
  MISSING_TEXTS,
} from '../../table/index.ts';
import type { SourceName } from '../catalogue.ts';
import { type Bounds, boundsOf } from './bounds.ts';
import { plainIsoDay, readDate } from './clean-date.ts';
import { plainDecimal } from './clean-number.ts';
import { type FromColumn, inFen, type Recipe, roundedRatio } from './recipe.ts';

const MISSING = new Set<string>(MISSING_TEXTS);
const LONGEST_MISSING = Math.max(...MISSING_TEXTS.map((text) => text.length));

/** A column in the making: numbers and days as they are, texts as codes of `levels`. */
export interface GrowingColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly values: Float64Array | Int32Array;
  /** Text -> code, of text columns. */
  readonly levels: Map<string, number>;
}

export function growingColumn(name: string, type: ColumnType, nRows: number): GrowingColumn {
  const values = type === 'float64' ? new Float64Array(nRows) : new Int32Array(nRows);
  return { name, type, values, levels: new Map() };
}

/** Puts a value that zod accepted (or undefined for missing) in row `i`; adding zero takes the sign of -0 away. */
export function putValue(column: GrowingColumn, i: number, value: string | number | undefined): void {
  const { values, levels, type } = column;
  if (typeof value === 'string') values[i] = codeOfText(levels, value);
  else if (value !== undefined) values[i] = value + 0;
  else values[i] = type === 'text' ? MISSING_CODE : type === 'float64' ? Number.NaN : MISSING_INT32;
}

/** The rows `kept` as a finished column. */
export function finishedColumn({ type, values, levels }: GrowingColumn, kept: Int32Array): Column {
  const taken = values instanceof Float64Array ? new Float64Array(kept.length) : new Int32Array(kept.length);
  for (let i = 0; i < kept.length; i++) taken[i] = values[kept[i]!]!;
  if (type === 'text') return { kind: 'category', codes: taken as Int32Array, levels: [...levels.keys()] };
  return type === 'date' ? { kind: 'date', values: taken as Int32Array } : { kind: 'numeric', values: taken };
}

/** Fills `column` by its recipe; sets `doubtful[i]` for every row that zod must look at. */
export function readColumn(
  source: SourceName,
  recipe: Recipe,
  cells: Cells,
  slotOf: ReadonlyMap<string, number>,
  column: GrowingColumn,
  doubtful: Uint8Array,
): void {
  const { field, from } = recipe;
  const bounds = boundsOf(source, field.name);
  if (!bounds) doubtful.fill(1);
  else if (from.kind === 'constant' || from.kind === 'sequence') {
    const value = from.kind === 'constant' ? from.value : 0;
    if (!allows(bounds, value)) doubtful.fill(1);
    else for (let i = 0; i < cells.nRows; i++) putValue(column, i, value);
  } else if (from.kind === 'ratio') {
    const [over, under] = from.over.map((name) => numberReader(cells, slotOf.get(name)!)) as [Read, Read];
    const ifZero = from.ifZero ?? Number.NaN;
    fillNumbers(column, bounds, doubtful, cells.nRows, (i) => {
      const divisor = under(i);
      const dividend = over(i);
      if (divisor === 0) return Number.isNaN(dividend) ? dividend : ifZero;
      return roundedRatio(dividend, divisor, from.digits);
    });
  } else readCells(bounds, recipe, from, cells, slotOf.get(from.column)!, column, doubtful);
}

function readCells(
  bounds: Bounds,
  { field }: Recipe,
  from: FromColumn,
  cells: Cells,
  slot: number,
  column: GrowingColumn,
  doubtful: Uint8Array,
): void {
  if (bounds.kind === 'enum') fillCodes(column, codeReader(bounds.values, from), cells, slot, doubtful);
  else if (bounds.kind === 'text') {
    if (from.values) doubtful.fill(1);
    else fillTexts(column, bounds, cells, slot, field.optional, doubtful);
  } else if (from.values) doubtful.fill(1);
  else if (field.type === 'date') {
    const { dates, plusDays = 0 } = from;
    const iso = dates === undefined || dates[0] === 'YYYY-MM-DD';
    const { text, starts, ends } = cells;
    fillNumbers(column, bounds, doubtful, cells.nRows, (i) => {
      const day = iso ? plainIsoDay(text, starts[slot]![i]!, ends[slot]![i]!) : Number.NaN;
      return (Number.isNaN(day) ? (readDate(cellAt(cells, slot, i), dates) ?? Number.NaN) : day) + plusDays;
    });
  } else {
    const read = numberReader(cells, slot);
    const { unit = 'fen' } = from;
    const optional = field.optional ? missingReader(cells, slot) : undefined;
    fillNumbers(column, bounds, doubtful, cells.nRows, (i) => inFen(read(i), unit), optional);
  }
}

type Read = (i: number) => number;

function numberReader({ text, starts, ends }: Cells, slot: number): Read {
  const start = starts[slot]!;
  const end = ends[slot]!;
  return (i) => plainDecimal(text, start[i]!, end[i]!);
}

/** Whether the value of a row is missing. */
function missingReader({ text, starts, ends }: Cells, slot: number): (i: number) => boolean {
  const start = starts[slot]!;
  const end = ends[slot]!;
  return (i) => isMissing(text, start[i]!, end[i]!);
}

function isMissing(text: string, start: number, end: number): boolean {
  return end === start || (end - start <= LONGEST_MISSING && MISSING.has(text.slice(start, end)));
}

function fillNumbers(
  column: GrowingColumn,
  bounds: Bounds,
  doubtful: Uint8Array,
  nRows: number,
  read: Read,
  isMissingAt?: (i: number) => boolean,
): void {
  if (bounds.kind !== 'number') return void doubtful.fill(1);
  const { values } = column;
  const { min, max, integer } = bounds;
  for (let i = 0; i < nRows; i++) {
    const value = read(i);
    if (value >= min && value <= max && (!integer || Number.isInteger(value))) values[i] = value + 0;
    else if (isMissingAt?.(i)) putValue(column, i, undefined);
    else doubtful[i] = 1;
  }
}

function fillTexts(
  column: GrowingColumn,
  { min, max }: Bounds & { readonly kind: 'text' },
  cells: Cells,
  slot: number,
  optional: boolean,
  doubtful: Uint8Array,
): void {
  const { text, starts, ends } = cells;
  const { values, levels } = column;
  const spelt = cells.unquoted[slot]!;
  let last = '';
  let lastCode = -1;
  for (let i = 0; i < cells.nRows; i++) {
    const start = starts[slot]![i]!;
    const end = ends[slot]![i]!;
    // Files often stand firm after firm: the text of the row before need not be made again.
    const same = lastCode >= 0 && end - start === last.length && text.startsWith(last, start);
    if (same && !spelt.has(i)) {
      values[i] = lastCode;
      continue;
    }
    const value = cellAt(cells, slot, i);
    if (MISSING.has(value)) {
      if (optional) values[i] = MISSING_CODE;
      else doubtful[i] = 1;
    } else if (value.length < min || value.length > max) doubtful[i] = 1;
    else {
      values[i] = codeOfText(levels, value);
      lastCode = values[i]!;
      last = value;
    }
  }
}

/** Texts of a file -> texts of an enumerated field. */
function codeReader(values: readonly string[], { values: map }: FromColumn): ReadonlyMap<string, string> {
  const own = values.filter((value) => !MISSING.has(value)).map((value) => [value, value] as const);
  const mapped = Object.entries(map ?? {}).flatMap(([text, value]) =>
    typeof value === 'string' && values.includes(value) ? [[text, value] as const] : [],
  );
  const known = new Map([...own, ...mapped]);
  // A text that the mapping gives another meaning, even none, does not stand for itself.
  for (const [text, value] of Object.entries(map ?? {}))
    if (!values.includes(String(value))) known.delete(text);
  for (const text of MISSING) known.delete(text);
  return known;
}

function fillCodes(
  column: GrowingColumn,
  known: ReadonlyMap<string, string>,
  cells: Cells,
  slot: number,
  doubtful: Uint8Array,
): void {
  const { values, levels } = column;
  for (let i = 0; i < cells.nRows; i++) {
    const value = known.get(cellAt(cells, slot, i));
    if (value === undefined) doubtful[i] = 1;
    else values[i] = codeOfText(levels, value);
  }
}

function codeOfText(levels: Map<string, number>, text: string): number {
  let code = levels.get(text);
  if (code === undefined) {
    code = levels.size;
    levels.set(text, code);
  }
  return code;
}

function allows(bounds: Bounds, value: string | number): boolean {
  if (bounds.kind === 'enum') return bounds.values.includes(String(value));
  if (bounds.kind === 'text')
    return typeof value === 'string' && value.length >= bounds.min && value.length <= bounds.max;
  const inRange = typeof value === 'number' && value >= bounds.min && value <= bounds.max;
  return inRange && (!bounds.integer || Number.isInteger(value));
}
