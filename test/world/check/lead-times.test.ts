import { describe, expect, it } from 'vitest';
import type { SourceRecord } from '../../../src/sources/index.ts';
import { measureLeadTimes } from '../../../src/world/check/lead-times.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { END, lent, loansBook, START, tinyBook } from './tiny-book.ts';

const scratch = scratchFolder();
const DAY = START + 300;

function suit(firmId: string, day: number): SourceRecord<'judicial'> {
  const on = { firmId, eventDate: day, arrivalDate: day + 20 };
  return { ...on, kind: 'defendant', caseId: `C-${firmId}-${day}`, amountFen: 1 };
}

describe('lead times', () => {
  it('count from the first sign to 30 days past due, and as far after application for good loans', async () => {
    // 90 days past due after 160, so 30 days past due 100 days after application.
    const bad = ['A', 'B', 'C', 'D'].map((firmId, i) => lent(firmId, DAY + i, DAY + i + 160));
    const good = ['F', 'G', 'H'].map((firmId) => lent(firmId, DAY));
    const far = lent('Z', DAY + 90);
    const late = lent('Y', DAY, END + 61);
    const { book } = await tinyBook(`${scratch.dir}/leads`, {
      ...loansBook([...bad, ...good, far, late]),
      judicial: [
        suit('A', DAY + 40),
        suit('A', DAY + 50),
        suit('B', DAY + 1 + 80),
        // Too early, and too late.
        suit('C', DAY - 1),
        suit('D', DAY + 3 + 101),
        suit('F', DAY + 90),
        suit('Z', DAY + 90),
      ],
    });
    const { overdue, good: nGood, signs } = await measureLeadTimes(book);
    expect(overdue).toBe(4);
    // Three controls each: F, G and H are nearest for all.
    expect(nGood).toBe(12);
    const { overdue: before, good: baseline } = signs.find(({ sign }) => sign === 'law suit')!;
    // A 60 days ahead, B 20.
    expect(before).toMatchObject({ loans: 4, withSign: 2, medianDays: 40 });
    expect(before.interval![0]).toBe(20);
    expect(before.interval![1]).toBe(60);
    expect(baseline).toMatchObject({ loans: 12, withSign: 4, medianDays: 10, interval: [10, 10] });
    const tax = signs.find(({ source }) => source === 'tax')!;
    expect(tax.overdue).toEqual({ loans: 0, withSign: 0, medianDays: null, interval: null });
    expect(await measureLeadTimes(book)).toEqual({ overdue, withoutDay: 0, good: nGood, signs });
  });

  it('leave out loans whose day is unknown, and say how many', async () => {
    const known = lent('A', DAY);
    const cured = { ...known, outcome: { ...known.outcome, maxDaysPastDue: 45 } };
    const { book } = await tinyBook(`${scratch.dir}/cured`, loansBook([cured]));
    expect(await measureLeadTimes(book)).toMatchObject({ overdue: 0, withoutDay: 1, good: 0 });
  });

  it('have an interval that narrows as loans are added', async () => {
    const width = async (n: number): Promise<number> => {
      const firms = Array.from({ length: n }, (_, i) => `F${String(i).padStart(3, '0')}`);
      const { book } = await tinyBook(`${scratch.dir}/n${n}`, {
        ...loansBook(firms.map((firmId) => lent(firmId, DAY, DAY + 160))),
        judicial: firms.map((firmId, i) => suit(firmId, DAY + ((i * 37) % 100))),
      });
      const { signs } = await measureLeadTimes(book);
      const { interval, medianDays } = signs.find(({ sign }) => sign === 'law suit')!.overdue;
      expect(interval![0]).toBeLessThanOrEqual(medianDays!);
      expect(interval![1]).toBeGreaterThanOrEqual(medianDays!);
      return interval![1] - interval![0];
    };
    expect(await width(200)).toBeLessThan(await width(20));
  });
});
