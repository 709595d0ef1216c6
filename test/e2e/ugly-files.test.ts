/**
 * Broken input as it comes from outside: each file is refused or quarantined with a code and a place. The table is read
 * from top to bottom; a row says what is wrong, what the user hands in and what she must be told.
 */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asParusError, type ErrorCode } from '../../src/core/index.ts';
import { ingestFiles } from '../../src/sources/index.ts';
import { columnOf, readTable, type Table, textAt } from '../../src/table/index.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'parus-ugly-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

type Content = string | Uint8Array | 'DIRECTORY' | 'NOTHING';

async function put(folder: string, name: string, content: Content): Promise<string> {
  const path = join(dir, folder, name);
  await rm(path, { recursive: true, force: true });
  await mkdir(join(dir, folder), { recursive: true });
  if (content === 'DIRECTORY') await mkdir(path);
  else if (content !== 'NOTHING') await writeFile(path, content);
  return path;
}

/** UTF-16 with BOM, as spreadsheets save "Unicode text". */
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
/** "企业,金额" in GB18030, then an ASCII row. */
const gb18030 = Uint8Array.of(
  0xc6,
  0xf3,
  0xd2,
  0xb5,
  0x2c,
  0xbd,
  0xf0,
  0xb6,
  0xee,
  0x0a,
  0x31,
  0x2c,
  0x32,
  0x0a,
);
const many = (n: number, f: (i: number) => string) => Array.from({ length: n }, (_, i) => f(i));
const wideHeader = many(10_000, (i) => `c${i}`);

/** [what, name, content, code, what the message must say besides the path] */
const refusedTables: readonly (readonly [string, string, Content, ErrorCode, RegExp])[] = [
  ['no such file', 'none.csv', 'NOTHING', 'PARUS_FILE_MISSING', /none\.csv/],
  ['a directory', 'folder.csv', 'DIRECTORY', 'PARUS_FILE_FORMAT', /not a file/],
  ['an extension that means nothing', 'a.xlsx', 'a,b\n1,2\n', 'PARUS_FILE_FORMAT', /extension/],
  ['no bytes', 'empty.csv', '', 'PARUS_FILE_EMPTY', /0 bytes/],
  ['only white space', 'blank.csv', '\n \n', 'PARUS_FILE_EMPTY', /no text/],
  ['only a header', 'header.csv', 'a,b\n', 'PARUS_FILE_EMPTY', /no rows/],
  ['GB18030 bytes', 'gb.csv', gb18030, 'PARUS_FILE_ENCODING', /at byte \d+/],
  ['a NUL byte', 'nul.csv', 'x,y\n1,a\0b\n', 'PARUS_FILE_FORMAT', /NUL byte at 7/],
  [
    'mixed line ends',
    'mixed.csv',
    `x,y\r\n${'1,a\n'.repeat(50)}`,
    'PARUS_FILE_FORMAT',
    /line ends are mixed/,
  ],
  ['UTF-16', 'utf16.csv', utf16('a,b\n1,2\n'), 'PARUS_FILE_ENCODING', /UTF-8/],
  ['a row with a field too few', 'few.csv', 'a,b,c\n1,2,3\n4,5\n', 'PARUS_TABLE_RAGGED', /line 3/],
  ['a row with a field too many', 'more.csv', 'a,b\n1,2\n3,4\n5,6,7\n', 'PARUS_TABLE_RAGGED', /line 4/],
  [
    'wider rows from the middle on, which are no second header',
    'widening.csv',
    'a,b\n1,2\n5,6,7\nx,y,z\n8,9,10\n',
    'PARUS_TABLE_RAGGED',
    /line 3/,
  ],
  ['a quote left open', 'quote.csv', 'a,b\n1,2\n3,"x\n5,6\n', 'PARUS_TABLE_RAGGED', /line 3/],
  [
    'a column twice',
    'twice.csv',
    'a,b,A\n1,2,3\n',
    'PARUS_TABLE_HEADER',
    /column 3: name A repeats column 1/,
  ],
  ['a column without name', 'noname.csv', 'a,,c\n1,2,3\n', 'PARUS_TABLE_HEADER', /column 2: blank/],
  ['an infinity', 'inf.csv', 'a\n1\n2.5\nInfinity\n', 'PARUS_TABLE_NOT_FINITE', /column a .* row 3/],
  [
    'one word in a column of numbers',
    'mixed.csv',
    `a\n${many(40, String).join('\n')}\nn/a\n`,
    'PARUS_TABLE_MIXED_COLUMN',
    /column a .* n\/a in row 41/,
  ],
  ['text that calls itself Parquet', 'text.parquet', 'a,b\n1,2\n', 'PARUS_FILE_FORMAT', /text\.parquet/],
  [
    'a gzip cut short',
    'cut.csv.gz',
    gzipSync(`a,b\n${many(5000, (i) => `${i},${i * i}`).join('\n')}`).subarray(0, 2000),
    'PARUS_FILE_FORMAT',
    /unexpected end of file/,
  ],
  ['a line that is no JSON', 'broken.ndjson', '{"a":1}\n{"a":\n{"a":3}\n', 'PARUS_TABLE_RAGGED', /line 2/],
  ['nested JSON', 'nested.ndjson', '{"a":1,"b":{"c":2}}\n', 'PARUS_TABLE_TYPE_UNSUPPORTED', /column b/],
  [
    '10,000 columns, one value too many',
    'wide.csv',
    `${wideHeader.join(',')}\n${many(10_001, String).join(',')}\n`,
    'PARUS_TABLE_RAGGED',
    /line 2/,
  ],
];

