import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatDay } from '../../src/core/index.ts';
import { withPool } from '../../src/parallel/index.ts';
import { ingestFiles, openBook } from '../../src/sources/index.ts';
import { findSourceFiles } from '../../src/sources/source-files.ts';
import { readTable, type Table, textAt, writeTable } from '../../src/table/index.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'parus-ingest-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function folder(name: string, files: Record<string, string>): Promise<string> {
  const path = join(dir, name);
  await mkdir(path, { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text);
  return path;
}

const HEADER = 'firmId,eventDate,arrivalDate,kind,periodStart,amount,declaredRevenue,daysLate,note';
const TAX = [
  HEADER,
  'F1,2024-01-15,2024-01-18,filing,2023-12-01,120.50,4000,0,first',
  'F1,2024-01-20,2024-01-22,payment,2023-12-01,120.5,,5,',
  'F1,2024-01-15,2024-01-17,filing,2023-12-01,99,,0,earlier arrival of the same key',
  'F2,2024-02-15,2024-02-10,filing,2024-01-01,1,,0,arrival before event',
  'F2,2024-02-30,2024-03-10,filing,2024-01-01,1,,0,no such day',
  'F2,2024-02-15,2024-02-20,filing,2024-01-01,-1,,0,negative',
  'F2,2024-02-15',
].join('\n');

function column(table: Table, name: string): unknown[] {
  const found = table.columns.get(name)!;
  return Array.from({ length: table.nRows }, (_, i) =>
    found.kind === 'category' ? textAt(found, i) : found.values[i],
  );
}

describe('ingestFiles', () => {
  test('accounts for every row and quarantines what it refuses with code, file, row, column and value', async () => {
    const from = await folder('mixed', { 'tax-2024.csv': TAX });
    const into = join(dir, 'mixed-book');
    const result = await ingestFiles([from], { into });
    expect(result.accepted).toEqual({ tax: 2 });
    expect(result.rejected).toEqual({ tax: 5 });
    expect(result.reasons).toEqual({
      PARUS_TABLE_RAGGED: 1,
      PARUS_RECORD_ORDER: 1,
      PARUS_RECORD_INVALID: 2,
      PARUS_RECORD_CORRECTED: 1,
    });
    const quarantine = await readTable(join(into, 'quarantine', 'tax.csv'));
    const rows = column(quarantine, 'row').map((row, i) => [
      row,
      column(quarantine, 'code')[i],
      column(quarantine, 'column')[i],
    ]);
    expect(rows.sort()).toEqual([
      [1, 'PARUS_RECORD_CORRECTED', undefined],
      [4, 'PARUS_RECORD_ORDER', 'arrivalDate'],
      [5, 'PARUS_RECORD_INVALID', 'eventDate'],
      [6, 'PARUS_RECORD_INVALID', 'amount'],
      [7, 'PARUS_TABLE_RAGGED', undefined],
    ]);
    const book = await openBook(into);
    expect(book.firmIds).toEqual(['F1']);
    // The version that arrived first is kept: 99 yuan, row 3.
    expect([...book.rows.tax.columns.amountFen]).toEqual([9900, 12050]);
    expect(book.manifest).toMatchObject({ startDate: '2024-01-15', endDate: '2024-01-20', firms: 1 });
  });

  test('takes CSV, NDJSON and Parquet of one source alike', async () => {
    const csv = await folder('as-csv', { 'tax.csv': TAX });
    const names = HEADER.split(',');
    const lines = TAX.split('\n')
      .slice(1, -1)
      .map((line) => {
        const values = line.split(',');
        return JSON.stringify(Object.fromEntries(names.map((name, i) => [name, values[i] || null])));
      });
    const ndjson = await folder('as-ndjson', { 'tax.jsonl': lines.join('\r\n') });
    const parquet = await folder('as-parquet', { 'table.csv': [...TAX.split('\n').slice(0, -1)].join('\n') });
    const kinds = { eventDate: 'category' } as const;
    await writeTable(join(parquet, 'tax.parquet'), await readTable(join(parquet, 'table.csv'), { kinds }));
    await rm(join(parquet, 'table.csv'));
    const amounts = [];
    for (const from of [csv, ndjson, parquet]) {
      await ingestFiles([from], { into: `${from}-book` });
      const { rows } = await openBook(`${from}-book`);
      amounts.push([...rows.tax.columns.amountFen, ...rows.tax.columns.declaredRevenueFen]);
    }
    expect(amounts[1]).toEqual(amounts[0]);
    expect(amounts[2]).toEqual(amounts[0]);
  });

  test('gives the same bytes again, in any order of arguments and with 0, 1 or 2 workers', async () => {
    const body = (firm: string) =>
      Array.from({ length: 12_000 }, (_, i) => {
        const day = formatDay(19_000 + (i % 900));
        return `${firm},${day},${day},${i},${i % 2 ? 'in' : 'out'},sales,${i % 97 === 0 ? 'x' : i},5,C${i % 7}`;
      }).join('\n');
    const header =
      'firmId,eventDate,arrivalDate,sequence,direction,category,amountFen,balanceFen,counterparty\n';
    const from = await folder('large', {
      'bank_01.csv': header + body('A'),
      'bank_02.csv': header + body('B'),
    });
    const files = ['bank_01.csv', 'bank_02.csv'].map((name) => join(from, name));
    const into = join(dir, 'large-book');
    const first = await ingestFiles([from], { into });
    expect(first.accepted.bank! + first.rejected.bank!).toBe(24_000);
    expect(first.reasons).toEqual({ PARUS_RECORD_INVALID: 2 * Math.ceil(12_000 / 97) });
    const again = await ingestFiles(files.reverse(), { into, force: true });
    expect(again).toEqual(first);
    for (const workers of [1, 2]) {
      const pooled = await withPool({ workers }, (pool) => ingestFiles([from], { into, force: true, pool }));
      expect(pooled).toEqual(first);
    }
  });

  test('writes nothing when a file cannot be read, lacks a column or holds no good row', async () => {
    const good = await folder('good', { 'tax.csv': TAX });
    const into = join(dir, 'never');
    const cases = [
      [{ 'bank.csv': 'firmId,eventDate\nF,2024-01-01\n' }, 'PARUS_TABLE_COLUMN_MISSING'],
      [{ 'bank.csv': '' }, 'PARUS_FILE_EMPTY'],
      [{ 'taxes.csv': TAX }, 'PARUS_SOURCE_UNKNOWN'],
      [{ 'utility.csv': TAX.replace('amount', 'amountFen,amount') }, 'PARUS_TABLE_HEADER'],
    ] as const;
    for (const [i, [files, code]] of cases.entries()) {
      const bad = await folder(`bad-${i}`, files);
      await expect(ingestFiles([good, bad], { into })).rejects.toMatchObject({ code });
    }
    const worst = await folder('worst', { 'tax.csv': `${HEADER}\n,,,,,,,,\nF,x,x,x,x,x,x,x,x\n` });
    const refused = ingestFiles([worst], { into });
    await expect(refused).rejects.toMatchObject({ code: 'PARUS_FILE_EMPTY' });
    await expect(refused).rejects.toHaveProperty('issues.length', 2);
    expect((await readdir(dir)).filter((name) => name.startsWith('never'))).toEqual([]);
  });

  test('does not touch an existing book unless forced, nor when the new one fails', async () => {
    const from = await folder('again', { 'tax.csv': TAX });
    const into = join(dir, 'kept-book');
    await ingestFiles([from], { into });
    const before = await readFile(join(into, 'manifest.json'), 'utf8');
    await writeFile(join(from, 'tax-2.csv'), TAX);
    await expect(ingestFiles([from], { into })).rejects.toMatchObject({ code: 'PARUS_OUT_EXISTS' });
    await writeFile(join(from, 'bank.csv'), 'nothing');
    await expect(ingestFiles([from], { into, force: true })).rejects.toThrow(/missing column|empty file/);
    expect(await readFile(join(into, 'manifest.json'), 'utf8')).toBe(before);
  });

  test('gives the same records whatever the encoding, the line ends and the packing', async () => {
    const text = `${TAX.replaceAll('F1', '企业甲').replace('first', '第一')}\n`;
    // What GB18030 has for the Chinese characters of the text.
    const chinese: Readonly<Record<string, readonly number[]>> = {
      企: [0xc6, 0xf3],
      业: [0xd2, 0xb5],
      甲: [0xbc, 0xd7],
      第: [0xb5, 0xda],
      一: [0xd2, 0xbb],
    };
    const gb18030 = Buffer.from([...text].flatMap((c) => chinese[c] ?? [c.charCodeAt(0)]));
    const forms: Readonly<Record<string, string | Buffer>> = {
      'tax.csv': text,
      'tax-mark.csv': `\uFEFF${text}`,
      'tax-crlf.csv': text.replaceAll('\n', '\r\n'),
      'tax-cr.csv': text.replaceAll('\n', '\r'),
      'tax-utf16.csv': Buffer.from(`\uFEFF${text}`, 'utf16le'),
      'tax-gb.csv': gb18030,
      'tax-packed.csv.gz': gzipSync(gb18030),
    };
    const seen = [];
    for (const [name, content] of Object.entries(forms)) {
      const path = join(await folder(`form-${name}`, {}), name);
      await writeFile(path, content);
      const { manifest, reasons } = await ingestFiles([path], { into: join(dir, 'form-book'), force: true });
      seen.push({ reasons, file: manifest.files['tax'] });
    }
    for (const [i, other] of seen.entries()) expect([i, other]).toEqual([i, seen[0]]);
    expect((await openBook(join(dir, 'form-book'))).firmIds).toEqual(['企业甲']);
  });

  test('recognises a book made of the same files in the same way and writes nothing', async () => {
    const from = await folder('twice', { 'tax.csv': TAX });
    const into = join(dir, 'twice-book');
    const first = await ingestFiles([from], { into });
    expect(first.unchanged).toBe(false);
    const { mtimeMs } = await stat(join(into, 'manifest.json'));
    expect(await ingestFiles([from], { into })).toEqual({ ...first, unchanged: true });
    expect((await stat(join(into, 'manifest.json'))).mtimeMs).toBe(mtimeMs);
    // Other options or contents are another book, and so is one whose files were touched.
    const other = ingestFiles([from], { into, corrections: 'last' });
    await expect(other).rejects.toMatchObject({ code: 'PARUS_OUT_EXISTS' });
    await writeFile(join(into, 'tax.parquet'), 'gone');
    await expect(ingestFiles([from], { into })).rejects.toMatchObject({ code: 'PARUS_OUT_EXISTS' });
    expect(await ingestFiles([from], { into, force: true })).toEqual(first);
  });

  test('keeps the last version of a corrected record on demand, or refuses corrections as a whole', async () => {
    const from = await folder('corrected', { 'tax.csv': TAX });
    const into = join(dir, 'corrected-book');
    await ingestFiles([from], { into, corrections: 'last' });
    const { rows } = await openBook(into);
    expect([...rows.tax.columns.amountFen]).toEqual([12050, 12050]);
    expect(formatDay(rows.tax.columns.arrivalDate[0]!)).toBe('2024-01-18');
    const never = join(dir, 'corrected-never');
    await expect(ingestFiles([from], { into: never, corrections: 'refuse' })).rejects.toMatchObject({
      code: 'PARUS_RECORD_CORRECTED',
      issues: [{ path: expect.stringMatching(/row 1$/) }],
    });
    expect((await readdir(dir)).filter((name) => name.startsWith('corrected-never'))).toEqual([]);
  });

  test('writes every source firm after firm, then by event, arrival and order of the files', async () => {
    const lines = ['b,2024-01-02', 'a,2024-01-03', 'B,2024-01-01', 'a,2024-01-01', '汉,2024-01-01'].map(
      (start, i) => `${start},2024-01-09,filing,${formatDay(19_000 + i)},1,,0,`,
    );
    const from = await folder('sorted', { 'tax.csv': [HEADER, ...lines].join('\n') });
    await ingestFiles([from], { into: `${from}-book` });
    const table = await readTable(join(`${from}-book`, 'tax.parquet'));
    expect(column(table, 'firmId')).toEqual(['B', 'a', 'a', 'b', '汉']);
    expect(column(table, 'eventDate').map((day) => formatDay(day as number).slice(-2))).toEqual([
      '01',
      '01',
      '03',
      '02',
      '01',
    ]);
  });

  test('stops without a trace when it is told to', async () => {
    const from = await folder('stopped', { 'tax.csv': TAX });
    const into = join(dir, 'stopped-book');
    const abort = new AbortController();
    const stopped = ingestFiles([from], { into, signal: abort.signal, onProgress: () => abort.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'PARUS_CANCELLED' });
    expect((await readdir(dir)).filter((name) => name.startsWith('stopped-book'))).toEqual([]);
  });

  test('keeps the account for any mixture of rows', async () => {
    const good = fc
      .integer({ min: 0, max: 30 })
      .map((i) => `F,2024-01-${String(i + 1).padStart(2, '0')},2024-02-15,filing,2024-01-01,${i},,0,`);
    const row = fc.oneof(
      good,
      fc.constantFrom(
        'F',
        '',
        '"F,2024',
        'F,2024-01-01,2024-01-01,filing,2023-01-01,x,,0,',
        ',,,,,,,,',
        '""',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (rows) => {
        const lines = [HEADER, 'F,2024-01-01,2024-01-01,filing,2022-01-01,1,,0,', ...rows];
        const from = await folder('any', { 'tax.csv': `${lines.join('\n')}\n` });
        const into = join(dir, 'any-book');
        const { accepted, rejected, reasons, manifest } = await ingestFiles([from], { into, force: true });
        const inputs = manifest.generator['inputs'] as { rows: number }[];
        expect(accepted.tax! + rejected.tax!).toBe(inputs[0]!.rows);
        expect(Object.values(reasons).reduce((a, b) => a + b, 0)).toBe(rejected.tax);
        // A quote left open costs its own line only: every line that is not blank is a row.
        expect(inputs[0]!.rows).toBe(1 + rows.filter((line) => line !== '').length);
      }),
      { numRuns: 15 },
    );
  });
});

describe('findSourceFiles', () => {
  test('orders by source and path, leaves other files of a folder alone', async () => {
    const from = await folder('found', {
      'tax.csv': 'x',
      'bank_2.csv': 'x',
      'bank_1.csv.gz': 'x',
      'README.md': 'x',
    });
    await mkdir(join(from, 'truth'), { recursive: true });
    const files = await findSourceFiles([from, join(from, 'tax.csv')]);
    expect(files.map(({ path, source, format }) => [path.slice(from.length + 1), source, format])).toEqual([
      ['tax.csv', 'tax', 'csv'],
      ['bank_1.csv.gz', 'bank', 'csv'],
      ['bank_2.csv', 'bank', 'csv'],
    ]);
  });

  test('names what is missing', async () => {
    const from = await folder('nothing', { 'README.md': 'x' });
    await expect(findSourceFiles([from])).rejects.toMatchObject({ code: 'PARUS_FILE_MISSING' });
    await expect(findSourceFiles([join(from, 'tax.csv')])).rejects.toMatchObject({
      code: 'PARUS_FILE_MISSING',
    });
    await expect(findSourceFiles([join(from, 'README.md')])).rejects.toMatchObject({
      code: 'PARUS_SOURCE_UNKNOWN',
    });
  });
});
