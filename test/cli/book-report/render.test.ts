import { beforeAll, expect, it } from 'vitest';
import { renderBookReport } from '../../../src/cli/book-report/render.ts';
import type { Book } from '../../../src/sources/index.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { smallBook } from './small-book.ts';

const scratch = scratchFolder();
let book: Book;
beforeAll(async () => {
  book = await smallBook(scratch.dir, 300);
}, 60_000);

it('draws a page of its own, the same every time, with nothing to fetch', async () => {
  const page = await renderBookReport(book, 'parus simulate --firms 300');
  expect(await renderBookReport(book, 'parus simulate --firms 300')).toBe(page);
  expect(page.match(/<svg/g)).toHaveLength(8);
  expect(page).toContain('late utility payment');
  expect(page).toContain('late social insurance');
  expect(page).toContain('invoice-inflation');
  expect(page).toContain('Suppliers by number of buyers.');
  expect(page).not.toMatch(/(src|href)="(?!data:)/);
  expect(page).not.toMatch(/NaN|undefined/);
  expect(Buffer.byteLength(page)).toBeLessThan(500_000);
});
