import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newDailyTrail, readDailyTrail } from '../../../src/features/families/daily.ts';

const TODAY = 20_000;

/** The trail of records given as [days before today, fen], in any order. */
function trailOf(records: readonly (readonly [number, number])[]) {
  const ordered = [...records].sort(([a], [b]) => b - a);
  const eventDate = Int32Array.from(ordered, ([days]) => TODAY - days);
  const amountFen = Float64Array.from(ordered, ([, fen]) => fen);
  const rows = Int32Array.from(ordered, (_, i) => i);
  const trail = newDailyTrail();
  readDailyTrail({ columns: { eventDate, amountFen }, rows, n: ordered.length, asOf: TODAY }, trail);
  return trail;
}

describe('daily trail', () => {
  test('worked by hand: days are added up over their records, idle runs reach to both ends of the window', () => {
    const records = [
      [100, 9999],
      [89, 5],
      [60, 30],
      [60, 40],
      [12, 0],
      [10, 50],
    ] as const;
    expect(trailOf(records)).toEqual({ activeDays30: 1, activeDays90: 3, longestIdle90: 49, bestDay90: 70 });
    expect(trailOf([[80, 1]])).toEqual({ activeDays30: 0, activeDays90: 1, longestIdle90: 80, bestDay90: 1 });
    expect(trailOf([[5, 1]]).longestIdle90).toBe(84);
  });

  test('without an amount of the last 90 days all of them are idle', () => {
    for (const records of [[], [[90, 7]], [[3, 0]]] as const) {
      const expected = { activeDays30: 0, activeDays90: 0, longestIdle90: 90, bestDay90: 0 };
      expect(trailOf(records)).toEqual(expected);
    }
  });

  test('agrees with a calendar that is filled in day by day', () => {
    const record = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 50 }));
    fc.assert(
      fc.property(fc.array(record, { maxLength: 60 }), (records) => {
        const days = new Array<number>(90).fill(0);
        for (const [age, fen] of records) if (age < 90) days[age]! += fen;
        const runs = days
          .map((fen) => (fen > 0 ? ' ' : '-'))
          .join('')
          .split(' ');
        expect(trailOf(records)).toEqual({
          activeDays30: days.slice(0, 30).filter((fen) => fen > 0).length,
          activeDays90: days.filter((fen) => fen > 0).length,
          longestIdle90: Math.max(...runs.map((run) => run.length)),
          bestDay90: Math.max(...days),
        });
      }),
      { numRuns: 300 },
    );
  });
});
