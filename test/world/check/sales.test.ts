import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../src/core/index.ts';
import { buyersOf, purchasesToSales, weekdayShares } from '../../../src/world/check/buyers.ts';
import { measureBuyers, measureSales } from '../../../src/world/check/measure.ts';
import {
  monthlyDeclared,
  monthlyReceipts,
  monthsOf,
  REAL_SEASON,
  seasonalIndex,
  seasonDeviation,
} from '../../../src/world/check/monthly-series.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { paid, tinyBook } from './tiny-book.ts';

const scratch = scratchFolder();

/** Receipts of `amounts[i]` fen in month i of the book, on the 15th; none where 0. */
function monthly(firmId: string, amounts: readonly number[]) {
  return amounts.flatMap((amountFen, i) =>
    amountFen > 0 ? [paid(firmId, dayOf(2024 + Math.floor(i / 12), 1 + (i % 12), 15), { amountFen })] : [],
  );
}

const twoYears = (amounts: readonly number[]): number[] => [...amounts, ...amounts];

describe('the seasonal index', () => {
  it('is that of the firms with sales in every month, each by its own mean', async () => {
    const season = REAL_SEASON.map((index) => Math.round(100 * index));
    const { book } = await tinyBook(`${scratch.dir}/season`, {
      bank: [
        ...monthly('A', twoYears(season)),
        ...monthly('B', twoYears(season.map((amount) => 50 * amount))),
        // A firm with an idle month is not steady, however loud it is.
        ...monthly('C', [0, ...new Array<number>(23).fill(1e9)]),
      ],
    });
    const { index, nFirms } = seasonalIndex(monthlyReceipts(book));
    expect(nFirms).toBe(2);
    const total = season.reduce((a, b) => a + b, 0) / 12;
    for (const [i, value] of index.entries()) expect(value).toBeCloseTo(season[i]! / total, 12);
    expect(seasonDeviation(index).value).toBeLessThan(0.02);
    expect(seasonDeviation(REAL_SEASON.map((x, i) => (i === 3 ? x + 0.2 : x)))).toEqual({
      value: expect.closeTo(0.2, 12),
      month: 4,
    });
  });

  it('is unknown without a steady firm', async () => {
    const { book } = await tinyBook(`${scratch.dir}/unsteady`, { bank: monthly('A', [1, 2, 3]) });
    const measured = measureSales(book, monthlyReceipts(book));
    expect(measured['sales.february']!.value).toBeNaN();
    expect(measured['sales.declaredSeasonDeviation']!.value).toBeNaN();
    expect(measured['sales.lag1']!.value).toBeNaN();
  });

  it('of declared revenue goes by the period, which is filed a month later', async () => {
    const filing = { kind: 'filing', amountFen: 1, daysLate: 0 } as const;
    const tax = Array.from({ length: 24 }, (_, i) => {
      const periodStart = dayOf(2023 + Math.floor((i + 11) / 12), 1 + ((i + 11) % 12), 1);
      const eventDate = periodStart + 40;
      const declaredRevenueFen = periodStart === dayOf(2023, 12, 1) || i === 12 ? 300 : 100;
      return { ...filing, firmId: 'A', periodStart, eventDate, arrivalDate: eventDate, declaredRevenueFen };
    });
    const { book } = await tinyBook(`${scratch.dir}/declared`, { tax });
    const { index } = seasonalIndex(monthlyDeclared(book));
    expect(index[11]).toBeCloseTo(300 / (2800 / 24), 12);
    expect(index[0]).toBeCloseTo(100 / (2800 / 24), 12);
  });
});

describe('measureSales', () => {
  it('gives spread, memory and activity as worked by hand', async () => {
    const zigzag = Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? 1000 : 4000));
    const gaps = zigzag.map((amount, i) => (i === 3 || i === 5 ? 0 : amount));
    const { book } = await tinyBook(`${scratch.dir}/spread`, {
      bank: [
        ...monthly('A', zigzag),
        ...monthly(
          'B',
          zigzag.map((x) => x * 100),
        ),
        ...monthly('C', gaps),
      ],
    });
    const receipts = monthlyReceipts(book);
    expect([...monthsOf(receipts, 2)]).toEqual(gaps);
    const measured = measureSales(book, receipts);
    const half = Math.log(4) / 2;
    expect(measured['sales.logSdWithin']!.value).toBeCloseTo(half * Math.sqrt(24 / 23), 9);
    expect(measured['sales.lag1']!.value).toBeCloseTo(-1, 6);
    expect(measured['sales.activeMonths']!.value).toBe(1);
    expect(measured['sales.activeMonths']!.detail).toBe(`mean ${((2 + 22 / 24) / 3).toFixed(3)}`);
    const logs = [2500, 250_000, (12 * 1000 + 10 * 4000) / 24].map(Math.log);
    const centre = (logs[0]! + logs[1]! + logs[2]!) / 3;
    const spread = Math.sqrt(logs.reduce((sum, x) => sum + (x - centre) ** 2, 0) / 2);
    expect(measured['sales.logSdBetween']!.value).toBeCloseTo(spread, 9);
  });

  it('ignores what is no receipt of sales', async () => {
    const day = dayOf(2024, 3, 4);
    const { book } = await tinyBook(`${scratch.dir}/other`, {
      bank: [
        paid('A', day),
        paid('A', day, { sequence: 1, category: 'loan', amountFen: 9e6 }),
        paid('A', day + 1, { direction: 'out', amountFen: 9e6 }),
        paid('A', day + 2, { direction: 'out', category: 'purchase', amountFen: 30 }),
      ],
    });
    expect([...monthsOf(monthlyReceipts(book), 0)]).toEqual([100]);
    // 2024-03-04 was a Monday.
    expect(weekdayShares(book)).toEqual([1, 0, 0, 0, 0, 0, 0]);
  });
});

describe('buyers', () => {
  it('are those with a name, over the whole book', async () => {
    const months = monthly('F', new Array<number>(12).fill(100));
    const { book } = await tinyBook(`${scratch.dir}/buyers`, {
      bank: [
        ...months.map((row, i) => ({ ...row, counterparty: i < 6 ? 'A' : i < 9 ? 'B' : 'C' })),
        ...months.map((row) => ({ ...row, sequence: 1, counterparty: 'WALLET', amountFen: 5000 })),
        paid('F', dayOf(2024, 5, 1), { direction: 'out', category: 'purchase', amountFen: 6120 }),
        // Same names at another firm, and too short a life to be counted.
        paid('G', dayOf(2024, 5, 1), { counterparty: 'A' }),
      ],
    });
    expect(buyersOf(book)).toEqual([
      { firm: 0, count: 3, topShare: 0.5, hhi: 0.375 },
      { firm: 1, count: 1, topShare: 1, hhi: 1 },
    ]);
    const measured = measureBuyers(book, monthlyReceipts(book));
    expect(measured['buyers.topShare']!.value).toBe(0.5);
    expect(measured['buyers.hhi']!.value).toBe(0.375);
    expect(measured['buyers.count']).toEqual({ value: 3, detail: '1 firms' });
    expect(purchasesToSales(book)).toEqual([6120 / (12 * 5100), 0]);
  });
});
