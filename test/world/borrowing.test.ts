import { describe, expect, it } from 'vitest';
import { applyForLoan, drawApplicationDay, receiveLoans, seekCredit } from '../../src/world/borrowing.ts';
import { type FirmState, openFirm } from '../../src/world/firm-state.ts';
import { baselineScenario } from '../../src/world/scenario.ts';
import { openWorld, type World } from '../../src/world/world.ts';

const { credit } = baselineScenario;
const eager = openWorld(
  {
    ...baselineScenario,
    credit: { ...credit, acceptance: 1, acceptancePerLoan: 0, acceptancePerDebt: 0, plannedLoansPerYear: 0 },
  },
  1,
  24,
);

function firmIn(world: World, number: number, cash?: number): FirmState {
  const state = openFirm(world, number);
  return cash === undefined ? state : { ...state, cash };
}

/** A firm that is 40 days late with another lender. */
function late(number: number): FirmState {
  const state = firmIn(eager, number, 0);
  state.loans.push({
    lender: 'platform',
    lenderName: 'P01',
    openedDay: state.weekStart - 71,
    principalFen: 1_000_000,
    instalmentFen: 100_000,
    termMonths: 12,
    paidDays: [],
    abandoned: false,
  });
  return state;
}

describe('seekCredit', () => {
  it('does not ask when cash covers the commitments', () => {
    for (let number = 0; number < 30; number++) {
      const state = firmIn(eager, number);
      state.cash = 1e12;
      seekCredit(state);
      expect(state.enquiries).toEqual([]);
    }
  });

  it('asks platforms when short, leaves an enquiry, and the money comes the week after', () => {
    const asked = Array.from({ length: 40 }, (_, number) => firmIn(eager, number, 0)).filter((state) => {
      seekCredit(state);
      return state.enquiries.length > 0;
    });
    expect(asked.length).toBeGreaterThan(10);
    for (const state of asked) {
      const [loan] = state.pending;
      expect(loan?.lender).toBe('platform');
      expect(loan!.openedDay).toBeGreaterThanOrEqual(state.weekStart + 7);
      receiveLoans(state);
      expect(state.cash).toBe(0);
      state.weekStart += 7;
      state.week += 1;
      receiveLoans(state);
      expect(state.cash).toBe(loan?.principalFen);
      expect(state.loans).toEqual([loan]);
    }
  });

  it('is turned away everywhere while 30 days late, though every try is on record', () => {
    const states = Array.from({ length: 40 }, (_, number) => late(number));
    for (const state of states) {
      seekCredit(state);
      expect(state.pending).toEqual([]);
    }
    expect(states.some((state) => state.enquiries.length === 3)).toBe(true);
  });
});

describe('drawApplicationDay', () => {
  it('falls evenly on the window for the configured share of firms', () => {
    const world = openWorld(baselineScenario, 5, 24);
    const days = Array.from({ length: 3000 }, (_, number) =>
      drawApplicationDay(firmIn(world, number)),
    ).filter((day) => day !== undefined);
    expect(days.length / 3000).toBeCloseTo(credit.applicantShare, 1);
    const { applicationFrom, endDate } = world.timeline;
    const early = days.filter((day) => day < (applicationFrom + endDate) / 2).length;
    expect(early / days.length).toBeCloseTo(0.5, 1);
  });
});

describe('applyForLoan', () => {
  it('asks whole thousands of yuan within the limits and is paid out within four days', () => {
    for (let number = 0; number < 100; number++) {
      const state = firmIn(eager, number);
      const application = applyForLoan(state, state.weekStart + 2)!;
      expect(application.amountFen % 100_000).toBe(0);
      expect(application.amountFen).toBeGreaterThanOrEqual(1_000_000);
      expect(application.amountFen).toBeLessThanOrEqual(300_000_000);
      expect(credit.termMonths).toContain(application.termMonths);
      const wait = application.loan.openedDay - application.day;
      expect(wait >= 1 && wait <= 4).toBe(true);
      expect(state.pending).toContain(application.loan);
    }
  });

  it('does not come from a firm that is 30 days late elsewhere', () => {
    expect(applyForLoan(late(1), 20_000)).toBeUndefined();
  });
});
