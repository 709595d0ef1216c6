import { beforeAll, describe, expect, it } from 'vitest';
import { type BookFacts, bookFacts, loanFacts } from '../../../src/cli/book-report/facts.ts';
import { civilOf } from '../../../src/core/index.ts';
import { type Book, codeOf } from '../../../src/sources/index.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { smallBook } from './small-book.ts';

const scratch = scratchFolder();
let book: Book;
let facts: BookFacts;
beforeAll(async () => {
  book = await smallBook(scratch.dir, 500);
  facts = bookFacts(book);
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
    expect(facts.coverage).toHaveLength(5 * new Set(facts.coverage.map(({ region }) => region)).size);
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

  it('measure lead times over bad loans only', () => {
    const bads = loanFacts(book).filter(({ bad }) => bad).length;
    for (const { loans, seen, quartiles } of facts.leadTimes) {
      expect(loans).toBeLessThanOrEqual(bads);
      expect(seen).toBeLessThanOrEqual(1);
      if (quartiles) expect(quartiles).toEqual([...quartiles].sort((a, b) => a - b));
    }
  });
});
