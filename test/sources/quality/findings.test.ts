import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findingsOf } from '../../../src/sources/quality/findings.ts';
import { measureBook, type SourceQuality } from '../../../src/sources/quality/index.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { handBook, writeHandBook } from './hand-book.ts';

const scratch = scratchFolder();
let pos: SourceQuality;
beforeAll(async () => {
  const report = await measureBook(await writeHandBook(join(scratch.dir, 'book'), handBook), { threads: 1 });
  pos = report.sources.find(({ source }) => source === 'pos')!;
});

/** A source of 10,000 records in 50 full weeks, with no drift, and whatever is changed. */
const full = (change: Partial<SourceQuality>): SourceQuality => ({
  ...pos,
  rows: 10_000,
  fields: [],
  coverage: { ...pos.coverage, firms: 100, largestFirm: 0.02 },
  volume: {
    ...pos.volume,
    weeks: new Array<number>(50).fill(200),
    thinWeeks: [],
    trailingEmpty: 0,
    longestEmpty: 0,
    reference: 200,
    current: 200,
    activeReference: 0.5,
    activeCurrent: 0.5,
  },
  ...change,
});
const textsOf = (found: SourceQuality): string[] =>
  findingsOf([found]).map(({ level, text }) => `${level}: ${text}`);

describe('findings', () => {
  it('are none for a source in order', () => {
    expect(findingsOf([full({})])).toEqual([]);
  });

  it('come broken first, then by how many times their limit they are', () => {
    const worse = full({
      duplicates: { byKey: 2, exact: 0, renumbered: 0, redelivered: 0 },
      volume: { ...full({}).volume, thinWeeks: ['2024-02-05'], current: 900 },
    });
    const bad = full({
      breaches: [{ kind: 'early', field: 'arrivalDate', rows: 7, examples: ['A, 2024-01-01'] }],
    });
    expect(findingsOf([worse, bad]).map(({ level, times }) => [level, times])).toEqual([
      ['broken', 7],
      ['broken', 2],
      ['look', 4.5 / 1.5],
      ['look', 1],
    ]);
  });

  it('say in words what moved, stopped or fell silent', () => {
    const { volume, freshness } = full({});
    expect(textsOf(full({ volume: { ...volume, current: 50 } }))).toEqual([
      'look: records a week went from 200 to 50 (x0.25)',
    ]);
    expect(textsOf(full({ volume: { ...volume, activeCurrent: 0.2 } }))).toEqual([
      'look: share of firms with records went from 50.0 % to 20.0 % (x0.4)',
    ]);
    expect(textsOf(full({ volume: { ...volume, trailingEmpty: 3, longestEmpty: 1 } }))).toEqual([
      'look: nothing for 3 weeks at the end of the book; before, the longest silence was 1 week (newest event 2024-03-10)',
    ]);
    expect(textsOf(full({ freshness: { ...freshness, silent90: 0.4 } }))).toEqual([
      'look: 40.0 % of its firms have no event in the last 90 days of the book',
    ]);
  });

  it('tell a shift of firms from one that only many records of few firms show', () => {
    const [amount] = pos.fields.filter(({ field }) => field === 'refundsFen');
    const drift = { ...amount!.drift!, psi: 0.5, criticalFirms: 0.2 };
    const shifted = { ...amount!, distinct: 5, digits: null, outliers: null };
    expect(textsOf(full({ fields: [{ ...shifted, drift: { ...drift, verdict: 'clear' } }] }))).toEqual([
      'look: refundsFen shifted: PSI 0.500 (chance, counting firms: below 0.200); median from 0 yuan to 1 yuan',
    ]);
    expect(textsOf(full({ fields: [{ ...shifted, drift: { ...drift, verdict: 'rows' } }] }))[0]).toMatch(
      /^note: /,
    );
    expect(
      textsOf(full({ fields: [{ ...shifted, drift: { ...drift, psi: 0.09, verdict: 'clear' } }] })),
    ).toEqual([]);
  });

  it('take equal documents under two numbers of their issuer for two, and equal records of ours for one', () => {
    const duplicates = { byKey: 0, exact: 0, renumbered: 500, redelivered: 0 };
    const level = (source: 'invoices' | 'waybills') => findingsOf([full({ source, duplicates })])[0]?.level;
    expect([level('invoices'), level('waybills')]).toEqual(['note', 'look']);
  });
});
