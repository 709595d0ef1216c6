import { describe, expect, it } from 'vitest';
import { addMonths, dayOf } from '../../../src/core/index.ts';
import { eventsOf } from '../../../src/world/emit/bureau.ts';
import { dueDay, type Loan } from '../../../src/world/loans.ts';
import { baselineWorld, livesOf, recordsIn } from '../worlds.ts';

const OPENED = dayOf(2024, 1, 1);
const LAST = addMonths(OPENED, 24);

function loan(paidDays: number[]): Loan {
  return {
    lender: 'platform',
    lenderName: 'P07',
    openedDay: OPENED,
    principalFen: 300_000,
    instalmentFen: 105_000,
    termMonths: 3,
    paidDays,
    abandoned: false,
  };
}
const due = (k: number): number => dueDay(loan([]), k);
const kinds = (of: Loan, lastDay = LAST): string[] =>
  eventsOf(of, lastDay)
    .sort((a, b) => a.day - b.day)
    .map(({ kind, daysPastDue }) => (kind === 'overdue' ? `overdue ${daysPastDue}` : kind));

describe('eventsOf', () => {
  it('reports a loan that is always paid on time as opened and closed', () => {
    expect(kinds(loan([due(0), due(1), due(2)]))).toEqual(['opened', 'closed']);
  });

  it('does not report a delay of less than 30 days', () => {
    expect(kinds(loan([due(0) + 29, due(1), due(2)]))).toEqual(['opened', 'closed']);
  });

  it('reports 30 and 60 days, and the cure on the day everything due is paid', () => {
    const events = eventsOf(loan([due(0) + 61, due(0) + 61, due(2) + 5]), LAST);
    expect(events.map(({ kind, day, amountFen }) => [kind, day, amountFen])).toEqual([
      ['opened', OPENED, 300_000],
      // By then the second instalment has become due too, where months are short enough.
      ['overdue', due(0) + 30, (due(1) <= due(0) + 30 ? 2 : 1) * 105_000],
      ['overdue', due(0) + 60, 3 * 105_000],
      ['cured', due(2) + 5, 0],
      ['closed', due(2) + 5, 300_000],
    ]);
  });

  it('reports 30, 60 and 90 days of a loan that is never paid, and nothing after the last day', () => {
    expect(kinds(loan([]))).toEqual(['opened', 'overdue 30', 'overdue 60', 'overdue 90']);
    expect(kinds(loan([]), due(0) + 59)).toEqual(['opened', 'overdue 30']);
  });
});

describe('emitBureau', () => {
  it('never reports our own loan and numbers the records of a day', () => {
    const world = baselineWorld();
    const lives = livesOf(world, 300).filter((life) => life.traits.covered.bureau);
    let nRecords = 0;
    for (const life of lives) {
      const next = new Map<number, number>();
      for (const { lender, eventDate, sequence } of recordsIn(world, life, 'bureau')) {
        expect(lender).toMatch(/^[BPT]\d\d$/);
        expect(sequence).toBeGreaterThanOrEqual(next.get(eventDate) ?? 0);
        next.set(eventDate, sequence + 1);
        nRecords += 1;
      }
    }
    expect(nRecords).toBeGreaterThan(500);
  });
});
