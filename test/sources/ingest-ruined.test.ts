/**
 * A simulated book, written as CSV and ruined in many ways: every row read is accepted or quarantined under the code of its
 * damage, and what is accepted is to the byte the book that the undamaged rows alone make.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ErrorCode } from '../../src/core/index.ts';
import { withPool } from '../../src/parallel/index.ts';
import { type IngestResult, ingestFiles } from '../../src/sources/index.ts';
import { readTable, textAt, writeTable } from '../../src/table/index.ts';
import { simulateBook } from '../../src/world/simulate.ts';

const SOURCES = ['tax', 'bank', 'invoices'] as const;
type Source = (typeof SOURCES)[number];

/** A row as texts by column. */
type Row = Readonly<Record<string, string>>;

let dir = '';
const books = new Map<Source, { readonly header: string[]; readonly rows: Row[] }>();

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'parus-ruined-'));
  const out = join(dir, 'simulated');
  await withPool({ workers: 1 }, (pool) =>
    simulateBook({ firms: 25, months: 6, seed: 11, sources: SOURCES, eventFirms: 25, out, pool }),
  );
  for (const source of SOURCES) {
    const csv = join(dir, `${source}.csv`);
    await writeTable(csv, await readTable(join(out, `${source}.parquet`)));
    const [head = '', ...lines] = (await readFile(csv, 'utf8')).trimEnd().split('\n');
    const header = head.split(',');
    const rows = lines.map((line) => {
      const values = line.split(',');
      return Object.fromEntries(header.map((name, c) => [name, values[c]!]));
    });
    books.set(source, { header, rows });
  }
}, 120_000);
afterAll(() => rm(dir, { recursive: true, force: true }));

/** A kind of damage: what becomes of a line, and the code it must get. Lines it adds stand at the end of the file. */
interface Damage {
  readonly kind: string;
  readonly code: ErrorCode;
  readonly change?: (row: Row) => Row;
  readonly line?: (line: string) => string;
  readonly add?: (row: Row) => Row;
}

const later = (date: string): string =>
  `${Number(date.slice(0, 4)) + 1}${date.slice(4).replace('02-29', '02-28')}`;
const dearer = (row: Row): Row => ({ ...row, amountFen: String(Number(row['amountFen']) + 100) });
const ENUMERATED: Readonly<Record<Source, string>> = { tax: 'kind', bank: 'direction', invoices: 'status' };

const damages = (source: Source): readonly Damage[] => [
  { kind: 'cut short', code: 'PARUS_TABLE_RAGGED', line: (line) => line.slice(0, line.lastIndexOf(',')) },
  { kind: 'a field too many', code: 'PARUS_TABLE_RAGGED', line: (line) => `${line},1` },
  { kind: 'a quote left open', code: 'PARUS_TABLE_RAGGED', line: (line) => `"${line}` },
  {
    kind: 'unknown word',
    code: 'PARUS_RECORD_INVALID',
    change: (row) => ({ ...row, [ENUMERATED[source]]: '?' }),
  },
  {
    kind: 'no such day',
    code: 'PARUS_RECORD_INVALID',
    change: (row) => ({ ...row, eventDate: '2024-02-30' }),
  },
  {
    kind: 'day or month',
    code: 'PARUS_RECORD_INVALID',
    change: (row) => ({ ...row, eventDate: '1/2/2024' }),
  },
  {
    kind: 'out of range',
    code: 'PARUS_RECORD_INVALID',
    change: (row) => ({ ...row, arrivalDate: '2200-01-01' }),
  },
  { kind: 'infinite', code: 'PARUS_RECORD_INVALID', change: (row) => ({ ...row, amountFen: 'Infinity' }) },
  { kind: 'not a number', code: 'PARUS_RECORD_INVALID', change: (row) => ({ ...row, amountFen: 'NaN' }) },
  {
    kind: 'a word for a number',
    code: 'PARUS_RECORD_INVALID',
    change: (row) => ({ ...row, amountFen: 'many' }),
  },
  { kind: 'half a fen', code: 'PARUS_RECORD_INVALID', change: (row) => ({ ...row, amountFen: '0.5' }) },
  { kind: 'no firm', code: 'PARUS_RECORD_INVALID', change: (row) => ({ ...row, firmId: '' }) },
  { kind: 'too early', code: 'PARUS_RECORD_ORDER', change: (row) => ({ ...row, arrivalDate: '1999-12-31' }) },
  { kind: 'delivered twice', code: 'PARUS_RECORD_DUPLICATE', add: (row) => row },
  {
    kind: 'delivered again later',
    code: 'PARUS_RECORD_DUPLICATE',
    add: (row) => ({ ...row, arrivalDate: later(row['arrivalDate']!) }),
  },
  {
    kind: 'corrected later',
    code: 'PARUS_RECORD_CORRECTED',
    add: (row) => ({ ...dearer(row), arrivalDate: later(row['arrivalDate']!) }),
  },
  { kind: 'two truths on one day', code: 'PARUS_RECORD_CONFLICT', add: dearer },
];

