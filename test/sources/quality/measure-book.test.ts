import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fingerprint, openBookWriter } from '../../../src/sources/book.ts';
import { manifestHash } from '../../../src/sources/manifest.ts';
import { measureBook, type QualityReport, type SourceQuality } from '../../../src/sources/quality/index.ts';
import { makeTable, numericColumn, writeTable } from '../../../src/table/index.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { day, type HandBook, handBook, type PlainRecord, writeHandBook } from './hand-book.ts';

const scratch = scratchFolder();
let books = 0;

async function measured(records: HandBook, split?: string): Promise<QualityReport> {
  books += 1;
  const dir = await writeHandBook(join(scratch.dir, `book-${books}`), records);
  return measureBook(dir, { threads: 2, split });
}

const sourceOf = (report: QualityReport, name: string): SourceQuality =>
  report.sources.find(({ source }) => source === name)!;

describe('the report of a book worked by hand', () => {
  let report: QualityReport;
  let pos: SourceQuality;
  beforeAll(async () => {
    report = await measured(handBook);
    pos = sourceOf(report, 'pos');
  });
  const field = (name: string) => pos.fields.find((one) => one.field === name)!;

  it('splits at the last third: 30 of 90 days', () => {
    expect(report.split).toBe('2024-03-01');
    expect(report.book).toMatchObject({
      startDate: '2024-01-01',
      endDate: '2024-03-30',
      firms: 4,
      registered: 3,
    });
    expect(report.rows).toBe(24);
    expect(report.absent).toContain('bank');
    expect(report.absent).not.toContain('pos');
  });

  it('covers two of four firms, each in the region of its latest entry', () => {
    expect(pos.coverage).toEqual({
      firms: 2,
      share: 0.5,
      unregistered: 0,
      byIndustry: [
        { group: 'agriculture', firms: 1, covered: 1 },
        { group: 'retail', firms: 2, covered: 1 },
      ],
      byRegion: [
        { group: 'border-county', firms: 1, covered: 1 },
        { group: 'central-farm-belt', firms: 1, covered: 1 },
        { group: 'east-manufacturing-cluster', firms: 1, covered: 0 },
      ],
      largestFirm: 0.5,
    });
  });

  it('knows the newest days, the delay (ten records a day late, ten two days) and that A fell silent', () => {
    expect(pos.freshness).toEqual({
      oldestEvent: '2024-01-01',
      newestEvent: '2024-03-10',
      newestArrival: '2024-03-12',
      delay: { p50: 1, p90: 2, p99: 2, max: 2 },
      silent30: 0.5,
      silent90: 0,
      beforeStart: 0,
      afterEnd: 0,
    });
    expect(sourceOf(report, 'registry').freshness.beforeStart).toBe(3);
  });

  it('counts records by week and by period', () => {
    expect(pos.volume.weeks).toEqual([7, 3, 0, 0, 0, 0, 0, 0, 3, 7, 0, 0, 0]);
    expect(pos.volume.reference).toBeCloseTo((10 * 7) / 60, 12);
    expect(pos.volume.current).toBeCloseTo((10 * 7) / 30, 12);
    // The 30 days before the split are empty; B of four firms is there after it.
    expect(pos.volume.activeReference).toBe(0);
    expect(pos.volume.activeCurrent).toBe(0.25);
    expect(pos.volume.longestEmpty).toBe(6);
  });

  it('has the quantiles of 1,2,2,3,4,4,5,6,6,7,8,8,9,10,10,12,14,16,18,20 thousand yuan', () => {
    const { quantiles, distinct, missing, unit } = field('amountFen');
    const thousands = { min: 1, p1: 1, p5: 1, p25: 4, p50: 7, p75: 10, p95: 18, p99: 20, max: 20 };
    expect(quantiles).toEqual(
      Object.fromEntries(Object.entries(thousands).map(([name, value]) => [name, 100_000 * value])),
    );
    expect({ distinct, missing, unit }).toEqual({ distinct: 15, missing: 0, unit: 'fen' });
    expect(field('firmId')).toMatchObject({
      distinct: 2,
      top: [
        { text: 'A', share: 0.5 },
        { text: 'B', share: 0.5 },
      ],
      drift: null,
    });
  });

  it('has the stability index of refunds: none to all, and a channel that stays', () => {
    const refunds = field('refundsFen').drift!;
    // Two bins, each empty on one side, which counts as half a row of ten.
    expect(refunds.psi).toBeCloseTo(2 * 0.95 * Math.log(1 / 0.05), 12);
    expect(refunds.bins).toBe(2);
    // Upper 1 % of chi-square with one degree of freedom is 6.6349: times 1/10 + 1/10, and times 1/1 + 1/1.
    expect(refunds.criticalRows).toBeCloseTo(0.2 * 6.6349, 4);
    expect(refunds.criticalFirms).toBeCloseTo(2 * 6.6349, 3);
    expect(refunds.verdict).toBe('rows');
    expect(refunds.medians).toEqual([0, 100]);
    expect(field('channel').drift).toMatchObject({ psi: 0, verdict: 'none', medians: null });
    // Delay: a day in January, two in March.
    expect(field('arrivalDate').drift?.psi).toBeCloseTo(2 * 0.95 * Math.log(1 / 0.05), 12);
  });

  it('finds nothing broken', () => {
    expect(report.broken).toBe(0);
    expect(pos.duplicates).toEqual({ byKey: 0, exact: 0, renumbered: 0, redelivered: 0 });
    expect(pos.breaches).toEqual([]);
    expect(pos.combinations.every(({ count }) => count === 0)).toBe(true);
  });

  it('is the same for any number of threads', async () => {
    const dir = await writeHandBook(join(scratch.dir, 'threads'), handBook);
    const one = await measureBook(dir, { threads: 1 });
    expect(await measureBook(dir, { threads: 3 })).toEqual(one);
  });
});