describe('readTable refuses', () => {
  test.each(refusedTables)('%s', async (_, name, content, code, says) => {
    const path = await put('tables', name, content);
    const error = asParusError(
      await readTable(path).then(
        () => undefined,
        (thrown: unknown) => thrown,
      ),
    );
    expect(error.code).toBe(code);
    expect(error.message).toMatch(says);
    expect(error.message).toContain(path);
  });
});

/** [what, name, content, rows, columns] of files that look odd and are fine. */
const readTables: readonly (readonly [string, string, Content, number, readonly string[]])[] = [
  ['one row', 'one.csv', 'a,b\n1,2\n', 1, ['a', 'b']],
  ['a BOM', 'bom.csv', '\uFEFFa,b\n1,2\n', 1, ['a', 'b']],
  ['CRLF and no end of line at the end', 'crlf.csv', 'a,b\r\n1,2\r\n3,4', 2, ['a', 'b']],
  ['NaN, NA and null, which are missing', 'nan.csv', 'a,b\nNaN,1\nNA,2\nnull,3\n', 3, ['a', 'b']],
  [
    '10,000 columns',
    'wide-ok.csv',
    `${wideHeader.join(',')}\n${wideHeader.map(() => 1).join(',')}\n`,
    1,
    wideHeader,
  ],
];

test.each(readTables)('readTable reads %s', async (_, name, content, nRows, names) => {
  const table = await readTable(await put('tables', name, content));
  expect(table.nRows).toBe(nRows);
  expect([...table.columns.keys()]).toEqual(names);
});

const HEADER = 'firmId,eventDate,arrivalDate,kind,periodStart,amountFen,daysLate';
const GOOD = 'F,2024-01-15,2024-01-18,filing,2023-12-01,100,0';
const rows = (...lines: string[]) => `${[HEADER, GOOD, ...lines].join('\n')}\n`;
const json = (change: object) =>
  JSON.stringify({
    firmId: 'G',
    eventDate: '2024-01-15',
    arrivalDate: '2024-01-18',
    kind: 'filing',
    periodStart: '2023-12-01',
    amountFen: 100,
    daysLate: 0,
    ...change,
  });

