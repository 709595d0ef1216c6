import { describe, expect, it } from 'vitest';
import { categoryColumn, makeTable, numericColumn } from '../../../src/table/index.ts';
import { fraudTable, measureFraud } from '../../../src/world/check/fraud-table.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { founded, tinyBook } from './tiny-book.ts';

const scratch = scratchFolder();

describe('the table of fraud', () => {
  it('counts applications to us by kind, their fate and the answer of the other lender', async () => {
    const kinds = { A: 'shell', B: 'shell', C: undefined, D: undefined, E: 'fund-diversion' };
    const firms = Object.keys(kinds);
    const { truth } = await tinyBook(
      `${scratch.dir}/kinds`,
      { registry: firms.map((firmId) => founded(firmId)) },
      Object.entries(kinds).map(([firmId, fraud]) => ({
        ...{ firmId, weeklySalesFen: 1, walkedAway: 0 },
        ...(fraud === undefined ? {} : { fraud }),
      })),
      {
        applications: makeTable([
          ['firmId', categoryColumn(firms)],
          // E asked the traditional lender alone.
          ['applicationId', categoryColumn(['L-A', 'L-B', 'L-C', 'L-D', undefined])],
          ['traditionalApproves', numericColumn([1, 0, 1, 1, 1])],
          ['badIfGranted', numericColumn([1, 0, 0, 1, Number.NaN])],
        ]),
      },
    );
    const table = fraudTable(truth)!;
    const none = { applications: 0, share: 0, bads: 0, approved: 0 };
    expect(table.find(({ kind }) => kind === 'shell')).toEqual({
      ...{ kind: 'shell', applications: 2, share: 0.5, bads: 1, approved: 1 },
    });
    expect(table.find(({ kind }) => kind === 'fund-diversion')).toEqual({ kind: 'fund-diversion', ...none });
    expect(table.at(-1)).toEqual({ kind: 'honest', applications: 2, share: 0.5, bads: 1, approved: 2 });
    const measured = measureFraud(truth);
    expect(measured['fraud.share']!.value).toBe(0.5);
    expect(measured['fraud.kinds']!.value).toBe(1);
    expect(measured['fraud.kinds']!.detail).toContain('fund-diversion');
  });

  it('is unknown without truth', () => {
    const nothing = { firms: undefined, applications: undefined, supply: undefined, oracle: undefined };
    expect(fraudTable(nothing)).toBeUndefined();
    expect(measureFraud(nothing)['fraud.share']!.value).toBeNaN();
  });
});
