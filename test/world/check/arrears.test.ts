import { describe, expect, it } from 'vitest';
import type { SourceRecord } from '../../../src/sources/index.ts';
import { firstLateTax, firstLateUtility, lateShare, peckingOrder } from '../../../src/world/check/arrears.ts';
import { loansOf } from '../../../src/world/check/loan-table.ts';
import { measureArrears } from '../../../src/world/check/measure.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { END, lent, loansBook, START, tinyBook } from './tiny-book.ts';

const scratch = scratchFolder();
const DAY = START + 400;
const BAD = DAY + 200;

function bill(firmId: string, day: number, paidAfter?: number): SourceRecord<'utility'>[] {
  const common = { firmId, service: 'electricity', periodStart: day - 30, amountFen: 100 } as const;
  const billed = { ...common, kind: 'bill', eventDate: day, arrivalDate: day, daysLate: 0 } as const;
  if (paidAfter === undefined) return [billed];
  const at = day + paidAfter;
  const daysLate = Math.max(0, paidAfter - 14);
  return [billed, { ...common, kind: 'payment', eventDate: at, arrivalDate: at, daysLate }];
}

/** VAT due on `due`, filed then or `filedLate` days after, paid `daysLate` after or, by default, never: a notice comes. */
function vat(firmId: string, due: number, daysLate?: number, filedLate = 0): SourceRecord<'tax'>[] {
  const common = { firmId, periodStart: due - 45, amountFen: 100 } as const;
  const at = (day: number) => ({ eventDate: day, arrivalDate: day });
  const filing = { ...common, ...at(due + filedLate), kind: 'filing', daysLate: filedLate } as const;
  if (daysLate !== undefined)
    return [filing, { ...common, ...at(due + daysLate), kind: 'payment', daysLate }];
  return [filing, { ...common, ...at(due + filedLate + 15), kind: 'arrears', daysLate: filedLate + 15 }];
}

describe('lateShare', () => {
  it('counts payments more than a week late', async () => {
    const { book } = await tinyBook(`${scratch.dir}/late`, {
      utility: [...bill('A', DAY, 21), ...bill('A', DAY + 30, 22), ...bill('A', DAY + 60)],
      tax: [...vat('A', DAY, 0), ...vat('A', DAY + 30, 8), ...vat('A', DAY + 60, 7), ...vat('A', DAY + 90)],
    });
    expect(lateShare(book, 'utility')).toBe(0.5);
    expect(lateShare(book, 'tax')).toBeCloseTo(1 / 3, 12);
  });

  it('is unknown without payments', async () => {
    const { book } = await tinyBook(`${scratch.dir}/none`, { utility: bill('A', DAY) });
    expect(lateShare(book, 'utility')).toBeNaN();
    expect(lateShare(book, 'tax')).toBeNaN();
  });
});

describe('the first late day', () => {
  it('of utilities is a week past the due day of a bill paid late or never', async () => {
    const { book } = await tinyBook(`${scratch.dir}/utility`, {
      utility: [
        ...bill('A', DAY - 60, 40),
        ...bill('A', DAY, 20),
        ...bill('A', DAY + 30, 50),
        ...bill('A', DAY + 60),
        ...bill('B', DAY),
      ],
    });
    expect(firstLateUtility(book, 0, DAY, BAD)).toBe(DAY + 30 + 14 + 8);
    expect(firstLateUtility(book, 0, DAY + 60, BAD)).toBe(DAY + 60 + 14 + 8);
    expect(firstLateUtility(book, 1, DAY, BAD)).toBe(DAY + 22);
    expect(firstLateUtility(book, 1, DAY + 30, BAD)).toBe(Infinity);
  });

  it('of tax counts from the filing where that was late', async () => {
    const { book } = await tinyBook(`${scratch.dir}/tax`, {
      tax: [...vat('A', DAY, 12, 10), ...vat('A', DAY + 30, 9), ...vat('B', DAY, undefined, 5)],
    });
    expect(firstLateTax(book, 0, DAY, BAD)).toBe(DAY + 30 + 8);
    expect(firstLateTax(book, 1, DAY, BAD)).toBe(DAY + 5 + 8);
  });
});

describe('peckingOrder', () => {
  it('takes medians over defaulters whose records show all of it', async () => {
    const shown = ['A', 'B', 'C'];
    const loans = [
      ...shown.map((firmId) => lent(firmId, DAY, BAD)),
      lent('D', DAY, BAD),
      lent('E', DAY, BAD),
      lent('F', DAY),
      lent('G', DAY, END - 29),
    ];
    const firms = [...shown, 'D', 'F', 'G'];
    const { book, truth } = await tinyBook(
      `${scratch.dir}/order`,
      {
        ...loansBook(loans),
        // A is late at 32, B at 52, C never.
        utility: firms.flatMap((firmId, i) =>
          bill(firmId, DAY + 10 + 20 * i, firmId === 'C' ? 3 : undefined),
        ),
        tax: firms.flatMap((firmId) => vat(firmId, DAY + 70)),
      },
      // D walked away; E has no records; F is good; G turned bad too late for all records to have arrived.
      [...shown, 'D', 'E', 'F', 'G'].map((firmId) => ({
        firmId,
        weeklySalesFen: 1,
        walkedAway: firmId === 'D' ? 1 : 0,
      })),
    );
    const order = peckingOrder(book, loansOf(book), truth);
    expect(order).toEqual({ nDefaulters: 3, utilityDays: 52, taxDays: 78, loanDays: 140 });
    const measured = measureArrears(book, loansOf(book), truth);
    expect(measured['arrears.taxAfterUtility']!.value).toBe(26);
    expect(measured['arrears.loanAfterTax']!.value).toBe(62);
  });

  it('has no order to show where most were never late', async () => {
    const { book } = await tinyBook(`${scratch.dir}/punctual`, {
      ...loansBook([lent('A', DAY, BAD)]),
      utility: bill('A', DAY, 3),
      tax: vat('A', DAY + 20, 0),
    });
    const measured = measureArrears(book, loansOf(book), undefined);
    expect(Number.isFinite(measured['arrears.taxAfterUtility']!.value)).toBe(false);
    expect(Number.isFinite(measured['arrears.loanAfterTax']!.value)).toBe(false);
  });
});
