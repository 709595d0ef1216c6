import { type Day, firstDayOfMonthIndex, monthIndexOf } from '../../core/index.ts';
import { BAD_DAYS } from '../loans.ts';
import { WEEKS_PER_MONTH } from '../units.ts';
import { pay, receive } from './cash.ts';
import type { District } from './district.ts';
import { uniformOf } from './draws.ts';
import { NEVER, NONE } from './layout.ts';
import { payDay } from './pay-day.ts';
import { MOST_INSTALMENTS } from './tape.ts';
import { K, type Week } from './week.ts';

/** Kinds of lenders; a loan's lender is kind * LENDERS_PER_KIND + number. */
export const LENDER = { own: 0, bank: 1, platform: 2, traditional: 3 } as const;
export const LENDERS_PER_KIND = 64;

/** Weekly chance that an owner who may walk away does. */
const WALK_AWAY_CHANCE = 0.03;

export interface Grant {
  readonly lender: number;
  readonly openedDay: Day;
  readonly principalFen: number;
  readonly instalmentFen: number;
  readonly termMonths: number;
}

/** Puts a granted loan among those whose money is on its way; false when the district's book is full. */
export function grantLoan(d: District, i: number, grant: Grant): boolean {
  const loan = d.counts[0]!;
  if (loan >= d.maxLoans) return false;
  d.counts[0] = loan + 1;
  d.loanFirm[loan] = i;
  d.loanLender[loan] = grant.lender;
  d.loanOpened[loan] = grant.openedDay;
  d.loanPrincipal[loan] = grant.principalFen;
  d.loanInstalment[loan] = grant.instalmentFen;
  d.loanTerm[loan] = grant.termMonths;
  d.loanPaid[loan] = 0;
  d.loanMonth[loan] = monthIndexOf(grant.openedDay) - d.firstMonth;
  d.loanDayOfMonth[loan] = grant.openedDay - firstDayOfMonthIndex(monthIndexOf(grant.openedDay)) + 1;
  d.loanDue[loan] = dueDayOf(d, loan, 0);
  d.loanAbandoned[loan] = 0;
  d.loanBadDay[loan] = NEVER;
  insertPending(d, i, loan);
  return true;
}

/** Due day of instalment k = 0 .. term - 1: k + 1 months after opening, as `dueDay` of loans.ts tells it, by table. */
function dueDayOf(d: District, loan: number, k: number): Day {
  const start = d.monthStarts[d.loanMonth[loan]! + k + 1]!;
  const end = d.monthStarts[d.loanMonth[loan]! + k + 2]!;
  return Math.min(start + d.loanDayOfMonth[loan]!, end) - 1;
}

/** Keeps the loans on their way in order of arrival, the earlier granted first on the same day. */
function insertPending(d: District, i: number, loan: number): void {
  const day = d.loanOpened[loan]!;
  let before = NONE;
  let after = d.firstPending[i]!;
  while (after !== NONE && d.loanOpened[after]! <= day) {
    before = after;
    after = d.loanNext[after]!;
  }
  d.loanNext[loan] = after;
  if (before === NONE) d.firstPending[i] = loan;
  else d.loanNext[before] = loan;
  d.nextArrival[i] = d.loanOpened[d.firstPending[i]!]!;
}

/** Money of granted loans that arrives this week; an owner with other plans takes a part of it out at once. */
export function receiveLoans(d: District, at: Week): void {
  const { nextArrival, deathWeek, n } = d;
  for (let i = 0; i < n; i++)
    if (nextArrival[i]! <= at.end && deathWeek[i] === NEVER) receiveLoansOf(d, at, i);
}

function receiveLoansOf(d: District, at: Week, i: number): void {
  while (d.nextArrival[i]! <= at.end) {
    const loan = d.firstPending[i]!;
    const next = d.loanNext[loan]!;
    d.firstPending[i] = next;
    d.nextArrival[i] = next === NONE ? NEVER : d.loanOpened[next]!;
    d.loanNext[loan] = NONE;
    if (d.firstLoan[i] === NONE) d.firstLoan[i] = loan;
    else d.loanNext[d.lastLoan[i]!] = loan;
    d.lastLoan[i] = loan;
    const principal = d.loanPrincipal[loan]!;
    d.openLoans[i]! += 1;
    d.instalments[i]! += d.loanInstalment[loan]!;
    d.debt[i]! += d.loanInstalment[loan]! * d.loanTerm[loan]!;
    d.nextDue[i] = Math.min(d.nextDue[i]!, d.loanDue[loan]!);
    receive(d, i, at.week, 'loan', principal);
    if (isIntended(d, i, loan)) pay(d, i, at.week, 'owner', Math.floor(d.extractShare[i]! * principal));
  }
}

/** Loans from the application on are what a fraudster is after; those before were business. */
function isIntended(d: District, i: number, loan: number): boolean {
  return d.fraud[i] !== NONE && d.applied[i]! > 0 && d.loanOpened[loan]! >= d.applicationDay[i]!;
}

