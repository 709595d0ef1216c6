import { type Fen, yuanToFen } from '../core/index.ts';
import { dateFlow, type FirmState, monthlyCommitments, receive } from './firm-state.ts';
import type { Application } from './life.ts';
import { daysPastDue, instalmentOf, isRepaid, type Loan, remainingFen } from './loans.ts';

/** Draws of a week, the `k` of the stream `world.credit`. */
const K = {
  plans: 0,
  plannedSize: 1,
  term: 2,
  gain: 3,
  tries: 4,
  amount: 5,
  lender: 10,
  accepted: 20,
  delay: 30,
  compares: 40,
} as const;
/** Draws of the application, at week 0 (j = 0) so that they do not depend on when it falls. */
const K_APPLICATION = { applies: 50, day: 51, size: 52, term: 53, purpose: 54, delay: 55, gain: 56 } as const;

const BANK_TERMS = [12, 24, 36] as const;
const PLATFORM_TERMS = [6, 9, 12] as const;
const N_BANKS = 12;
const N_PLATFORMS = 28;
/** Lenders a firm in need asks in one week, and how likely it asks in a week. */
const TRIES = 3;
const ASKS = 0.5;
/** Banks an owner who plans a loan may compare with, fewer than. */
const COMPARED = 4;
/** Smallest loan of another lender. */
const LEAST_FEN = yuanToFen(5_000);
/** A firm this late anywhere is turned away by everyone. */
const LATE_DAYS = 30;
/** Share of a loan that is invested, by stated use: operations, development, hiring, marketing; planned loans as development. */
const INVESTED = [0.1, 0.7, 0.4, 0.5] as const;
/** Log demand per yearly sales invested: mean, per sd of quality, sd. */
const GAIN = { mean: 0.8, perQuality: 0.3, sd: 1 } as const;

function yearlySales(state: FirmState): number {
  return 52 * state.salesLevel;
}

function worstDaysPastDue(state: FirmState): number {
  let worst = 0;
  for (const loan of state.loans) worst = Math.max(worst, daysPastDue(loan, state.weekStart));
  return worst;
}

/** Money of granted loans that arrives this week. */
export function receiveLoans(state: FirmState): void {
  const weekEnd = state.weekStart + 6;
  while (state.pending.length > 0 && state.pending[0]!.openedDay <= weekEnd) {
    const loan = state.pending.shift()!;
    state.loans.push(loan);
    receive(state, 'loan', loan.principalFen);
    dateFlow(state, 'loan', loan.openedDay, loan.principalFen, loan.lenderName);
  }
}

/** Asks other lenders: now and then to grow, and in need when commitments can no longer be covered. */
export function seekCredit(state: FirmState): void {
  const { world, traits, week } = state;
  const { credit, peckingOrder } = world.scenario;
  const stream = world.streams.credit;
  if (stream.uniform(traits.firm, week, K.plans) < credit.plannedLoansPerYear / 52) {
    const size = 0.03 + 0.12 * stream.uniform(traits.firm, week, K.plannedSize);
    // Careful owners compare: enquiries do not mean distress.
    for (let n = stream.integer(COMPARED, traits.firm, week, K.compares); n > 0; n--) {
      const other = stream.integer(N_BANKS, traits.firm, week, K.compares + n);
      state.enquiries.push({ day: state.weekStart + 3, lenderName: nameOf('bank', other) });
    }
    const loan = ask(state, 'bank', size * yearlySales(state), 0);
    if (loan) planInvestment(state, INVESTED[1] * loan.principalFen, K.gain, week);
  }
  const commitments = monthlyCommitments(state);
  if (state.cash >= peckingOrder.borrow * traits.caution * commitments) return;
  if (stream.uniform(traits.firm, week, K.tries) > ASKS || state.pending.length > 0) return;
  for (let n = 1; n <= TRIES; n++) if (ask(state, 'platform', 1.5 * commitments, n)) return;
}

function nameOf(lender: 'bank' | 'platform', i: number): string {
  return `${lender === 'bank' ? 'B' : 'P'}${String(i + 1).padStart(2, '0')}`;
}

