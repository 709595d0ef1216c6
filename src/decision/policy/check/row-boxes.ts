import { compileCell, type Key, keysOf, type TableReading } from '../compile/index.ts';
import { openScope, type Syntax } from '../expression/index.ts';
import type { JdmTable } from '../jdm.ts';
import { type Box, bitsOf } from './boxes.ts';
import type { DomainOf } from './domains.ts';
import { isPiecewise, marksOf, representatives } from './pieces.ts';

/** A column, or several over the same field, and one value for each piece that their cells tell apart. */
export interface Dimension {
  readonly field: string;
  readonly columns: readonly number[];
  readonly values: readonly Key[];
  /** The pieces that a cell of these columns accepts. */
  readonly accepted: (cell: Cell) => bigint;
}

type Cell = NonNullable<TableReading['cells'][number][number]>;

/** Looks each different cell up once; one that lists its values does not ask the others. */
function openAccepted(values: readonly Key[]): Dimension['accepted'] {
  const known = new Map<Syntax, bigint>();
  const place = new Map(values.map((value, i) => [value, BigInt(i)]));
  return ({ syntax, accepts }) => {
    const before = known.get(syntax);
    if (before !== undefined) return before;
    const bits =
      keysOf(syntax)?.reduce((all, key) => {
        const at = place.get(key);
        return at === undefined ? all : all | (1n << at);
      }, 0n) ?? bitsOf(values.map(accepts));
    known.set(syntax, bits);
    return bits;
  };
}

/** The dimensions of a table; `inside` is put before its column expressions where the node looks into a part of the context. */
export function spaceOf(
  table: JdmTable,
  { cells }: TableReading,
  domainOf: DomainOf,
  inside: string | null,
): Dimension[] {
  const byField = new Map<string, number[]>();
  table.inputs.forEach(({ field }, column) => {
    const name = field?.trim();
    if (name) byField.set(name, [...(byField.get(name) ?? []), column]);
  });
  return [...byField].map(([field, columns]) => {
    const syntaxes = cells.flatMap((row) => columns.flatMap((column) => row[column]?.syntax ?? []));
    const domain = domainOf(inside === null ? field : `${inside}.${field}`);
    const values = representatives(domain, marksOf(syntaxes));
    return { field, columns, values, accepted: openAccepted(values) };
  });
}

/**
 * Which earlier rows may share something with a row: asked of every row in order. Where most rows ask one column for
 * single values, as in long tables, those are the rows with the same value and the rows that do not ask.
 */
export function openNeighbours(
  { cells }: TableReading,
  space: readonly Dimension[],
): (row: number) => readonly number[] {
  const columns = space.flatMap((dimension) => dimension.columns);
  const nKeyed = columns.map((column) => cells.filter((row) => keysAt(row[column])).length);
  const column = columns[nKeyed.indexOf(Math.max(...nKeyed))];
  const byKey = new Map<Key, number[]>();
  const others: number[] = [];
  return (row) => {
    const keys = column === undefined ? undefined : keysAt(cells[row]?.[column]);
    const earlier = keys
      ? [...new Set([...others, ...keys.flatMap((key) => byKey.get(key) ?? [])])].sort((a, b) => a - b)
      : Array.from({ length: row }, (_, i) => i);
    if (!keys) others.push(row);
    for (const key of new Set(keys)) byKey.set(key, [...(byKey.get(key) ?? []), row]);
    return earlier;
  };
}

function keysAt(cell: { readonly syntax: Syntax } | undefined): readonly Key[] | undefined {
  return cell && keysOf(cell.syntax);
}

/** A row as a box over the dimensions. */
export interface RowBox {
  readonly box: Box;
  /** All its cells are comparisons, so that the box is what it matches. */
  readonly exact: boolean;
  /** Columns whose cell accepts nothing. */
  readonly empty: readonly number[];
}

/** What a row can match: exactly, or at most, where some of its cells cannot be described. */
export function boxOf(
  row: number,
  { cells, conditional }: TableReading,
  space: readonly Dimension[],
): RowBox {
  let exact = !conditional.has(row);
  const empty: number[] = [];
  const box = space.map(({ columns, values, accepted }) => {
    let bits = bitsOf(values.map(() => true));
    for (const column of columns) {
      const cell = cells[row]?.[column];
      if (!cell) continue;
      if (!isPiecewise(cell.syntax)) {
        // What it surely does not accept still bounds the row.
        exact = false;
        for (const accepts of boundsOf(cell.syntax)) bits &= bitsOf(values.map(accepts));
        continue;
      }
      bits &= accepted(cell);
      if (bits === 0n) empty.push(column);
    }
    return bits;
  });
  return { box, exact, empty };
}

/** The comparisons that a cell joins by `and` with what cannot be described. */
function boundsOf(cell: Syntax): ((value: Key) => boolean)[] {
  if (isPiecewise(cell)) {
    const test = compileCell(cell);
    const scope = openScope({});
    return [(value) => test(value, scope)];
  }
  if (cell.kind !== 'binary' || cell.sign !== 'and') return [];
  return [...boundsOf(cell.left), ...boundsOf(cell.right)];
}
