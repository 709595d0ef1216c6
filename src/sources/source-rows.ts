import { fail } from '../core/index.ts';
import { sharedFloat64, sharedInt32 } from '../parallel/index.ts';
import { columnOf, type FileRows, MISSING_CODE, type Table, textAt, UNLISTED_CODE } from '../table/index.ts';
import { type DossierSource, dossierSources, type SourceName, sources } from './catalogue.ts';
import type { ColumnArray, SourceColumns } from './columns.ts';
import type { Dossier } from './dossier.ts';
import { dossierFieldsOf } from './growing-columns.ts';
import { type FieldSpec, fieldsOf } from './schema.ts';

/** The sources a book is opened with; truth/ is never among them. */
export type BookSource = DossierSource | 'applications' | 'outcomes';

export const bookSources = [...dossierSources, 'applications', 'outcomes'] as const satisfies BookSource[];

/** All records of one source on shared memory, firm after firm. */
export interface SourceRows<S extends SourceName> {
  readonly nRows: number;
  readonly columns: SourceColumns<S>;
  /** Rows of firm i are [offsets[i], offsets[i + 1]), ordered by (eventDate, arrivalDate, order in the file). */
  readonly offsets: Int32Array;
  /** Texts behind the codes of each text column. */
  readonly levels: Readonly<Record<string, readonly string[]>>;
}

/** Rows of every dossier source. */
export type DossierRows = { readonly [S in DossierSource]: SourceRows<S> };

/** The slices of firm `i`. */
export function slicesOf(rows: DossierRows, i: number): Dossier['records'] {
  const slices: Record<string, unknown> = {};
  for (const source of dossierSources) {
    const { columns, levels, offsets } = rows[source];
    slices[source] = { columns, levels, start: offsets[i]!, end: offsets[i + 1]! };
  }
  return slices as Dossier['records'];
}

function fieldsHeld(source: BookSource): readonly FieldSpec[] {
  return source === 'applications' || source === 'outcomes'
    ? fieldsOf(sources[source]).filter(({ name }) => name !== 'firmId')
    : dossierFieldsOf(source);
}

/**
 * Brings the rows of a source into firm order; rows of firms that are not in `firmIndex` are left out. A counting sort by
 * firm keeps file order, then each firm's few rows are sorted by date where they are not yet.
 * @throws PARUS_BOOK_INVALID for a column of another type, a row without firm, a text the contract does not know.
 */
export function orderRows(
  dir: string,
  source: BookSource,
  table: Table | undefined,
  firmIndex: ReadonlyMap<string, number>,
): SourceRows<SourceName> {
  const offsets = sharedInt32(firmIndex.size + 1);
  const columns: Record<string, ColumnArray> = {};
  const levels: Record<string, readonly string[]> = {};
  const order = table
    ? firmOrder(
        firmNumbers(dir, source, table, firmIndex),
        daysOf(dir, source, table, 'eventDate'),
        daysOf(dir, source, table, 'arrivalDate'),
        offsets,
      )
    : new Int32Array(0);
  for (const field of fieldsHeld(source)) {
    if (!table) {
      columns[field.name] = field.type === 'float64' ? sharedFloat64(0) : sharedInt32(0);
      if (field.type === 'text') levels[field.name] = field.values ?? [];
      continue;
    }
    const column = columnOf(table, field.name);
    if (column.kind === 'category') {
      const recoded = recode(dir, source, field, column.levels);
      levels[field.name] = field.values ?? column.levels;
      columns[field.name] = gather(column.codes, order, recoded);
    } else columns[field.name] = gather(column.values, order);
  }
  return {
    nRows: order.length,
    columns: columns as unknown as SourceColumns<SourceName>,
    offsets,
    levels,
  };
}

/**
 * The rows that `readFirmFiles` gave for a source, in the order of slices. Fields that were not read are left out: who did
 * not ask for them cannot read them. @throws PARUS_BOOK_INVALID for a text the contract does not know.
 */
export function orderFileRows(
  dir: string,
  source: DossierSource,
  { firms, columns, levels }: FileRows,
  nFirms: number,
): SourceRows<SourceName> {
  const offsets = new Int32Array(nFirms + 1);
  const order = firmOrder(firms, columns['eventDate']!, columns['arrivalDate']!, offsets);
  const ordered: Record<string, ColumnArray> = {};
  for (const [name, values] of Object.entries(columns)) {
    if (values.includes(UNLISTED_CODE) && levels[name]) {
      const problem = `${source} has a ${name} that its contract does not know`;
      throw fail('PARUS_BOOK_INVALID', { path: dir, problem });
    }
    ordered[name] = gather(values, order);
  }
  return {
    nRows: order.length,
    columns: ordered as unknown as SourceColumns<SourceName>,
    offsets,
    levels,
  };
}

