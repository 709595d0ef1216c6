import { describe, expect, it } from 'vitest';
import { columnOf } from '../../src/table/index.ts';
import { simulateDistrict } from '../../src/world/simulate-district.ts';
import { simulateState } from '../../src/world/simulate-state.ts';
import { weeksTruth } from '../../src/world/weeks-truth.ts';
import { worldOf } from './economy/districts.ts';

const world = worldOf({}, 7, 12);
const lived = simulateDistrict(world, 0, 100);

describe('weeksTruth', () => {
  const table = weeksTruth(lived.district);
  const column = (name: string): ArrayLike<number> => {
    const found = columnOf(table, name);
    if (found.kind === 'category') throw new Error(`${name} is text`);
    return found.values;
  };

  it('has one row for every firm and whole week of the book that it lived', () => {
    const { startDate, endDate, week0 } = world.timeline;
    const inBook = (week: number): boolean =>
      week0 + 7 * week >= startDate && week0 + 7 * week + 6 <= endDate;
    const expected = lived.lives.flatMap(({ nWeeks, traits }) =>
      Array.from({ length: nWeeks }, (_, week) => `${traits.firm} ${week0 + 7 * week}`).filter((_, week) =>
        inBook(week),
      ),
    );
    const [firm, weekStart] = [column('firm'), column('weekStart')];
    const rows = Array.from({ length: table.nRows }, (_, row) => `${firm[row]} ${weekStart[row]}`);
    expect(new Set(rows)).toEqual(new Set(expected));
    expect(rows).toHaveLength(expected.length);
  });

  it('tells sales and cash as lives do, and cash follows from receipts and payments', () => {
    const names = ['firm', 'weekStart', 'salesFen', 'ordersFen', 'receiptsFen', 'paymentsFen', 'cashFen'];
    const [firm, weekStart, sales, orders, receipts, payments, cash] = names.map(column);
    for (let row = 0; row < table.nRows; row++) {
      const life = lived.lives[firm![row]!]!;
      const week = (weekStart![row]! - world.timeline.week0) / 7;
      expect([sales![row], orders![row], cash![row]]).toEqual([
        life.sales[week],
        life.orders[week],
        life.cash[week],
      ]);
      expect(life.cash[week - 1]! + receipts![row]! - payments![row]!).toBe(cash![row]);
    }
  });
});

describe('simulateState', () => {
  it('lives the weeks that a written book lives, also in memory that another district used', () => {
    const input = { scenario: world.scenario, seed: 7, months: 12, start: 0, end: 100 };
    expect(simulateState(input)).toBe(lived.firmWeeks);
    simulateState({ ...input, start: 1000, end: 1100, seed: 9 });
    expect(simulateState(input)).toBe(lived.firmWeeks);
  });
});