/** One enquiry at one lender, the n-th of the week; the loan if it is granted, its money on its way. */
function ask(state: FirmState, lender: 'bank' | 'platform', wanted: number, n: number): Loan | undefined {
  const { world, traits, week } = state;
  const { credit } = world.scenario;
  const stream = world.streams.credit;
  const { firm } = traits;
  const i = stream.integer(lender === 'bank' ? N_BANKS : N_PLATFORMS, firm, week, K.lender + n);
  const lenderName = nameOf(lender, i);
  state.enquiries.push({ day: state.weekStart + 4, lenderName });
  let open = 0;
  let debt = 0;
  for (const loan of [...state.loans, ...state.pending]) {
    if (isRepaid(loan)) continue;
    open += 1;
    debt += remainingFen(loan);
  }
  const chance =
    worstDaysPastDue(state) >= LATE_DAYS
      ? 0
      : credit.acceptance -
        credit.acceptancePerLoan * open -
        credit.acceptancePerDebt * (debt / yearlySales(state));
  if (stream.uniform(firm, week, K.accepted + n) >= chance) return undefined;
  const terms = lender === 'bank' ? BANK_TERMS : PLATFORM_TERMS;
  const termMonths = terms[stream.integer(terms.length, firm, week, K.term)]!;
  const rate = lender === 'bank' ? credit.bankAnnualRate : credit.platformAnnualRate;
  const openedDay = state.weekStart + 7 + stream.integer(7, firm, week, K.delay);
  const loan = makeLoan(lender, lenderName, openedDay, roundLoan(wanted, LEAST_FEN), rate, termMonths);
  enqueue(state, loan);
  return loan;
}

/** Keeps the loans on their way in order of arrival. */
function enqueue(state: FirmState, loan: Loan): void {
  state.pending.push(loan);
  state.pending.sort((a, b) => a.openedDay - b.openedDay);
}

function makeLoan(
  lender: Loan['lender'],
  lenderName: string,
  openedDay: number,
  principalFen: Fen,
  annualRate: number,
  termMonths: number,
): Loan {
  const instalmentFen = instalmentOf(principalFen, annualRate, termMonths);
  return {
    lender,
    lenderName,
    openedDay,
    principalFen,
    instalmentFen,
    termMonths,
    paidDays: [],
    abandoned: false,
  };
}

/** Whole thousands of yuan. */
function roundLoan(fen: number, least: Fen): Fen {
  return Math.max(least, Math.round(fen / 100_000) * 100_000);
}

function planInvestment(state: FirmState, amount: number, k: number, week: number): void {
  const { world, traits } = state;
  state.toInvest += Math.round(amount);
  state.gainPerInvested =
    GAIN.mean +
    GAIN.perQuality * traits.quality +
    world.streams.credit.normal(0, GAIN.sd, traits.firm, week, k);
}

/** The day on which the owner will apply, if ever: drawn for every firm beforehand, whatever becomes of it. */
export function drawApplicationDay(state: FirmState): number | undefined {
  const { world, traits } = state;
  const { applicationFrom, endDate } = world.timeline;
  const stream = world.streams.credit;
  if (stream.uniform(traits.firm, 0, K_APPLICATION.applies) >= world.scenario.credit.applicantShare)
    return undefined;
  return applicationFrom + stream.integer(endDate - applicationFrom + 1, traits.firm, 0, K_APPLICATION.day);
}

/** The application and the loan it always becomes; undefined when the firm is already late at another lender. */
export function applyForLoan(state: FirmState, day: number): Application | undefined {
  if (worstDaysPastDue(state) >= LATE_DAYS) return undefined;
  const { world, traits } = state;
  const { credit } = world.scenario;
  const stream = world.streams.credit;
  const { firm } = traits;
  const [least, most] = credit.amountYuan;
  const wanted =
    credit.amountPerSales *
    yearlySales(state) *
    Math.exp(credit.amountLogSd * stream.normal(0, 1, firm, 0, K_APPLICATION.size));
  const amountFen = Math.min(yuanToFen(most), roundLoan(wanted, yuanToFen(least)));
  const termMonths = credit.termMonths[stream.categorical(credit.termWeights, firm, 0, K_APPLICATION.term)]!;
  const iPurpose = stream.categorical(credit.purposeWeights, firm, 0, K_APPLICATION.purpose);
  const openedDay = day + 1 + stream.integer(4, firm, 0, K_APPLICATION.delay);
  const loan = makeLoan('own', 'OWN', openedDay, amountFen, credit.annualRate, termMonths);
  enqueue(state, loan);
  planInvestment(state, INVESTED[iPurpose]! * amountFen, K_APPLICATION.gain, 0);
  return { day, amountFen, termMonths, iPurpose, loan };
}
