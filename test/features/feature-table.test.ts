import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  computeFeatures,
  computeFeatureTable,
  featureNames,
  featureTableIds,
} from '../../src/features/index.ts';
import { withPool } from '../../src/parallel/index.ts';
import {
  type BookReader,
  dossierFromRecords,
  dossierSources,
  openBookReader,
  type SourceRecord,
} from '../../src/sources/index.ts';
import { columnOf, type Table, textAt } from '../../src/table/index.ts';
import { LAST_DAY, type Records, recordsOf, writeBookOf } from '../sources/arbitrary-records.ts';

const FIRMS = Array.from({ length: 40 }, (_, i) => `F${String(i).padStart(2, '0')}`);
/** Applications: every third firm none, every fifth firm two. */
const applications: SourceRecord<'applications'>[] = FIRMS.flatMap((firmId, i) =>
  Array.from({ length: i % 3 === 0 ? 0 : i % 5 === 0 ? 2 : 1 }, (_, k) => ({
    firmId,
    eventDate: LAST_DAY - 30 * k - i,
    arrivalDate: LAST_DAY - 30 * k - i,
    applicationId: `A${i}-${k}`,
    amountFen: 1_000_000 * (i + 1),
    termMonths: 12,
    purpose: 'operations' as const,
  })),
);
const outcomes: SourceRecord<'outcomes'>[] = applications
  .filter((_, i) => i % 2 === 0)
  .map(({ firmId, applicationId, eventDate }, i) => ({
    firmId,
    applicationId,
    eventDate: eventDate + 365,
    arrivalDate: eventDate + 365,
    bad: i % 4 === 0 ? 1 : 0,
    maxDaysPastDue: 0,
  }));

let dir = '';
let reader: BookReader;
const perFirm = new Map<string, Records>();

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'parus-features-'));
  const all: Record<string, unknown[]> = { applications: [...applications].reverse(), outcomes };
  for (const [i, firmId] of FIRMS.entries()) {
    const [records] = fc.sample(recordsOf(firmId, 30), { seed: i, numRuns: 1 });
    const own = { ...records!, links: records!.links.filter((link) => link.firmId === firmId) };
    perFirm.set(firmId, own);
    for (const source of dossierSources) {
      all[source] ??= [];
      all[source].push(...own[source]);
    }
  }
  const links = all['links'] as SourceRecord<'links'>[];
  for (const [firmId, own] of perFirm) {
    const shown = new Set(own.links.map(({ kind, value }) => `${kind} ${value}`));
    const others = links.filter((link) => link.firmId !== firmId && shown.has(`${link.kind} ${link.value}`));
    perFirm.set(firmId, { ...own, links: [...own.links, ...others] });
  }
  await writeBookOf(dir, all as Parameters<typeof writeBookOf>[1]);
  reader = await openBookReader(dir);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const compute = (options: { asOf?: number; withOutcomes?: boolean } = {}, workers = 2) =>
  withPool({ workers }, (pool) => computeFeatureTable(reader, { pool, ...options }));

function textsOf(table: Table, name: string): (string | undefined)[] {
  const column = columnOf(table, name);
  if (column.kind !== 'category') throw new TypeError(name);
  return Array.from({ length: table.nRows }, (_, i) => textAt(column, i));
}

function numbersOf(table: Table, name: string): number[] {
  const column = columnOf(table, name);
  if (column.kind === 'category') throw new TypeError(name);
  return [...column.values];
}

describe('computeFeatureTable', () => {
  test('has one row per application in the order of firm and day, features in catalogue order', async () => {
    const table = await compute();
    expect([...table.columns.keys()]).toEqual([...featureTableIds, ...featureNames]);
    const expected = [...applications].sort((a, b) =>
      a.firmId < b.firmId ? -1 : a.firmId > b.firmId ? 1 : a.eventDate - b.eventDate,
    );
    expect(textsOf(table, 'applicationId')).toEqual(expected.map(({ applicationId }) => applicationId));
    expect(numbersOf(table, 'asOf')).toEqual(expected.map(({ eventDate }) => eventDate));
  });

  test('is bit-equal to the online road from single records', async () => {
    const table = await compute();
    const firmIds = textsOf(table, 'firmId');
    const ids = textsOf(table, 'applicationId');
    const columns = featureNames.map((name) => numbersOf(table, name));
    const online = new Float64Array(featureNames.length);
    for (const [row, firmId] of firmIds.entries()) {
      const application = applications.find(({ applicationId }) => applicationId === ids[row])!;
      const dossier = dossierFromRecords(firmId!, perFirm.get(firmId!)!);
      computeFeatures(dossier, application, application.eventDate, online, 0);
      const offline = Float64Array.from(columns, (values) => values[row]!);
      const [offlineBits, onlineBits] = [offline, online].map(({ buffer }) => new BigUint64Array(buffer));
      expect(
        featureNames.filter((_, i) => offlineBits![i] !== onlineBits![i]),
        firmId,
      ).toEqual([]);
    }
  });

  test('is the same at 1 and 2 workers', async () => {
    const [one, two] = [await compute({}, 1), await compute({}, 2)];
    expect(two).toEqual(one);
  });

  test('with outcomes keeps the applications that have one and adds `bad`', async () => {
    const table = await compute({ withOutcomes: true });
    const bad = new Map(outcomes.map((outcome) => [outcome.applicationId, outcome.bad]));
    const ids = textsOf(table, 'applicationId');
    expect(new Set(ids)).toEqual(new Set(bad.keys()));
    expect(numbersOf(table, 'bad')).toEqual(ids.map((id) => bad.get(id!)));
  });

  test('at a day has one row per firm of which something is known', async () => {
    const asOf = LAST_DAY - 200;
    const table = await compute({ asOf });
    const knownFirms = FIRMS.filter((firmId) =>
      dossierSources.some((source) =>
        (perFirm.get(firmId)![source] as readonly SourceRecord<'tax'>[]).some(
          ({ eventDate, arrivalDate }) => eventDate <= asOf && arrivalDate <= asOf,
        ),
      ),
    );
    expect(textsOf(table, 'firmId')).toEqual(knownFirms);
    expect(textsOf(table, 'applicationId').every((id) => id === undefined)).toBe(true);
    expect(numbersOf(table, 'application_amount').every(Number.isNaN)).toBe(true);
  });

  test('refuses outcomes at a day and a book without rows', async () => {
    await expect(compute({ asOf: LAST_DAY, withOutcomes: true })).rejects.toMatchObject({
      code: 'PARUS_USAGE',
    });
    await expect(compute({ asOf: 0 })).rejects.toMatchObject({ code: 'PARUS_FILE_EMPTY' });
  });
});
