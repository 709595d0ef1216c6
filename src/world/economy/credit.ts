import { yuanToFen } from '../../core/index.ts';
import { instalmentOf } from '../loans.ts';
import type { District } from './district.ts';
import { draw, toNormal, toUniform, uniformOf } from './draws.ts';
import { NEVER, NONE } from './layout.ts';
import { grantLoan, LENDER, LENDERS_PER_KIND } from './loan-book.ts';
import { K, type Week } from './week.ts';

const BANK_TERMS = [12, 24, 36] as const;
const PLATFORM_TERMS = [6, 9, 12] as const;
export const N_BANKS = 12;
export const N_PLATFORMS = 28;
/** Lenders a firm in need asks in one week, and how likely it asks in a week. */
const TRIES = 3;
const ASKS = 0.5;
/** Banks an owner who plans a loan may compare with, fewer than. */
const COMPARED = 4;
/** Smallest loan of another lender. */
const LEAST_FEN = yuanToFen(5_000);
/** A firm this late anywhere is turned away by everyone. */
export const LATE_DAYS = 30;
/** Planned loans are a share of yearly sales between the first and the sum; the part that is invested. */
const PLANNED = { least: 0.03, spread: 0.12, invested: 0.7 } as const;
/** Months of commitments a firm in need asks for. */
const NEEDED_MONTHS = 1.5;
/** Log demand per yearly sales invested: mean, per sd of quality, sd. */
const GAIN = { mean: 0.8, perQuality: 0.3, sd: 1 } as const;
/** Money of other lenders comes in the week after. */
const ARRIVAL_DAYS = 7;

export function yearlySales(d: District, i: number): number {
  return 52 * d.salesLevel[i]!;
}

/** Days past due of the worst running loan on a week's Monday. */
export function worstDaysPastDue(d: District, at: Week, i: number): number {
  return d.nextDue[i] === NEVER ? 0 : Math.max(0, at.start - d.nextDue[i]!);
}

/** Whole thousands of yuan. */
export function roundLoan(fen: number, least: number): number {
  return Math.max(least, Math.round(fen / 100_000) * 100_000);
}

/** Notes that loan money will be invested, and with what return. `z` is standard normal. */
export function planInvestment(d: District, i: number, amountFen: number, z: number): void {
  d.toInvest[i]! += Math.round(amountFen);
  d.gainPerInvested[i] = GAIN.mean + GAIN.perQuality * d.quality[i]! + GAIN.sd * z;
}

/** Firms ask other lenders: now and then to grow, and in need when commitments can no longer be covered. */
export function seekCredit(d: District, at: Week): void {
  const { credit, peckingOrder } = at.world.scenario;
  const { cash, caution, monthlyPayroll, monthlyRent, instalments, firstPending, deathWeek, first, n } = d;
  const { plan } = d.words;
  const planned = credit.plannedLoansPerYear / 52;
  for (let i = 0; i < n; i++) {
    if (deathWeek[i] !== NEVER) continue;
    if (toUniform(plan[i]!) < planned) planLoan(d, at, i);
    const commitments = monthlyPayroll[i]! + monthlyRent[i]! + instalments[i]!;
    if (cash[i]! >= peckingOrder.borrow * caution[i]! * commitments) continue;
    if (firstPending[i] !== NONE || uniformOf(at.draws, at.week, first + i, K.tries) > ASKS) continue;
    for (let attempt = 1; attempt <= TRIES; attempt++)
      if (ask(d, at, i, 'platform', NEEDED_MONTHS * commitments, attempt) > 0) break;
  }
}

