import { firstDayOfMonthIndex, monthIndexOf } from '../../core/index.ts';
import {
  type Application,
  type DatedFlow,
  type Enquiry,
  type FirmLife,
  FLOW,
  FLOWS,
  type Flow,
  type Guarantee,
  type MonthAccount,
  type PartnerTrade,
} from '../life.ts';
import { dueDay, type Lender, type Loan } from '../loans.ts';
import { weekOf } from '../timeline.ts';
import { CHANNEL } from './channels.ts';
import type { District } from './district.ts';
import { type Draws, uniformOf } from './draws.ts';
import { identityOf } from './identity.ts';
import { NEVER, NONE } from './layout.ts';
import { LENDER, LENDERS_PER_KIND } from './loan-book.ts';
import { BILL_TERM_DAYS, socialDueDay, TAX_DUE_DAY } from './months.ts';
import { MOST_INSTALMENTS } from './tape.ts';
import { K } from './week.ts';

/** The lives of all firms of a district that has been run to its end, from its tapes and its state. */
export function livesOf(d: District, draws: Draws): FirmLife[] {
  const loans = loansByFirm(d);
  const enquiries: Enquiry[][] = d.traits.map(() => []);
  for (const { i, day, lender } of d.tape.enquiries)
    enquiries[i]!.push({ day, lenderName: lenderName(lender) });
  const partners = partnersByFirm(d);
  const guarantees = guaranteesByFirm(d, loans);
  const { nWeeks } = d.world.timeline;
  const flows = byFirm(d.tape.flows, d.n, nWeeks * FLOWS.length);
  const cash = byFirm(d.tape.cash, d.n, nWeeks);
  const sales = byFirm(d.tape.sales, d.n, nWeeks);
  const orders = byFirm(d.tape.orders, d.n, nWeeks);
  const logDemand = byFirm(d.tape.logDemand, d.n, nWeeks);
  const service = byFirm(d.tape.service, d.n, nWeeks);
  return d.traits.map((traits, i) => {
    const lived = d.deathWeek[i] === NEVER ? nWeeks : d.deathWeek[i]! + 1;
    const months = monthsOf(d, i, lived);
    const ownFlows = flows[i]!.subarray(0, lived * FLOWS.length);
    return {
      traits,
      nWeeks: lived,
      openingCashFen: d.tape.openingCash[i]!,
      cash: cash[i]!.subarray(0, lived),
      flows: ownFlows,
      sales: sales[i]!.subarray(0, lived),
      orders: orders[i]!.subarray(0, lived),
      logDemand: logDemand[i]!.subarray(0, lived),
      service: service[i]!.subarray(0, lived),
      dated: datedFlows(d, draws, i, ownFlows, months, loans[i]!.all),
      months,
      loans: loans[i]!.all,
      enquiries: enquiries[i]!.sort((a, b) => a.day - b.day),
      application: applicationOf(d, i, loans[i]!.own),
      partners: partners[i]!,
      guarantees: guarantees[i]!,
      identity: identityOf(d, i),
      fraud: d.roles.kinds[i],
      deathDay: d.deathWeek[i] === NEVER ? undefined : d.world.timeline.week0 + 7 * d.deathWeek[i]! + 6,
    };
  });
}

/** Firms turned at a time: one cache line of a tape holds eight. */
const TURNED = 8;

/** Turns a tape of `length` entries a firm, firms side by side, into one array a firm. */
function byFirm(tape: Float64Array | Float32Array, n: number, length: number): Float64Array[] {
  const out: Float64Array[] = [];
  for (let from = 0; from < n; from += TURNED) {
    const firms = Array.from({ length: Math.min(TURNED, n - from) }, () => new Float64Array(length));
    for (let k = 0; k < length; k++) {
      const at = k * n + from;
      for (let j = 0; j < firms.length; j++) firms[j]![k] = tape[at + j]!;
    }
    out.push(...firms);
  }
  return out;
}