/** Instalments due by the end of the week and unpaid, but for loans the owner has given up. */
export function dueInstalments(d: District, at: Week, i: number): number {
  let sum = 0;
  for (let loan = d.firstLoan[i]!; loan !== NONE; loan = d.loanNext[loan]!) {
    if (d.loanAbandoned[loan]) continue;
    for (let k = d.loanPaid[loan]!; k < d.loanTerm[loan]!; k++) {
      if (dueDayOf(d, loan, k) > at.end) break;
      sum += d.loanInstalment[loan]!;
    }
  }
  return sum;
}

/** Pays what is due on running loans, oldest loan first, whole instalments while cash lasts; notes who turns bad. */
export function repayLoans(d: District, at: Week, i: number): void {
  const forgets = uniformOf(at.draws, at.week, d.first + i, K.loan) < d.forgetfulness[i]! / 2;
  let nextDue: number = NEVER;
  let previous = NONE;
  for (let loan = d.firstLoan[i]!; loan !== NONE; ) {
    const next = d.loanNext[loan]!;
    if (d.loanDue[loan]! <= at.end) repay(d, at, i, loan, forgets);
    if (d.loanPaid[loan] === d.loanTerm[loan]) {
      if (previous === NONE) d.firstLoan[i] = next;
      else d.loanNext[previous] = next;
      if (next === NONE) d.lastLoan[i] = previous;
      d.openLoans[i]! -= 1;
      d.instalments[i]! -= d.loanInstalment[loan]!;
    } else {
      nextDue = Math.min(nextDue, d.loanDue[loan]!);
      previous = loan;
    }
    loan = next;
  }
  d.nextDue[i] = nextDue;
}

function repay(d: District, at: Week, i: number, loan: number, forgets: boolean): void {
  if (!d.loanAbandoned[loan]) considerStopping(d, at, i, loan);
  const instalment = d.loanInstalment[loan]!;
  while (
    !(d.loanAbandoned[loan] || forgets) &&
    d.loanPaid[loan]! < d.loanTerm[loan]! &&
    d.loanDue[loan]! <= at.end &&
    d.cash[i]! >= instalment
  ) {
    const due = d.loanDue[loan]!;
    const day = payDay(d, at, i, due);
    d.tape.paidDays[loan * MOST_INSTALMENTS + d.loanPaid[loan]!] = day;
    if (day - due >= BAD_DAYS) turnBad(d, at, loan, due);
    d.loanPaid[loan]! += 1;
    d.loanDue[loan] = dueDayOf(d, loan, d.loanPaid[loan]!);
    d.debt[i]! -= instalment;
    pay(d, i, at.week, 'repayment', instalment);
  }
  if (d.loanPaid[loan]! < d.loanTerm[loan]! && at.end - d.loanDue[loan]! >= BAD_DAYS)
    turnBad(d, at, loan, d.loanDue[loan]!);
}

function turnBad(d: District, at: Week, loan: number, due: Day): void {
  if (d.loanBadDay[loan] !== NEVER) return;
  d.loanBadDay[loan] = due + BAD_DAYS;
  at.turnedBad.push(loan);
}

/**
 * A firm is no more: its loans will reach 90 days past due, and are noted as of the day on which they will. They are called
 * at once, so guarantors hear of them now.
 */
export function failLoans(d: District, at: Week, i: number): void {
  for (let loan = d.firstLoan[i]!; loan !== NONE; loan = d.loanNext[loan]!)
    turnBad(d, at, loan, d.loanDue[loan]!);
}

/** The dishonest walk away from more debt than the business is worth to them; fraudsters stop when they meant to. */
function considerStopping(d: District, at: Week, i: number, loan: number): void {
  if (isIntended(d, i, loan) && d.loanPaid[loan]! >= d.stopAfter[i]!) {
    d.loanAbandoned[loan] = 1;
    return;
  }
  if (Math.floor(d.loanLender[loan]! / LENDERS_PER_KIND) !== LENDER.own) return;
  const { walkAwayHonesty, walkAwayMonths } = at.world.scenario.credit;
  if (d.honesty[i]! >= walkAwayHonesty) return;
  const worth = walkAwayMonths * WEEKS_PER_MONTH * Math.max(0, d.surplusLevel[i]!);
  const remaining = (d.loanTerm[loan]! - d.loanPaid[loan]!) * d.loanInstalment[loan]!;
  if (remaining <= worth) return;
  if (uniformOf(at.draws, at.week, d.first + i, K.walksAway) < WALK_AWAY_CHANCE) d.loanAbandoned[loan] = 1;
}

/**
 * Guarantors of loans of ours that turned bad or were called this week owe their part of the rest, as one more supplier would be owed:
 * a bad loan travels along the circle.
 */
export function callGuarantors(d: District, at: Week): void {
  const { guaranteeCalled } = at.world.scenario.network;
  for (const loan of at.turnedBad) {
    if (Math.floor(d.loanLender[loan]! / LENDERS_PER_KIND) !== LENDER.own) continue;
    const guarantor = d.guarantor[d.loanFirm[loan]!]!;
    if (guarantor === NONE || d.deathWeek[guarantor] !== NEVER) continue;
    const remaining = (d.loanTerm[loan]! - d.loanPaid[loan]!) * d.loanInstalment[loan]!;
    d.payables[guarantor]! += Math.round(guaranteeCalled * remaining);
  }
}
