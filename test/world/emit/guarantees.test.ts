import { describe, expect, it } from 'vitest';
import { addMonths } from '../../../src/core/index.ts';
import { emitGuarantees } from '../../../src/world/emit/guarantees.ts';
import type { FirmLife } from '../../../src/world/life.ts';
import { baselineWorld, livesOf } from '../worlds.ts';
import { covered, emitted, expectSound, gapless, inWindow } from './emitted.ts';

const world = gapless(baselineWorld());
const day = world.timeline.startDate + 100;
const [drawn] = livesOf(world, 1);
const life: FirmLife = {
  ...covered(drawn!),
  deathDay: undefined,
  guarantees: [
    { partner: 12, role: 'guarantor', day, endDay: addMonths(day, 12), amountFen: 5_000_000 },
    { partner: 3, role: 'guaranteed', day: day + 9, endDay: addMonths(day, 24), amountFen: 7_000_000 },
    { partner: 12, role: 'guaranteed', day, endDay: addMonths(day, 6), amountFen: 100 },
  ],
};

describe('emitGuarantees', () => {
  it('writes each guarantee with the other firm, amount and end, one to three weeks late', () => {
    const records = inWindow(emitGuarantees, world, life, 'guarantees');
    expectSound('guarantees', records);
    expect(
      records.map(({ role, counterparty, amountFen, eventDate, endDate }) => [
        role,
        counterparty,
        amountFen,
        eventDate,
        endDate,
      ]),
    ).toEqual([
      ['guarantor', 'F0000012', 5_000_000, day, addMonths(day, 12)],
      ['guaranteed', 'F0000003', 7_000_000, day + 9, addMonths(day, 24)],
      ['guaranteed', 'F0000012', 100, day, addMonths(day, 6)],
    ]);
    for (const { eventDate, arrivalDate } of records) {
      expect(arrivalDate - eventDate).toBeGreaterThanOrEqual(7);
      expect(arrivalDate - eventDate).toBeLessThanOrEqual(21);
    }
  });

  it('is the same twice, and nothing without cover', () => {
    expect(emitted(emitGuarantees, gapless(baselineWorld()), life, 'guarantees')).toEqual(
      emitted(emitGuarantees, world, life, 'guarantees'),
    );
    const hidden = { ...life.traits.covered, guarantees: false };
    expect(
      emitted(emitGuarantees, world, { ...life, traits: { ...life.traits, covered: hidden } }, 'guarantees'),
    ).toEqual([]);
  });
});
