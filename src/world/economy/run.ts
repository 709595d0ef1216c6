import { FLOWS } from '../life.ts';
import { weekOf } from '../timeline.ts';
import { applyForLoan } from './applications.ts';
import { monthlyCommitments, receive } from './cash.ts';
import { seekCredit } from './credit.ts';
import type { District } from './district.ts';
import { NEVER } from './layout.ts';
import { callGuarantors, failLoans, receiveLoans } from './loan-book.ts';
import { closeMonth } from './months.ts';
import { makePayments } from './payments.ts';
import { deliver, windUp } from './supply-chain.ts';
import { trade } from './trade.ts';
import { openWeek, type Run, type Week } from './week.ts';

/** Suppliers who deliver less than this share have stopped: nothing is left to sell. */
const LEAST_SUPPLY = 0.3;
/** Months of commitments put back into a firm that would have died before the book began. */
const RESCUE_MONTHS = 2;

/**
 * Lives the weeks [from, to) of a district in place; returns the firm-weeks lived. Within a week no firm sees what another does
 * in it: goods and money of the district arrive the week after, deaths and calls on guarantors come at the week's end.
 */
export function runWeeks(d: District, run: Run, from: number, to: number): number {
  const applicants = applicantsByWeek(d);
  let lived = 0;
  for (let week = from; week < to; week++) {
    const at = openWeek(d, run, week);
    d.tape.flows.fill(0, week * FLOWS.length * d.n, (week + 1) * FLOWS.length * d.n);
    for (const i of applicants.get(week) ?? []) if (d.deathWeek[i] === NEVER) applyForLoan(d, at, i);
    if (at.startsMonth) closeMonth(d, at);
    deliver(d, week);
    receiveLoans(d, at);
    trade(d, at);
    makePayments(d, at);
    seekCredit(d, at);
    lived += closeWeek(d, at);
  }
  return lived;
}

/** Notes cash, closes firms that are finished and calls on guarantors; gives the firms that lived the week. */
function closeWeek(d: District, at: Week): number {
  const { deathWeek, cash, n } = d;
  const { payrollPatienceMonths } = d.world.scenario.peckingOrder;
  const row = at.week * n;
  const dead: number[] = [];
  let lived = 0;
  for (let i = 0; i < n; i++) {
    if (deathWeek[i] !== NEVER) continue;
    lived += 1;
    // Staff left unpaid too long, or no goods: the firm closes.
    const unpaid = d.payrollDue[i]! > payrollPatienceMonths * d.monthlyPayroll[i]!;
    if (unpaid || d.supply[i]! < LEAST_SUPPLY) {
      if (at.week < d.world.timeline.firstBookWeek) rescue(d, at, i);
      else dead.push(i);
    }
    d.tape.cash[row + i] = cash[i]!;
  }
  for (const i of dead) {
    deathWeek[i] = at.week;
    failLoans(d, at, i);
    windUp(d, i);
  }
  callGuarantors(d, at);
  return lived;
}

/** The book shows firms that are alive on its first day: one that would have died before gets fresh capital instead. */
function rescue(d: District, at: Week, i: number): void {
  const amount = Math.round(RESCUE_MONTHS * monthlyCommitments(d, i)) + d.payrollDue[i]!;
  receive(d, i, at.week, 'equity', amount);
  d.payables[i] = Math.round(d.orderLevel[i]! * d.supplierWeeks[i]!);
  d.supply[i] = 1;
}

/** Who applies in which week, wherever. */
export function applicantsByWeek(d: District): ReadonlyMap<number, readonly number[]> {
  const byWeek = new Map<number, number[]>();
  for (let i = 0; i < d.n; i++) {
    const day = d.applicationDay[i]!;
    if (day === NEVER) continue;
    const week = weekOf(d.world.timeline, day);
    const others = byWeek.get(week);
    if (others) others.push(i);
    else byWeek.set(week, [i]);
  }
  return byWeek;
}
