import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareWithTwin } from '../../benchmarks/features/compare-twin.ts';
import { TWIN_FEATURES, TWIN_SOURCES, writeSqlTwin } from '../../benchmarks/features/sql-twin.ts';
import { computeFeatureTable } from '../../src/features/index.ts';
import { withPool } from '../../src/parallel/index.ts';
import { openBookReader, type SourceRecord } from '../../src/sources/index.ts';
import { asFloat64, columnOf, makeTable, type Table, writeTable } from '../../src/table/index.ts';
import { simulateBook } from '../../src/world/index.ts';
import { LAST_DAY, listOf, writeBookOf } from '../sources/arbitrary-records.ts';

interface Both {
  readonly ours: string;
  readonly twin: string;
  readonly table: Table;
}

let dir = '';
let arbitrary: Both;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'parus-twin-'));
  const book = join(dir, 'arbitrary');
  await writeArbitraryBook(book);
  arbitrary = await computeBoth(book);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function computeBoth(book: string): Promise<Both> {
  const ours = `${book}-ours.parquet`;
  const twin = `${book}-twin.parquet`;
  const reader = await openBookReader(book);
  const table = await withPool({ workers: 1 }, (pool) => computeFeatureTable(reader, { pool }));
  await writeTable(ours, table);
  await writeSqlTwin(book, twin, { threads: 1 });
  return { ours, twin, table };
}

/** Firms F00 to F59; every third has two applications, 100 days apart. */
async function writeArbitraryBook(book: string): Promise<void> {
  const firmIds = Array.from({ length: 60 }, (_, i) => `F${String(i).padStart(2, '0')}`);
  const applications: SourceRecord<'applications'>[] = firmIds.flatMap((firmId, i) =>
    Array.from({ length: i % 3 === 0 ? 2 : 1 }, (_, k) => ({
      firmId,
      eventDate: LAST_DAY - 100 * k - (i % 7),
      arrivalDate: LAST_DAY - 100 * k,
      applicationId: `A${i}-${k}`,
      amountFen: 1_000_000 * (i + 1),
      termMonths: 12,
      purpose: 'operations' as const,
    })),
  );
  const records = TWIN_SOURCES.map((source) => [
    source,
    // From no record at all to some hundred, dense enough to meet every window and every rule.
    firmIds.flatMap((firmId, i) => fc.sample(listOf(source, firmId), { seed: i, numRuns: 2 * i }).flat()),
  ]);
  await writeBookOf(book, { applications, ...Object.fromEntries(records) });
}

describe('the SQL twin, an implementation of 50 features that shares no code with the engine', () => {
  test('agrees with the engine on arbitrary records, late, negative, void or missing', async () => {
    const report = await compareWithTwin(arbitrary.ours, arbitrary.twin);
    expect(report.problems).toEqual([]);
    expect(report.features).toHaveLength(TWIN_FEATURES);
    expect(report.rows).toBe(80);
    // Each of them takes several values here: none agrees by being missing or constant throughout.
    const constant = report.features.filter((name) => distinctValues(arbitrary.table, name) < 3);
    expect(constant).toEqual([]);
  });

  test('agrees with the engine on a simulated book', async () => {
    const book = join(dir, 'simulated');
    await withPool({ workers: 2 }, (pool) =>
      simulateBook({
        firms: 120,
        months: 18,
        seed: 3,
        out: book,
        sources: ['applications', ...TWIN_SOURCES],
        pool,
      }),
    );
    const { ours, twin } = await computeBoth(book);
    const report = await compareWithTwin(ours, twin);
    expect(report.problems).toEqual([]);
    expect(report.features).toHaveLength(TWIN_FEATURES);
    expect(report.values).toBeGreaterThan(1000);
  });

  test('a value moved by one part in a million is told, with its application and both numbers', async () => {
    const { table, twin } = arbitrary;
    const moved = join(dir, 'moved.parquet');
    const name = 'invoice_issued_365';
    const values = asFloat64(columnOf(table, name) as { kind: 'numeric'; values: Float64Array }).slice();
    const row = values.findIndex((value) => value > 0);
    values[row]! *= 1 + 1e-6;
    await writeTable(moved, makeTable([...table.columns, [name, { kind: 'numeric', values }]]));
    const { problems } = await compareWithTwin(moved, twin);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^invoice_issued_365 of A\d+-\d: ours [\d.]+, SQL [\d.]+$/);
  });
});

function distinctValues(table: Table, name: string): number {
  const column = columnOf(table, name);
  if (column.kind === 'category') throw new TypeError(name);
  return new Set([...asFloat64(column)].filter((value) => !Number.isNaN(value))).size;
}
