import { describe, expect, it } from 'vitest';
import { categoryColumn, makeTable, numericColumn } from '../../../src/table/index.ts';
import { measureApproved, measureOracle } from '../../../src/world/check/lenders.ts';
import { loansOf } from '../../../src/world/check/loan-table.ts';
import { readTruth } from '../../../src/world/check/truth.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { founded, lent, loansBook, START, tinyBook } from './tiny-book.ts';

const scratch = scratchFolder();
const DAY = START + 400;

interface Asked {
  readonly firmId: string;
  readonly approves: boolean;
  /** Undefined where the firm did not ask us. */
  readonly bad?: boolean;
}

function askedTable(rows: readonly Asked[]) {
  return makeTable([
    ['firmId', categoryColumn(rows.map(({ firmId }) => firmId))],
    [
      'applicationId',
      categoryColumn(rows.map(({ firmId, bad }) => (bad === undefined ? undefined : `L-${firmId}`))),
    ],
    ['traditionalApproves', numericColumn(rows.map(({ approves }) => (approves ? 1 : 0)))],
    ['badIfGranted', numericColumn(rows.map(({ bad }) => (bad === undefined ? Number.NaN : bad ? 1 : 0)))],
  ]);
}

describe('measureApproved', () => {
  it('counts what the traditional lender approves of those who asked us, overall and by cell', async () => {
    // 300 approved in retail, 9 of them bad; 20 declined, half of them bad; 50 approved who never asked us.
    const rows: Asked[] = [
      ...Array.from({ length: 300 }, (_, i) => ({ firmId: `R${i}`, approves: true, bad: i < 9 })),
      ...Array.from({ length: 20 }, (_, i) => ({ firmId: `D${i}`, approves: false, bad: i < 10 })),
      ...Array.from({ length: 50 }, (_, i) => ({ firmId: `T${i}`, approves: true })),
    ];
    const registry = rows.map(({ firmId }) => founded(firmId));
    const { book, truth } = await tinyBook(`${scratch.dir}/approved`, { registry }, [], {
      applications: askedTable(rows),
    });
    const measured = measureApproved(book, truth);
    expect(measured['approved.badRate']).toEqual({
      value: 0.03,
      detail: '93.8 % of 320 approved; bad rate of the declined 50.0 %',
    });
    expect(measured['approved.badRate.industry.highest']).toEqual({
      value: 0.03,
      detail: 'retail, 300 loans, 1 cells',
    });
    expect(measured['approved.badRate.size.lowest']!.value).toBeNaN();
  });

  it('is unknown without truth', async () => {
    const { book } = await tinyBook(`${scratch.dir}/bare`, { registry: [founded('A')] });
    expect(measureApproved(book, await readTruth(book))['approved.badRate']!.value).toBeNaN();
  });
});

describe('measureOracle', () => {
  it('ranks the loans by their true PD', async () => {
    const loans = [lent('A', DAY, DAY + 200), lent('B', DAY), lent('C', DAY, DAY + 200), lent('D', DAY)];
    const oracle = makeTable([
      ['applicationId', categoryColumn(['L-D', 'L-C', 'L-B', 'L-A'])],
      ['pd', numericColumn([0.01, 0.02, 0.05, 0.4])],
    ]);
    const { book, truth } = await tinyBook(`${scratch.dir}/oracle`, loansBook(loans), [], { oracle });
    // A beats both goods, C beats D alone.
    expect(measureOracle(loansOf(book), truth)['oracle.auc']).toEqual({
      value: 0.75,
      detail: '4 loans, mean true PD 12.0 %, bad rate 50.0 %',
    });
  });

  it('says how to get it where it is missing', async () => {
    const { book, truth } = await tinyBook(`${scratch.dir}/no-oracle`, loansBook([lent('A', DAY)]));
    const { value, detail } = measureOracle(loansOf(book), truth)['oracle.auc']!;
    expect(value).toBeNaN();
    expect(detail).toBe('run with --oracle');
  });
});
