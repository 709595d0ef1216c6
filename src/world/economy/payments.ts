import { FLOW, FLOWS, type Flow } from '../life.ts';
import { WEEKS_PER_MONTH } from '../units.ts';
import { pay, receive } from './cash.ts';
import type { District } from './district.ts';
import { uniformOf } from './draws.ts';
import { NEVER } from './layout.ts';
import { dueInstalments, repayLoans } from './loan-book.ts';
import { forgets, SOCIAL_SHARE, socialDueDay, taxDueDay, utilityDueDay } from './months.ts';
import { payDay } from './pay-day.ts';
import { payPayables } from './supply-chain.ts';
import { K, NO_DAY, RENT_DAY, type Week } from './week.ts';

/** Days after which tax office, social insurance and power company are paid first: account frozen, power cut. */
const TAX_PATIENCE_DAYS = 90;
const SOCIAL_PATIENCE_DAYS = 120;
const UTILITY_PATIENCE_DAYS = 60;
/** Share of private means an owner risks at a time; honesty is the chance that the owner does. */
const INJECTION_SHARE = 0.5;
/** Payroll and rent follow sales: share of the gap closed a month; payroll faster when cash is short. */
const STAFF_SPEED = 0.08;
const STAFF_SPEED_SHORT = 0.24;
const RENT_SPEED = 0.02;
/** Owner's draw of the excess, its limit in weeks of surplus, and the part that is saved. */
const DRAW_SHARE = 0.5;
const DRAW_WEEKS = 6;
const SAVED_SHARE = 0.5;
/** Weeks over which loan money is invested, and the least a week in weeks of normal sales. */
const INVEST_WEEKS = 8;
const LEAST_INVESTED = 0.02;
/** Log demand that investment can add in all: a firm four and a half times its size is another firm. OWN. */
const MOST_GAIN = 1.5;
/** Weight of the last week in the mean of outgoings. */
const VIEW = 0.08;

/**
 * A week of payments of all firms that live. Staff, landlord and lenders come first; social insurance, then tax, then
 * utilities, then suppliers are paid only if a reserve for those first ones remains, and the owner takes what is left. So
 * when cash runs down suppliers wait first, then utilities, tax, social insurance, then other lenders are asked (see
 * credit.ts), and the loan is missed last.
 */
export function makePayments(d: District, at: Week): void {
  const { peckingOrder } = at.world.scenario;
  const { supplierPatience } = peckingOrder;
  const rentIsDue = at.dayOfMonth[RENT_DAY]! !== NO_DAY;
  const { cash, caution, monthlyPayroll, monthlyRent, instalments, payrollDay, payrollDue, rentDue } = d;
  const { payables, linkedPayables, orderLevel, supplierWeeks, nextDue, nextBill, toInvest } = d;
  const { outgoingLevel, surplusLevel, deathWeek, n } = d;
  const { flows } = d.tape;
  const salesRow = (at.week * FLOWS.length + FLOW.sales) * n;
  const purchaseRow = (at.week * FLOWS.length + FLOW.purchase) * n;
  for (let i = 0; i < n; i++) {
    if (deathWeek[i] !== NEVER) continue;
    const unit = caution[i]! * (monthlyPayroll[i]! + monthlyRent[i]! + instalments[i]!);
    const opening = cash[i]!;
    const isPayday = at.dayOfMonth[payrollDay[i]!]! !== NO_DAY;
    if (isPayday) accruePayroll(d, at, i, opening < peckingOrder.borrow * unit);
    if (rentIsDue) accrueRent(d, i);

    // Suppliers wait while they put up with it; once they do not, goods come before every reserve.
    const owed = payables[i]! + linkedPayables[i]!;
    const overdue = Math.max(0, owed - supplierPatience * orderLevel[i]! * supplierWeeks[i]!);
    const pressing = payrollDue[i]! + rentDue[i]! + overdue;
    const loanIsDue = nextDue[i]! <= at.end;
    if (opening < pressing || loanIsDue) injectIfShort(d, at, i, pressing);
    const injected = cash[i]! - opening;
    if (payrollDue[i]! > 0) payDebt(d, at, i, 'payroll', payrollDue);
    if (rentDue[i]! > 0) payDebt(d, at, i, 'rent', rentDue);
    if (loanIsDue) repayLoans(d, at, i);
    if (nextBill[i]! <= at.end) payBills(d, at, i, unit);

    const reserve = overdue > 0 ? 0 : peckingOrder.suppliers * unit;
    const wanted = Math.floor(Math.max(0, Math.min(owed / supplierWeeks[i]!, cash[i]! - reserve)));
    if (wanted > 0) {
      const paid = payPayables(d, i, at.week, wanted);
      cash[i]! -= paid;
      flows[purchaseRow + i] = paid;
    }
    const outgoing = opening + injected - cash[i]!;
    outgoingLevel[i]! += VIEW * (outgoing - outgoingLevel[i]!);
    // What business leaves, before lenders' money, investment and private draws.
    surplusLevel[i]! += VIEW * (flows[salesRow + i]! - outgoing - surplusLevel[i]!);
    if (toInvest[i]! > 0) invest(d, at, i, peckingOrder.tax * unit);
    if (isPayday) payOwner(d, at, i, peckingOrder.utility * unit);
  }
}