/** Files refused as a whole: [what, name, content, code, what the message must say]. */
const refusedFiles: readonly (readonly [string, string, Content, ErrorCode, RegExp])[] = [
  ['no such file', 'tax-none.csv', 'NOTHING', 'PARUS_FILE_MISSING', /tax-none\.csv/],
  ['an empty folder', 'tax', 'DIRECTORY', 'PARUS_FILE_MISSING', /no \.csv/],
  ['a file named for no source', 'taxes.csv', rows(), 'PARUS_SOURCE_UNKNOWN', /expected .* registry, tax/],
  ['a spreadsheet', 'tax.xlsx', 'x', 'PARUS_FILE_FORMAT', /extension/],
  ['no bytes', 'tax.csv', '', 'PARUS_FILE_EMPTY', /0 bytes/],
  ['only a header', 'tax.csv', `${HEADER}\n`, 'PARUS_FILE_EMPTY', /no rows/],
  [
    'bytes of no encoding',
    'tax.csv',
    Buffer.concat([Buffer.from(rows()), Buffer.from([0xff, 0xff])]),
    'PARUS_FILE_ENCODING',
    /at byte \d+; expected UTF-8/,
  ],
  ['UTF-16 without a mark', 'tax.csv', utf16(rows()).subarray(2), 'PARUS_FILE_FORMAT', /NUL byte at 1/],
  ['a NUL byte', 'tax.csv', rows('G\0'), 'PARUS_FILE_FORMAT', /NUL byte/],
  ['a column twice', 'tax.csv', rows().replace('periodStart', 'firmId'), 'PARUS_TABLE_HEADER', /column 5/],
  ['a column without name', 'tax.csv', rows().replace('kind', ''), 'PARUS_TABLE_HEADER', /column 4/],
  [
    'a required column missing',
    'tax.csv',
    rows().replace('daysLate', 'late'),
    'PARUS_TABLE_COLUMN_MISSING',
    /daysLate/,
  ],
  ['no Parquet', 'tax.parquet', rows(), 'PARUS_FILE_FORMAT', /tax\.parquet/],
  [
    'a gzip cut short',
    'tax.csv.gz',
    gzipSync(rows(...many(999, String))).subarray(0, 300),
    'PARUS_FILE_FORMAT',
    /end of file/,
  ],
];

describe('ingestFiles refuses as a whole, writing nothing', () => {
  test.each(refusedFiles)('%s', async (_, name, content, code, says) => {
    await rm(join(dir, 'in'), { recursive: true, force: true });
    const path = await put('in', name, content);
    const thrown = await ingestFiles([path], { into: join(dir, 'out') }).then(
      () => undefined,
      (error: unknown) => error,
    );
    const error = asParusError(thrown);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(says);
    expect(error.message).toContain(path);
    expect((await readdir(dir)).filter((entry) => entry.startsWith('out'))).toEqual([]);
  });
});

