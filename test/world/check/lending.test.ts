import { describe, expect, it } from 'vitest';
import { loansOf } from '../../../src/world/check/loan-table.ts';
import { measureLending } from '../../../src/world/check/measure.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { founded, lent, loansBook, START, tinyBook } from './tiny-book.ts';

const scratch = scratchFolder();
const DAY = START + 400;

/** `n` firms with a loan each, the first `bads` of them bad, named by `prefix`. */
function lendTo(prefix: string, n: number, bads: number) {
  return Array.from({ length: n }, (_, i) =>
    lent(`${prefix}${i}`, DAY, i < bads ? DAY + 150 : undefined, { amountFen: i < bads ? 300_00 : 100_00 }),
  );
}

describe('measureLending', () => {
  it('knows bad rates overall and of cells that are large enough', async () => {
    const loans = [...lendTo('R', 300, 6), ...lendTo('W', 400, 36), ...lendTo('T', 299, 299)];
    const industryOf = { R: 'retail', W: 'wholesale', T: 'textile' } as const;
    const registry = loans.map(({ application: { firmId } }) =>
      founded(firmId, { industry: industryOf[firmId[0] as 'R' | 'W' | 'T'] }),
    );
    const truth = loans.map(({ application: { firmId } }, i) => ({
      firmId,
      weeklySalesFen: i,
      walkedAway: 0,
    }));
    const tiny = await tinyBook(`${scratch.dir}/cells`, { ...loansBook(loans), registry }, truth);
    const measured = measureLending(tiny.book, loansOf(tiny.book), tiny.truth.firms);
    expect(measured['loans.badRate']!.value).toBeCloseTo((6 + 36 + 299) / 999, 12);
    expect(measured['loans.badRate.industry.lowest']!.value).toBeCloseTo(0.02, 12);
    // Textile is all bad, but one loan short of a cell.
    expect(measured['loans.badRate.industry.highest']!.value).toBeCloseTo(0.09, 12);
    expect(measured['loans.badRate.industry.highest']!.detail).toContain('wholesale');
    // Sizes rise with the number of the loan: 333 to a tercile. The middle holds 3 bads of wholesale.
    expect(measured['loans.badRate.size.lowest']!.value).toBeCloseTo((36 - 33) / 333, 12);
    expect(measured['loans.badRate.size.highest']!.detail).toContain('largest third');
    expect(measured['loans.badRate.region.lowest']!.value).toBeCloseTo(341 / 999, 12);
    expect(measured['loans.meanAmount']!.value).toBeCloseTo((341 * 300 + 658 * 100) / 999, 9);
  });

  it('cannot show cells of a small book, nor sizes without truth', async () => {
    const { book, truth } = await tinyBook(`${scratch.dir}/small`, loansBook(lendTo('R', 5, 1)));
    expect(truth.firms).toBeUndefined();
    const measured = measureLending(book, loansOf(book), truth.firms);
    for (const cell of ['industry', 'region', 'size'])
      expect(measured[`loans.badRate.${cell}.lowest`]!.value).toBeNaN();
    expect(measured['loans.badRate']!.value).toBe(0.2);
  });

  it('knows short terms and the stated use of funds', async () => {
    const loans = [
      lent('A', DAY, undefined, { termMonths: 3 }),
      lent('B', DAY, undefined, { termMonths: 4, purpose: 'marketing' }),
    ];
    const { book } = await tinyBook(`${scratch.dir}/terms`, loansBook(loans));
    const measured = measureLending(book, loansOf(book), undefined);
    expect(measured['loans.shortTermShare']!.value).toBe(0.5);
    // .5 / 0 / 0 / .5 against .45 / .28 / .18 / .09.
    expect(measured['loans.purposeDeviation']!.value).toBeCloseTo(0.41, 12);
  });
});
