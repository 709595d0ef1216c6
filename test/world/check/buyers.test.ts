import { describe, expect, it } from 'vitest';
import { measureBuyers } from '../../../src/world/check/buyers.ts';
import { readPaper } from '../../../src/world/check/paper.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { founded, monthlyInvoiced, tinyBook } from './tiny-book.ts';

const scratch = scratchFolder();

describe('buyers', () => {
  it('are those on valid sales invoices, and weigh by their positive amounts', async () => {
    const many = 2e7;
    const { book } = await tinyBook(`${scratch.dir}/buyers`, {
      registry: ['F', 'G', 'H'].map((firmId) => founded(firmId)),
      invoices: [
        ...monthlyInvoiced('F', [many, many, many], { counterparty: 'X' }),
        ...monthlyInvoiced('F', [0, many, many], { counterparty: 'Y' }),
        ...monthlyInvoiced('F', [many], { counterparty: 'Z' }),
        ...monthlyInvoiced('F', [many], { counterparty: 'V', status: 'void' }),
        ...monthlyInvoiced('F', [many], { counterparty: 'S', direction: 'received' }),
        ...monthlyInvoiced('F', [-1], { counterparty: 'R' }),
        // The same name at another firm: one buyer, too small a firm for its number of buyers to be compared.
        ...monthlyInvoiced('G', [100], { counterparty: 'X' }),
      ],
    });
    const measured = measureBuyers(await readPaper(book));
    // F: 3, 2 and 1 of 6; G: its one buyer has all; H has no invoices.
    expect(measured['buyers.topShare']).toEqual({
      value: expect.closeTo((0.5 + 1) / 2, 12),
      detail: '2 firms',
    });
    expect(measured['buyers.hhi']!.value).toBeCloseTo((14 / 36 + 1) / 2, 12);
    expect(measured['buyers.count']).toEqual({ value: 3, detail: '1 firms' });
  });

  it('are unknown without invoices', async () => {
    const { book } = await tinyBook(`${scratch.dir}/none`, { registry: [founded('F')] });
    for (const [id, { value }] of Object.entries(measureBuyers(await readPaper(book))))
      expect(value, id).toBeNaN();
  });
});
