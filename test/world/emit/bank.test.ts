import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrder, type Transaction } from '../../../src/world/emit/bank.ts';
import { FLOW, FLOWS } from '../../../src/world/life.ts';
import { weekOf } from '../../../src/world/timeline.ts';
import { baselineWorld, livesOf, recordsIn } from '../worlds.ts';

const base = baselineWorld();
/** The same world without lost months. */
const { coverage } = base.scenario;
const world = {
  ...base,
  scenario: { ...base.scenario, coverage: { ...coverage, bank: { ...coverage.bank, gaps: 0 } } },
};
const lives = livesOf(world, 60).filter((life) => life.traits.covered.bank);

describe('emitBank', () => {
  it('adds up to the cash flows of each week, category by category, to the fen', () => {
    const { timeline } = world;
    for (const life of lives) {
      const sums = new Map<string, number>();
      for (const { eventDate, direction, category, amountFen } of recordsIn(world, life, 'bank')) {
        const key = `${weekOf(timeline, eventDate)} ${direction} ${category}`;
        sums.set(key, (sums.get(key) ?? 0) + amountFen);
      }
      // Whole weeks inside the book, clear of the last days whose records had not arrived.
      const last = Math.min(life.nWeeks - 1, weekOf(timeline, timeline.endDate) - 2);
      for (let week = timeline.firstBookWeek; week <= last; week++) {
        const flow = (name: keyof typeof FLOW): number => life.flows[week * FLOWS.length + FLOW[name]]!;
        const got = (key: string): number => sums.get(`${week} ${key}`) ?? 0;
        for (const name of ['purchase', 'rent', 'tax', 'utility', 'repayment', 'other', 'owner'] as const)
          expect(got(`out ${name}`)).toBe(flow(name));
        // Banks see social insurance as a cost of staff.
        expect(got('out payroll')).toBe(flow('payroll') + flow('social'));
        expect(got('in sales')).toBe(flow('sales'));
        expect(got('in loan')).toBe(flow('loan'));
        expect(got('in owner')).toBe(flow('equity'));
      }
    }
  });

  it('carries a balance that follows from the one before and never is below 0', () => {
    for (const life of lives) {
      const records = recordsIn(world, life, 'bank');
      for (const [i, record] of records.entries()) {
        expect(record.balanceFen).toBeGreaterThanOrEqual(0);
        const before = records[i - 1];
        if (!before) continue;
        const signed = record.direction === 'in' ? record.amountFen : -record.amountFen;
        expect(record.balanceFen - before.balanceFen).toBe(signed);
        expect(record.eventDate).toBeGreaterThanOrEqual(before.eventDate);
        expect(record.sequence).toBe(record.eventDate === before.eventDate ? before.sequence + 1 : 0);
      }
    }
  });

  it('ends a week on the closing cash of the firm', () => {
    const { timeline } = world;
    for (const life of lives.slice(0, 20)) {
      const closing = new Map(
        recordsIn(world, life, 'bank').map((record) => [
          weekOf(timeline, record.eventDate),
          record.balanceFen,
        ]),
      );
      const last = weekOf(timeline, timeline.endDate) - 2;
      for (const [week, balance] of closing)
        if (week >= timeline.firstBookWeek && week <= last) expect(balance).toBe(life.cash[week]);
    }
  });

  it('loses whole months where the scenario says so', () => {
    const lossy = {
      ...base,
      scenario: { ...base.scenario, coverage: { ...coverage, bank: { ...coverage.bank, gaps: 1 } } },
    };
    for (const life of lives.slice(0, 5)) expect(recordsIn(lossy, life, 'bank')).toEqual([]);
  });
});

describe('inOrder', () => {
  const transaction = fc.record({
    day: fc.integer({ min: 0, max: 6 }),
    inwards: fc.boolean(),
    amountFen: fc.integer({ min: 1, max: 1_000 }),
  });

  it('never overdraws an account that closes the week at or above 0, and loses no transaction', () => {
    fc.assert(
      fc.property(
        fc.array(transaction, { maxLength: 12 }),
        fc.integer({ min: 0, max: 500 }),
        (drawn, extra) => {
          const week = drawn.map((t): Transaction => ({ ...t, category: 'other', counterparty: 'X' }));
          const net = week.reduce((sum, t) => sum + (t.inwards ? t.amountFen : -t.amountFen), 0);
          const opening = Math.max(0, -net) + extra;
          let balance = opening;
          const ordered = inOrder([...week], opening);
          for (const [i, t] of ordered.entries()) {
            balance += t.inwards ? t.amountFen : -t.amountFen;
            expect(balance).toBeGreaterThanOrEqual(0);
            expect(t.day).toBeGreaterThanOrEqual(ordered[i - 1]?.day ?? 0);
          }
          expect(balance).toBe(opening + net);
          expect(ordered).toHaveLength(drawn.length);
        },
      ),
      { seed: 4 },
    );
  });
});
