import { expect, test } from 'vitest';
import { withNeighbours } from '../../src/sources/neighbours.ts';
import { categoryColumn, columnOf, makeTable, type Table, textAt } from '../../src/table/index.ts';

/** Links as rows of firm, event day, arrival day, kind and value. */
function linksOf(rows: readonly (readonly [string, number, number, string, string])[]): Table {
  const days = (at: 1 | 2) => ({ kind: 'date' as const, values: Int32Array.from(rows, (row) => row[at]) });
  return makeTable([
    ['firmId', categoryColumn(rows.map(([firm]) => firm))],
    ['eventDate', days(1)],
    ['arrivalDate', days(2)],
    ['kind', categoryColumn(rows.map((row) => row[3]))],
    ['value', categoryColumn(rows.map((row) => row[4]))],
  ]);
}

function textsOf(table: Table, name: string): (string | undefined)[] {
  const column = columnOf(table, name);
  if (column.kind !== 'category') throw new TypeError(name);
  return Array.from({ length: table.nRows }, (_, row) => textAt(column, row));
}

function shown(table: Table): string[] {
  const arrival = columnOf(table, 'arrivalDate');
  if (arrival.kind !== 'date') throw new TypeError('arrivalDate');
  const [firm, kind, value, other] = ['firmId', 'kind', 'value', 'other'].map((name) => textsOf(table, name));
  return firm!.map(
    (id, i) => `${id}: ${kind![i]} ${value![i]} of ${other![i] ?? 'its own'} from ${arrival.values[i]}`,
  );
}

test('a firm’s links are its own and those of firms that showed the same thing of the same kind', () => {
  const table = withNeighbours(
    linksOf([
      ['A', 1, 1, 'phone', 'x'],
      ['B', 5, 7, 'phone', 'x'],
      ['C', 2, 2, 'device', 'x'],
      ['C', 3, 3, 'phone', 'y'],
    ]),
  );
  expect(shown(table).sort()).toEqual([
    'A: phone x of B from 7',
    'A: phone x of its own from 1',
    'B: phone x of A from 1',
    'B: phone x of its own from 7',
    'C: device x of its own from 2',
    'C: phone y of its own from 3',
  ]);
});

test('of a thing that very many firms show, the earliest to arrive are followed', () => {
  const n = 300;
  const rows = Array.from({ length: n }, (_, i) => [`F${i}`, 0, n - i, 'address', 'tower'] as const);
  const table = withNeighbours(linksOf(rows));
  const of = (firm: string) =>
    shown(table).filter((text) => text.startsWith(`${firm}:`) && !text.includes('its own'));
  // F299 arrived first, F100 as number 200: F0 follows F299 to F100, F299 the same without itself.
  expect(of('F0')).toHaveLength(200);
  expect(of('F0').some((text) => text.includes('of F99 '))).toBe(false);
  expect(of('F0').some((text) => text.includes('of F100 '))).toBe(true);
  expect(of('F299')).toHaveLength(199);
});
