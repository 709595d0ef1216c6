import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Column,
  categoryColumn,
  columnOf,
  MISSING_INT32,
  makeTable,
  numericColumn,
  readTable,
  type Table,
  textAt,
  writeTable,
} from '../../src/table/index.ts';
import { scratchFolder } from './scratch.ts';

const scratch = scratchFolder();

/** A column as plain values, missing as null. */
function plain(column: Column): (number | string | null)[] {
  if (column.kind === 'category') return Array.from(column.codes, (_, i) => textAt(column, i) ?? null);
  return Array.from(column.values, (v) => (Number.isNaN(v) || v === MISSING_INT32 ? null : v));
}

function plainTable(table: Table): Record<string, (number | string | null)[]> {
  return Object.fromEntries([...table.columns].map(([name, column]) => [name, plain(column)]));
}

describe('readTable on CSV', () => {
  it('reads numbers, dates, categories and missing values', async () => {
    const path = scratch.file(
      'mixed.csv',
      'n,d,c,i\n1.5,2024-02-29,b,1\nNA,,a,2\nnull,1970-01-02,NaN,3\n,2024-01-01,b,4\n',
    );
    const table = await readTable(path);
    expect([...table.columns.values()].map(({ kind }) => kind)).toEqual([
      'numeric',
      'date',
      'category',
      'numeric',
    ]);
    expect(plainTable(table)).toEqual({
      n: [1.5, null, null, null],
      d: [19782, null, 1, 19723],
      c: ['b', 'a', null, 'b'],
      i: [1, 2, 3, 4],
    });
    expect(columnOf(table, 'c')).toMatchObject({ levels: ['a', 'b'] });
  });

  it.each([
    ['BOM', '\ufeffa,b\n1,x\n2,y\n'],
    ['CRLF', 'a,b\r\n1,x\r\n2,y\r\n'],
    ['no final line end', 'a,b\n1,x\n2,y'],
    ['semicolons', 'a;b\n1;x\n2;y\n'],
    ['tabs', 'a\tb\n1\tx\n2\ty\n'],
    ['quotes', '"a","b"\n"1","x"\n"2","y"\n'],
    ['a blank line at the end', 'a,b\n1,x\n2,y\n\n'],
  ])('reads a file with %s the same way', async (name, text) => {
    const path = scratch.file(`${name.replaceAll(' ', '-')}.csv`, text);
    expect(plainTable(await readTable(path))).toEqual({ a: [1, 2], b: ['x', 'y'] });
  });

  it('reads gzip', async () => {
    const path = scratch.file('z.csv.gz', gzipSync('a,b\n1,x\n2,y\n'));
    expect(plainTable(await readTable(path))).toEqual({ a: [1, 2], b: ['x', 'y'] });
  });

  it('keeps the order of the file over many chunks', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `${i},${i % 7 === 0 ? '' : `v${i % 5}`}`);
    const table = await readTable(scratch.file('long.csv', `i,c\n${rows.join('\n')}\n`));
    const i = plain(columnOf(table, 'i'));
    expect(i).toEqual(Array.from({ length: 30_000 }, (_, k) => k));
    expect(plain(columnOf(table, 'c'))[29_999]).toBe('v4');
    expect(plain(columnOf(table, 'c'))[14]).toBeNull();
  });

  it('takes kinds that are known beforehand over what the file looks like', async () => {
    const path = scratch.file('codes.csv', 'code,n\n1,1\n2,2\n');
    const table = await readTable(path, { kinds: { code: 'category' } });
    expect(plain(columnOf(table, 'code'))).toEqual(['1', '2']);
  });

  it('reads one row', async () => {
    expect(plainTable(await readTable(scratch.file('one.csv', 'a,b\n1,x\n')))).toEqual({ a: [1], b: ['x'] });
  });

  it('reads only the columns asked for, in that order', async () => {
    const path = scratch.file('three.csv', 'a,b,c\n1,2,3\n4,5,6\n');
    expect([...(await readTable(path, { columns: ['c', 'a'] })).columns.keys()]).toEqual(['c', 'a']);
  });
});

it('reads NDJSON', async () => {
  const path = scratch.file(
    'r.ndjson',
    '{"a":1,"b":"x","d":"2024-01-01"}\n{"a":null,"b":"y","d":"2024-01-02"}\n',
  );
  expect(plainTable(await readTable(path))).toEqual({ a: [1, null], b: ['x', 'y'], d: [19723, 19724] });
});

describe('a written table', () => {
  it('keeps texts with quotes, line ends, NUL and surrogate pairs', async () => {
    const texts = ["it's", 'a"b', 'x\ny', 'nul\0byte', '大山雀 🐦', '', 'NA'];
    const path = `${scratch.dir}/odd.parquet`;
    await writeTable(path, makeTable([['t', categoryColumn(texts)]]));
    expect(plain(columnOf(await readTable(path), 't'))).toEqual(texts);
  });

  it.each(['parquet', 'csv', 'ndjson'])('comes back from %s', async (format) => {
    const source = scratch.file('source.csv', 'n,d,c\n1.5,2024-02-29,b\nNA,,a\n-3e10,1970-01-02,NA\n');
    const table = await readTable(source);
    const target = `${scratch.dir}/round.${format}`;
    await writeTable(target, table);
    expect(plainTable(await readTable(target))).toEqual(plainTable(table));
  });

  it('keeps every double and every text of Parquet, bit for bit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.double({ noDefaultInfinity: true }), fc.string({ unit: 'grapheme' })), {
          minLength: 1,
          maxLength: 50,
        }),
        async (rows) => {
          const table = makeTable([
            ['x', numericColumn(rows.map(([x]) => x))],
            ['t', categoryColumn(rows.map(([, t]) => t))],
          ]);
          const target = `${scratch.dir}/property.parquet`;
          await writeTable(target, table);
          const back = await readTable(target, { kinds: { t: 'category' } });
          expect(plainTable(back)).toEqual(plainTable(table));
        },
      ),
      { numRuns: 15 },
    );
  });
});
