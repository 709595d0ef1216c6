import { type Day, type Fen, firstDayOfMonthIndex } from '../core/index.ts';
import { dateFlow, type FirmState, monthlyCommitments, pay, receive, usualPayables } from './firm-state.ts';
import { dueDay, isRepaid, type Loan, remainingFen } from './loans.ts';
import { WEEKS_PER_MONTH } from './units.ts';

/** Draws of a week, the `k` of the streams `world.bills` and `world.credit`: from 100, clear of their other users. */
const K = { tax: 100, utility: 101, day: 102, injects: 103, walks: 104 } as const;
/** First `k` of the draws that say whether an instalment is forgotten; loans from the hundredth on share one. */
const K_LOAN = 200;

/** Days after which the tax office, and the power company, are paid first: account frozen, power cut. */
const TAX_PATIENCE_DAYS = 90;
const UTILITY_PATIENCE_DAYS = 60;
/** Share of private means an owner risks at a time; honesty is the chance that the owner does. */
const INJECTION_SHARE = 0.5;
/** Payroll and rent follow sales: share of the gap closed a week, and when cash is short. */
const STAFF_SPEED = 0.02;
const STAFF_SPEED_SHORT = 0.06;
/** Weekly chance that an owner who may walk away does. */
const WALK_AWAY_CHANCE = 0.03;
/** Owner's draw of the excess, its limit in weeks of surplus, and the part that is saved. */
const DRAW_SHARE = 0.5;
const DRAW_WEEKS = 6;
const SAVED_SHARE = 0.5;
const INVEST_WEEKS = 8;
/** Weight of the last week in the means of surplus and outgoings. */
const VIEW = 0.08;

/**
 * A week of payments. Staff, landlord and lenders come first; tax, then utilities, then suppliers are paid only if a
 * reserve for those first ones remains, and the owner takes what is left. So when cash runs down suppliers wait first,
 * then utilities, then tax, then other lenders are asked (see borrowing.ts), and the loan is missed last.
 */
export function makePayments(state: FirmState): void {
  const commitments = monthlyCommitments(state);
  const { peckingOrder } = state.world.scenario;
  const reserve = (months: number): number => months * state.traits.caution * commitments;
  const before = state.cash;
  accrueStaffAndRent(state, state.cash < reserve(peckingOrder.borrow));
  injectIfShort(state);
  const injected = state.cash - before;
  payStaffAndRent(state);
  repayLoans(state);
  payTax(state, reserve(peckingOrder.tax));
  payUtilities(state, reserve(peckingOrder.utility));
  paySuppliers(state, reserve(peckingOrder.suppliers));
  const outgoing = before + injected - state.cash;
  state.outgoingLevel += VIEW * (outgoing - state.outgoingLevel);
  invest(state, reserve(peckingOrder.tax));
  payOwner(state, reserve(peckingOrder.utility));
}

/** The day of month `dom` of the month `monthIndex`. */
function dayInMonth(monthIndex: number, dom: number): Day {
  return firstDayOfMonthIndex(monthIndex) + dom - 1;
}

function accrueStaffAndRent(state: FirmState, short: boolean): void {
  const { profile } = state;
  const weekEnd = state.weekStart + 6;
  const gap = profile.payrollShare * WEEKS_PER_MONTH * state.salesLevel - state.monthlyPayroll;
  // Hiring takes time; dismissal is quicker when there is no money.
  state.monthlyPayroll += (gap < 0 && short ? STAFF_SPEED_SHORT : STAFF_SPEED) * gap;
  while (dayInMonth(state.nextPayrollMonth, state.traits.payrollDay) <= weekEnd) {
    state.payrollDue += Math.round(state.monthlyPayroll);
    state.nextPayrollMonth += 1;
  }
  while (dayInMonth(state.nextRentMonth, 1) <= weekEnd) {
    state.monthlyRent +=
      STAFF_SPEED * (profile.rentShare * WEEKS_PER_MONTH * state.salesLevel - state.monthlyRent);
    state.rentDue += Math.round(state.monthlyRent);
    state.nextRentMonth += 1;
  }
}

