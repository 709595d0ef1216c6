import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { formatDay } from '../../../src/core/index.ts';
import { fieldsOf, parseRecord, type SourceName, sourceNames, sources } from '../../../src/sources/index.ts';
import { boundsOf } from '../../../src/sources/ingest/bounds.ts';
import { recipesOfHeader } from '../../../src/sources/ingest/recipe.ts';
import {
  type RawBody,
  type ValidatedBlock,
  validateBlock,
} from '../../../src/sources/ingest/validate-block.ts';
import { columnOf, MISSING_INT32, MISSING_TEXTS, readTable, textAt } from '../../../src/table/index.ts';

const dir = mkdtempSync(join(tmpdir(), 'parus-block-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const part = join(dir, 'part.parquet');

function validate(source: SourceName, header: readonly string[], body: RawBody): Promise<ValidatedBlock> {
  rmSync(part, { force: true });
  const recipes = recipesOfHeader('f.csv', source, header);
  return validateBlock({ source, path: 'f.csv', file: 0, firstRow: 1, recipes, body, part });
}

/** Accepted rows as records, by row number. */
async function acceptedIn(source: SourceName): Promise<Map<number, Record<string, unknown>>> {
  const found = new Map<number, Record<string, unknown>>();
  if (!existsSync(part)) return found;
  const table = await readTable(part);
  const rows = columnOf(table, '_row');
  if (rows.kind !== 'numeric') throw new TypeError();
  for (const [i, row] of rows.values.entries()) {
    const record: Record<string, unknown> = {};
    for (const { name } of fieldsOf(sources[source])) {
      const column = columnOf(table, name);
      const value = column.kind === 'category' ? textAt(column, i) : column.values[i];
      if (value !== undefined && value !== MISSING_INT32 && !Number.isNaN(value)) record[name] = value;
    }
    found.set(row, record);
  }
  return found;
}

/** A value that mostly keeps the contract and may be off in every way that files are. */
function cellFor(source: SourceName, name: string): fc.Arbitrary<string> {
  const field = fieldsOf(sources[source]).find((known) => known.name === name)!;
  const usual =
    field.type === 'date'
      ? fc.integer({ min: 100, max: 40_000 }).map(formatDay)
      : field.values
        ? fc.constantFrom(...field.values)
        : field.type === 'text'
          ? fc.constantFrom('F1', 'F2', '汉字', 'a "quoted", text', ' x ')
          : fc.oneof(fc.integer({ min: 0, max: 120 }).map(String), fc.constantFrom('0', '1', '0.5', '12.25'));
  const odd = fc.oneof(
    fc.constantFrom(
      ...MISSING_TEXTS,
      '-1',
      '-0',
      '1e3',
      '1,234',
      '１２',
      '1e400',
      'Infinity',
      '2.5',
      '999999999999999',
    ),
    fc.constantFrom(
      '2024/1/5',
      '20240105',
      '2024年1月5日',
      '2024-02-30',
      '2200-01-01',
      '5.1.2024',
      '1969-12-31',
    ),
    fc.constantFrom(
      '13%',
      '¥5',
      'x'.repeat(64),
      'x'.repeat(65),
      'x'.repeat(200),
      'x'.repeat(201),
      '9007199254740993',
    ),
    fc.string({ maxLength: 5 }).map((text) => text.replaceAll(/[\r\n]/g, ' ')),
  );
  return fc.oneof({ arbitrary: usual, weight: 30 }, { arbitrary: odd, weight: 1 });
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe('validateBlock', () => {
  test('every field of every contract has bounds that the fast road knows', () => {
    for (const source of sourceNames) {
      for (const { name } of fieldsOf(sources[source]))
        expect(boundsOf(source, name), `${source}.${name}`).toBeDefined();
    }
  });

  test.each(sourceNames)('gives the verdicts and values of zod on %s, row by row', async (source) => {
    const names = fieldsOf(sources[source]).map(({ name }) => name);
    const row = fc.tuple(...names.map((name) => cellFor(source, name)));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
        const text = rows.map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
        const body = { kind: 'delimited' as const, text, delimiter: ',', header: names };
        const { nRead, nAccepted, refused } = await validate(source, names, body);
        const accepted = await acceptedIn(source);
        expect([nRead, nAccepted + refused.length, accepted.size]).toEqual([
          rows.length,
          rows.length,
          nAccepted,
        ]);
        for (const [i, cells] of rows.entries()) {
          const present = names.flatMap((name, c) =>
            (MISSING_TEXTS as readonly string[]).includes(cells[c]!) ? [] : [[name, cells[c]!]],
          );
          const verdict = parseRecord(source, Object.fromEntries(present));
          const known = refused.find((refusal) => refusal.row === i + 1);
          if (!verdict.ok) {
            const [first] = verdict.error;
            expect(known).toMatchObject({
              code: 'PARUS_RECORD_INVALID',
              column: first!.path,
              value: first!.got,
            });
          } else if (verdict.value.arrivalDate < verdict.value.eventDate) {
            expect(known?.code).toBe('PARUS_RECORD_ORDER');
          } else expect(accepted.get(i + 1)).toEqual(withoutMinusZero(verdict.value));
        }
      }),
      { numRuns: 12 },
    );
  });

  test('reads CSV, columns of texts and NDJSON alike', async () => {
    const header = [
      'firmId',
      'eventDate',
      'arrivalDate',
      'kind',
      'periodStart',
      'amount',
      'declaredRevenue',
      'daysLate',
    ];
    const rows = [
      ['F', '2024-01-15', '2024-01-16', 'filing', '2023-12-01', '12.345', '', '0'],
      ['F', '2024-01-15', '2024-01-16', 'filing', '2023-12-01', '1,234.5', '7', '0'],
      ['F', '2024-01-15', '2024-01-14', 'filing', '2023-12-01', '1', '7', '0'],
      ['F', '2024-01-15', '2024-01-16', 'filing', '2023-12-01', '', '7', 'x'],
    ];
    const text = rows.map((row) => `${row.map(quoted).join(',')}\n`).join('');
    const columns = header.map((_, c) => rows.map((row) => row[c] || null));
    const lines = rows
      .map((row) => JSON.stringify(Object.fromEntries(header.map((name, c) => [name, row[c] || null]))))
      .join('\n');
    const seen = [];
    for (const body of [
      { kind: 'delimited', text, delimiter: ',', header },
      { kind: 'columns', header, columns },
    ] as const) {
      const { refused } = await validate('tax', header, body);
      seen.push({ accepted: await acceptedIn('tax'), refused });
    }
    rmSync(part);
    const ndjson = { source: 'tax', path: 'f.csv', file: 0, firstRow: 1, recipes: undefined, part } as const;
    const { refused } = await validateBlock({ ...ndjson, body: { kind: 'lines', text: lines } });
    seen.push({ accepted: await acceptedIn('tax'), refused });
    expect(seen[0]!.accepted.get(1)).toMatchObject({ amountFen: 1235 });
    expect(seen[0]!.accepted.get(1)).not.toHaveProperty('declaredRevenueFen');
    expect(seen[0]!.accepted.get(2)).toMatchObject({ amountFen: 123450, declaredRevenueFen: 700 });
    expect(seen[0]!.refused.map(({ row, code, column }) => [row, code, column])).toEqual([
      [3, 'PARUS_RECORD_ORDER', 'arrivalDate'],
      [4, 'PARUS_RECORD_INVALID', 'amount'],
    ]);
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]!.accepted).toEqual(seen[0]!.accepted);
    expect(seen[2]!.refused.map(({ row, code }) => [row, code])).toEqual([
      [3, 'PARUS_RECORD_ORDER'],
      [4, 'PARUS_RECORD_INVALID'],
    ]);
  });
});

/** A book knows no minus zero. */
function withoutMinusZero(record: object): object {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, value === 0 ? 0 : value]));
}
