import { describe, expect, it } from 'vitest';
import { measureGiveaways, simpleFeatures, singleFeatures } from '../../../src/world/check/giveaways.ts';
import { loansOf } from '../../../src/world/check/loan-table.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { founded, lent, loansBook, paid, START, tinyBook } from './tiny-book.ts';

const scratch = scratchFolder();
const DAY = START + 400;

describe('simpleFeatures', () => {
  it('read only what had arrived on the day of application', async () => {
    const known = [
      paid('A', DAY - 100, { amountFen: 300, balanceFen: 700 }),
      paid('A', DAY - 10, { amountFen: 100, balanceFen: 50, sequence: 1 }),
      paid('A', DAY - 5, { direction: 'out', category: 'payroll', amountFen: 40, balanceFen: 10 }),
    ];
    const records = {
      ...loansBook([lent('A', DAY)]),
      registry: [founded('A')],
      bank: known,
      bureau: [
        {
          ...{ firmId: 'A', sequence: 0, kind: 'overdue', lender: 'B', amountFen: 5, daysPastDue: 60 },
          ...{ kind: 'overdue' as const, eventDate: DAY - 50, arrivalDate: DAY - 30 },
        },
      ],
    };
    const { book } = await tinyBook(`${scratch.dir}/known`, records);
    const row = (columns: ReadonlyMap<string, Float64Array>) =>
      Object.fromEntries([...columns].map(([name, [value]]) => [name, value]));
    const features = row(await simpleFeatures(book, loansOf(book)));
    expect(features).toMatchObject({
      'bank.sales180': 400,
      'bank.salesTrend': 0.25,
      'bank.balanceLast': 10,
      'bank.balanceLowest': 10,
      'bank.payrollToSales': 0.1,
      'bank.amountToSales': 25,
      'bank.balanceToOutgoings': 760 / 3 / 40,
      'bureau.overdue': 1,
      'bureau.worstDaysPastDue': 60,
      'registry.age': 500,
    });
    expect(Object.keys(features)).not.toContain('tax.arrears');
    const later = await tinyBook(`${scratch.dir}/later`, {
      ...records,
      bank: [
        ...known,
        paid('A', DAY, { amountFen: 9e6, balanceFen: 0 }),
        paid('A', DAY + 9, { amountFen: 9e6, balanceFen: 0 }),
      ],
    });
    expect(row(await simpleFeatures(later.book, loansOf(later.book)))).toEqual(features);
  });
});

describe('singleFeatures', () => {
  const bad = Array.from({ length: 400 }, (_, i) => i % 2 === 0);

  it('rank in the better direction, and need a hundred of either class', () => {
    const columns = new Map([
      ['falling', Float64Array.from(bad, (isBad, i) => (isBad ? i % 7 : 3 + (i % 7)))],
      ['constant', new Float64Array(400)],
      ['rare', Float64Array.from(bad, (_, i) => (i < 190 ? i : Number.NaN))],
      ['perfect', Float64Array.from(bad, Number)],
    ]);
    const singles = singleFeatures(columns, bad);
    expect(singles.map(({ name }) => name)).toEqual(['perfect', 'falling', 'constant', 'rare']);
    expect(singles[0]!.auc).toBe(1);
    expect(singles[1]!.auc).toBeGreaterThan(0.7);
    expect(singles[2]!.auc).toBe(0.5);
    expect(singles[3]).toEqual({ name: 'rare', auc: Number.NaN, known: 190, bads: 95 });
  });
});

describe('measureGiveaways', () => {
  it('names a feature that tells the bad loans apart', async () => {
    const loans = Array.from({ length: 240 }, (_, i) =>
      i < 110
        ? lent(`F${i}`, DAY, DAY + 150, { amountFen: 900 + i })
        : lent(`F${i}`, DAY, undefined, { amountFen: i }),
    );
    const { book } = await tinyBook(`${scratch.dir}/giveaway`, loansBook(loans));
    const largest = (await measureGiveaways(book, loansOf(book)))['giveaway.largestAuc']!;
    expect(largest.value).toBe(1);
    expect(largest.detail).toContain('application.amount 1.000');
  });
});
