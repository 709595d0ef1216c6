import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatDay, parseDay } from '../../../src/core/index.ts';
import { ingestFiles } from '../../../src/sources/index.ts';
import { type FileRule, readMapping, recipesOfRule, ruleFor } from '../../../src/sources/ingest/mapping.ts';
import { fieldValue } from '../../../src/sources/ingest/recipe.ts';
import { validateBlock } from '../../../src/sources/ingest/validate-block.ts';
import { judge } from '../../../src/sources/record.ts';
import { readTable, type Table, textAt } from '../../../src/table/index.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'parus-mapping-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function put(name: string, content: unknown): Promise<string> {
  await mkdir(dir, { recursive: true });
  const path = join(dir, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function rowsOf(table: Table, names: readonly string[]): unknown[][] {
  return Array.from({ length: table.nRows }, (_, i) =>
    names.map((name) => {
      const column = table.columns.get(name)!;
      return column.kind === 'category' ? textAt(column, i) : column.values[i];
    }),
  );
}

const INVOICES: FileRule = {
  pattern: '销项*.csv',
  source: 'invoices',
  fields: {
    firmId: { column: '企业' },
    eventDate: { column: '日期', dates: ['YYYY年M月D日', 'D.M.YYYY', 'Excel serial'] },
    arrivalDate: { column: '日期', dates: ['YYYY年M月D日', 'D.M.YYYY', 'Excel serial'], plusDays: 1 },
    direction: { value: 'issued' },
    number: { column: '号码' },
    counterparty: { column: '购方' },
    amountFen: { column: '金额', unit: 'wan' },
    taxFen: { column: '税额', unit: 'wan' },
    taxRate: { ratio: ['税额', '金额'], digits: 2, ifZero: 0 },
    status: { column: '状态', values: { 有效发票: 'valid', 作废发票: 'void', '?': null } },
  },
};

const HEADER = ['企业', '日期', '号码', '购方', '金额', '税额', '状态'];

describe('readMapping', () => {
  test('takes a mapping file, with or without a byte order mark', async () => {
    const mapping = { format: 1, files: [INVOICES], keys: { invoices: ['firmId', 'number'] } };
    expect(await readMapping(await put('good.json', `\uFEFF${JSON.stringify(mapping)}`))).toEqual(mapping);
  });

  test('lists everything that does not fit the contracts, each with its path', async () => {
    const fields = {
      ...INVOICES.fields,
      eventDate: { value: '2024-02-30' },
      direction: { value: 'sideways' },
      amountFen: { column: 'amount' },
      number: { column: 'no', unit: 'yuan' },
      status: { column: 'status', plusDays: 1 },
      taxRate: { sequencePer: ['firmId'] },
      colour: { column: 'colour' },
    };
    const rest = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'counterparty'));
    const mapping = {
      format: 1,
      files: [{ ...INVOICES, fields: rest }],
      keys: { invoices: ['nothing'], tax: ['declaredRevenueFen'] },
    };
    const error = await readMapping(await put('bad.json', mapping)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'PARUS_CONFIG_INVALID' });
    expect((error as { issues: { path: string }[] }).issues.map(({ path }) => path).sort()).toEqual([
      'files.0.fields.amountFen',
      'files.0.fields.colour',
      'files.0.fields.counterparty',
      'files.0.fields.direction',
      'files.0.fields.eventDate',
      'files.0.fields.number',
      'files.0.fields.status',
      'files.0.fields.taxRate',
      'keys.invoices.0',
      'keys.tax.0',
    ]);
  });

  test('lists every unknown word and wrong type', async () => {
    const mapping = {
      format: 2,
      files: [
        { pattern: 'a', source: 'invoice', fields: {} },
        { pattern: 'b', source: 'tax', fields: { firmId: { colum: 'x' } }, extra: 1 },
      ],
    };
    const refused = readMapping(await put('wrong.json', mapping));
    await expect(refused).rejects.toMatchObject({ code: 'PARUS_CONFIG_INVALID' });
    const { issues } = (await refused.catch((error: unknown) => error)) as { issues: { path: string }[] };
    expect(issues.map(({ path }) => path)).toEqual([
      'format',
      'files.0.source',
      'files.1.fields.firmId',
      'files.1',
    ]);
    await expect(readMapping(await put('broken.json', '{'))).rejects.toThrow(/not JSON/);
    await expect(readMapping(join(dir, 'none.json'))).rejects.toMatchObject({ code: 'PARUS_FILE_MISSING' });
  });
});

test('ruleFor takes the first pattern that fits the whole name', () => {
  const rule = (pattern: string) => ({ ...INVOICES, pattern });
  const mapping = { format: 1 as const, files: [rule('a?.csv'), rule('*.csv'), rule('x.+')] };
  expect(ruleFor(mapping, '/in/A1.csv')?.pattern).toBe('a?.csv');
  expect(ruleFor(mapping, '/a1/b.csv')?.pattern).toBe('*.csv');
  expect(ruleFor(mapping, 'xyz')).toBeUndefined();
  expect(ruleFor(undefined, 'a1.csv')).toBeUndefined();
});

