import { describe, expect, it } from 'vitest';
import { baselineWorld, livesOf, recordsIn } from '../worlds.ts';

describe('emitUtility', () => {
  it('bills both services and pays what was billed, one to two weeks late in arriving', () => {
    const world = baselineWorld();
    for (const life of livesOf(world, 100)) {
      const billed = new Map<string, number>();
      for (const record of recordsIn(world, life, 'utility')) {
        const key = `${record.service} ${record.periodStart}`;
        const delay = record.arrivalDate - record.eventDate;
        expect(delay >= 7 && delay <= 14).toBe(true);
        expect(record.usage !== undefined).toBe(record.kind === 'bill');
        if (record.kind === 'bill') billed.set(key, record.amountFen);
        // A bill from before the book is paid within it.
        else if (billed.has(key)) expect(record.amountFen).toBe(billed.get(key));
        else expect(record.periodStart).toBeLessThan(world.timeline.startDate);
      }
    }
  });
});
