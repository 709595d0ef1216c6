import { describe, expect, it } from 'vitest';
import { openDistrict } from '../../../src/world/economy/district.ts';
import { NEVER, NONE } from '../../../src/world/economy/layout.ts';
import { livesOf } from '../../../src/world/economy/life-of.ts';
import { runWeeks } from '../../../src/world/economy/run.ts';
import { drawFirm } from '../../../src/world/firm.ts';
import { livedUntil, positionsOf, runOf, usualPayables, worldOf } from './districts.ts';

const world = worldOf({}, 7, 12);

describe('openDistrict', () => {
  const d = openDistrict(world, 2000, 300);

  it('holds the firms of its numbers in their order', () => {
    expect(d.traits).toEqual(Array.from({ length: 300 }, (_, i) => drawFirm(world.scenario, 7, 2000 + i)));
  });

  it('opens with whole fen of cash, stock of receivables, private means and the usual payables', () => {
    for (const i of positionsOf(d)) {
      for (const amount of [d.cash[i], d.receivables[i], d.payables[i], d.wealth[i]])
        expect(Number.isSafeInteger(amount) && amount! >= 0).toBe(true);
      expect(d.payables[i]! / usualPayables(d, i)).toBeCloseTo(1, 3);
      expect(d.tape.openingCash[i]).toBe(d.cash[i]);
      expect([d.deathWeek[i], d.nextDue[i], d.nextArrival[i]]).toEqual([NEVER, NEVER, NEVER]);
      expect([d.firstLoan[i], d.firstPending[i], d.ownLoan[i]]).toEqual([NONE, NONE, NONE]);
    }
  });

  it('gives an intent to fraudsters alone', () => {
    for (const i of positionsOf(d))
      if (!d.roles.kinds[i])
        expect([d.amountFactor[i], d.extractShare[i], d.stopAfter[i], d.fraud[i]]).toEqual([
          1,
          0,
          NEVER,
          NONE,
        ]);
  });

  it('keeps its fields apart in one piece of memory', () => {
    const fields = openDistrict(world, 0, 20);
    fields.cash.fill(1);
    fields.deathWeek.fill(2);
    fields.month.sales.fill(3);
    fields.linkOwed.fill(4);
    expect(fields.receivables.every((x) => x !== 1)).toBe(true);
    expect(fields.cash.every((x) => x === 1)).toBe(true);
    expect(fields.deathWeek.every((x) => x === 2)).toBe(true);
    expect(fields.month.sales.every((x) => x === 3)).toBe(true);
    expect(fields.linkOrdered.every((x) => x === 0)).toBe(true);
    const { buffer } = fields.bytes;
    for (const field of [
      fields.cash,
      fields.deathWeek,
      fields.month.filedDay,
      fields.linkOwed,
      fields.counts,
    ])
      expect(field.buffer).toBe(buffer);
  });
});

describe('memory of a spent district', () => {
  it('gives the lives and the state that fresh memory gives', () => {
    const fresh = livedUntil(world, 300);
    const { draws } = runOf(world);
    const expected = livesOf(fresh, draws);
    // Another seed and other numbers, so that nothing stale could be right by accident.
    const other = worldOf({}, 8, 12);
    const spent = openDistrict(other, 5000, 300);
    runWeeks(spent, runOf(other), 0, other.timeline.nWeeks);
    const again = openDistrict(world, 0, 300, spent);
    expect(again.tape.cash).toBe(spent.tape.cash);
    runWeeks(again, runOf(world), 0, world.timeline.nWeeks);
    expect(livesOf(again, draws)).toEqual(expected);
    expect(Buffer.compare(again.bytes, fresh.bytes)).toBe(0);
  });

  it('is not used where sizes differ', () => {
    const spent = openDistrict(world, 0, 300);
    expect(openDistrict(world, 0, 200, spent).tape.cash).not.toBe(spent.tape.cash);
    expect(openDistrict(worldOf({}, 7, 18), 0, 300, spent).tape.cash).not.toBe(spent.tape.cash);
  });
});
