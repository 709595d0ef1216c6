import { describe, expect, it } from 'vitest';
import { applicationIdOf, firmIdOf, type SourceRecord, windowed } from '../../../src/world/emit/sink.ts';
import type { FirmLife } from '../../../src/world/life.ts';
import { simulateFirm } from '../../../src/world/simulate-firm.ts';
import { baselineWorld } from '../worlds.ts';

const world = baselineWorld();
const { startDate, endDate } = world.timeline;
const living: FirmLife = { ...simulateFirm(world, 0), deathDay: undefined };

/** Which of (event, arrival) pass for the enquiry of a firm. */
function passes(
  life: FirmLife,
  source: 'bureau' | 'outcomes' | 'applications',
  event: number,
  arrival = event,
): boolean {
  let passed = false;
  const dates = { firmId: 'F1', eventDate: event, arrivalDate: arrival };
  // The window looks at nothing but the dates.
  windowed(world, life, () => {
    passed = true;
  })(source, dates as SourceRecord<typeof source>);
  return passed;
}

describe('windowed', () => {
  it('holds back what happened or arrived after the end of the book', () => {
    expect(passes(living, 'applications', endDate)).toBe(true);
    expect(passes(living, 'applications', endDate + 1)).toBe(false);
    expect(passes(living, 'bureau', endDate - 3, endDate)).toBe(true);
    expect(passes(living, 'bureau', endDate - 3, endDate + 1)).toBe(false);
  });

  it('holds back what would have happened after death, but not what arrives then', () => {
    const dead = { ...living, deathDay: startDate + 100 };
    expect(passes(dead, 'bureau', startDate + 100, startDate + 120)).toBe(true);
    expect(passes(dead, 'bureau', startDate + 101)).toBe(false);
  });

  it('lets only sources with a history reach back before the book', () => {
    expect(passes(living, 'bureau', startDate - 50)).toBe(true);
    expect(passes(living, 'applications', startDate - 1)).toBe(false);
  });

  it('lets outcomes pass whenever they are known', () => {
    expect(passes({ ...living, deathDay: startDate }, 'outcomes', endDate + 300)).toBe(true);
  });
});

describe('identifiers', () => {
  it('keep seven digits up to the ten-millionth firm', () => {
    expect(firmIdOf(123)).toBe('F0000123');
    expect(applicationIdOf(9_999_999)).toBe('A9999999');
  });
});
