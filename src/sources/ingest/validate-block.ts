import { type ErrorCode, formatDay } from '../../core/index.ts';
import { taskRef } from '../../parallel/index.ts';
import {
  type Cells,
  type Column,
  cellAt,
  cellsOf,
  cutRecords,
  FILE_COLUMN,
  MISSING_TEXTS,
  makeTable,
  type RejectedRow,
  ROW_COLUMN,
  writeTable,
} from '../../table/index.ts';
import { type SourceName, sources } from '../catalogue.ts';
import { type FieldIssue, judge, parseRecord, shown } from '../record.ts';
import { fieldsOf } from '../schema.ts';
import { finishedColumn, type GrowingColumn, growingColumn, putValue, readColumn } from './read-columns.ts';
import { columnsOf, fieldValue, type Recipe } from './recipe.ts';

/** A refused row: one line of quarantine/<source>.csv. */
export interface RefusedRow {
  readonly code: ErrorCode;
  readonly file: string;
  readonly row: number;
  /** The first column at fault, as the file calls it; empty where the whole row is. */
  readonly column: string;
  readonly value: string;
  readonly message: string;
}

/** Some rows of a file as they stand in it, and how to read them. Plain data: crosses to workers. */
export interface RawBlock {
  readonly source: SourceName;
  readonly path: string;
  /** Number of the file among those of its run. */
  readonly file: number;
  readonly firstRow: number;
  /** Undefined for NDJSON without mapping: there every record names its fields. */
  readonly recipes: readonly Recipe[] | undefined;
  readonly body: RawBody;
  /** Where the accepted rows go, as Parquet; no file where there are none. */
  readonly part: string;
}

export type RawBody =
  | {
      readonly kind: 'delimited';
      readonly text: string;
      readonly delimiter: string;
      readonly header: readonly string[];
    }
  | { readonly kind: 'lines'; readonly text: string }
  | {
      readonly kind: 'columns';
      readonly header: readonly string[];
      readonly columns: readonly (readonly (string | null)[])[];
    };

/** What became of a block: rows read = accepted + refused. */
export interface ValidatedBlock {
  readonly part: string;
  readonly nRead: number;
  readonly nAccepted: number;
  readonly refused: readonly RefusedRow[];
}

/** Worker task: validates the rows of a block and writes those that keep the contract of their source. */
export async function validateBlock(block: RawBlock): Promise<ValidatedBlock> {
  const { nRead, rows, columns, refused } =
    block.body.kind === 'lines' ? judgeLines(block, block.body.text) : judgeCells(block, block.body);
  const kept = keptRows(block, rows, columns, refused);
  if (kept.length > 0) {
    const places: [string, Column][] = [
      [FILE_COLUMN, { kind: 'numeric', values: new Int32Array(kept.length).fill(block.file) }],
      [ROW_COLUMN, { kind: 'numeric', values: kept.map((i) => rows[i]!) }],
    ];
    const fields = columns.map((column): [string, Column] => [column.name, finishedColumn(column, kept)]);
    await writeTable(block.part, makeTable([...fields, ...places], block.path), { temporary: true });
  }
  const inOrder = [...refused.values()].sort((a, b) => a.row - b.row);
  return { part: block.part, nRead, nAccepted: kept.length, refused: inOrder };
}

/** `validateBlock` for workers. */
export const validateTask = taskRef(import.meta.url, validateBlock);

/** Rows of a block in columns of the contract; those in `refused` (by row number) hold anything. */
interface JudgedRows {
  readonly nRead: number;
  /** Row numbers in the file. */
  readonly rows: Int32Array;
  readonly columns: readonly GrowingColumn[];
  readonly refused: Map<number, RefusedRow>;
}

function newColumns(source: SourceName, nRows: number): GrowingColumn[] {
  return fieldsOf(sources[source]).map(({ name, type }) => growingColumn(name, type, nRows));
}

/** Reads column by column; only rows with a value out of the ordinary go to zod. */
function judgeCells(block: RawBlock, body: Exclude<RawBody, { kind: 'lines' }>): JudgedRows {
  const { source, path, firstRow, recipes = [] } = block;
  const used = [...new Set(recipes.flatMap(columnsOf))];
  const slotOf = new Map(used.map((name, slot) => [name, slot]));
  const slots = body.header.map((name) => slotOf.get(name) ?? -1);
  const { cells, rejected, nRead } =
    body.kind === 'delimited'
      ? cutRecords(body.text, body.delimiter, slots, firstRow)
      : wholeColumns(body, used, firstRow);
  const refused = new Map(rejected.map((row) => [row.row, ragged(path, row)]));
  const columns = newColumns(source, cells.nRows);
  const doubtful = new Uint8Array(cells.nRows);
  for (const column of columns) {
    const recipe = recipes.find(({ field }) => field.name === column.name);
    if (recipe) readColumn(source, recipe, cells, slotOf, column, doubtful);
    else for (let i = 0; i < cells.nRows; i++) putValue(column, i, undefined);
  }
  for (let i = 0; i < cells.nRows; i++) {
    if (doubtful[i] === 0) continue;
    const cell = (name: string): unknown => presentText(cellAt(cells, slotOf.get(name)!, i));
    const parsed = judgeRow(source, recipes, cell);
    if (parsed.ok) putRecord(columns, i, parsed.value);
    else refused.set(cells.rows[i]!, invalid(path, cells.rows[i]!, parsed.error));
  }
  return { nRead, rows: cells.rows, columns, refused };
}