function accruePayroll(d: District, at: Week, i: number, short: boolean): void {
  const gap = d.payrollShare[i]! * WEEKS_PER_MONTH * d.salesLevel[i]! - d.monthlyPayroll[i]!;
  // Hiring takes time; dismissal is quicker when there is no money.
  d.monthlyPayroll[i]! += (gap < 0 && short ? STAFF_SPEED_SHORT : STAFF_SPEED) * gap;
  const wages = Math.round((1 - SOCIAL_SHARE) * d.monthlyPayroll[i]!);
  d.payrollDue[i]! += wages;
  const inNextMonth = at.dayOfMonth[d.payrollDay[i]!]! >= d.monthStarts[at.month + 1]!;
  (inNextMonth ? d.nextMonthWages : d.monthWages)[i]! += wages;
}

function accrueRent(d: District, i: number): void {
  const gap = d.rentShare[i]! * WEEKS_PER_MONTH * d.salesLevel[i]! - d.monthlyRent[i]!;
  d.monthlyRent[i]! += RENT_SPEED * gap;
  d.rentDue[i]! += Math.round(d.monthlyRent[i]!);
}

/** An owner with private means and the will to use them covers what is `pressing`, and instalments, if cash does not. */
function injectIfShort(d: District, at: Week, i: number, pressing: number): void {
  if (d.wealth[i]! <= 0) return;
  let needed = pressing;
  if (d.nextDue[i]! <= at.end) {
    // Without arrears at most one instalment of each loan is due: only near that is it worth counting.
    const inArrears = d.nextDue[i]! < at.start;
    if (!inArrears && d.cash[i]! >= needed + d.instalments[i]!) return;
    needed += dueInstalments(d, at, i);
  }
  const short = Math.ceil(needed - d.cash[i]!);
  if (short <= 0) return;
  if (uniformOf(at.draws, at.week, d.first + i, K.injects) > d.honesty[i]!) return;
  const amount = Math.min(short, Math.floor(d.wealth[i]! * INJECTION_SHARE));
  d.wealth[i]! -= amount;
  receive(d, i, at.week, 'equity', amount);
}

/** Pays as much of a debt to staff or landlord as there is cash for. */
function payDebt(d: District, at: Week, i: number, flow: Flow, due: Float64Array): void {
  if (due[i]! === 0) return;
  const amount = Math.min(d.cash[i]!, due[i]!);
  due[i]! -= amount;
  pay(d, i, at.week, flow, amount);
}

/** Pays open social insurance, tax and utilities, oldest first; notes when the next needs a look. */
function payBills(d: District, at: Week, i: number, unit: number): void {
  const { peckingOrder } = at.world.scenario;
  paySocial(d, at, i, peckingOrder.social * unit);
  payTax(d, at, i, peckingOrder.tax * unit);
  payUtilities(d, at, i, peckingOrder.utility * unit);
  const { month } = at;
  const social = d.firstUnpaidSocial[i]!;
  const tax = d.firstUnpaidTax[i]!;
  const utility = d.firstUnpaidUtility[i]!;
  d.nextBill[i] = Math.min(
    social < month ? socialDueDay(d, social) : NEVER,
    tax < month ? taxDueDay(d, i, tax) : NEVER,
    utility < month ? utilityDueDay(d, i, utility) : NEVER,
  );
}

