import { describe, expect, it } from 'vitest';
import { measureInvoicing, measurePurchases } from '../../../src/world/check/invoicing.ts';
import { readPaper } from '../../../src/world/check/paper.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { founded, monthlyInvoiced, tinyBook } from './tiny-book.ts';

const scratch = scratchFolder();
/** A month's sales of a firm that is compared, fen: 68,000 yuan. */
const ENOUGH = 6_800_000;

describe('measureInvoicing', () => {
  it('counts void, red and valid sales invoices as worked by hand', async () => {
    const { book } = await tinyBook(`${scratch.dir}/habits`, {
      registry: ['A', 'B', 'C'].map((firmId) => founded(firmId)),
      invoices: [
        // A: 6 valid in 3 months, one of them red, and 2 void: 2 of 8, 1 of 6. Just large enough.
        ...monthlyInvoiced('A', [ENOUGH, ENOUGH, ENOUGH]),
        ...monthlyInvoiced('A', [200, 50]),
        ...monthlyInvoiced('A', [-250]),
        ...monthlyInvoiced('A', [ENOUGH, ENOUGH], { status: 'void' }),
        ...monthlyInvoiced('A', [1, 1, 1, 1, 1], { direction: 'received' }),
        // B: 2 valid in 4 months, none void; a cent short a month.
        ...monthlyInvoiced('B', [2 * ENOUGH - 4, 0, 0, 2 * ENOUGH]),
        // C only buys.
        ...monthlyInvoiced('C', [ENOUGH], { direction: 'received' }),
      ],
    });
    const measured = measureInvoicing(await readPaper(book));
    expect(measured['invoices.voidShare']).toEqual({ value: (2 / 8 + 0) / 2, detail: '2 firms' });
    expect(measured['invoices.redShare']!.value).toBeCloseTo(1 / 6 / 2, 12);
    expect(measured['invoices.perMonth']).toEqual({ value: 2, detail: '1 firms' });
  });

  it('takes the spread of positive amounts inside a firm', async () => {
    const { book } = await tinyBook(`${scratch.dir}/amounts`, {
      registry: [founded('A')],
      invoices: [
        ...monthlyInvoiced('A', [100, 400]),
        ...monthlyInvoiced('A', [-9999]),
        ...monthlyInvoiced('A', [9e9], { status: 'void' }),
      ],
    });
    const measured = measureInvoicing(await readPaper(book));
    expect(measured['invoices.logSdWithin']!.value).toBeCloseTo(Math.log(4) / Math.SQRT2, 12);
  });
});

describe('measurePurchases', () => {
  it('sets net invoices received against net invoices issued', async () => {
    const zigzag = Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? 100 : 900));
    const { book } = await tinyBook(`${scratch.dir}/purchases`, {
      registry: ['A', 'B', 'C', 'D'].map((firmId) => founded(firmId)),
      invoices: [
        ...monthlyInvoiced('A', [12_000]),
        ...monthlyInvoiced('A', zigzag, { direction: 'received' }),
        ...monthlyInvoiced('A', [9e9], { direction: 'received', status: 'void' }),
        // B sells enough to be compared and buys every other month, with a red letter.
        ...monthlyInvoiced('B', [ENOUGH]),
        ...monthlyInvoiced('B', [300, 0, 300], { direction: 'received' }),
        ...monthlyInvoiced('B', [0, 0, -100], { direction: 'received' }),
        // D sells as much and buys nothing: no firm to count purchases of.
        ...monthlyInvoiced('D', [ENOUGH]),
        // Nothing sold: no ratio.
        ...monthlyInvoiced('C', [700], { direction: 'received' }),
      ],
    });
    const measured = measurePurchases(await readPaper(book));
    expect(measured['purchases.toSales']).toEqual({
      value: expect.closeTo(500 / ENOUGH, 9),
      detail: '3 firms',
    });
    expect(measured['purchases.perMonth']).toEqual({ value: 1, detail: '1 firms' });
    expect(measured['purchases.logSdWithin']).toEqual({
      value: expect.closeTo(Math.log(9) / 2, 9),
      detail: '1 firms',
    });
  });
});

it('is unknown without invoices', async () => {
  const { book } = await tinyBook(`${scratch.dir}/none`, { registry: [founded('A')] });
  const paper = await readPaper(book);
  const all = { ...measureInvoicing(paper), ...measurePurchases(paper) };
  expect(Object.keys(all)).toHaveLength(7);
  for (const [id, { value }] of Object.entries(all)) expect(value, id).toBeNaN();
});
