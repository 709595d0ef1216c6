import { addMonths, type Day } from '../core/index.ts';
import { applyForLoan, drawApplicationDay, receiveLoans, seekCredit } from './borrowing.ts';
import { type FirmState, monthlyCommitments, openFirm, receive } from './firm-state.ts';
import { type Application, type FirmLife, FLOWS, N_INFLOWS } from './life.ts';
import { OUTCOME_MONTHS } from './loans.ts';
import { closeMonths } from './obligations.ts';
import { makePayments } from './payments.ts';
import { weekOf } from './timeline.ts';
import { trade } from './trade.ts';
import type { World } from './world.ts';

/** Days from an application to its money, at most. */
const DISBURSEMENT_DAYS = 4;
/** Suppliers who deliver less than this share have stopped: nothing is left to sell. */
const LEAST_SUPPLY = 0.3;
/** Months of commitments put back into a firm that would have died before the book began. */
const RESCUE_MONTHS = 2;
/** Weight of the last week in the mean surplus. */
const VIEW = 0.08;

/**
 * Lives one firm from burn-in to the end of the book, or to the end of its loan's outcome window if that is later. A pure
 * function of (world, firm): any firm can be replayed alone.
 */
export function simulateFirm(world: World, firm: number): FirmLife {
  const { timeline } = world;
  const state = openFirm(world, firm);
  const openingCashFen = state.cash;
  const applicationDay = drawApplicationDay(state);
  let lastWeek = weekOf(timeline, timeline.endDate);
  let application: Application | undefined;
  let deathDay: Day | undefined;
  for (let week = 0; week <= lastWeek && deathDay === undefined; week++) {
    state.week = week;
    state.weekStart = timeline.week0 + 7 * week;
    if (applicationDay !== undefined && weekOf(timeline, applicationDay) === week) {
      application = applyForLoan(state, applicationDay);
      // One week more, so that a payment late in the window's last week is seen.
      const windowEnd = addMonths(applicationDay + DISBURSEMENT_DAYS, OUTCOME_MONTHS);
      if (application) lastWeek = Math.max(lastWeek, weekOf(timeline, windowEnd) + 1);
    }
    closeMonths(state);
    receiveLoans(state);
    trade(state);
    makePayments(state);
    seekCredit(state);
    if (isFinished(state)) {
      if (week < timeline.firstBookWeek) rescue(state);
      else deathDay = state.weekStart + 6;
    }
    state.cashByWeek[week] = state.cash;
    viewSurplus(state);
  }
  return {
    traits: state.traits,
    nWeeks: state.week + 1,
    openingCashFen,
    cash: state.cashByWeek,
    flows: state.flows,
    sales: state.sales,
    orders: state.orders,
    logDemand: state.logDemandByWeek,
    service: state.service,
    dated: state.dated,
    months: state.months,
    loans: state.loans,
    enquiries: state.enquiries,
    application,
    partners: [],
    guarantees: [],
    identity: { phone: firm, device: firm, address: firm, owner: firm },
    fraud: undefined,
    deathDay,
  };
}

/** Staff left unpaid too long, or no goods: the firm closes. */
function isFinished(state: FirmState): boolean {
  const { payrollPatienceMonths } = state.world.scenario.peckingOrder;
  return state.payrollDue > payrollPatienceMonths * state.monthlyPayroll || state.supply < LEAST_SUPPLY;
}

/** The book shows firms that are alive on its first day: one that would have died before gets fresh capital instead. */
function rescue(state: FirmState): void {
  receive(state, 'equity', Math.round(RESCUE_MONTHS * monthlyCommitments(state)) + state.payrollDue);
  state.payables = Math.round(state.orderLevel * state.profile.supplierWeeks);
  state.supply = 1;
}

/** Updates the owner's view of what business leaves in a week, before lenders' money, investment and private draws. */
function viewSurplus(state: FirmState): void {
  const row = state.week * FLOWS.length;
  let surplus = state.flows[row]!;
  for (let slot = N_INFLOWS; slot < FLOWS.length - 2; slot++) surplus -= state.flows[row + slot]!;
  state.surplusLevel += VIEW * (surplus - state.surplusLevel);
}
