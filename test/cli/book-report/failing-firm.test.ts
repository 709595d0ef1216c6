import { beforeAll, describe, expect, it } from 'vitest';
import { type FailingFirm, failingFirm } from '../../../src/cli/book-report/failing-firm.ts';
import { type Book, dossierOf } from '../../../src/sources/index.ts';
import { openSigns, type Sign } from '../../../src/world/check/index.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { smallBook } from './small-book.ts';

const scratch = scratchFolder();
let book: Book;
let signs: readonly Sign[];
let story: FailingFirm;
beforeAll(async () => {
  book = await smallBook(scratch.dir, 500);
  signs = await openSigns(book);
  story = failingFirm(book, signs)!;
}, 60_000);

describe('the failing firm', () => {
  it('has its sources in the order in which they turned red, those that never did last', () => {
    const { lanes, applied, overdue30, overdue90 } = story;
    const days = lanes.map(({ red }) => red ?? Number.POSITIVE_INFINITY);
    expect(days).toEqual(days.toSorted((a, b) => a - b));
    expect(overdue90 - overdue30).toBe(60);
    const firm = book.firmIndex.get(story.firmId)!;
    for (const { sign, red } of lanes) {
      const { canShow, first } = signs.find(({ name }) => name === sign)!;
      expect(canShow(firm, applied)).toBe(true);
      expect(first(firm, applied, overdue90)).toBe(red ?? Infinity);
    }
  });

  it('is a borrower whose loan went bad, with red sources to show for it', () => {
    const { columns, offsets } = book.rows.outcomes;
    const nRed = story.lanes.filter(({ red }) => red !== undefined).length;
    expect(nRed).toBeGreaterThan(0);
    const firm = book.firmIndex.get(story.firmId)!;
    expect(columns.bad[offsets[firm]!]).toBe(1);
    expect(columns.badDate[offsets[firm]!]).toBe(story.overdue90);
  });

  it('has the balance that its account shows', () => {
    const { columns, start, end } = dossierOf(book, story.firmId).records.bank;
    const last = new Map<number, number>();
    for (let row = start; row < end; row++) last.set(columns.eventDate[row]!, columns.balanceFen[row]! / 100);
    for (const { day, yuan } of story.balance) expect(yuan).toBe(last.get(day));
    expect(story.balance.length).toBeGreaterThan(10);
  });

  it('is none where nothing went bad', () => {
    const { outcomes } = book.rows;
    const good = { ...outcomes, columns: { ...outcomes.columns, bad: new Int32Array(outcomes.nRows) } };
    expect(failingFirm({ ...book, rows: { ...book.rows, outcomes: good } }, signs)).toBeUndefined();
  });
});