interface FirmLoans {
  readonly all: Loan[];
  own: Loan | undefined;
}

const KINDS: readonly Lender[] = ['own', 'bank', 'platform', 'traditional'];
const PREFIXES = ['OWN', 'B', 'P', 'T'] as const;

/** `B01`, `P28`; ours is `OWN`. */
export function lenderName(lender: number): string {
  const kind = Math.floor(lender / LENDERS_PER_KIND);
  if (kind === LENDER.own) return PREFIXES[LENDER.own];
  return `${PREFIXES[kind]}${String((lender % LENDERS_PER_KIND) + 1).padStart(2, '0')}`;
}

/** Loans whose money came, in the order in which it did. */
function loansByFirm(d: District): FirmLoans[] {
  const byFirm: FirmLoans[] = d.traits.map(() => ({ all: [], own: undefined }));
  const order = Array.from({ length: d.counts[0]! }, (_, loan) => loan).sort(
    (a, b) => d.loanOpened[a]! - d.loanOpened[b]! || a - b,
  );
  for (const loan of order) {
    const i = d.loanFirm[loan]!;
    const week = weekOf(d.world.timeline, d.loanOpened[loan]!);
    if (week >= d.world.timeline.nWeeks || week > d.deathWeek[i]!) continue;
    const from = loan * MOST_INSTALMENTS;
    const view: Loan = {
      lender: KINDS[Math.floor(d.loanLender[loan]! / LENDERS_PER_KIND)]!,
      lenderName: lenderName(d.loanLender[loan]!),
      openedDay: d.loanOpened[loan]!,
      principalFen: d.loanPrincipal[loan]!,
      instalmentFen: d.loanInstalment[loan]!,
      termMonths: d.loanTerm[loan]!,
      paidDays: Array.from(d.tape.paidDays.subarray(from, from + d.loanPaid[loan]!)),
      abandoned: d.loanAbandoned[loan] === 1,
    };
    byFirm[i]!.all.push(view);
    if (loan === d.ownLoan[i]) byFirm[i]!.own = view;
  }
  return byFirm;
}

function applicationOf(d: District, i: number, loan: Loan | undefined): Application | undefined {
  if (d.applied[i] === 0 || d.channel[i] === CHANNEL.traditional) return undefined;
  return {
    day: d.applicationDay[i]!,
    amountFen: d.applied[i]!,
    termMonths: d.appliedTerm[i]!,
    iPurpose: d.appliedPurpose[i]!,
    loan,
  };
}

function monthsOf(d: District, i: number, nWeeks: number): MonthAccount[] {
  const { timeline } = d.world;
  const closed = monthIndexOf(timeline.week0 + 7 * (nWeeks - 1)) - d.firstMonth;
  const known = (day: number): number | undefined => (day === NEVER ? undefined : day);
  return Array.from({ length: closed }, (_, month) => {
    const { month: account } = d;
    const entry = month * d.n + i;
    const periodStart = firstDay(d, month);
    const billDay = account.billDay[entry]!;
    return {
      periodStart,
      salesFen: account.sales[entry]!,
      declaredFen: Math.round(account.sales[entry]! * d.declaredShare[i]!),
      taxFen: account.tax[entry]!,
      taxDueDay: firstDay(d, month + 1) + TAX_DUE_DAY - 1,
      filedDay: account.filedDay[entry]!,
      taxPaidDay: known(account.taxPaidDay[entry]!),
      electricityFen: account.electricity[entry]!,
      waterFen: account.water[entry]!,
      billDay,
      utilityDueDay: billDay + BILL_TERM_DAYS,
      utilityPaidDay: known(account.utilityPaidDay[entry]!),
      wagesFen: account.wages[entry]!,
      socialFen: account.social[entry]!,
      socialDueDay: socialDueDay(d, month),
      socialPaidDay: known(account.socialPaidDay[entry]!),
    };
  });
}

