import { expect, it } from 'vitest';
import { codeOf, type SourceRecord } from '../../../src/sources/index.ts';
import { firmsWith, readRows } from '../../../src/world/check/source-rows.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { founded, START, tinyBook } from './tiny-book.ts';

const scratch = scratchFolder();

function insured(firmId: string, day: number, more: Partial<SourceRecord<'payroll'>>) {
  const on = { firmId, eventDate: day, arrivalDate: day + 9, periodStart: day - 30 };
  return { ...on, kind: 'payment', amountFen: 5, daysLate: 0, ...more } satisfies SourceRecord<'payroll'>;
}

it('reads the fields asked for, firm after firm and day after day, like the book itself', async () => {
  const { book } = await tinyBook(`${scratch.dir}/rows`, {
    registry: [founded('A'), founded('B'), founded('C')],
    payroll: [
      insured('C', START + 9, { daysLate: 3 }),
      insured('A', START + 7, { daysLate: 2 }),
      insured('C', START + 1, { kind: 'declaration', insured: 4 }),
      insured('stranger', START + 1, {}),
    ],
  });
  const rows = await readRows(book, 'payroll', ['kind', 'insured', 'daysLate']);
  expect(Object.keys(rows.columns).sort()).toEqual([
    'arrivalDate',
    'daysLate',
    'eventDate',
    'insured',
    'kind',
  ]);
  expect([...rows.offsets]).toEqual([0, 1, 1, 3]);
  expect([...rows.columns.eventDate]).toEqual([START + 7, START + 1, START + 9]);
  expect([...rows.columns.insured]).toEqual([Number.NaN, 4, Number.NaN]);
  const payment = codeOf('payroll', 'kind', 'payment');
  const declaration = codeOf('payroll', 'kind', 'declaration');
  expect([...rows.columns.kind]).toEqual([payment, declaration, payment]);
  expect([...(await firmsWith(book, 'payroll'))]).toEqual([1, 0, 1]);
  expect([...(await firmsWith(book, 'registry'))]).toEqual([1, 1, 1]);
});

it('has no rows of a source that the book lacks', async () => {
  const { book } = await tinyBook(`${scratch.dir}/none`, { registry: [founded('A')] });
  const rows = await readRows(book, 'links', ['value']);
  expect(rows.nRows).toBe(0);
  expect([...rows.offsets]).toEqual([0, 0]);
  expect([...(await firmsWith(book, 'links'))]).toEqual([0]);
});