function wholeColumns(
  { header, columns }: Extract<RawBody, { kind: 'columns' }>,
  used: readonly string[],
  firstRow: number,
): { readonly cells: Cells; readonly rejected: readonly RejectedRow[]; readonly nRead: number } {
  const cells = cellsOf(
    used.map((name) => columns[header.indexOf(name)]!),
    firstRow,
  );
  return { cells, rejected: [], nRead: cells.nRows };
}

function presentText(text: string): string | undefined {
  return (MISSING_TEXTS as readonly string[]).includes(text) ? undefined : text;
}

/** Zod's verdict on one row that recipes read; issues name the columns of the file. */
function judgeRow(source: SourceName, recipes: readonly Recipe[], cell: (column: string) => unknown) {
  const record: Record<string, unknown> = {};
  for (const recipe of recipes) {
    const value = fieldValue(recipe, cell);
    if (value !== undefined) record[recipe.field.name] = value;
  }
  return judge(source, record, (name) => {
    const recipe = recipes.find(({ field }) => field.name === name);
    const columns = recipe ? columnsOf(recipe) : [];
    const given = columns.map(cell);
    const value = given.length > 1 ? given.map(shown).join(' / ') : given[0];
    return { path: columns.join(' / ') || name, value: columns.length > 0 ? value : record[name] };
  });
}

/** Judges NDJSON line by line; a line that is no JSON stays a text, which no contract takes. Blank lines are no rows. */
function judgeLines({ source, path, firstRow, recipes }: RawBlock, text: string): JudgedRows {
  const lines = text.split('\n');
  const numbers: number[] = [];
  for (const [i, line] of lines.entries()) if (line.trim() !== '') numbers.push(i);
  const columns = newColumns(source, numbers.length);
  const refused = new Map<number, RefusedRow>();
  for (const [i, number] of numbers.entries()) {
    const raw = parseJson(lines[number]!);
    const parsed =
      recipes && isRecord(raw)
        ? judgeRow(source, recipes, (name) => raw[name] ?? undefined)
        : parseRecord(source, raw);
    if (parsed.ok) putRecord(columns, i, parsed.value);
    else refused.set(firstRow + number, invalid(path, firstRow + number, parsed.error));
  }
  return { nRead: numbers.length, rows: Int32Array.from(numbers, (n) => firstRow + n), columns, refused };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function putRecord(columns: readonly GrowingColumn[], i: number, record: object): void {
  const values = record as Readonly<Record<string, string | number | undefined>>;
  for (const column of columns) putValue(column, i, values[column.name]);
}

/** Indices of the rows that are not refused; refuses those that arrived before they happened. */
function keptRows(
  { path }: RawBlock,
  rows: Int32Array,
  columns: readonly GrowingColumn[],
  refused: Map<number, RefusedRow>,
): Int32Array {
  const daysOf = (name: string) => columns.find((column) => column.name === name)!.values;
  const events = daysOf('eventDate');
  const arrivals = daysOf('arrivalDate');
  const kept: number[] = [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (refused.size > 0 && refused.has(row)) continue;
    const event = events[i]!;
    const arrival = arrivals[i]!;
    if (arrival >= event) kept.push(i);
    else {
      refused.set(row, {
        code: 'PARUS_RECORD_ORDER',
        file: path,
        row,
        column: 'arrivalDate',
        value: formatDay(arrival),
        message: `arrival ${formatDay(arrival)} before event ${formatDay(event)}`,
      });
    }
  }
  return Int32Array.from(kept);
}

function ragged(path: string, { row, problem, text }: RejectedRow): RefusedRow {
  return { code: 'PARUS_TABLE_RAGGED', file: path, row, column: '', value: text, message: problem };
}

function invalid(path: string, row: number, issues: readonly FieldIssue[]): RefusedRow {
  const [first, ...rest] = issues as readonly [FieldIssue, ...FieldIssue[]];
  const also = rest.map((issue) => `; ${issue.path}: ${issue.message}`).join('');
  return {
    code: 'PARUS_RECORD_INVALID',
    file: path,
    row,
    column: first.path === '(root)' ? '' : first.path,
    value: first.got,
    message: `${first.message}${also}`,
  };
}
