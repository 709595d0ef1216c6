import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Cells,
  cellAt,
  cellsOf,
  cutRecords,
  MAX_QUOTED_LINES,
  recordEnd,
} from '../../src/table/delimited.ts';

/** Rows of cells as texts, by row number. */
function rowsOf(cells: Cells): [number, string[]][] {
  return Array.from(cells.rows, (row, i) => [row, cells.starts.map((_, s) => cellAt(cells, s, i))]);
}

const cut = (text: string) => cutRecords(text, ',', [0, 1], 1);

describe('cutRecords', () => {
  it('cuts values, quoted or not, and numbers the rows', () => {
    const { cells, rejected, nRead } = cut('a,b\n"x, ""y""",\n 1 ,"2\n3"\n');
    expect(rowsOf(cells)).toEqual([
      [1, ['a', 'b']],
      [2, ['x, "y"', '']],
      [3, [' 1 ', '2\n3']],
    ]);
    expect(rejected).toEqual([]);
    expect(nRead).toBe(3);
  });

  it('lists rows with too few or too many fields; blank lines count but are no rows', () => {
    const { cells, rejected, nRead } = cut('1,2\n\n3\n4,5\n6,7,8\n');
    expect(rowsOf(cells).map(([row]) => row)).toEqual([1, 4]);
    expect(rejected).toEqual([
      { row: 3, problem: '1 fields, expected 2', text: '3' },
      { row: 5, problem: '3 fields, expected 2', text: '6,7,8' },
    ]);
    expect(nRead).toBe(4);
  });

  it('lets a bad quote cost one row and reads on behind its line', () => {
    const { cells, rejected } = cut('1,2\n3,"4\n5,6\n7,"8"x\n9,10\n');
    expect(rowsOf(cells)).toEqual([
      [1, ['1', '2']],
      [3, ['5', '6']],
      [5, ['9', '10']],
    ]);
    expect(rejected.map(({ row, text }) => [row, text])).toEqual([
      [2, '3,"4'],
      [4, '7,"8"x'],
    ]);
    expect(rejected[0]!.problem).toMatch(/quote/);
  });

  it('takes a quote inside a value for a character', () => {
    expect(rowsOf(cut('5" pipe,x\n').cells)).toEqual([[1, ['5" pipe', 'x']]]);
  });

  it('keeps only the columns asked for', () => {
    const { cells } = cutRecords('1,2,3\n', ',', [-1, -1, 0], 7);
    expect(rowsOf(cells)).toEqual([[7, ['3']]]);
  });

  it('gives back whatever was written with quotes where they are needed', () => {
    const value = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '汉', ' ') });
    const table = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(table, (rows) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = rows.map((row) => `${row.map(quoted).join(',')}\n`).join('');
        expect(rowsOf(cut(text).cells).map(([, row]) => row)).toEqual(rows);
      }),
    );
  });
});

describe('recordEnd', () => {
  it('finds the same records whether the text comes whole or in pieces', () => {
    const messy = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n'), maxLength: 60 });
    fc.assert(
      fc.property(messy, fc.nat({ max: 60 }), (text, at) => {
        const whole: number[] = [];
        for (let start = 0; start < text.length; ) {
          const end = recordEnd(text, start, ',', true);
          whole.push(end);
          start = end + 1;
        }
        const head = text.slice(0, at);
        const seen: number[] = [];
        for (let start = 0; start < head.length; ) {
          const end = recordEnd(head, start, ',', false);
          if (end < 0) break;
          seen.push(end);
          start = end + 1;
        }
        expect(seen).toEqual(whole.slice(0, seen.length));
      }),
      { numRuns: 500 },
    );
  });

  it('gives up on a quote that stays open for too many lines', () => {
    const open = `"a${'\n'.repeat(MAX_QUOTED_LINES + 1)}`;
    expect(recordEnd(open, 0, ',', false)).toBe(2);
    expect(recordEnd(open.slice(0, -1), 0, ',', false)).toBe(-1);
  });
});

it('cellsOf shows columns of texts as cells', () => {
  const cells = cellsOf(
    [
      ['a', null],
      ['汉', 'b'],
    ],
    5,
  );
  expect(rowsOf(cells)).toEqual([
    [5, ['a', '汉']],
    [6, ['', 'b']],
  ]);
});
