import { describe, expect, it } from 'vitest';
import {
  asFloat64,
  categoryColumn,
  columnOf,
  MISSING_INT32,
  makeTable,
  numericColumn,
  selectColumns,
  takeRows,
  textAt,
} from '../../src/table/index.ts';

const table = makeTable(
  [
    ['x', numericColumn([1, undefined, 3])],
    ['c', categoryColumn(['b', undefined, 'a'])],
    ['i', { kind: 'numeric', values: Int32Array.of(7, MISSING_INT32, 9) }],
  ],
  't.csv',
);

describe('a table', () => {
  it('takes rows in the order asked for', () => {
    const taken = takeRows(table, [2, 0, 1]);
    expect(Array.from(asFloat64(taken.columns.get('x') as never))).toEqual([3, 1, Number.NaN]);
    const c = taken.columns.get('c') as ReturnType<typeof categoryColumn>;
    expect([0, 1, 2].map((row) => textAt(c, row))).toEqual(['a', 'b', undefined]);
  });

  it('turns missing integers into NaN', () => {
    expect(Array.from(asFloat64(table.columns.get('i') as never))).toEqual([7, Number.NaN, 9]);
  });

  it('names a missing column and what it has instead', () => {
    expect(() => columnOf(table, 'y')).toThrow(/missing column y in t.csv; it has x, c, i/);
    expect(() => selectColumns(table, ['x', 'z'])).toThrow(/missing column z/);
  });

  it('refuses columns of different lengths', () => {
    expect(() =>
      makeTable([
        ['a', numericColumn([1])],
        ['b', numericColumn([1, 2])],
      ]),
    ).toThrow(/column b has 2 rows, expected 1/);
  });

  it('keeps given levels of a category and adds new ones behind', () => {
    expect(categoryColumn(['z', 'a'], ['a', 'b']).levels).toEqual(['a', 'b', 'z']);
  });
});
