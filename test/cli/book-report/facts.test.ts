import { beforeAll, describe, expect, it } from 'vitest';
import { type BookFacts, bookFacts } from '../../../src/cli/book-report/facts.ts';
import { civilOf } from '../../../src/core/index.ts';
import { type Book, codeOf, sourceNames } from '../../../src/sources/index.ts';
import { openSigns } from '../../../src/world/check/index.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { smallBook } from './small-book.ts';

const scratch = scratchFolder();
let book: Book;
let facts: BookFacts;
beforeAll(async () => {
  book = await smallBook(scratch.dir, 500);
  facts = await bookFacts(book, await openSigns(book));
}, 60_000);

describe('the facts of a book', () => {
  it('count every loan once, in one industry and one region', () => {
    const { nRows, columns } = book.rows.outcomes;
    const bads = Array.from(columns.bad).reduce((a, b) => a + b, 0);
    expect(facts.loans).toBe(nRows);
    for (const groups of [facts.byIndustry, facts.byRegion]) {
      expect(groups.reduce((sum, { loans }) => sum + loans, 0)).toBe(nRows);
      expect(groups.reduce((sum, { bads: own }) => sum + own, 0)).toBe(bads);
      for (const { badRate, interval } of groups) {
        expect(interval[0]).toBeLessThanOrEqual(badRate);
        expect(interval[1]).toBeGreaterThanOrEqual(badRate);
      }
    }
  });

  it('give every source a share of the firms of every region', () => {
    for (const { source, share } of facts.coverage) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
      // Every firm is registered.
      if (source === 'registry') expect(share).toBe(1);
    }
    const regions = new Set(facts.coverage.map(({ region }) => region)).size;
    expect(facts.coverage).toHaveLength(regions * (sourceNames.length - 2));
    const utility = facts.coverage.filter(({ source }) => source === 'utility');
    const { offsets } = book.rows.utility;
    const covered = book.firmIds.filter((_, firm) => offsets[firm + 1]! > offsets[firm]!).length;
    const mean = utility.reduce((sum, { share }) => sum + share, 0) / utility.length;
    expect(Math.abs(mean - covered / book.firmIds.length)).toBeLessThan(0.15);
  });

  it('have a season whose average is 1 and that a plain sum confirms', () => {
    const sales = codeOf('bank', 'category', 'sales');
    const { columns, nRows } = book.rows.bank;
    const totals = new Map<number, number>();
    for (let row = 0; row < nRows; row++) {
      if (columns.category[row] !== sales) continue;
      const { month } = civilOf(columns.eventDate[row]!);
      totals.set(month, (totals.get(month) ?? 0) + columns.amountFen[row]!);
    }
    const mean = [...totals.values()].reduce((a, b) => a + b, 0) / 12;
    for (const { month, index } of facts.season) expect(index).toBeCloseTo(totals.get(month)! / mean, 9);
    expect(facts.season.reduce((sum, { index }) => sum + index, 0)).toBeCloseTo(12, 9);
  });

  it('measure lead times over loans that went overdue, and over good ones beside them', () => {
    const { overdue, good, signs } = facts.leadTimes;
    expect(overdue).toBeGreaterThan(0);
    expect(good).toBe(3 * overdue);
    for (const sign of signs) {
      expect(sign.overdue.loans).toBeLessThanOrEqual(overdue);
      expect(sign.overdue.withSign).toBeLessThanOrEqual(sign.overdue.loans);
      expect(sign.good.loans).toBeLessThanOrEqual(good);
    }
  });

  it('know the labels of every application and the links of the suppliers', () => {
    const { nRows } = book.rows.applications;
    expect(facts.fraud!.reduce((sum, { applications }) => sum + applications, 0)).toBe(nRows);
    expect(facts.fraud!.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    const links = book.manifest.files['truth/supply']!.rows;
    expect(facts.degrees.reduce((a, b) => a + b, 0)).toBe(links);
    expect(facts.degrees).toEqual([...facts.degrees].sort((a, b) => b - a));
  });
});
