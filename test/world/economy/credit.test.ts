import { describe, expect, it } from 'vitest';
import {
  LATE_DAYS,
  roundLoan,
  seekCredit,
  stackLoans,
  worstDaysPastDue,
} from '../../../src/world/economy/credit.ts';
import { type District, openDistrict } from '../../../src/world/economy/district.ts';
import { NEVER, NONE } from '../../../src/world/economy/layout.ts';
import { grantLoan, LENDER, LENDERS_PER_KIND, receiveLoans } from '../../../src/world/economy/loan-book.ts';
import { positionsOf, weekOf, worldOf } from './districts.ts';

const eager = worldOf(
  { credit: { acceptance: 1, acceptancePerLoan: 0, acceptancePerDebt: 0, plannedLoansPerYear: 0 } },
  1,
);
const WEEK = 20;

/** Forty firms without cash. */
function broke(): District {
  const d = openDistrict(eager, 0, 40);
  d.cash.fill(0);
  return d;
}

/** The same, each this late with another lender on the Monday of WEEK. */
function late(days: number): District {
  const d = broke();
  const { start } = weekOf(d, WEEK);
  for (const i of positionsOf(d)) {
    const lender = LENDER.platform * LENDERS_PER_KIND;
    const openedDay = start - 60;
    grantLoan(d, i, { lender, openedDay, principalFen: 1_000_000, instalmentFen: 100_000, termMonths: 12 });
  }
  receiveLoans(d, weekOf(d, WEEK));
  d.cash.fill(0);
  d.nextDue.fill(start - days);
  return d;
}

describe('seekCredit', () => {
  it('does not ask when cash covers the commitments', () => {
    const d = openDistrict(eager, 0, 40);
    d.cash.fill(1e12);
    seekCredit(d, weekOf(d, WEEK));
    expect(d.tape.enquiries).toEqual([]);
    expect(d.counts[0]).toBe(0);
  });

  it('asks platforms when short, leaves an enquiry, and the money comes the week after', () => {
    const d = broke();
    seekCredit(d, weekOf(d, WEEK));
    const asked = positionsOf(d).filter((i) => d.firstPending[i] !== NONE);
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.length).toBeLessThan(35);
    expect(new Set(d.tape.enquiries.map(({ i }) => i))).toEqual(new Set(asked));
    receiveLoans(d, weekOf(d, WEEK));
    expect(d.cash.every((cash) => cash === 0)).toBe(true);
    receiveLoans(d, weekOf(d, WEEK + 1));
    for (const i of asked) {
      const loan = d.firstLoan[i]!;
      expect(Math.floor(d.loanLender[loan]! / LENDERS_PER_KIND)).toBe(LENDER.platform);
      expect(d.cash[i]).toBe(d.loanPrincipal[loan]);
    }
  });

  it('is turned away everywhere while 30 days late, though every try is on record', () => {
    const d = late(LATE_DAYS);
    seekCredit(d, weekOf(d, WEEK));
    expect(d.firstPending.every((loan) => loan === NONE)).toBe(true);
    const tries = positionsOf(d).map((i) => d.tape.enquiries.filter((enquiry) => enquiry.i === i).length);
    expect(new Set(tries)).toEqual(new Set([0, 3]));
    const inTime = late(LATE_DAYS - 1);
    seekCredit(inTime, weekOf(inTime, WEEK));
    expect(inTime.firstPending.some((loan) => loan !== NONE)).toBe(true);
  });

  it('asks no second platform while money is on its way', () => {
    const d = broke();
    for (let week = WEEK; week < WEEK + 20; week++) seekCredit(d, weekOf(d, week));
    expect(positionsOf(d).every((i) => d.firstPending[i] !== NONE)).toBe(true);
    expect(d.counts[0]).toBe(d.n);
  });

  it('is refused more often with every loan and with debt', () => {
    const refusals = (acceptancePerLoan: number): number => {
      const credit = { acceptance: 0.9, acceptancePerLoan, acceptancePerDebt: 0, plannedLoansPerYear: 0 };
      const d = openDistrict(worldOf({ credit }, 1), 0, 300);
      d.cash.fill(0);
      d.openLoans.fill(2);
      seekCredit(d, weekOf(d, WEEK));
      return d.tape.enquiries.length - d.counts[0]!;
    };
    expect(refusals(0.3)).toBeGreaterThan(2 * refusals(0));
    expect(refusals(0.45)).toBeGreaterThan(refusals(0.3));
  });
});

describe('worstDaysPastDue', () => {
  it('is told on the Monday of the oldest open instalment, 0 without loans', () => {
    const d = late(12);
    expect(worstDaysPastDue(d, weekOf(d, WEEK), 0)).toBe(12);
    d.nextDue[0] = NEVER;
    expect(worstDaysPastDue(d, weekOf(d, WEEK), 0)).toBe(0);
  });
});

describe('roundLoan', () => {
  it('gives whole thousands of yuan, at least the least', () => {
    expect(roundLoan(1_234_567, 500_000)).toBe(1_200_000);
    expect(roundLoan(120_000, 500_000)).toBe(500_000);
  });
});

describe('stackLoans', () => {
  it('borrows from as many different platforms as the scenario says', () => {
    const { platforms } = eager.scenario.fraud.stacking;
    for (let i = 0; i < 20; i++) {
      const d = openDistrict(eager, 0, 40);
      stackLoans(d, weekOf(d, WEEK), i);
      const count = d.counts[0]!;
      expect(count >= platforms[0] && count <= platforms[1]).toBe(true);
      expect(new Set(d.loanLender.subarray(0, count)).size).toBe(count);
      expect(d.tape.enquiries.length).toBe(count);
    }
  });
});
