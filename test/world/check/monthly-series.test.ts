import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../src/core/index.ts';
import {
  monthlyDeclared,
  REAL_SEASON,
  seasonalIndex,
  seasonDeviation,
} from '../../../src/world/check/monthly-series.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { founded, tinyBook } from './tiny-book.ts';

const scratch = scratchFolder();

describe('the season of declared revenue', () => {
  it('goes by the period, which is filed a month later', async () => {
    const filing = { kind: 'filing', amountFen: 1, daysLate: 0 } as const;
    const tax = Array.from({ length: 24 }, (_, i) => {
      const periodStart = dayOf(2023 + Math.floor((i + 11) / 12), 1 + ((i + 11) % 12), 1);
      const eventDate = periodStart + 40;
      const declaredRevenueFen = periodStart === dayOf(2023, 12, 1) || i === 12 ? 300 : 100;
      return { ...filing, firmId: 'A', periodStart, eventDate, arrivalDate: eventDate, declaredRevenueFen };
    });
    const { book } = await tinyBook(`${scratch.dir}/declared`, { tax });
    const { index, nFirms } = seasonalIndex(monthlyDeclared(book));
    expect(nFirms).toBe(1);
    expect(index[11]).toBeCloseTo(300 / (2800 / 24), 12);
    expect(index[0]).toBeCloseTo(100 / (2800 / 24), 12);
  });

  it('is that of firms with an amount in every month, and unknown without one', async () => {
    const steady = Float64Array.from({ length: 24 }, (_, i) => 100 * REAL_SEASON[i % 12]!);
    const idle = steady.map((amount, i) => (i === 7 ? 0 : 1000 * amount));
    const series = { nMonths: 24, firstMonth: 648, amounts: Float64Array.from([...steady, ...idle]) };
    const { index, nFirms } = seasonalIndex(series);
    expect(nFirms).toBe(1);
    expect(index[1]! / index[11]!).toBeCloseTo(0.59 / 1.37, 12);
    const { book } = await tinyBook(`${scratch.dir}/none`, { registry: [founded('A')] });
    expect(seasonalIndex(monthlyDeclared(book)).index).toEqual(new Array(12).fill(Number.NaN));
  });
});

describe('seasonDeviation', () => {
  it('names the month that is furthest off', () => {
    expect(seasonDeviation(REAL_SEASON.map((x, i) => (i === 3 ? x + 0.2 : x)))).toEqual({
      value: expect.closeTo(0.2, 12),
      month: 4,
    });
  });
});