/** Every n-th row is damaged, the kinds taking turns; the others are written in other forms that mean the same. */
const STRIDE = 7;

const restyle = (row: Row, i: number): Row => ({
  ...row,
  eventDate: i % 2 ? row['eventDate']!.replaceAll('-', '/') : row['eventDate']!.replaceAll('-', ''),
  amountFen: i % 3 ? row['amountFen']! : `"${Number(row['amountFen']).toLocaleString('en-US')}"`,
});

interface Ruined {
  readonly lines: string[];
  readonly intact: string[];
  /** Row number -> damage. */
  readonly expected: Map<number, Damage>;
}

function ruin(source: Source): Ruined {
  const { header, rows } = books.get(source)!;
  const lineOf = (row: Row): string => header.map((name) => row[name]).join(',');
  const kinds = damages(source);
  const lines: string[] = [];
  const intact: string[] = [];
  const added: [string, Damage][] = [];
  const expected = new Map<number, Damage>();
  for (const [i, row] of rows.entries()) {
    const damage = i % STRIDE === 0 ? kinds[(i / STRIDE) % kinds.length]! : undefined;
    if (damage?.add) added.push([lineOf(damage.add(row)), damage]);
    if (damage && !damage.add) {
      const line = lineOf(damage.change?.(row) ?? row);
      lines.push(damage.line?.(line) ?? line);
      expected.set(lines.length, damage);
    } else {
      lines.push(lineOf(restyle(row, i)));
      intact.push(lineOf(row));
    }
    // A blank line counts as a row of the file and is none.
    if (i % 50 === 0) lines.push('');
  }
  for (const [line, damage] of added) {
    lines.push(line);
    expected.set(lines.length, damage);
  }
  return { lines: [header.join(','), ...lines], intact: [header.join(','), ...intact], expected };
}

test('every row of a ruined book is accounted for, each damage under its code, and nothing else is lost', async () => {
  const ruinedDir = join(dir, 'in-ruined');
  const intactDir = join(dir, 'in-intact');
  for (const path of [ruinedDir, intactDir]) await mkdir(path);
  const ruined = new Map<Source, Ruined>();
  for (const source of SOURCES) {
    const made = ruin(source);
    ruined.set(source, made);
    await writeFile(join(ruinedDir, `${source}.csv`), `\uFEFF${made.lines.join('\r\n')}`);
    await writeFile(join(intactDir, `${source}.csv`), made.intact.join('\n'));
  }
  const into = join(dir, 'out-ruined');
  const result: IngestResult = await ingestFiles([ruinedDir], { into });
  const clean = await ingestFiles([intactDir], { into: join(dir, 'out-intact') });
  expect(clean.reasons).toEqual({});
  for (const source of SOURCES) {
    const { lines, intact, expected } = ruined.get(source)!;
    const read = lines.slice(1).filter((line) => line !== '').length;
    expect(new Set([...expected.values()].map(({ kind }) => kind)).size).toBe(damages(source).length);
    expect([source, result.accepted[source], result.rejected[source]]).toEqual([
      source,
      intact.length - 1,
      expected.size,
    ]);
    expect(result.accepted[source]! + result.rejected[source]!).toBe(read);
    const table = await readTable(join(into, 'quarantine', `${source}.csv`));
    const code = table.columns.get('code')!;
    const row = table.columns.get('row')!;
    if (code.kind !== 'category' || row.kind !== 'numeric') throw new TypeError();
    const found = Array.from(row.values, (number, i) => [number, textAt(code, i)] as const);
    const wanted = [...expected].map(([number, damage]) => [number, damage.code] as const);
    const byRow = (a: readonly [number, unknown], b: readonly [number, unknown]) => a[0] - b[0];
    expect(found.sort(byRow)).toEqual(wanted.sort(byRow));
    expect(result.manifest.files[source]).toEqual(clean.manifest.files[source]);
  }
});
