import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBookWriter } from '../../src/sources/book.ts';
import {
  type Dossier,
  dossierFromRecords,
  dossierOf,
  dossierSources,
  fieldsOf,
  openBook,
  type SourceColumns,
  sources,
} from '../../src/sources/index.ts';
import { makeTable, numericColumn } from '../../src/table/index.ts';
import { type Records, recordsOf, writeBookOf } from './arbitrary-records.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'parus-open-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** Values of a slice, texts that are not enumerated as the number of their first appearance. */
function unfold(dossier: Dossier): Record<string, number[][]> {
  const out: Record<string, number[][]> = {};
  for (const source of dossierSources) {
    const { columns, start, end } = dossier.records[source];
    const all = columns as unknown as Record<string, Float64Array>;
    out[source] = fieldsOf(sources[source])
      .filter(({ name }) => name !== 'firmId')
      .map(({ name, type, values }) => {
        const slice = [...all[name]!.subarray(start, end)];
        return type === 'text' && !values ? slice.map((code) => slice.indexOf(code)) : slice;
      });
  }
  return out;
}

/** Two firms' records of a source, shuffled together but each in its order. */
function interleave(a: Records, b: Records): Records {
  const pairs = dossierSources.map((source) => {
    const [x, y] = [a[source], b[source]] as [readonly unknown[], readonly unknown[]];
    const mixed: unknown[] = [];
    for (let i = 0; i < Math.max(x.length, y.length); i++)
      mixed.push(...y.slice(i, i + 1), ...x.slice(i, i + 1));
    return [source, mixed];
  });
  return Object.fromEntries(pairs) as Records;
}

/** Records whose links no other firm shares: for those that it does, see neighbours.test.ts. */
const apart = (firmId: string) =>
  recordsOf(firmId, 4).map((records) => ({
    ...records,
    links: records.links.map((link) => ({ ...link, firmId, value: `${firmId} ${link.value}` })),
  }));

describe('openBook and dossierOf', () => {
  test('give the same dossier as the records themselves', async () => {
    await fc.assert(
      fc.asyncProperty(apart('B'), apart('A'), async (b, a) => {
        await writeBookOf(join(dir, 'random'), interleave(a, b));
        const book = await openBook(join(dir, 'random'));
        for (const [firmId, records] of [
          ['A', a],
          ['B', b],
        ] as const) {
          if (dossierSources.every((source) => records[source].length === 0)) {
            expect(() => dossierOf(book, firmId)).toThrow(/no firm/);
          } else {
            expect(unfold(dossierOf(book, firmId))).toEqual(unfold(dossierFromRecords(firmId, records)));
          }
        }
      }),
      { numRuns: 6 },
    );
  });

  test('order records by event, arrival and file, and enumerated codes by the contract', async () => {
    const base = { firmId: 'F', periodStart: 0, amountFen: 1, daysLate: 0 };
    const tax = [
      { ...base, eventDate: 10, arrivalDate: 12, kind: 'payment' as const, amountFen: 1 },
      { ...base, eventDate: 9, arrivalDate: 30, kind: 'filing' as const, amountFen: 2 },
      { ...base, eventDate: 10, arrivalDate: 11, kind: 'arrears' as const, amountFen: 3 },
      { ...base, eventDate: 10, arrivalDate: 11, kind: 'filing' as const, amountFen: 4 },
    ];
    await writeBookOf(join(dir, 'order'), { tax });
    const { records } = dossierOf(await openBook(join(dir, 'order')), 'F');
    const { columns, start, end }: { columns: SourceColumns<'tax'>; start: number; end: number } =
      records.tax;
    expect([start, end]).toEqual([0, 4]);
    expect([...columns.amountFen]).toEqual([2, 3, 4, 1]);
    expect([...columns.kind]).toEqual([0, 2, 0, 1]);
    expect(records.bank).toMatchObject({ start: 0, end: 0 });
  });

  test('refuse a book whose files are not those of the manifest', async () => {
    const path = join(dir, 'altered');
    const tax = [
      {
        firmId: 'F',
        eventDate: 1,
        arrivalDate: 1,
        kind: 'filing' as const,
        periodStart: 0,
        amountFen: 1,
        daysLate: 0,
      },
    ];
    await writeBookOf(path, { tax });
    await writeFile(join(path, 'tax.parquet'), 'altered');
    await expect(openBook(path)).rejects.toMatchObject({ code: 'PARUS_BOOK_INVALID' });
    await unlink(join(path, 'tax.parquet'));
    await expect(openBook(path)).rejects.toThrow(/tax.parquet cannot be read/);
    await expect(openBook(join(dir, 'none'))).rejects.toMatchObject({ code: 'PARUS_BOOK_MISSING' });
  });

  test('never open truth/', async () => {
    const path = join(dir, 'with-truth');
    const writer = await openBookWriter(path);
    writer.append('truth/states', makeTable([['pd', numericColumn([0.5])]]));
    await writer.finish({ generator: {}, startDate: 0, endDate: 1, firms: 0 });
    await writeFile(join(path, 'truth', 'states.parquet'), 'unreadable');
    expect((await openBook(path)).firmIds).toEqual([]);
  });
});

describe('dossierFromRecords', () => {
  const record = {
    firmId: 'F',
    eventDate: 5,
    arrivalDate: 4,
    sequence: 0,
    kind: 'enquiry',
    lender: 'L',
  } as const;

  test('refuses a record of another firm and one that arrived before it happened', () => {
    const bureau = [{ ...record, arrivalDate: 5, amountFen: 0, daysPastDue: 0 }];
    expect(() => dossierFromRecords('G', { bureau })).toThrow(/bureau row 1 column firmId/);
    const early = [{ ...record, amountFen: 0, daysPastDue: 0 }];
    expect(() => dossierFromRecords('F', { bureau: early })).toThrow(/arrival .* before event/);
  });

  test('takes no records at all', () => {
    const { records } = dossierFromRecords('F', {});
    for (const source of dossierSources) expect(records[source]).toMatchObject({ start: 0, end: 0 });
  });
});