describe('the report of a damaged book', () => {
  const [first, ...others] = handBook.pos as readonly [PlainRecord, ...PlainRecord[]];
  const withFirst = (change: PlainRecord): HandBook => ({
    ...handBook,
    pos: [{ ...first, ...change }, ...others],
  });
  const texts = (report: QualityReport, level: string): string[] =>
    report.findings
      .filter((finding) => finding.level === level)
      .map(({ source, text }) => `${source}: ${text}`);

  it.each<[string, HandBook, string]>([
    [
      'a key that comes twice',
      { ...handBook, pos: [...handBook.pos, { ...first, amountFen: 5 }] },
      'pos: 1 record repeats the key of another (firmId, eventDate, channel), of 21',
    ],
    [
      'an arrival before the event',
      withFirst({ arrivalDate: day(-1) }),
      'pos: 1 record arrived before it happened; the first: A, 2024-01-01',
    ],
    [
      'a text outside the list',
      withFirst({ channel: 'cash' }),
      'pos: channel of 1 record is nothing that the contract allows; the first: cash (A, 2024-01-01)',
    ],
    [
      'a negative amount',
      withFirst({ amountFen: -5 }),
      'pos: amountFen of 1 record is nothing that the contract allows; the first: -5.0 (A, 2024-01-01)',
    ],
    [
      'an infinite amount',
      withFirst({ amountFen: Infinity }),
      'pos: amountFen of 1 record is nothing that the contract allows; the first: inf (A, 2024-01-01)',
    ],
    [
      'a missing amount',
      withFirst({ amountFen: undefined }),
      'pos: 1 record has no amountFen, which the contract demands; the first: A, 2024-01-01',
    ],
    [
      'an empty firm',
      withFirst({ firmId: '' }),
      'pos: firmId of 1 record is nothing that the contract allows; the first:  (, 2024-01-01)',
    ],
  ])('shows %s as broken, and nothing else', async (_, records, expected) => {
    const report = await measured(records);
    expect(texts(report, 'broken')).toEqual([expected]);
    expect(report.broken).toBe(1);
    expect(report.findings[0]?.level).toBe('broken');
  });

  it.each<[string, HandBook, string]>([
    [
      'what cannot be',
      withFirst({ customers: 11 }),
      'pos: more payers than payments: 1 of 20 records (5.0 %); the first: A, 2024-01-01',
    ],
    [
      'an event after the end',
      withFirst({ eventDate: day(95), arrivalDate: day(96) }),
      'pos: 1 record of events after the last day of the book',
    ],
    [
      'firms without a registry entry',
      withFirst({ firmId: 'X' }),
      'pos: 1 of 3 firms (33.3 %) have no entry in the registry',
    ],
  ])('shows %s as worth a look', async (_, records, expected) => {
    const report = await measured(records);
    expect(texts(report, 'look')).toContain(expected);
    expect(report.broken).toBe(0);
  });

  it('tells apart records that are equal, renumbered and delivered again', async () => {
    const waybill = {
      firmId: 'A',
      eventDate: day(5),
      arrivalDate: day(6),
      sequence: 0,
      direction: 'sent',
      carrier: 'K',
      otherRegion: 'border-county',
      pieces: 2,
      weightKg: 10,
    };
    const report = await measured({
      ...handBook,
      waybills: [
        waybill,
        waybill, // equal in everything
        { ...waybill, sequence: 1 }, // under another number
        { ...waybill, sequence: 2, arrivalDate: day(9) }, // and on another day
        { ...waybill, sequence: 3, pieces: 3 }, // another consignment
      ],
    });
    expect(sourceOf(report, 'waybills').duplicates).toEqual({
      byKey: 1,
      exact: 1,
      renumbered: 1,
      redelivered: 1,
    });
  });

  it('follows accounts from balance to balance, and payments to their bills', async () => {
    const transaction = (
      n: number,
      direction: string,
      amountFen: number,
      balanceFen: number,
    ): PlainRecord => ({
      firmId: n < 10 ? 'A' : 'B',
      eventDate: day(n),
      arrivalDate: day(n),
      sequence: 0,
      direction,
      category: 'other',
      amountFen,
      balanceFen,
      counterparty: 'P',
    });
    const bill = {
      firmId: 'A',
      kind: 'bill',
      service: 'water',
      periodStart: day(0),
      usage: 5,
      amountFen: 100,
      daysLate: 0,
    };
    const paid = { ...bill, kind: 'payment', usage: undefined };
    const report = await measured({
      ...handBook,
      bank: [
        transaction(1, 'in', 500, 1500),
        transaction(2, 'out', 200, 1300),
        // 100 went out in between, of which nothing is told.
        transaction(3, 'in', 50, 1250),
        transaction(11, 'in', 10, 10),
        transaction(12, 'out', 10, 0),
      ],
      utility: [
        { ...bill, eventDate: day(31), arrivalDate: day(31) },
        { ...paid, eventDate: day(40), arrivalDate: day(40) },
        { ...bill, periodStart: day(31), eventDate: day(60), arrivalDate: day(60) },
        { ...paid, periodStart: day(31), eventDate: day(59), arrivalDate: day(59) },
        { ...paid, service: 'electricity', eventDate: day(59), arrivalDate: day(59) },
      ],
    });
    const counts = (name: string) =>
      sourceOf(report, name)
        .combinations.filter(({ count }) => count > 0)
        .map(({ rule, count, of }) => [rule.split(':')[0], count, of]);
    expect(counts('bank')).toEqual([['balances that do not follow from the one before', 1, 2]]);
    expect(counts('utility')).toEqual([
      ['payments made before their bill', 1, 3],
      ['payments without a bill in the book', 1, 3],
    ]);
  });
});

