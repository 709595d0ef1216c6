import { describe, expect, it } from 'vitest';
import { type FirmState, monthlyCommitments, openFirm, usualPayables } from '../../src/world/firm-state.ts';
import { FLOW, type Flow, type MonthAccount } from '../../src/world/life.ts';
import type { Loan } from '../../src/world/loans.ts';
import { makePayments } from '../../src/world/payments.ts';
import { baselineScenario } from '../../src/world/scenario.ts';
import { WEEKS_PER_MONTH } from '../../src/world/units.ts';
import { openWorld } from '../../src/world/world.ts';

const UNIT = 100_000;
const world = openWorld(baselineScenario, 1, 24);

/** A firm that forgets nothing, has no private means and owes each kind of obligation this week. */
function indebted(cash: number): FirmState {
  const drawn = openFirm(world, 4);
  const monday = world.timeline.week0 + 70;
  const traits = { ...drawn.traits, forgetfulness: 0, caution: 1, honesty: 0.9, payrollDay: 31 };
  const state: FirmState = { ...drawn, traits, week: 10, weekStart: monday, cash, wealth: 0 };
  state.payrollDue = 2 * UNIT;
  state.rentDue = UNIT;
  // Staff and rent of the current month are those just set.
  state.nextPayrollMonth = state.nextRentMonth = 10_000;
  state.monthlyPayroll = 2 * UNIT;
  state.monthlyRent = UNIT;
  state.payables = Math.round(usualPayables(state));
  const account: MonthAccount = {
    periodStart: monday - 40,
    salesFen: 10 * UNIT,
    declaredFen: 10 * UNIT,
    taxFen: UNIT,
    taxDueDay: monday + 1,
    filedDay: monday - 3,
    taxPaidDay: undefined,
    electricityFen: UNIT - 1,
    waterFen: 1,
    billDay: monday - 12,
    utilityDueDay: monday + 2,
    utilityPaidDay: undefined,
  };
  state.months.push(account);
  // Opened a month before, so that the first instalment falls into this week.
  const loan: Loan = {
    lender: 'bank',
    lenderName: 'B01',
    openedDay: monday - 27,
    principalFen: 10 * UNIT,
    instalmentFen: UNIT,
    termMonths: 12,
    paidDays: [],
    abandoned: false,
  };
  state.loans.push(loan);
  return state;
}

function paid(state: FirmState, flow: Flow): number {
  return state.flows[state.week * 11 + FLOW[flow]]!;
}

describe('makePayments', () => {
  it('pays everything when there is plenty', () => {
    const state = indebted(1_000 * UNIT);
    makePayments(state);
    for (const [flow, amount] of [
      ['payroll', 2],
      ['rent', 1],
      ['repayment', 1],
      ['tax', 1],
      ['utility', 1],
    ] as const)
      expect(paid(state, flow)).toBe(amount * UNIT);
    expect(paid(state, 'purchase')).toBeGreaterThan(0);
    expect(state.loans[0]?.paidDays).toHaveLength(1);
    expect(state.months[0]?.taxPaidDay).toBe(state.weekStart + 1);
    expect(state.months[0]?.utilityPaidDay).toBe(state.weekStart + 2);
  });

  it('gives up suppliers first, then utilities, then tax, then the loan, and staff last', () => {
    const met = (cash: number): Record<string, boolean> => {
      const state = indebted(cash);
      makePayments(state);
      return {
        suppliers: paid(state, 'purchase') > 0,
        utility: paid(state, 'utility') > 0,
        tax: paid(state, 'tax') > 0,
        loan: paid(state, 'repayment') > 0,
        staff: paid(state, 'payroll') === 2 * UNIT,
      };
    };
    const commitments = monthlyCommitments(indebted(0));
    expect(commitments).toBe(4 * UNIT);
    // After staff, rent and loan (4 units): reserves of 4, 3 and 1 units guard suppliers, utilities and tax.
    expect(met(11 * UNIT)).toEqual({ suppliers: true, utility: true, tax: true, loan: true, staff: true });
    expect(met(9 * UNIT)).toEqual({ suppliers: false, utility: true, tax: true, loan: true, staff: true });
    expect(met(7 * UNIT)).toEqual({ suppliers: false, utility: false, tax: true, loan: true, staff: true });
    expect(met(5 * UNIT)).toEqual({ suppliers: false, utility: false, tax: false, loan: true, staff: true });
    expect(met(3 * UNIT)).toEqual({ suppliers: false, utility: false, tax: false, loan: false, staff: true });
    expect(met(UNIT)).toEqual({ suppliers: false, utility: false, tax: false, loan: false, staff: false });
  });

  it('never spends what it does not have', () => {
    for (let cash = 0; cash < 12 * UNIT; cash += UNIT / 4) {
      const state = indebted(cash);
      makePayments(state);
      expect(state.cash).toBeGreaterThanOrEqual(0);
    }
  });

  it('pays utilities before any reserve once the power is about to be cut', () => {
    const state = indebted(5 * UNIT);
    state.months[0] = { ...state.months[0]!, utilityDueDay: state.weekStart - 60 };
    makePayments(state);
    expect(paid(state, 'utility')).toBe(UNIT);
    expect(state.months[0]?.utilityPaidDay).toBeGreaterThanOrEqual(state.weekStart);
  });

  it('lets a willing owner of means cover staff, rent and instalments', () => {
    const state = indebted(0);
    state.wealth = 100 * UNIT;
    // Honesty is the chance that the owner does it in a given week.
    const willing = { ...state, traits: { ...state.traits, honesty: 1 } };
    makePayments(willing);
    expect(paid(willing, 'equity')).toBe(4 * UNIT);
    // Nothing is left in the firm, so the owner lives from savings too.
    const living = Math.round(
      baselineScenario.firm.livingShare * willing.traits.weeklySalesFen * WEEKS_PER_MONTH,
    );
    expect(willing.wealth).toBe(96 * UNIT - living);
    expect(paid(willing, 'repayment')).toBe(UNIT);
  });

  it('never pays an abandoned loan, however much cash there is', () => {
    const state = indebted(1_000 * UNIT);
    state.loans[0]!.abandoned = true;
    makePayments(state);
    expect(paid(state, 'repayment')).toBe(0);
  });
});