/** The rows of the firms at `places` (their numbers in `rows`; -1 for a firm without any), in that order. */
export function pickFirms<S extends SourceName>(
  rows: SourceRows<S>,
  places: readonly number[],
): SourceRows<S> {
  const offsets = sharedInt32(places.length + 1);
  const order: number[] = [];
  for (const [i, place] of places.entries()) {
    if (place >= 0)
      for (let row = rows.offsets[place]!; row < rows.offsets[place + 1]!; row++) order.push(row);
    offsets[i + 1] = order.length;
  }
  const picked = Int32Array.from(order);
  const columns = Object.entries<ColumnArray>(rows.columns).map(([name, values]) => [
    name,
    gather(values, picked),
  ]);
  return {
    nRows: order.length,
    columns: Object.fromEntries(columns) as SourceColumns<S>,
    offsets,
    levels: rows.levels,
  };
}

/** Number of a firm that is not asked for. */
const NOT_ASKED = -1;

/** Numbers of the firms of a table's rows. @throws PARUS_BOOK_INVALID for a row without firm */
function firmNumbers(
  dir: string,
  source: BookSource,
  table: Table,
  firmIndex: ReadonlyMap<string, number>,
): Int32Array {
  const firms = columnOf(table, 'firmId');
  if (firms.kind !== 'category') throw wrongTypes(dir, source);
  const firmOfCode = Int32Array.from(firms.levels, (level) => firmIndex.get(level) ?? NOT_ASKED);
  return Int32Array.from(firms.codes, (code, row) => {
    if (code !== MISSING_CODE) return firmOfCode[code]!;
    const problem = `${source} row ${row + 1} has no firmId (${textAt(firms, row)})`;
    throw fail('PARUS_BOOK_INVALID', { path: dir, problem });
  });
}

function daysOf(dir: string, source: BookSource, table: Table, name: string): Int32Array {
  const column = columnOf(table, name);
  if (column.kind !== 'date') throw wrongTypes(dir, source);
  return column.values;
}

function wrongTypes(dir: string, source: BookSource) {
  return fail('PARUS_BOOK_INVALID', { path: dir, problem: `${source} has columns of the wrong type` });
}

/**
 * The rows of firms (NOT_ASKED left out) in the order of slices, and offsets (OUT, one more than firms) into them.
 */
function firmOrder(
  firms: Int32Array,
  events: ArrayLike<number>,
  arrivals: ArrayLike<number>,
  offsets: Int32Array,
): Int32Array {
  for (const firm of firms) if (firm !== NOT_ASKED) offsets[firm + 1]! += 1;
  for (let i = 1; i < offsets.length; i++) offsets[i]! += offsets[i - 1]!;
  const next = offsets.slice();
  const order = new Int32Array(offsets.at(-1)!);
  for (let row = 0; row < firms.length; row++) {
    const firm = firms[row]!;
    if (firm === NOT_ASKED) continue;
    order[next[firm]!] = row;
    next[firm]! += 1;
  }
  const compare = (a: number, b: number): number =>
    events[a]! - events[b]! || arrivals[a]! - arrivals[b]! || a - b;
  for (let firm = 0; firm + 1 < offsets.length; firm++) {
    const part = order.subarray(offsets[firm]!, offsets[firm + 1]!);
    if (!isSorted(part, compare)) part.sort(compare);
  }
  return order;
}

function isSorted(rows: Int32Array, compare: (a: number, b: number) => number): boolean {
  for (let i = 1; i < rows.length; i++) if (compare(rows[i - 1]!, rows[i]!) > 0) return false;
  return true;
}

/** Code in the file -> code in the contract's order; undefined where the field is free text. */
function recode(
  dir: string,
  source: BookSource,
  { name, values }: FieldSpec,
  levels: readonly string[],
): Int32Array | undefined {
  if (!values) return undefined;
  return Int32Array.from(levels, (level) => {
    const code = values.indexOf(level);
    if (code >= 0) return code;
    throw fail('PARUS_BOOK_INVALID', { path: dir, problem: `${source} has ${name} "${level}"` });
  });
}

function gather(
  values: Float64Array | Float32Array | Int32Array,
  order: Int32Array,
  recoded?: Int32Array,
): ColumnArray {
  if (values instanceof Int32Array) {
    const out = sharedInt32(order.length);
    for (let i = 0; i < out.length; i++) {
      const value = values[order[i]!]!;
      out[i] = recoded && value !== MISSING_CODE ? recoded[value]! : value;
    }
    return out;
  }
  const out = sharedFloat64(order.length);
  for (let i = 0; i < out.length; i++) out[i] = values[order[i]!]!;
  return out;
}