/** Instalments due by the end of the week and unpaid. */
function dueInstalments(state: FirmState): Fen {
  let sum = 0;
  const weekEnd = state.weekStart + 6;
  for (const loan of state.loans) {
    if (loan.abandoned) continue;
    for (let k = loan.paidDays.length; k < loan.termMonths && dueDay(loan, k) <= weekEnd; k++)
      sum += loan.instalmentFen;
  }
  return sum;
}

/** An owner with private means and the will to use them covers staff, rent, instalments and impatient suppliers. */
function injectIfShort(state: FirmState): void {
  const needed = state.payrollDue + state.rentDue + dueInstalments(state) + overduePayables(state);
  const short = Math.ceil(needed - state.cash);
  if (short <= 0 || state.wealth <= 0) return;
  const { traits, world } = state;
  if (world.streams.bills.uniform(traits.firm, state.week, K.injects) > traits.honesty) return;
  const amount = Math.min(short, Math.floor(state.wealth * INJECTION_SHARE));
  state.wealth -= amount;
  receive(state, 'equity', amount);
}

function payStaffAndRent(state: FirmState): void {
  const payroll = Math.min(state.cash, state.payrollDue);
  state.payrollDue -= payroll;
  pay(state, 'payroll', payroll);
  dateFlow(
    state,
    'payroll',
    payDay(state, dayInMonth(state.nextPayrollMonth - 1, state.traits.payrollDay)),
    payroll,
    'STAFF',
  );
  const rent = Math.min(state.cash, state.rentDue);
  state.rentDue -= rent;
  pay(state, 'rent', rent);
  dateFlow(state, 'rent', payDay(state, dayInMonth(state.nextRentMonth - 1, 1)), rent, 'LANDLORD');
}

/** The due day if it lies in this week, else a drawn day of this week: late payments come on no particular day. */
function payDay(state: FirmState, due: Day): Day {
  if (due >= state.weekStart && due <= state.weekStart + 6) return due;
  const { traits, world } = state;
  return state.weekStart + world.streams.bills.integer(7, traits.firm, state.week, K.day);
}

function repayLoans(state: FirmState): void {
  const { traits, world } = state;
  const weekEnd = state.weekStart + 6;
  for (const [i, loan] of state.loans.entries()) {
    if (isRepaid(loan) || dueDay(loan, loan.paidDays.length) > weekEnd) continue;
    if (loan.lender === 'own') considerWalkingAway(state, loan);
    if (loan.abandoned) continue;
    const u = world.streams.credit.uniform(traits.firm, state.week, K_LOAN + Math.min(i, 99));
    if (u < traits.forgetfulness / 2) continue;
    for (let k = loan.paidDays.length; k < loan.termMonths; k++) {
      const due = dueDay(loan, k);
      if (due > weekEnd || state.cash < loan.instalmentFen) break;
      const day = payDay(state, due);
      loan.paidDays.push(day);
      pay(state, 'repayment', loan.instalmentFen);
      dateFlow(state, 'repayment', day, loan.instalmentFen, loan.lenderName);
    }
  }
}

/** Willingness: a dishonest owner leaves when more is owed than the surplus that going on in business would bring. */
function considerWalkingAway(state: FirmState, loan: Loan): void {
  const { traits, world } = state;
  const { walkAwayHonesty, walkAwayMonths } = world.scenario.credit;
  if (loan.abandoned || traits.honesty >= walkAwayHonesty) return;
  const worth = walkAwayMonths * WEEKS_PER_MONTH * Math.max(0, state.surplusLevel);
  if (remainingFen(loan) <= worth) return;
  loan.abandoned = world.streams.credit.uniform(traits.firm, state.week, K.walks) < WALK_AWAY_CHANCE;
}

