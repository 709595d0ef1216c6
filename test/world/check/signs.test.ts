import { describe, expect, it } from 'vitest';
import type { SourceRecord } from '../../../src/sources/index.ts';
import { firstReviewDecline, readStars, reviewBase } from '../../../src/world/check/review-decline.ts';
import { openSigns, type Sign } from '../../../src/world/check/signs.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { lent, loansBook, START, tinyBook } from './tiny-book.ts';

const scratch = scratchFolder();
const DAY = START + 300;

function reviewed(firmId: string, eventDate: number, stars: number): SourceRecord<'reviews'> {
  const common = { firmId, eventDate, arrivalDate: eventDate + 1, sequence: 0 };
  return { ...common, platform: 'P', reviewer: 'R', stars, text: '好' };
}

function invoiced(eventDate: number, amountFen: number, more: Partial<SourceRecord<'invoices'>> = {}) {
  return {
    ...{ firmId: 'A', eventDate, arrivalDate: eventDate, direction: 'issued', number: `N${eventDate}` },
    ...{ counterparty: 'B', amountFen, taxFen: 0, taxRate: 0, status: 'valid' },
    ...more,
  } as SourceRecord<'invoices'>;
}

describe('the decline of reviews', () => {
  it('is an 8-week mean more than half a star below the first half-year', async () => {
    const first = [0, 30, 60, 90, 181].map((day) => reviewed('A', START + day, 4));
    // From day 182 on the half-year is over; the mean of three must fall below 3.5.
    const later = [
      [182 + 60, 3],
      [182 + 70, 4],
      [182 + 80, 3.5],
      [182 + 81, 3],
      [182 + 82, 2],
    ].map(([day, stars]) => reviewed('A', START + day!, Math.round(stars!)));
    const { book } = await tinyBook(`${scratch.dir}/stars`, {
      ...loansBook([lent('A', DAY), lent('B', DAY)]),
      reviews: [...first, ...later, reviewed('B', START, 5)],
    });
    const rows = await readStars(book);
    expect(reviewBase(rows, 0)).toEqual({ stars: 4, end: START + 182 });
    // 3 4 4 3 has the mean 3.5, which is not below; with the 2 it is 3.2.
    expect(firstReviewDecline(rows, 0, START, START + 700)).toBe(START + 182 + 82);
    expect(firstReviewDecline(rows, 0, START, START + 182 + 81)).toBe(Infinity);
    // One review makes no half-year.
    expect(reviewBase(rows, 1)).toBeUndefined();
    expect(firstReviewDecline(rows, 1, START, START + 700)).toBe(Infinity);
  });
});

describe('signs', () => {
  const named = (signs: readonly Sign[], name: string): Sign => signs.find((sign) => sign.name === name)!;

  it('see invoicing fall by half, counted net of void and red-letter invoices', async () => {
    // 100 every week of the half-year before; then 60 a week for 8 weeks, then 60 taken back by half.
    const before = Array.from({ length: 26 }, (_, i) => invoiced(DAY - 182 + 7 * i, 100));
    const after = Array.from({ length: 20 }, (_, i) => [
      invoiced(DAY + 7 * i, 60),
      invoiced(DAY + 7 * i, 999, { status: 'void', number: `V${i}` }),
      invoiced(DAY + 7 * i, 999, { direction: 'received' }),
      ...(i >= 8 ? [invoiced(DAY + 7 * i, -20, { number: `R${i}` })] : []),
    ]).flat();
    const { book } = await tinyBook(`${scratch.dir}/invoices`, {
      ...loansBook([lent('A', DAY)]),
      invoices: [...before, ...after],
    });
    const sign = named(await openSigns(book), 'invoicing falls by half');
    expect(sign.canShow(0, DAY)).toBe(true);
    expect(sign.canShow(0, DAY - 182)).toBe(false);
    // Windows of 8 weeks sum 480 less 20 for each week since the ninth; half of 800 is reached with five.
    expect(sign.first(0, DAY, DAY + 300)).toBe(DAY + 56 + 7 * 5);
    expect(sign.first(0, DAY, DAY + 56 + 7 * 4)).toBe(Infinity);
  });

  it('see the first suit against the firm, not one of its own', async () => {
    const suit = (day: number, kind: 'defendant' | 'plaintiff'): SourceRecord<'judicial'> => ({
      ...{ firmId: 'A', eventDate: day, arrivalDate: day + 20, kind, caseId: `C${day}`, amountFen: 1 },
    });
    const { book } = await tinyBook(`${scratch.dir}/suits`, {
      ...loansBook([lent('A', DAY), lent('B', DAY)]),
      judicial: [suit(DAY - 5, 'defendant'), suit(DAY + 5, 'plaintiff'), suit(DAY + 9, 'defendant')],
    });
    const sign = named(await openSigns(book), 'law suit');
    expect(sign.first(0, DAY, DAY + 100)).toBe(DAY + 9);
    expect(sign.first(1, DAY, DAY + 100)).toBe(Infinity);
    expect(sign.canShow(1, DAY)).toBe(true);
  });

  it('cannot be shown by sources that the book lacks', async () => {
    const { book } = await tinyBook(`${scratch.dir}/bare`, loansBook([lent('A', DAY)]));
    for (const { canShow, first } of await openSigns(book)) {
      expect(canShow(0, DAY)).toBe(false);
      expect(first(0, DAY, DAY + 300)).toBe(Infinity);
    }
  });
});