describe('books at the edge', () => {
  it('an empty source has rows 0 and no figure of nothing', async () => {
    const report = await measured({ ...handBook, pos: [] });
    const pos = sourceOf(report, 'pos');
    expect(pos.rows).toBe(0);
    expect(pos.coverage).toMatchObject({ firms: 0, share: 0, largestFirm: null });
    expect(pos.freshness).toMatchObject({ newestEvent: null, delay: null, silent30: null });
    expect(
      pos.fields.every(
        ({ quantiles, drift, outliers, top }) => !quantiles && !drift && !outliers && top.length === 0,
      ),
    ).toBe(true);
    expect(report.findings.filter(({ source }) => source === 'pos')).toEqual([]);
    expect(JSON.stringify(report)).not.toMatch(/NaN|Infinity/);
  });

  it('one row of one firm has figures and no drift', async () => {
    const report = await measured({ pos: handBook.pos.slice(0, 1) });
    const pos = sourceOf(report, 'pos');
    expect(pos.coverage).toMatchObject({ firms: 1, unregistered: null, byIndustry: [], largestFirm: 1 });
    expect(pos.fields.find(({ field }) => field === 'amountFen')?.quantiles).toMatchObject({
      min: 100_000,
      p50: 100_000,
      max: 100_000,
    });
    expect(pos.fields.every(({ drift }) => drift === null)).toBe(true);
    expect(report.broken).toBe(0);
  });

  it('a split of one’s own moves the periods', async () => {
    const report = await measured(handBook, '2024-01-06');
    expect(report.split).toBe('2024-01-06');
    expect(sourceOf(report, 'pos').volume.reference).toBeCloseTo(7, 12);
  });

  it.each(['2024-01-01', '2024-03-31', 'tomorrow'])('refuses the split %s', async (split) => {
    await expect(measured(handBook, split)).rejects.toMatchObject({
      code: 'PARUS_USAGE',
      message: expect.stringContaining(split) as string,
    });
  });

  it('refuses a folder without manifest, and a file that is not the manifest’s', async () => {
    await expect(measureBook(scratch.dir, { threads: 1 })).rejects.toMatchObject({
      code: 'PARUS_BOOK_MISSING',
    });
    const dir = await writeHandBook(join(scratch.dir, 'touched'), handBook);
    await writeTable(join(dir, 'pos.parquet'), makeTable([['x', numericColumn([1])]]));
    await expect(measureBook(dir, { threads: 1 })).rejects.toMatchObject({ code: 'PARUS_BOOK_INVALID' });
  });

  it('names the column that a foreign file lacks or has in another type', async () => {
    const dir = await writeHandBook(join(scratch.dir, 'foreign'), handBook);
    await writeTable(join(dir, 'pos.parquet'), makeTable([['firmId', numericColumn([1])]]));
    await sign(dir, { pos: 1 });
    await expect(measureBook(dir, { threads: 1 })).rejects.toMatchObject({
      code: 'PARUS_TABLE_COLUMN_TYPE',
      message: expect.stringContaining('firmId') as string,
    });
    await writeTable(join(dir, 'pos.parquet'), makeTable([['other', numericColumn([1])]]));
    await sign(dir, { pos: 1 });
    await expect(measureBook(dir, { threads: 1 })).rejects.toMatchObject({
      code: 'PARUS_TABLE_COLUMN_MISSING',
    });
  });

  it('names files that are no source and leaves them alone', async () => {
    const dir = await writeHandBook(join(scratch.dir, 'more'), handBook);
    await writeTable(join(dir, 'harvest.parquet'), makeTable([['other', numericColumn([1])]]));
    await sign(dir, { harvest: 1 });
    const report = await measureBook(dir, { threads: 1 });
    expect(report.unknownFiles).toEqual(['harvest']);
    expect(report.sources.map(({ source }) => source)).toEqual(['registry', 'pos']);
  });

  it('never looks into truth/', async () => {
    const writer = await openBookWriter(join(scratch.dir, 'truth'));
    writer.append('truth/states', makeTable([['pd', numericColumn([0.1])]]));
    await writer.finish({ generator: {}, startDate: day(0), endDate: day(89), firms: 1 });
    const report = await measureBook(join(scratch.dir, 'truth'), { threads: 1 });
    expect(report.sources).toEqual([]);
    expect(report.unknownFiles).toEqual([]);
    expect(report.findings).toEqual([]);
  });

  it('stops when told to', async () => {
    const dir = await writeHandBook(join(scratch.dir, 'stopped'), handBook);
    const signal = AbortSignal.abort();
    await expect(measureBook(dir, { threads: 1, signal })).rejects.toMatchObject({ code: 'PARUS_CANCELLED' });
  });
});

/** Makes the manifest vouch for files that were changed, as the maker of a foreign book would. */
async function sign(dir: string, rows: Readonly<Record<string, number>>): Promise<void> {
  const path = join(dir, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Parameters<typeof manifestHash>[0] & {
    hash: string;
  };
  for (const [name, n] of Object.entries(rows)) {
    manifest.files[name] = { rows: n, ...(await fingerprint(join(dir, `${name}.parquet`))) };
  }
  manifest.hash = manifestHash(manifest);
  await writeFile(path, JSON.stringify(manifest));
}