/** Pays the oldest open taxes while the reserve holds, or whatever the reserve once the office loses patience. */
function payTax(state: FirmState, reserve: number): void {
  const { traits, world } = state;
  const weekEnd = state.weekStart + 6;
  const forgets = world.streams.bills.uniform(traits.firm, state.week, K.tax) < traits.forgetfulness;
  for (; state.firstUnpaidTax < state.months.length; state.firstUnpaidTax++) {
    const account = state.months[state.firstUnpaidTax]!;
    const due = Math.max(account.taxDueDay, account.filedDay);
    if (due > weekEnd || forgets) return;
    const keep = weekEnd - due >= TAX_PATIENCE_DAYS ? 0 : reserve;
    if (state.cash - account.taxFen < keep) return;
    account.taxPaidDay = payDay(state, due);
    pay(state, 'tax', account.taxFen);
    dateFlow(state, 'tax', account.taxPaidDay, account.taxFen, 'TAX');
  }
}

/** The same for electricity and water. */
function payUtilities(state: FirmState, reserve: number): void {
  const { traits, world } = state;
  const weekEnd = state.weekStart + 6;
  const forgets = world.streams.bills.uniform(traits.firm, state.week, K.utility) < traits.forgetfulness;
  for (; state.firstUnpaidUtility < state.months.length; state.firstUnpaidUtility++) {
    const account = state.months[state.firstUnpaidUtility]!;
    const due = account.utilityDueDay;
    if (due > weekEnd || forgets) return;
    const bill = account.electricityFen + account.waterFen;
    const keep = weekEnd - due >= UTILITY_PATIENCE_DAYS ? 0 : reserve;
    if (state.cash - bill < keep) return;
    account.utilityPaidDay = payDay(state, due);
    pay(state, 'utility', bill);
    dateFlow(state, 'utility', account.utilityPaidDay, account.electricityFen, 'POWER');
    dateFlow(state, 'utility', account.utilityPaidDay, account.waterFen, 'WATER');
  }
}

/** Payables beyond what suppliers put up with. */
function overduePayables(state: FirmState): number {
  const { supplierPatience } = state.world.scenario.peckingOrder;
  return Math.max(0, state.payables - supplierPatience * usualPayables(state));
}

/** Suppliers wait while they put up with it; once they do not, goods come before every reserve. */
function paySuppliers(state: FirmState, fullReserve: number): void {
  const due = state.payables / state.profile.supplierWeeks;
  const reserve = overduePayables(state) > 0 ? 0 : fullReserve;
  const amount = Math.floor(Math.max(0, Math.min(due, state.cash - reserve)));
  state.payables -= amount;
  pay(state, 'purchase', amount);
}

/** Loan money meant for growth goes into the firm over some weeks and lifts demand by its return. */
function invest(state: FirmState, reserve: number): void {
  if (state.toInvest <= 0) return;
  const share = Math.max(state.toInvest / INVEST_WEEKS, state.traits.weeklySalesFen * 0.02);
  const amount = Math.floor(Math.max(0, Math.min(state.toInvest, share, state.cash - reserve)));
  state.toInvest -= amount;
  state.investedGain += (state.gainPerInvested * amount) / (52 * state.traits.weeklySalesFen);
  pay(state, 'other', amount);
}

/**
 * Once a month, in the week of the payroll, the owner takes a living out of the firm (or out of savings when the firm has
 * nothing to spare) and a part of the cash beyond the buffer if business brings a surplus.
 */
function payOwner(state: FirmState, reserve: number): void {
  const { traits, world } = state;
  if (dayInMonth(state.nextPayrollMonth - 1, traits.payrollDay) < state.weekStart) return;
  const living = Math.round(world.scenario.firm.livingShare * traits.weeklySalesFen * WEEKS_PER_MONTH);
  if (state.cash - living >= reserve) pay(state, 'owner', living);
  else state.wealth = Math.max(0, state.wealth - living);
  const excess = state.cash - traits.bufferMonths * WEEKS_PER_MONTH * state.outgoingLevel;
  if (excess <= 0 || state.surplusLevel <= 0) return;
  const draw = Math.floor(Math.min(DRAW_SHARE * excess, DRAW_WEEKS * state.surplusLevel));
  state.wealth += Math.floor(SAVED_SHARE * draw);
  pay(state, 'owner', draw);
}