/** Pays the oldest social insurance while the reserve holds, or whatever the reserve once the office loses patience. */
function paySocial(d: District, at: Week, i: number, reserve: number): void {
  for (; d.firstUnpaidSocial[i]! < at.month; d.firstUnpaidSocial[i]! += 1) {
    const month = d.firstUnpaidSocial[i]!;
    const due = socialDueDay(d, month);
    if (due > at.end || forgets(d, at, i, 0)) return;
    const amount = d.month.social[month * d.n + i]!;
    const keep = at.end - due >= SOCIAL_PATIENCE_DAYS ? 0 : reserve;
    if (d.cash[i]! - amount < keep) return;
    d.month.socialPaidDay[month * d.n + i] = payDay(d, at, i, due);
    pay(d, i, at.week, 'social', amount);
  }
}

/** The same for tax. */
function payTax(d: District, at: Week, i: number, reserve: number): void {
  for (; d.firstUnpaidTax[i]! < at.month; d.firstUnpaidTax[i]! += 1) {
    const month = d.firstUnpaidTax[i]!;
    const due = taxDueDay(d, i, month);
    if (due > at.end || forgets(d, at, i, 1)) return;
    const amount = d.month.tax[month * d.n + i]!;
    const keep = at.end - due >= TAX_PATIENCE_DAYS ? 0 : reserve;
    if (d.cash[i]! - amount < keep) return;
    d.month.taxPaidDay[month * d.n + i] = payDay(d, at, i, due);
    pay(d, i, at.week, 'tax', amount);
  }
}

/** The same for electricity and water. */
function payUtilities(d: District, at: Week, i: number, reserve: number): void {
  for (; d.firstUnpaidUtility[i]! < at.month; d.firstUnpaidUtility[i]! += 1) {
    const entry = d.firstUnpaidUtility[i]! * d.n + i;
    const due = utilityDueDay(d, i, d.firstUnpaidUtility[i]!);
    if (due > at.end || forgets(d, at, i, 2)) return;
    const amount = d.month.electricity[entry]! + d.month.water[entry]!;
    const keep = at.end - due >= UTILITY_PATIENCE_DAYS ? 0 : reserve;
    if (d.cash[i]! - amount < keep) return;
    d.month.utilityPaidDay[entry] = payDay(d, at, i, due);
    pay(d, i, at.week, 'utility', amount);
  }
}

/** Loan money meant for growth goes into the firm over some weeks and lifts demand by its return. */
function invest(d: District, at: Week, i: number, reserve: number): void {
  const share = Math.max(d.toInvest[i]! / INVEST_WEEKS, d.weeklySales[i]! * LEAST_INVESTED);
  const amount = Math.floor(Math.max(0, Math.min(d.toInvest[i]!, share, d.cash[i]! - reserve)));
  d.toInvest[i]! -= amount;
  const gain = (d.gainPerInvested[i]! * amount) / (52 * d.weeklySales[i]!);
  d.investedGain[i] = Math.min(MOST_GAIN, d.investedGain[i]! + gain);
  pay(d, i, at.week, 'other', amount);
}

/**
 * Once a month, in the week of the payroll, the owner takes a living out of the firm (or out of savings when the firm has
 * nothing to spare) and a part of the cash beyond the buffer if business brings a surplus.
 */
function payOwner(d: District, at: Week, i: number, reserve: number): void {
  if (at.dayOfMonth[d.payrollDay[i]!]! === NO_DAY) return;
  const living = Math.round(at.world.scenario.firm.livingShare * d.weeklySales[i]! * WEEKS_PER_MONTH);
  if (d.cash[i]! - living >= reserve) pay(d, i, at.week, 'owner', living);
  else d.wealth[i] = Math.max(0, d.wealth[i]! - living);
  const excess = d.cash[i]! - d.bufferMonths[i]! * WEEKS_PER_MONTH * d.outgoingLevel[i]!;
  if (excess <= 0 || d.surplusLevel[i]! <= 0) return;
  const taken = Math.floor(Math.min(DRAW_SHARE * excess, DRAW_WEEKS * d.surplusLevel[i]!));
  d.wealth[i]! += Math.floor(SAVED_SHARE * taken);
  pay(d, i, at.week, 'owner', taken);
}
