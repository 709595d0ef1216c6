import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bandOf } from '../../../src/features/engine/ages.ts';
import { Parties } from '../../../src/features/engine/parties.ts';

interface Meeting {
  readonly party: string;
  readonly amount: number;
  readonly age: number;
}

const meetings: fc.Arbitrary<Meeting[]> = fc.array(
  fc.record({
    party: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
    amount: fc.integer({ min: -1000, max: 1e9 }),
    age: fc.integer({ min: 0, max: 500 }),
  }),
  { maxLength: 40 },
);

function met(list: readonly Meeting[], codes: Readonly<Record<string, number>>): Parties {
  const parties = new Parties();
  for (const { party, amount, age } of list) parties.meet(codes[party]!, amount, bandOf(age), 1);
  return parties;
}

const FORWARD = { A: 0, B: 1, C: 2, D: 3, E: 4 };
const BACKWARD = { A: 900, B: 77, C: 5, D: 1, E: 0 };

function readings(p: Parties): number[] {
  return ([90, 180, 365] as const).flatMap((days) => [
    p.count(days),
    p.total(days),
    p.herfindahl(days),
    p.largestShare(days, 1),
    p.largestShare(days, 3),
    p.newShare(),
    p.lostShare(),
  ]);
}

describe('Parties', () => {
  test('worked by hand: two old customers, of whom one came back, and a new one', () => {
    const p = met(
      [
        { party: 'A', amount: 100, age: 300 },
        { party: 'B', amount: 300, age: 200 },
        { party: 'B', amount: 100, age: 10 },
        { party: 'C', amount: 300, age: 5 },
        { party: 'D', amount: 9999, age: 365 },
      ],
      FORWARD,
    );
    expect([p.count(90), p.count(180), p.count(365)]).toEqual([2, 2, 3]);
    expect(p.total(365)).toBe(800);
    expect(p.herfindahl(365)).toBeCloseTo((1 / 8) ** 2 + (4 / 8) ** 2 + (3 / 8) ** 2, 12);
    expect(p.largestShare(365, 1)).toBe(0.5);
    expect(p.largestShare(90, 3)).toBe(1);
    expect(p.newShare()).toBe(0.75);
    expect(p.lostShare()).toBe(0.5);
  });

  test('reads the same bits whatever the order of records and the codes of parties', () => {
    fc.assert(
      fc.property(meetings, (list) => {
        expect(readings(met([...list].reverse(), BACKWARD))).toEqual(readings(met(list, FORWARD)));
      }),
    );
  });

  test('what is put in and taken out again leaves no trace', () => {
    fc.assert(
      fc.property(meetings, meetings, (kept, passing) => {
        const p = met([...passing, ...kept], FORWARD);
        for (const { party, amount, age } of passing) {
          p.meet(FORWARD[party as 'A'], amount, bandOf(age), -1);
        }
        expect(readings(p)).toEqual(readings(met(kept, BACKWARD)));
      }),
    );
  });

  test('clear forgets every party', () => {
    const p = met([{ party: 'A', amount: 5, age: 1 }], BACKWARD);
    p.clear();
    expect(readings(p)).toEqual(readings(new Parties()));
    expect(p.recordsOf(900)).toBe(0);
  });

  test('shares out the amount with parties of another group', () => {
    const sold = met(
      [
        { party: 'A', amount: 300, age: 1 },
        { party: 'B', amount: 100, age: 1 },
      ],
      FORWARD,
    );
    expect(sold.sharedWith(met([{ party: 'A', amount: 1, age: 360 }], FORWARD))).toBe(0.75);
    expect(sold.sharedWith(met([{ party: 'A', amount: 1, age: 400 }], FORWARD))).toBe(0);
    expect(new Parties().sharedWith(sold)).toBeNaN();
  });
});
