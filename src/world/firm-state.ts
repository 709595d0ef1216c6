import { type Day, type Fen, firstDayOfMonthIndex, monthIndexOf } from '../core/index.ts';
import { drawFirm, type FirmTraits } from './firm.ts';
import type { IndustryProfile } from './industries.ts';
import { type DatedFlow, type Enquiry, FLOW, FLOWS, type Flow, type MonthAccount } from './life.ts';
import { isRepaid, type Loan } from './loans.ts';
import { WEEKS_PER_MONTH } from './units.ts';
import type { World } from './world.ts';

/** A firm in the middle of its life; each step of a week changes it in place. All amounts in fen. */
export interface FirmState {
  readonly world: World;
  readonly traits: FirmTraits;
  readonly profile: IndustryProfile;
  /** The week being lived and its first day. */
  week: number;
  weekStart: Day;
  cash: Fen;
  receivables: Fen;
  payables: Fen;
  /** The firm's own demand and margin, deviations from normal. */
  logDemand: number;
  marginDeviation: number;
  /** Log demand gained by investment. */
  investedGain: number;
  /** Loan money meant to be invested, and the log demand one fen of it over yearly sales brings. */
  toInvest: Fen;
  gainPerInvested: number;
  /** Deseasonalised weekly sales as the owner sees them: an exponential mean. */
  salesLevel: number;
  /** What suppliers still deliver of what is ordered, (0, 1]. */
  supply: number;
  /** Usual weekly order, exponential mean. */
  orderLevel: number;
  monthlyPayroll: number;
  monthlyRent: number;
  payrollDue: Fen;
  rentDue: Fen;
  nextPayrollMonth: number;
  nextRentMonth: number;
  /** Weekly operating surplus and outgoings, exponential means. */
  surplusLevel: number;
  outgoingLevel: number;
  wealth: Fen;
  /** Month being accrued (index since 1970-01), its sales, and what the week that ends it sold in the next month. */
  month: number;
  monthSales: Fen;
  nextMonthSales: Fen;
  readonly months: MonthAccount[];
  /** Accounts before these were settled. */
  firstUnpaidTax: number;
  firstUnpaidUtility: number;
  readonly loans: Loan[];
  /** Loans granted whose money has not come yet. */
  readonly pending: Loan[];
  readonly enquiries: Enquiry[];
  readonly dated: DatedFlow[];
  readonly sales: Float64Array;
  readonly orders: Float64Array;
  readonly logDemandByWeek: Float64Array;
  readonly service: Float64Array;
  readonly flows: Float64Array;
  readonly cashByWeek: Float64Array;
}

/** The firm at the start of the burn-in: in the steady state of its industry. */
export function openFirm(world: World, firm: number): FirmState {
  const { scenario, seed, timeline } = world;
  const traits = drawFirm(scenario, seed, firm);
  const profile = scenario.industries[traits.industry];
  const base = traits.weeklySalesFen;
  const monthly = base * WEEKS_PER_MONTH;
  const month = monthIndexOf(timeline.week0);
  return {
    world,
    traits,
    profile,
    week: 0,
    weekStart: timeline.week0,
    cash: Math.round(traits.bufferMonths * monthly),
    receivables: Math.round((1 - profile.cashShare) * base * profile.collectionWeeks),
    payables: Math.round(profile.purchaseShare * base * profile.supplierWeeks),
    logDemand: scenario.firm.demandSd * world.streams.trade.normal(0, 1, firm, 0, 20),
    marginDeviation: scenario.firm.marginSd * world.streams.trade.normal(0, 1, firm, 0, 21),
    investedGain: 0,
    toInvest: 0,
    gainPerInvested: 0,
    salesLevel: base,
    supply: 1,
    orderLevel: profile.purchaseShare * base,
    monthlyPayroll: profile.payrollShare * monthly,
    monthlyRent: profile.rentShare * monthly,
    payrollDue: 0,
    rentDue: 0,
    nextPayrollMonth: month + 1,
    nextRentMonth: month + 1,
    surplusLevel: 0.05 * base,
    outgoingLevel: 0.95 * base,
    wealth: Math.round(traits.wealthMonths * monthly),
    month,
    monthSales: 0,
    nextMonthSales: 0,
    months: [],
    firstUnpaidTax: 0,
    firstUnpaidUtility: 0,
    loans: [],
    pending: [],
    enquiries: [],
    dated: [],
    sales: new Float64Array(timeline.nWeeks),
    orders: new Float64Array(timeline.nWeeks),
    logDemandByWeek: new Float64Array(timeline.nWeeks),
    service: new Float64Array(timeline.nWeeks),
    flows: new Float64Array(timeline.nWeeks * FLOWS.length),
    cashByWeek: new Float64Array(timeline.nWeeks),
  };
}

/** Books a receipt: the only way cash goes up. `amount` is a whole number of fen >= 0. */
export function receive(state: FirmState, flow: Flow, amount: Fen): void {
  state.cash += amount;
  state.flows[state.week * FLOWS.length + FLOW[flow]]! += amount;
}

/** Books a payment: the only way cash goes down. `amount` is a whole number of fen in [0, cash]. */
export function pay(state: FirmState, flow: Flow, amount: Fen): void {
  state.cash -= amount;
  state.flows[state.week * FLOWS.length + FLOW[flow]]! += amount;
}

/** Accrues a week's sales to its calendar months, by days: else months of five weeks would outsell those of four. */
export function accrueSales(state: FirmState, sales: Fen): void {
  const daysLeft = Math.min(7, firstDayOfMonthIndex(state.month + 1) - state.weekStart);
  const part = Math.round((sales * daysLeft) / 7);
  state.monthSales += part;
  state.nextMonthSales += sales - part;
}

/** Notes the exact day of a flow just booked. */
export function dateFlow(state: FirmState, flow: Flow, day: Day, amountFen: Fen, counterparty: string): void {
  if (amountFen > 0) state.dated.push({ week: state.week, day, flow, amountFen, counterparty });
}

/** Fixed commitments of a month: payroll, rent and the instalments of running loans. */
export function monthlyCommitments(state: FirmState): number {
  let sum = state.monthlyPayroll + state.monthlyRent;
  for (const loan of state.loans) if (!isRepaid(loan)) sum += loan.instalmentFen;
  return sum;
}

/** What the firm owes its suppliers when it pays them as agreed. */
export function usualPayables(state: FirmState): number {
  return state.orderLevel * state.profile.supplierWeeks;
}
