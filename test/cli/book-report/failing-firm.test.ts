import { beforeAll, describe, expect, it } from 'vitest';
import { type FailingFirm, failingFirm } from '../../../src/cli/book-report/failing-firm.ts';
import { type Book, dossierOf } from '../../../src/sources/index.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { smallBook } from './small-book.ts';

const scratch = scratchFolder();
let book: Book;
let story: FailingFirm;
beforeAll(async () => {
  book = await smallBook(scratch.dir, 500);
  story = failingFirm(book)!;
}, 60_000);

describe('the failing firm', () => {
  it('applies first and is 90 days past due last', () => {
    const days = story.marks.map(({ day }) => day);
    expect(days).toEqual(days.toSorted((a, b) => a - b));
    expect(story.marks[0]!.label).toBe('applies');
    expect(story.marks.at(-1)!.label).toBe('90 days past due');
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
    expect(failingFirm({ ...book, rows: { ...book.rows, outcomes: good } })).toBeUndefined();
  });
});
