import { describe, expect, it } from 'vitest';
import { dayOf, monthIndexOf } from '../../../src/core/index.ts';
import { isComparable, readPaper } from '../../../src/world/check/paper.ts';
import { groupInvoices } from '../../../src/world/check/reality/invoice-set.ts';
import { measureSide } from '../../../src/world/check/reality/side-measures.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { founded, invoiced, monthlyInvoiced, START, tinyBook } from './tiny-book.ts';

const scratch = scratchFolder();
const MONTHS = { from: monthIndexOf(dayOf(2024, 1, 1)), to: monthIndexOf(dayOf(2025, 12, 1)) };

describe('readPaper', () => {
  it('groups invoices by firm, side and day as those of real firms are, amounts in yuan', async () => {
    const invoices = [
      invoiced('C', START + 40, { counterparty: 'Q', amountFen: -250, taxFen: -33 }),
      invoiced('A', START + 9, { counterparty: 'P', amountFen: 12_345 }),
      invoiced('C', START + 3, { direction: 'received', counterparty: 'Q', amountFen: 700 }),
      invoiced('C', START + 8, { status: 'void' }),
      invoiced('A', START + 2, { amountFen: 80 }),
      invoiced('stranger', START),
    ];
    const { book } = await tinyBook(`${scratch.dir}/paper`, {
      registry: ['A', 'B', 'C'].map((firmId) => founded(firmId)),
      invoices,
    });
    const { set, months, sales, purchases } = await readPaper(book);
    expect(months).toEqual(MONTHS);
    const names = ['B', 'P', 'Q'];
    const twin = groupInvoices(
      book.firmIds,
      invoices
        .filter(({ firmId }) => firmId !== 'stranger')
        .map((row) => ({
          firm: book.firmIndex.get(row.firmId)!,
          side: row.direction === 'issued' ? 'sales' : 'purchases',
          day: row.eventDate,
          counterparty: names.indexOf(row.counterparty),
          amount: row.amountFen / 100,
          tax: row.taxFen / 100,
          valid: row.status === 'valid',
        })),
    );
    // Codes of parties are any numbers that tell them apart.
    const { counterparty: codes, ...rest } = set;
    const { counterparty: expected, ...same } = twin;
    expect(rest).toEqual(same);
    expect(new Set(Array.from(codes, (code, i) => `${code} ${expected[i]}`)).size).toBe(names.length);
    expect(sales).toEqual([0, 1, 2].map((firm) => measureSide(twin, firm, 'sales', MONTHS)));
    expect(purchases).toEqual([0, 1, 2].map((firm) => measureSide(twin, firm, 'purchases', MONTHS)));
    expect(sales.map(({ nInvoices }) => nInvoices)).toEqual([2, 0, 2]);
  });

  it('has no invoices of a book that lacks them', async () => {
    const { book } = await tinyBook(`${scratch.dir}/none`, { registry: [founded('A')] });
    const { sales, purchases } = await readPaper(book);
    expect([...sales, ...purchases].map(({ nInvoices }) => nInvoices)).toEqual([0, 0]);
  });
});

describe('isComparable', () => {
  it('asks for the real lower quartile of monthly sales', async () => {
    const { book } = await tinyBook(`${scratch.dir}/sizes`, {
      registry: ['A', 'B', 'C'].map((firmId) => founded(firmId)),
      invoices: [...monthlyInvoiced('A', [6_800_000]), ...monthlyInvoiced('B', [6_799_900])],
    });
    expect((await readPaper(book)).sales.map(isComparable)).toEqual([true, false, false]);
  });
});
