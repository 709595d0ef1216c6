import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDay } from '../../src/core/index.ts';
import { openBookWriter, readManifest } from '../../src/sources/index.ts';
import { categoryColumn, makeTable, numericColumn, readTable, type Table } from '../../src/table/index.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'parus-book-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const day = (text: string) => parseDay(text)!;

/** `n` tax filings of two firms. */
function taxTable(n: number, kind = 'filing'): Table {
  const texts = (f: (i: number) => string) => categoryColumn(Array.from({ length: n }, (_, i) => f(i)));
  const days = (start: number) => ({
    kind: 'date' as const,
    values: Int32Array.from({ length: n }, (_, i) => start + i),
  });
  return makeTable([
    ['kind', texts(() => kind)],
    ['firmId', texts((i) => `F${i % 2}`)],
    ['eventDate', days(day('2024-01-15'))],
    ['arrivalDate', days(day('2024-01-18'))],
    ['periodStart', days(day('2023-12-01'))],
    ['amountFen', numericColumn(Array.from({ length: n }, (_, i) => i * 100))],
    [
      'declaredRevenueFen',
      numericColumn(Array.from({ length: n }, (_, i) => (i % 3 ? i * 1000 : undefined))),
    ],
    ['daysLate', { kind: 'numeric', values: new Int32Array(n) }],
  ]);
}

const meta = {
  generator: { name: 'test', seed: 1 },
  startDate: day('2024-01-01'),
  endDate: day('2024-12-31'),
  firms: 2,
};

async function writeBook(path: string, options: { force?: boolean } = {}) {
  const writer = await openBookWriter(path, options);
  writer.append('tax', taxTable(3000));
  writer.append('truth/states', makeTable([['pd', numericColumn([0.1, 0.2])]]));
  writer.append('tax', taxTable(10, 'payment'));
  return writer.finish(meta);
}

describe('openBookWriter', () => {
  test('writes one file per source in the order of appends, the manifest and nothing else', async () => {
    const path = join(dir, 'whole');
    const manifest = await writeBook(path);
    expect(manifest.files['tax']?.rows).toBe(3010);
    expect(manifest.files['truth/states']?.rows).toBe(2);
    expect((await readdir(path)).sort()).toEqual(['manifest.json', 'tax.parquet', 'truth']);
    expect(await readdir(dir)).not.toContain('whole.partial');
    const table = await readTable(join(path, 'tax.parquet'));
    expect([...table.columns.keys()]).toEqual([
      'firmId',
      'eventDate',
      'arrivalDate',
      'kind',
      'periodStart',
      'amountFen',
      'declaredRevenueFen',
      'daysLate',
    ]);
    const amounts = table.columns.get('amountFen');
    expect(amounts?.kind === 'numeric' && [...amounts.values.slice(2998, 3002)]).toEqual([
      299800, 299900, 0, 100,
    ]);
    expect(await readManifest(path)).toEqual(manifest);
  });

  test('gives the same bytes for the same appends', async () => {
    const a = await writeBook(join(dir, 'same-a'));
    const b = await writeBook(join(dir, 'same-b'));
    expect(a).toEqual(b);
    expect(await readFile(join(dir, 'same-a', 'tax.parquet'))).toEqual(
      await readFile(join(dir, 'same-b', 'tax.parquet')),
    );
  });

  test('gives the same bytes when the file is larger than a row group', async () => {
    const hashes = [];
    for (const name of ['large-a', 'large-b']) {
      const writer = await openBookWriter(join(dir, name));
      for (let i = 0; i < 3; i++) writer.append('tax', taxTable(100_000));
      hashes.push((await writer.finish(meta)).hash);
    }
    expect(hashes[0]).toBe(hashes[1]);
  });

  test('refuses a folder that holds anything unless forced, and then replaces only a book', async () => {
    const path = join(dir, 'exists');
    await writeBook(path);
    await expect(openBookWriter(path)).rejects.toMatchObject({ code: 'PARUS_OUT_EXISTS' });
    await writeFile(join(path, 'stray.txt'), 'x');
    await writeBook(path, { force: true });
    expect((await readdir(path)).sort()).toEqual(['manifest.json', 'tax.parquet', 'truth']);

    const other = join(dir, 'not-a-book');
    await mkdir(other);
    await writeFile(join(other, 'thesis.txt'), 'x');
    await expect(openBookWriter(other, { force: true })).rejects.toMatchObject({
      code: 'PARUS_BOOK_MISSING',
    });
    expect(await readdir(other)).toEqual(['thesis.txt']);
    const file = join(dir, 'a-file');
    await writeFile(file, 'x');
    await expect(openBookWriter(file, { force: true })).rejects.toMatchObject({ code: 'PARUS_OUT_EXISTS' });
  });

  test('discard leaves nothing behind', async () => {
    const path = join(dir, 'dropped');
    const writer = await openBookWriter(path);
    writer.append('tax', taxTable(5));
    await writer.discard();
    expect((await readdir(dir)).filter((name) => name.startsWith('dropped'))).toEqual([]);
  });

  test('names a missing, a superfluous and a mistyped column at once', async () => {
    const writer = await openBookWriter(join(dir, 'columns'));
    const table = taxTable(2);
    const columns = new Map(table.columns);
    columns.delete('daysLate');
    expect(() => writer.append('tax', { ...table, columns })).toThrow(/missing column daysLate/);
    columns.set('daysLate', numericColumn([0, 0]));
    expect(() => writer.append('tax', { ...table, columns })).toThrow(
      /daysLate .* is float64; expected int32/,
    );
    const extra = new Map(table.columns).set('note', categoryColumn(['a', 'b']));
    expect(() => writer.append('tax', { ...table, columns: extra })).toThrow(/unexpected columns note/);
    expect(() => writer.append('truth/../tax' as 'truth/x', table)).toThrow(/cannot tell which source/);
    await writer.discard();
  });
});

describe('readManifest', () => {
  test('tells a folder without manifest from a broken one', async () => {
    await expect(readManifest(join(dir, 'nowhere'))).rejects.toMatchObject({ code: 'PARUS_BOOK_MISSING' });
    const path = join(dir, 'broken');
    await writeBook(path);
    const file = join(path, 'manifest.json');
    const whole = await readFile(file, 'utf8');
    await writeFile(file, whole.slice(0, 40));
    await expect(readManifest(path)).rejects.toMatchObject({ code: 'PARUS_BOOK_INVALID' });
    await writeFile(file, whole.replace('"firms": 2', '"firms": 3'));
    await expect(readManifest(path)).rejects.toThrow(/hash is/);
    await writeFile(file, whole.replace('"firms": 2', '"firms": -2'));
    await expect(readManifest(path)).rejects.toThrow(/firms/);
  });
});