/** Files of which single rows are refused: [what, name, content, code, row, column]; one good row stands in each. */
const quarantined: readonly (readonly [string, string, string, ErrorCode, number, string | undefined])[] = [
  ['a field too few', 'tax.csv', rows('G,2024-01-15'), 'PARUS_TABLE_RAGGED', 2, undefined],
  ['a field too many', 'tax.csv', rows(`${GOOD},9`), 'PARUS_TABLE_RAGGED', 2, undefined],
  ['a quote left open', 'tax.csv', rows('"G,2024-01-15'), 'PARUS_TABLE_RAGGED', 2, undefined],
  [
    '30 February',
    'tax.csv',
    rows('G,2024-02-30,2024-03-18,filing,2023-12-01,1,0'),
    'PARUS_RECORD_INVALID',
    2,
    'eventDate',
  ],
  [
    'a year of 2200',
    'tax.csv',
    rows('G,2200-01-15,2200-01-18,filing,2023-12-01,1,0'),
    'PARUS_RECORD_INVALID',
    2,
    'eventDate',
  ],
  [
    'a date that may mean two days',
    'tax.csv',
    rows('G,2024-01-15,1/2/2024,filing,2023-12-01,1,0'),
    'PARUS_RECORD_INVALID',
    2,
    'arrivalDate',
  ],
  [
    'arrival before event',
    'tax.csv',
    rows('G,2024-01-15,2024-01-14,filing,2023-12-01,1,0'),
    'PARUS_RECORD_ORDER',
    2,
    'arrivalDate',
  ],
  [
    'a negative amount',
    'tax.csv',
    rows('G,2024-01-15,2024-01-18,filing,2023-12-01,-1,0'),
    'PARUS_RECORD_INVALID',
    2,
    'amountFen',
  ],
  [
    'an infinite amount',
    'tax.csv',
    rows('G,2024-01-15,2024-01-18,filing,2023-12-01,Infinity,0'),
    'PARUS_RECORD_INVALID',
    2,
    'amountFen',
  ],
  [
    'NaN for an amount',
    'tax.csv',
    rows('G,2024-01-15,2024-01-18,filing,2023-12-01,NaN,0'),
    'PARUS_RECORD_INVALID',
    2,
    'amountFen',
  ],
  [
    'an unknown kind',
    'tax.csv',
    rows('G,2024-01-15,2024-01-18,refund,2023-12-01,1,0'),
    'PARUS_RECORD_INVALID',
    2,
    'kind',
  ],
  [
    'no firm',
    'tax.csv',
    rows(',2024-01-15,2024-01-18,filing,2023-12-01,1,0'),
    'PARUS_RECORD_INVALID',
    2,
    'firmId',
  ],
  ['the same key again', 'tax.csv', rows(GOOD), 'PARUS_RECORD_DUPLICATE', 2, undefined],
  [
    'a line that is no JSON',
    'tax.ndjson',
    `${json({ firmId: 'F' })}\n\n{"firmId":\n`,
    'PARUS_RECORD_INVALID',
    3,
    undefined,
  ],
  ['JSON that is no object', 'tax.ndjson', `${json({})}\n[1,2]\n`, 'PARUS_RECORD_INVALID', 2, undefined],
  [
    'nested JSON',
    'tax.ndjson',
    `${json({})}\n${json({ firmId: { id: 1 } })}\n`,
    'PARUS_RECORD_INVALID',
    2,
    'firmId',
  ],
  [
    'a number where text is due',
    'tax.jsonl',
    `${json({})}\n${json({ firmId: 12 })}\n`,
    'PARUS_RECORD_INVALID',
    2,
    'firmId',
  ],
  [
    'mixed line ends and a bad row',
    'tax.csv',
    rows('G,2024-01-15,2024-01-18,x,2023-12-01,1,0').replace('\n', '\r\n').replace(/\n$/, '\r'),
    'PARUS_RECORD_INVALID',
    2,
    'kind',
  ],
  [
    'a bad row among 10,000 columns',
    'tax.csv',
    rows('G,2024-01-15,2024-01-18,x,2023-12-01,1,0')
      .trim()
      .split('\n')
      .map((line, i) => [line, ...(i === 0 ? wideHeader : wideHeader.map(() => ''))].join(','))
      .join('\n'),
    'PARUS_RECORD_INVALID',
    2,
    'kind',
  ],
  [
    'NaN for a number',
    'tax.csv',
    rows('G,2024-01-15,2024-01-18,filing,2023-12-01,NaN,0'),
    'PARUS_RECORD_INVALID',
    2,
    'amountFen',
  ],
  [
    'the same key with another amount on a later day',
    'tax.csv',
    rows('F,2024-01-15,2024-01-19,filing,2023-12-01,200,0'),
    'PARUS_RECORD_CORRECTED',
    2,
    undefined,
  ],
  [
    'the same key with another amount on the same day',
    'tax.csv',
    rows('F,2024-01-15,2024-01-18,filing,2023-12-01,200,0'),
    'PARUS_RECORD_CONFLICT',
    2,
    undefined,
  ],
  [
    'CRLF, a BOM and a bad row',
    'tax.csv',
    `\uFEFF${rows('G,2024-01-15,2024-01-18,x,2023-12-01,1,0').replaceAll('\n', '\r\n')}`,
    'PARUS_RECORD_INVALID',
    2,
    'kind',
  ],
];

describe('ingestFiles quarantines', () => {
  test.each(quarantined)('%s', async (_, name, content, code, row, column) => {
    await rm(join(dir, 'in'), { recursive: true, force: true });
    const path = await put('in', name, content);
    const into = join(dir, 'book');
    const { accepted, rejected, reasons } = await ingestFiles([path], { into, force: true });
    expect({ accepted, rejected, reasons }).toEqual({
      accepted: { tax: 1 },
      rejected: { tax: 1 },
      reasons: { [code]: 1 },
    });
    const table = await readTable(join(into, 'quarantine', 'tax.csv'));
    expect(textOf(table, 'code')).toBe(code);
    expect(textOf(table, 'file')).toBe(path);
    expect(textOf(table, 'column')).toBe(column);
    expect(textOf(table, 'message')).toBeTruthy();
    const rowColumn = columnOf(table, 'row');
    expect(rowColumn.kind === 'numeric' && [...rowColumn.values]).toEqual([row]);
  });
});

function textOf(table: Table, name: string): string | undefined {
  const column = columnOf(table, name);
  return column.kind === 'category' ? textAt(column, 0) : undefined;
}
