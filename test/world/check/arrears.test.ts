import { describe, expect, it } from 'vitest';
import type { SourceRecord } from '../../../src/sources/index.ts';
import {
  firstLateSocial,
  firstLateTax,
  firstLateUtility,
  lateShare,
  readPayroll,
} from '../../../src/world/check/arrears.ts';
import { loansOf } from '../../../src/world/check/loan-table.ts';
import { measureArrears } from '../../../src/world/check/measure.ts';
import { dutiesOf, peckingOrder } from '../../../src/world/check/pecking-order.ts';
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

/** Social insurance of the month before `due`, declared then, paid `daysLate` after or never, which is noticed. */
function insurance(firmId: string, due: number, daysLate?: number): SourceRecord<'payroll'>[] {
  const common = { firmId, periodStart: due - 15, amountFen: 100 } as const;
  const at = (day: number) => ({ eventDate: day, arrivalDate: day });
  const declared = { ...common, ...at(due), kind: 'declaration', daysLate: 0, insured: 3 } as const;
  if (daysLate !== undefined)
    return [declared, { ...common, ...at(due + daysLate), kind: 'payment', daysLate }];
  return [declared, { ...common, ...at(due + 20), kind: 'arrears', daysLate: 20 }];
}

describe('lateShare', () => {
  it('counts payments more than a week late', async () => {
    const { book } = await tinyBook(`${scratch.dir}/late`, {
      utility: [...bill('A', DAY, 21), ...bill('A', DAY + 30, 22), ...bill('A', DAY + 60)],
      tax: [...vat('A', DAY, 0), ...vat('A', DAY + 30, 8), ...vat('A', DAY + 60, 7), ...vat('A', DAY + 90)],
    });
    expect(lateShare('utility', book.rows.utility)).toBe(0.5);
    expect(lateShare('tax', book.rows.tax)).toBeCloseTo(1 / 3, 12);
  });

  it('is unknown without payments', async () => {
    const { book } = await tinyBook(`${scratch.dir}/none`, { utility: bill('A', DAY) });
    expect(lateShare('utility', book.rows.utility)).toBeNaN();
    expect(lateShare('tax', book.rows.tax)).toBeNaN();
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

describe('the first late social insurance', () => {
  it('is a week past the due day, whether paid late or only noticed', async () => {
    const { book } = await tinyBook(`${scratch.dir}/social`, {
      ...loansBook([lent('A', DAY), lent('B', DAY)]),
      payroll: [...insurance('A', DAY, 7), ...insurance('A', DAY + 30, 9), ...insurance('B', DAY)],
    });
    const payroll = await readPayroll(book);
    expect(firstLateSocial(payroll, 0, DAY, BAD)).toBe(DAY + 30 + 8);
    expect(firstLateSocial(payroll, 1, DAY, BAD)).toBe(DAY + 8);
    expect(firstLateSocial(payroll, 1, DAY + 9, BAD)).toBe(Infinity);
    expect(lateShare('payroll', payroll)).toBe(0.5);
  });

  it('is ordered on the firms that have tax and social insurance records', async () => {
    const { book, truth } = await tinyBook(`${scratch.dir}/social-order`, {
      ...loansBook([lent('A', DAY, BAD), lent('B', DAY, BAD)]),
      tax: [...vat('A', DAY + 40, 30), ...vat('B', DAY + 1)],
      payroll: insurance('A', DAY + 50),
    });
    const measured = await measureArrears(book, loansOf(book), truth.firms);
    // A alone: tax at 48, insurance at 58, 30 days past due at 140.
    expect(measured['arrears.socialAfterTax']!.value).toBe(10);
    expect(measured['arrears.loanAfterSocial']!.value).toBe(82);
    expect(measured['arrears.socialAfterTax']!.detail).toContain('1 defaulters');
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
    const { utility, tax } = dutiesOf(book, await readPayroll(book));
    const order = peckingOrder(book, loansOf(book), truth.firms, { utility, tax });
    expect(order).toEqual({ nDefaulters: 3, days: { utility: 52, tax: 78, loan: 140 } });
    const measured = await measureArrears(book, loansOf(book), truth.firms);
    expect(measured['arrears.taxAfterUtility']!.value).toBe(26);
    expect(measured['arrears.loanAfterTax']!.value).toBe(62);
  });

  it('has no order to show where most were never late', async () => {
    const { book } = await tinyBook(`${scratch.dir}/punctual`, {
      ...loansBook([lent('A', DAY, BAD)]),
      utility: bill('A', DAY, 3),
      tax: vat('A', DAY + 20, 0),
    });
    const measured = await measureArrears(book, loansOf(book), undefined);
    expect(Number.isFinite(measured['arrears.taxAfterUtility']!.value)).toBe(false);
    expect(Number.isFinite(measured['arrears.loanAfterTax']!.value)).toBe(false);
  });
});
