import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../src/core/index.ts';
import type { SourceRecord } from '../../../src/sources/index.ts';
import type { Measurements } from '../../../src/world/check/measurement.ts';
import { REAL_SEASON } from '../../../src/world/check/monthly-series.ts';
import { readPaper } from '../../../src/world/check/paper.ts';
import { measureSales, monthlyLevels } from '../../../src/world/check/sales.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { founded, invoiced, monthlyInvoiced, paid, tinyBook } from './tiny-book.ts';

const scratch = scratchFolder();
const twoYears = (amounts: readonly number[]): number[] => [...amounts, ...amounts];

async function measured(
  name: string,
  invoices: readonly SourceRecord<'invoices'>[],
  bank: readonly SourceRecord<'bank'>[] = [],
): Promise<Measurements> {
  const { book } = await tinyBook(`${scratch.dir}/${name}`, {
    registry: ['A', 'B', 'C', 'D'].map((firmId) => founded(firmId)),
    invoices,
    bank,
  });
  return measureSales(book, await readPaper(book));
}

describe('the season of sales', () => {
  it('is that of the invoices of steady firms, each by its own mean', async () => {
    const season = REAL_SEASON.map((index) => Math.round(100 * index));
    const sales = await measured('season', [
      ...monthlyInvoiced('A', twoYears(season)),
      ...monthlyInvoiced('B', twoYears(season.map((amount) => 50 * amount))),
      // A firm with an idle month is not steady, however loud it is; what it buys and what is void are no sales.
      ...monthlyInvoiced('C', [0, ...new Array<number>(23).fill(1e9)]),
      ...monthlyInvoiced('D', new Array<number>(24).fill(1e9), { direction: 'received' }),
      ...monthlyInvoiced('A', new Array<number>(24).fill(1e9), { status: 'void' }),
    ]);
    const own = season.reduce((a, b) => a + b, 0) / 12;
    expect(sales['sales.february']!.value).toBeCloseTo(season[1]! / own, 12);
    expect(sales['sales.december']!.value).toBeCloseTo(season[11]! / own, 12);
    expect(sales['sales.seasonDeviation']!.value).toBeLessThan(0.02);
    expect(sales['sales.seasonDeviation']!.detail).toContain('2 firms: 1.21');
  });

  it('takes red letters off the month in which they are written', async () => {
    const halved = invoiced('A', dayOf(2024, 2, 20), { amountFen: -50 });
    const sales = await measured('red', [...monthlyInvoiced('A', new Array<number>(24).fill(100)), halved]);
    expect(sales['sales.february']!.value).toBeCloseTo(75 / (2350 / 24), 12);
  });
});

describe('measureSales', () => {
  it('gives spread, memory and activity as worked by hand', async () => {
    const zigzag = Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? 1000 : 4000));
    const gaps = zigzag.map((amount, i) => (i === 3 || i === 4 || i === 5 || i === 6 ? 0 : amount));
    const sales = await measured('spread', [
      ...monthlyInvoiced('A', zigzag),
      ...monthlyInvoiced(
        'B',
        zigzag.map((x) => x * 100),
      ),
      ...monthlyInvoiced('C', gaps),
      // Eleven months are too few for spread and memory, not for the level.
      ...monthlyInvoiced('D', new Array<number>(11).fill(500)),
    ]);
    expect(sales['sales.logSdWithin']).toEqual({
      value: expect.closeTo(Math.log(4) / 2, 9),
      detail: '3 firms',
    });
    // An even number of idle months leaves the zigzag unbroken.
    expect(sales['sales.lag1']!.value).toBeCloseTo(-1, 6);
    expect(sales['sales.activeMonths']).toEqual({
      value: 1,
      detail: `mean ${((3 + 20 / 24) / 4).toFixed(3)}, 4 firms`,
    });
    const logs = [25, 2500, (10 * 10 + 10 * 40) / 24, 5].map(Math.log);
    const centre = logs.reduce((a, b) => a + b, 0) / 4;
    const spread = Math.sqrt(logs.reduce((sum, x) => sum + (x - centre) ** 2, 0) / 3);
    expect(sales['sales.logSdBetween']!.value).toBeCloseTo(spread, 9);
    expect(sales['sales.logSdBetween']!.detail).toBe('median 23 yuan a month, 4 firms');
  });

  it('leaves out firms that issue no invoices, where those count for nothing', async () => {
    const sales = await measured('idle', [
      ...monthlyInvoiced('A', [100, 0, 0, 100]),
      ...monthlyInvoiced('B', [100], { direction: 'received' }),
    ]);
    expect(sales['sales.activeMonths']).toEqual({ value: 0.5, detail: 'mean 0.500, 1 firms' });
  });

  it('counts valid sales invoices by weekday', async () => {
    // 2024-03-04 was a Monday.
    const monday = dayOf(2024, 3, 4);
    const sales = await measured('weekdays', [
      invoiced('A', monday),
      invoiced('A', monday, { number: 'red', amountFen: -10 }),
      invoiced('A', monday + 1, { status: 'void' }),
      invoiced('A', monday + 2, { direction: 'received' }),
      invoiced('B', monday + 5, { amountFen: 1e9 }),
    ]);
    expect(sales['sales.weekdayDeviation']).toEqual({
      value: expect.closeTo(2 / 3 - 0.199, 12),
      detail: 'Mon..Sun 0.667 0.000 0.000 0.000 0.000 0.333 0.000',
    });
  });

  it('is unknown without invoices, whatever the account received', async () => {
    const receipts = Array.from({ length: 24 }, (_, i) => paid('A', dayOf(2024, 1, 1) + 30 * i));
    const sales = await measured('none', [], receipts);
    for (const [id, { value }] of Object.entries(sales)) expect(value, id).toBeNaN();
  });
});

describe('monthlyLevels', () => {
  it('are net, from the first to the last month with a valid invoice, of firms that sold anything', async () => {
    const { book } = await tinyBook(`${scratch.dir}/levels`, {
      registry: ['A', 'B', 'C'].map((firmId) => founded(firmId)),
      invoices: [
        ...monthlyInvoiced('A', [0, 0, 40_000, 0, -10_000]),
        ...monthlyInvoiced('B', [500, -500]),
        ...monthlyInvoiced('C', [500], { direction: 'received' }),
      ],
    });
    expect(monthlyLevels(await readPaper(book))).toEqual([100]);
  });
});