describe('recipesOfRule', () => {
  test('names the columns that a file lacks', () => {
    expect(() => recipesOfRule(INVOICES, 'f.csv', ['企业', '日期'])).toThrow(/missing column 号码, 购方/);
  });

  test('gives the same verdicts and values column by column as row by row', async () => {
    const cell = (odd: fc.Arbitrary<string>, ...usual: string[]) =>
      fc.oneof({ arbitrary: fc.constantFrom(...usual), weight: 6 }, { arbitrary: odd, weight: 1 });
    const row = fc.tuple(
      cell(fc.constantFrom('', 'x'.repeat(65)), 'F1', 'F2'),
      cell(fc.constantFrom('', '2024-01-05', '31.2.2024', '45000.5'), '2024年1月5日', '6.1.2024'),
      cell(fc.constant('NA'), '1', '2'),
      cell(fc.constant(''), 'B1', '买家'),
      cell(fc.constantFrom('', '1,234.5', '¥1', '0', 'x', '0.00005'), '1.5', '-2.25', '100'),
      cell(fc.constantFrom('', '1e-3', '0', '-0.1'), '0.195', '-0.2925', '3'),
      cell(fc.constantFrom('?', '', 'valid', 'refund'), '有效发票', '作废发票'),
    );
    const recipes = recipesOfRule(INVOICES, 'f.csv', HEADER);
    const names = recipes.map(({ field }) => field.name);
    const part = join(dir, 'part.parquet');
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 15 }), async (rows) => {
        await rm(part, { force: true });
        const columns = HEADER.map((_, c) => rows.map((cells) => cells[c] || null));
        const body = { kind: 'columns' as const, header: HEADER, columns };
        const block = {
          source: 'invoices' as const,
          path: 'f.csv',
          file: 0,
          firstRow: 1,
          recipes,
          body,
          part,
        };
        const { refused } = await validateBlock(block);
        const verdicts = rows.map((cells) => {
          const present = (name: string) => {
            const text = cells[HEADER.indexOf(name)]!;
            return text === '' || text === 'NA' ? undefined : text;
          };
          const record = Object.fromEntries(
            recipes.flatMap((recipe) => {
              const value = fieldValue(recipe, present);
              return value === undefined ? [] : [[recipe.field.name, value]];
            }),
          );
          return judge('invoices', record, (name) => ({ path: name, value: undefined }));
        });
        const wrong = verdicts.flatMap((verdict, i) => (verdict.ok ? [] : [i + 1]));
        expect(refused.map(({ row }) => row)).toEqual(wrong);
        const good = verdicts.flatMap((verdict) =>
          verdict.ok ? [names.map((name) => (verdict.value as Record<string, unknown>)[name])] : [],
        );
        const found = existsSync(part)
          ? rowsOf(await readTable(part, { kinds: { number: 'category' } }), names)
          : [];
        expect(found).toEqual(good);
      }),
      { numRuns: 60 },
    );
  });
});

describe('ingestFiles with a mapping', () => {
  test('reads a foreign file, in its own encoding and under its own name', async () => {
    const mapping = await put('mapping.json', { format: 1, files: [INVOICES] });
    const path = await put(
      '销项发票.csv',
      `${HEADER.join(',')}\nE1,2024年1月5日,001,B1,1.5,0.195,有效发票\nE1,45297,002,B2,0,0,作废发票\nE1,5.1.24,003,B2,0,0,作废发票\n`,
    );
    const into = join(dir, 'foreign');
    const { accepted, rejected, reasons } = await ingestFiles([path], { into, mapping });
    expect({ accepted, rejected, reasons }).toEqual({
      accepted: { invoices: 2 },
      rejected: { invoices: 1 },
      reasons: { PARUS_RECORD_INVALID: 1 },
    });
    const names = [
      'firmId',
      'eventDate',
      'arrivalDate',
      'direction',
      'number',
      'amountFen',
      'taxRate',
      'status',
    ];
    expect(
      rowsOf(await readTable(join(into, 'invoices.parquet'), { kinds: { number: 'category' } }), names),
    ).toEqual([
      ['E1', parseDay('2024-01-05'), parseDay('2024-01-06'), 'issued', '001', 1_500_000, 0.13, 'valid'],
      ['E1', parseDay('2024-01-06'), parseDay('2024-01-07'), 'issued', '002', 0, 0, 'void'],
    ]);
    const quarantine = await readFile(join(into, 'quarantine', 'invoices.csv'), 'utf8');
    expect(quarantine).toMatch(/,3,日期,5\.1\.24,expected a date/);
  });

  test('numbers records that have no number of their own, and finds duplicates by the key it is given', async () => {
    const fields = {
      firmId: { column: 'id' },
      eventDate: { column: 'day' },
      arrivalDate: { column: 'day' },
      sequence: { sequencePer: ['firmId', 'eventDate'] },
      platform: { value: 'P' },
      reviewer: { column: 'who' },
      stars: { column: 'stars' },
      text: { column: 'text' },
    };
    const files = [{ pattern: '*.ndjson', source: 'reviews', fields }];
    const line = (day: string, who: string) => JSON.stringify({ id: 'F', day, who, stars: 5, text: 'good' });
    const lines = [
      line('20240106', 'a'),
      line('2024/1/5', 'b'),
      line('20240106', 'c'),
      line('20240106', 'a'),
    ];
    const path = await put('shop.ndjson', lines.join('\n'));
    const run = async (keys: object, into: string) => {
      const mapping = await put('numbered.json', { format: 1, files, ...keys });
      const result = await ingestFiles([path], { into: join(dir, into), mapping });
      const table = await readTable(join(dir, into, 'reviews.parquet'));
      return { result, rows: rowsOf(table, ['eventDate', 'sequence', 'reviewer']) };
    };
    const day = (n: number) => parseDay(formatDay(parseDay('2024-01-04')! + n));
    const all = await run({}, 'numbered');
    expect(all.rows).toEqual([
      [day(1), 0, 'b'],
      [day(2), 0, 'a'],
      [day(2), 1, 'c'],
      [day(2), 2, 'a'],
    ]);
    const keys = { reviews: ['firmId', 'eventDate', 'reviewer'] };
    const unique = await run({ keys }, 'numbered-unique');
    expect(unique.rows).toEqual(all.rows.slice(0, 3));
    expect(unique.result.reasons).toEqual({ PARUS_RECORD_DUPLICATE: 1 });
  });
});