/** A loan to grow, after comparing some banks: enquiries do not mean distress. */
function planLoan(d: District, at: Week, i: number): void {
  const { draws, week } = at;
  const firm = d.first + i;
  for (let n = Math.floor(COMPARED * uniformOf(draws, week, firm, K.compares)); n > 0; n--) {
    const other = Math.floor(N_BANKS * uniformOf(draws, week, firm, K.compares + 256 * n));
    d.tape.enquiries.push({ i, day: at.start + 3, lender: LENDER.bank * LENDERS_PER_KIND + other });
  }
  draw(draws, week, firm, K.plan);
  const size = PLANNED.least + PLANNED.spread * toUniform(draws.words[0]!);
  const granted = ask(d, at, i, 'bank', size * yearlySales(d, i), 0);
  if (granted === 0) return;
  draw(draws, week, firm, K.planGain);
  planInvestment(d, i, PLANNED.invested * granted, toNormal(draws.words[0]!));
}

/** One enquiry at one lender, the n-th of the week; the amount granted, its money on its way, or 0. */
function ask(d: District, at: Week, i: number, kind: 'bank' | 'platform', wanted: number, n: number): number {
  const { credit } = at.world.scenario;
  const { words } = at.draws;
  const firm = d.first + i;
  draw(at.draws, at.week, firm, K.ask + 2 * n);
  const count = kind === 'bank' ? N_BANKS : N_PLATFORMS;
  const lender = LENDER[kind] * LENDERS_PER_KIND + Math.floor(count * toUniform(words[0]!));
  const accepted = toUniform(words[1]!);
  d.tape.enquiries.push({ i, day: at.start + 4, lender });
  if (worstDaysPastDue(d, at, i) >= LATE_DAYS) return 0;
  let open = d.openLoans[i]!;
  let debt = d.debt[i]!;
  for (let loan = d.firstPending[i]!; loan !== NONE; loan = d.loanNext[loan]!) {
    open += 1;
    debt += d.loanInstalment[loan]! * d.loanTerm[loan]!;
  }
  const chance =
    credit.acceptance -
    credit.acceptancePerLoan * open -
    credit.acceptancePerDebt * (debt / yearlySales(d, i));
  if (accepted >= chance) return 0;
  draw(at.draws, at.week, firm, K.ask + 2 * n + 1);
  const terms = kind === 'bank' ? BANK_TERMS : PLATFORM_TERMS;
  const termMonths = terms[Math.floor(terms.length * toUniform(words[0]!))]!;
  const rate = kind === 'bank' ? credit.bankAnnualRate : credit.platformAnnualRate;
  const openedDay = at.start + ARRIVAL_DAYS + Math.floor(7 * toUniform(words[1]!));
  const principalFen = roundLoan(wanted, LEAST_FEN);
  const instalmentFen = instalmentOf(principalFen, rate, termMonths);
  return grantLoan(d, i, { lender, openedDay, principalFen, instalmentFen, termMonths }) ? principalFen : 0;
}

/** A week's loans on many platforms at once: what stackers do before anyone hears of the others. */
export function stackLoans(d: District, at: Week, i: number): void {
  const { platforms, amountMonths } = at.world.scenario.fraud.stacking;
  const { words } = at.draws;
  const { platformAnnualRate } = at.world.scenario.credit;
  const [least, most] = platforms;
  const firm = d.first + i;
  draw(at.draws, at.week, firm, K.tries + 256);
  const count = least + Math.floor((most - least + 1) * toUniform(words[0]!));
  const first = Math.floor(N_PLATFORMS * toUniform(words[1]!));
  for (let n = 0; n < count; n++) {
    draw(at.draws, at.week, firm, K.tries + 256 * (2 + n));
    const lender = LENDER.platform * LENDERS_PER_KIND + ((first + n) % N_PLATFORMS);
    const openedDay = at.start + 4 + Math.floor(10 * toUniform(words[0]!));
    const termMonths = PLATFORM_TERMS[n % PLATFORM_TERMS.length]!;
    const wanted = amountMonths * (yearlySales(d, i) / 12) * (0.5 + toUniform(words[1]!));
    const principalFen = roundLoan(wanted, LEAST_FEN);
    const instalmentFen = instalmentOf(principalFen, platformAnnualRate, termMonths);
    d.tape.enquiries.push({ i, day: openedDay - 2, lender });
    grantLoan(d, i, { lender, openedDay, principalFen, instalmentFen, termMonths });
  }
}
