import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTable, numericColumn, readTextLines, readTextRows, writeTable } from '../../src/table/index.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'parus-rows-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(dir, name);
  await writeFile(path, content);
  return path;
}

describe('readTextRows', () => {
  test('keeps values as texts, missing as null, and numbers the rows', async () => {
    const path = await file('plain.csv', '\uFEFFa,b\r\n007,NA\r\n1e3,"x, ""y"""\r\n');
    const rows = await readTextRows(path, 'csv');
    expect(rows.header).toEqual(['a', 'b']);
    expect(rows.columns).toEqual([
      ['007', '1e3'],
      [null, 'x, "y"'],
    ]);
    expect([...rows.rows]).toEqual([1, 2]);
  });

  test('lists rows with too few or too many fields and keeps the numbers of the others', async () => {
    const rows = await readTextRows(await file('ragged.csv', 'a,b\n1,2\n3\n4,5\n6,7,8\n9,10\n'), 'csv');
    expect(rows.rejected).toEqual([
      { row: 2, problem: '1 fields, expected 2', text: '3' },
      { row: 4, problem: '3 fields, expected 2', text: '6,7,8' },
    ]);
    expect([...rows.rows]).toEqual([1, 3, 5]);
    expect(rows.columns[0]).toEqual(['1', '4', '9']);
  });

  test('numbers rows by records: blank lines count, line ends inside quotes do not', async () => {
    const rows = await readTextRows(await file('blank.csv', 'a,b\n1,2\n\n3\n"4\n4",5\n\n\n6\n7,8\n'), 'csv');
    expect(rows.rejected.map(({ row }) => row)).toEqual([3, 7]);
    expect([...rows.rows]).toEqual([1, 4, 8]);
  });

  test('a quote left open is one rejected row', async () => {
    const rows = await readTextRows(await file('open.csv', 'a,b\n1,2\n3,"4\n5,6\n'), 'csv');
    expect(rows.rejected).toHaveLength(1);
    expect(rows.rejected[0]).toMatchObject({ row: 2, problem: expect.stringContaining('quote') });
    expect([...rows.rows]).toEqual([1]);
  });

  test('reads Parquet as texts that give the same doubles back', async () => {
    const values = [0.1, -1e300, 5e-324, 123456789012345, undefined, 1 / 3];
    const path = join(dir, 'doubles.parquet');
    await writeTable(
      path,
      makeTable([
        ['x', numericColumn(values)],
        ['day', { kind: 'date', values: Int32Array.from(values, (_, i) => i * 365) }],
      ]),
    );
    const rows = await readTextRows(path, 'parquet');
    expect(rows.columns[0]?.map((text) => (text === null ? undefined : Number(text)))).toEqual(values);
    expect(rows.columns[1]?.slice(0, 2)).toEqual(['1970-01-01', '1971-01-01']);
  });

  test('refuses what is no table as a whole, with a code', async () => {
    const cut = gzipSync(`a,b\n${'1,2\n'.repeat(9999)}`).subarray(0, 60);
    const cases = [
      ['header.csv', 'a,b\n', 'csv', 'PARUS_FILE_EMPTY'],
      ['text.parquet', 'a,b\n1,2\n', 'parquet', 'PARUS_FILE_FORMAT'],
      ['cut.csv.gz', cut, 'csv', 'PARUS_FILE_FORMAT'],
      ['gbk.csv', Buffer.from([97, 44, 98, 10, 0xd6, 0xd0, 44, 49, 10]), 'csv', 'PARUS_FILE_ENCODING'],
    ] as const;
    for (const [name, content, format, code] of cases) {
      await expect(readTextRows(await file(name, content), format)).rejects.toMatchObject({ code });
    }
  });
});

describe('readTextLines', () => {
  test('gives lines with their numbers, whatever the line ends', async () => {
    const path = await file('lines.ndjson', '\uFEFF{"a":1}\r\n\n{"a":\n  \n{"b":"x\\u0001"}');
    const { rows, lines } = await readTextLines(path);
    expect([...rows]).toEqual([1, 3, 5]);
    expect(lines).toEqual(['{"a":1}', '{"a":', '{"b":"x\\u0001"}']);
  });

  test('joins a character that two blocks share', async () => {
    const text = `${'x'.repeat((1 << 20) - 1)}汉\n{}`;
    const { lines } = await readTextLines(await file('wide.ndjson', text));
    expect(lines[0]).toBe(text.slice(0, -3));
  });

  test('refuses a file of blank lines', async () => {
    await expect(readTextLines(await file('blank.ndjson', '\n\n'))).rejects.toMatchObject({
      code: 'PARUS_FILE_EMPTY',
    });
  });
});
