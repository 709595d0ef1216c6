import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, dayOf } from '../../src/core/index.ts';
import {
  daysPastDue,
  dueDay,
  instalmentOf,
  type Loan,
  outcomeOf,
  remainingFen,
} from '../../src/world/loans.ts';

const OPENED = dayOf(2024, 1, 31);

function loan(paidDays: number[], termMonths = 12): Loan {
  return {
    lender: 'own',
    lenderName: 'OWN',
    openedDay: OPENED,
    principalFen: 1_200_000,
    instalmentFen: 107_000,
    termMonths,
    paidDays,
    abandoned: false,
  };
}

/** Walks day by day, as a servicing system would. */
function naiveOutcome(of: Loan): { bad: boolean; worst: number } {
  let worst = 0;
  for (let day = of.openedDay; day <= addMonths(of.openedDay, 12); day++) {
    for (let k = 0; k < of.termMonths; k++) {
      // Unpaid until the day of payment, which still counts.
      const paid = of.paidDays[k] ?? Number.POSITIVE_INFINITY;
      if (paid >= day) {
        worst = Math.max(worst, day - dueDay(of, k));
        break;
      }
    }
  }
  return { bad: worst >= 90, worst };
}

describe('instalmentOf', () => {
  it('gives the annuity of a textbook: 12,000 yuan at 12 % over 12 months is 1,066.19 yuan', () => {
    expect(instalmentOf(1_200_000, 0.12, 12)).toBe(106_619);
  });

  it('gives equal parts without interest, rounded up to the fen', () => {
    expect(instalmentOf(1_000, 0, 3)).toBe(334);
  });
});

describe('dueDay', () => {
  it('falls on the last day of a short month', () => {
    expect(dueDay(loan([]), 0)).toBe(dayOf(2024, 2, 29));
    expect(dueDay(loan([]), 1)).toBe(dayOf(2024, 3, 31));
  });
});

describe('daysPastDue', () => {
  it('is the age of the oldest unpaid instalment', () => {
    const paidOnce = loan([dayOf(2024, 2, 29)]);
    expect(daysPastDue(paidOnce, dayOf(2024, 3, 31))).toBe(0);
    expect(daysPastDue(paidOnce, dayOf(2024, 5, 1))).toBe(31);
    expect(remainingFen(paidOnce)).toBe(11 * 107_000);
  });

  it('is 0 for a repaid loan', () => {
    expect(daysPastDue(loan([OPENED + 29], 1), OPENED + 500)).toBe(0);
  });
});

describe('outcomeOf', () => {
  it('is good and known at the end of the window when every instalment is paid when due', () => {
    const paid = Array.from({ length: 12 }, (_, k) => dueDay(loan([]), k));
    expect(outcomeOf(loan(paid))).toEqual({
      badDay: undefined,
      maxDaysPastDue: 0,
      knownDay: addMonths(OPENED, 12),
    });
  });

  it('is bad 90 days after the first instalment when nothing is ever paid, and known that day', () => {
    const outcome = outcomeOf(loan([]));
    expect(outcome.badDay).toBe(dueDay(loan([]), 0) + 90);
    expect(outcome.knownDay).toBe(outcome.badDay);
    expect(outcome.maxDaysPastDue).toBe(addMonths(OPENED, 12) - dueDay(loan([]), 0));
  });

  it('is good at 89 days and bad at 90', () => {
    const due = (k: number): number => dueDay(loan([], 3), k);
    const latePaid = (days: number): Loan => loan([due(0) + days, due(0) + days, due(0) + days], 3);
    expect(outcomeOf(latePaid(89)).badDay).toBeUndefined();
    expect(outcomeOf(latePaid(90)).badDay).toBe(due(0) + 90);
  });

  it('is bad even when the loan was cured later', () => {
    const cured = Array.from({ length: 12 }, (_, k) => Math.max(dueDay(loan([]), k), OPENED + 200));
    expect(outcomeOf(loan(cured)).badDay).toBe(dueDay(loan([]), 0) + 90);
  });

  it('agrees with a walk through every day of the window', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 130 }), { maxLength: 24 });
    fc.assert(
      fc.property(gaps, fc.constantFrom(6, 12, 24), (delays, termMonths) => {
        const paidDays: number[] = [];
        const subject = loan(paidDays, termMonths);
        for (const [k, delay] of delays.slice(0, termMonths).entries())
          paidDays.push(Math.max(paidDays.at(-1) ?? 0, dueDay(subject, k) + delay));
        const { badDay, maxDaysPastDue } = outcomeOf(subject);
        expect({ bad: badDay !== undefined, worst: maxDaysPastDue }).toEqual(naiveOutcome(subject));
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
