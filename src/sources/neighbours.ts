import { columnOf, MISSING_CODE, makeTable, type Table } from '../table/index.ts';

/** Other firms followed per thing: what more firms than this show is a business centre, not a relation. OWN. */
const MOST_NEIGHBOURS = 200;

/**
 * The links of each firm with, after them, those of other firms that showed the same thing: rows of `links` again under
 * the firmId of their neighbour, the firm that showed it in `other`. Of a thing that many firms show the earliest 200 to
 * arrive are followed, so that what was known at a day does not depend on what came later.
 */
export function withNeighbours(links: Table): Table {
  const firms = textColumn(links, 'firmId');
  const kinds = textColumn(links, 'kind');
  const values = textColumn(links, 'value');
  const events = dayColumn(links, 'eventDate');
  const arrivals = dayColumn(links, 'arrivalDate');
  const shown = new Map<number, number[]>();
  for (let row = 0; row < links.nRows; row++) {
    const thing = values.codes[row]! * kinds.levels.length + kinds.codes[row]!;
    const rows = shown.get(thing);
    if (rows) rows.push(row);
    else shown.set(thing, [row]);
  }
  const sourceRow: number[] = Array.from({ length: links.nRows }, (_, row) => row);
  const firmId: number[] = [...firms.codes];
  const other: number[] = new Array<number>(links.nRows).fill(MISSING_CODE);
  for (const rows of shown.values()) {
    if (rows.length < 2) continue;
    const earliest = rows
      .toSorted((a, b) => arrivals[a]! - arrivals[b]! || events[a]! - events[b]! || a - b)
      .slice(0, MOST_NEIGHBOURS);
    for (const own of rows) {
      for (const row of earliest) {
        if (firms.codes[row] === firms.codes[own]) continue;
        sourceRow.push(row);
        firmId.push(firms.codes[own]!);
        other.push(firms.codes[row]!);
      }
    }
  }
  const take = (column: Int32Array): Int32Array => Int32Array.from(sourceRow, (row) => column[row]!);
  return makeTable(
    [
      ['firmId', { kind: 'category', codes: Int32Array.from(firmId), levels: firms.levels }],
      ['eventDate', { kind: 'date', values: take(events) }],
      ['arrivalDate', { kind: 'date', values: take(arrivals) }],
      ['kind', { ...kinds, codes: take(kinds.codes) }],
      ['value', { ...values, codes: take(values.codes) }],
      ['other', { kind: 'category', codes: Int32Array.from(other), levels: firms.levels }],
    ],
    links.origin,
  );
}

function textColumn(table: Table, name: string) {
  const column = columnOf(table, name);
  if (column.kind !== 'category') throw new TypeError(`${name} is no text column`);
  return column;
}

function dayColumn(table: Table, name: string): Int32Array {
  const column = columnOf(table, name);
  if (column.kind !== 'date') throw new TypeError(`${name} is no date column`);
  return column.values;
}
