import { describe, expect, it } from 'vitest';
import type { SourceRecord } from '../../../src/sources/index.ts';
import { measureCoverage } from '../../../src/world/check/coverage.ts';
import { loansOf, regionShare } from '../../../src/world/check/loan-table.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { founded, lent, loansBook, START, tinyBook } from './tiny-book.ts';

const scratch = scratchFolder();
const DAY = START + 400;

describe('measureCoverage', () => {
  it('counts firms by region, and thin files by what had arrived', async () => {
    const record = { sequence: 0, kind: 'enquiry', lender: 'B', amountFen: 0, daysPastDue: 0 } as const;
    const { book } = await tinyBook(`${scratch.dir}/coverage`, {
      ...loansBook([lent('A', DAY), lent('B', DAY), lent('C', DAY)]),
      registry: [
        founded('A', { region: 'east-manufacturing-cluster' }),
        // A later entry moves the firm.
        founded('B', { region: 'east-manufacturing-cluster' }),
        founded('B', { kind: 'addressChange', eventDate: START, arrivalDate: START + 3 }),
        founded('C'),
        founded('D', { region: 'east-manufacturing-cluster' }),
      ],
      bureau: [
        { ...record, firmId: 'A', eventDate: DAY - 20, arrivalDate: DAY },
        { ...record, firmId: 'B', eventDate: DAY - 20, arrivalDate: DAY + 1 },
      ],
    });
    const measured = await measureCoverage(book, loansOf(book), undefined);
    expect(regionShare(book, 'east-manufacturing-cluster')).toBe(0.5);
    expect(measured['firms.eastShare']!.value).toBe(0.5);
    expect(measured['applicants.thinFileShare']!.value).toBeCloseTo(2 / 3, 12);
  });

  it('counts firms that any platform knows, once each, and nobody where no platform reports', async () => {
    const day = { eventDate: DAY, arrivalDate: DAY + 1 };
    const firms = ['A', 'B', 'C', 'D'].map((firmId) => founded(firmId));
    const { book } = await tinyBook(`${scratch.dir}/platforms`, {
      registry: firms,
      orders: [
        {
          ...{ ...day, firmId: 'A', platform: 'P', orders: 1, buyers: 1, repeatBuyers: 0, amountFen: 1 },
          ...{ returnedOrders: 0, returnsFen: 0 },
        },
      ],
      reviews: ['A', 'C'].map((firmId) => ({
        ...{ ...day, firmId, sequence: 0, platform: 'P', reviewer: 'R', stars: 5, text: '好' },
      })),
    });
    const measured = await measureCoverage(book, [], undefined);
    expect(measured['firms.platformShare']).toEqual({
      value: 0.5,
      detail: '2 of 4 firms: orders, pos, reviews 1, 0, 2',
    });
    const { book: silent } = await tinyBook(`${scratch.dir}/silent`, { registry: firms });
    const unmeasured = await measureCoverage(silent, [], undefined);
    expect(unmeasured['firms.platformShare']!.value).toBeNaN();
    expect(unmeasured['statements.microShare']!.value).toBeNaN();
  });

  it('tells statements of micro firms from those of larger ones', async () => {
    // 52 weeks of 19,000 yuan are 988,000 a year; of 97,000, 5,044,000.
    const sales = { A: 19_000, B: 19_000, C: 50_000, D: 97_000 };
    const truth = Object.entries(sales).map(([firmId, yuan]) => ({
      ...{ firmId, weeklySalesFen: 100 * yuan, walkedAway: 0 },
    }));
    const statement = (firmId: string): SourceRecord<'statements'> => ({
      ...{ firmId, eventDate: DAY, arrivalDate: DAY + 90, periodEnd: DAY - 30, audited: 'no' },
      ...{ revenueFen: 1, profitFen: 1, cashFen: 1, receivablesFen: 1, assetsFen: 1, payablesFen: 1 },
      ...{ debtFen: 0, equityFen: 1 },
    });
    const { book, truth: read } = await tinyBook(
      `${scratch.dir}/statements`,
      {
        registry: Object.keys(sales).map((firmId) => founded(firmId)),
        statements: [statement('B'), statement('C'), statement('D')],
      },
      truth,
    );
    const measured = await measureCoverage(book, [], read.firms);
    expect(measured['statements.microShare']).toEqual({ value: 0.5, detail: '1 of 2 firms' });
    expect(measured['statements.largerShare']).toEqual({ value: 1, detail: '1 of 1 firms' });
  });
});