/** Payments whose day is fixed, in order of their weeks. */
function datedFlows(
  d: District,
  draws: Draws,
  i: number,
  flows: Float64Array,
  months: readonly MonthAccount[],
  loans: readonly Loan[],
): DatedFlow[] {
  const { timeline } = d.world;
  const dated: DatedFlow[] = [];
  const add = (flow: Flow, day: number | undefined, amountFen: number, counterparty: string): void => {
    if (day === undefined || amountFen === 0) return;
    const week = weekOf(timeline, day);
    dated.push({ week, day, flow, amountFen, counterparty });
  };
  for (const loan of loans) {
    add('loan', loan.openedDay, loan.principalFen, loan.lenderName);
    for (const day of loan.paidDays) add('repayment', day, loan.instalmentFen, loan.lenderName);
  }
  for (const account of months) {
    add('tax', account.taxPaidDay, account.taxFen, 'TAX');
    add('social', account.socialPaidDay, account.socialFen, 'SOCIAL');
    add('utility', account.utilityPaidDay, account.electricityFen, 'POWER');
    add('utility', account.utilityPaidDay, account.waterFen, 'WATER');
  }
  const nWeeks = flows.length / FLOWS.length;
  for (let week = 0; week < nWeeks; week++) {
    const monday = timeline.week0 + 7 * week;
    for (const flow of ['payroll', 'rent'] as const) {
      const amount = flows[week * FLOWS.length + FLOW[flow]]!;
      if (amount === 0) continue;
      const due = dayOfMonthIn(monday, flow === 'rent' ? 1 : d.payrollDay[i]!);
      const late = Math.floor(7 * uniformOf(draws, week, d.first + i, K.lateDay));
      add(flow, due ?? monday + late, amount, flow === 'rent' ? 'LANDLORD' : 'STAFF');
    }
  }
  return dated.sort((a, b) => a.week - b.week);
}

/** The day of the week from `monday` on whose day of month is `dom`. */
function dayOfMonthIn(monday: number, dom: number): number | undefined {
  for (const month of [monthIndexOf(monday), monthIndexOf(monday + 6)]) {
    const day = firstDayOfMonthIndex(month) + dom - 1;
    if (day >= monday && day <= monday + 6) return day;
  }
  return undefined;
}

function firstDay(d: District, month: number): number {
  return firstDayOfMonthIndex(d.firstMonth + month);
}

function partnersByFirm(d: District): PartnerTrade[][] {
  const { seller, buyer } = d.network;
  const byFirm: PartnerTrade[][] = d.traits.map(() => []);
  const { nWeeks } = d.world.timeline;
  for (let link = 0; link < seller.length; link++) {
    const weekly = (values: Float64Array): Float64Array =>
      Float64Array.from({ length: nWeeks }, (_, week) => values[week * seller.length + link]!);
    const delivered = weekly(d.tape.delivered);
    const paid = weekly(d.tape.paid);
    const s = seller[link]!;
    const b = buyer[link]!;
    byFirm[s]!.push({ partner: d.first + b, role: 'seller', delivered, paid });
    byFirm[b]!.push({ partner: d.first + s, role: 'buyer', delivered, paid });
  }
  return byFirm;
}

function guaranteesByFirm(d: District, loans: readonly FirmLoans[]): Guarantee[][] {
  const byFirm: Guarantee[][] = d.traits.map(() => []);
  for (let i = 0; i < d.n; i++) {
    const loan = loans[i]!.own;
    const guarantor = d.guarantor[i]!;
    if (!loan || guarantor === NONE) continue;
    const endDay = dueDay(loan, loan.termMonths - 1);
    const common = { day: loan.openedDay, endDay, amountFen: loan.principalFen };
    byFirm[i]!.push({ ...common, partner: d.first + guarantor, role: 'guaranteed' });
    byFirm[guarantor]!.push({ ...common, partner: d.first + i, role: 'guarantor' });
  }
  return byFirm;
}
