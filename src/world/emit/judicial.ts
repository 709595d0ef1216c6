import { civilOf, type Day, type Fen, openStream, type RandomStream, yuanToFen } from '../../core/index.ts';
import { type FirmLife, FLOW, FLOWS } from '../life.ts';
import { BAD_DAYS, dueDay } from '../loans.ts';
import { weekOf } from '../timeline.ts';
import { WEEKS_PER_MONTH } from '../units.ts';
import type { World } from '../world.ts';
import { firmIdOf, type RecordSink, type SourceRecord } from './sink.ts';
import { tradeStocks } from './statements.ts';

type JudicialKind = SourceRecord<'judicial'>['kind'];

// Rates and shares are OWN: no register is published with its firms' trade.

/** Weeks over which usual trade is seen. */
const TRADE_WEEKS = 13;
/** Debts of trade beyond this multiple of the usual are very late. */
const PATIENCE = 1.5;
/** Suits in a week for each multiple beyond it: by unpaid suppliers, and of the firm against buyers who do not pay. */
const SUPPLIER_SUITS = 0.012;
const BUYER_SUITS = 0.006;
/** Share of the debts at which such a suit aims: least, and how much more at most. */
const DEBT_SHARE = { least: 0.1, spread: 0.3 } as const;
/** Wages of the last weeks are set against those of the weeks before; less than this share missing is no reason to sue. */
const WAGE_WEEKS = 9;
const WAGE_BASE_WEEKS = 39;
const WAGES_MISSING = 0.35;
const STAFF_SUITS = 0.08;
/** Suits over quality, accidents and contracts that any firm may meet or bring: a year's number at a median firm. */
const DISPUTES = 0.025;
const DISPUTES_BROUGHT = 0.02;
/** How disputes grow with size, and fall with managerial quality, log for each. */
const DISPUTES_PER_LOG_SIZE = 0.4;
const DISPUTES_PER_QUALITY = -0.2;
/** Weeks of normal sales in dispute: least, and how many more at most. */
const DISPUTED_WEEKS = { least: 0.3, spread: 4 } as const;
/** Nobody goes to court for less. */
const LEAST_CLAIM_FEN = yuanToFen(3_000);

/** Lenders who sue for a loan 90 days past due, and days until they do: least, and how many more at most. */
const LENDERS_SUING = 0.6;
const LENDER_DELAY = { least: 30, spread: 121 } as const;

/** Days after which unpaid tax may be fined, chance that it is, days until then, and the fine's share of the tax. */
const FINED_AFTER_DAYS = 60;
const FINED = 0.5;
const FINE_SPREAD_DAYS = 60;
const FINE_SHARE = { least: 0.5, spread: 0.5 } as const;
/** Fines for safety, hygiene, labels and the like: a year's number, falling with quality; yuan, log-uniform. */
const FINES = 0.025;
const FINES_PER_QUALITY = -0.35;
const FINE_YUAN = { least: 1_000, times: 50 } as const;

/** Suits that end against the defendant; days until then; days until enforcement, and from there to the list. */
const LOST = 0.75;
const JUDGEMENT = { least: 60, spread: 181 } as const;
const ENFORCEMENT = { least: 15, spread: 76 } as const;
const LISTING = { least: 60, spread: 121 } as const;
/** A firm with this multiple of the amount in cash pays what the court says. */
const CASH_TO_PAY = 1.5;
/** Chance of the list where the money is not found: for an honest owner, and added at honesty 0. */
const LISTED = 0.25;
const LISTED_DISHONEST = 0.5;

/** Two to eight weeks until a register shows an entry. */
const DELAY = { least: 14, spread: 43 } as const;

/** Draws, `k` of the stream: of a week, of a loan, of a month, and of the case numbered j. */
const K = {
  supplier: 0,
  staff: 1,
  buyer: 2,
  dispute: 3,
  brought: 4,
  fine: 5,
  fineSize: 6,
  share: 7,
  day: 8,
} as const;
const K_LOAN = { sues: 20, delay: 21 } as const;
const K_TAX = { fined: 30, day: 31, share: 32 } as const;
const K_CASE = { arrival: 40, lost: 45, judgement: 46, enforcement: 47, listing: 48, listed: 49 } as const;

/** Kinds in the order of their draws of delay. */
const ENTRY: readonly JudicialKind[] = ['defendant', 'plaintiff', 'enforcement', 'dishonest', 'penalty'];

/** Writes the cases of one firm. */
interface Docket {
  readonly world: World;
  readonly life: FirmLife;
  readonly stream: RandomStream;
  readonly sink: RecordSink;
  readonly firmId: string;
  nCases: number;
}

/**
 * Law suits, enforcement and fines of a covered firm. Suppliers and staff sue who waited long, lenders after 90 days past due;
 * the firm sues buyers who do not pay; any firm meets disputes and fines now and then. A suit that is lost and cannot be paid
 * leads to enforcement, and that to the list.
 */
export function emitJudicial(world: World, life: FirmLife, sink: RecordSink): void {
  const { traits } = life;
  if (!traits.covered.judicial) return;
  const stream = openStream(world.seed, 'world.records.judicial');
  const docket: Docket = { world, life, stream, sink, firmId: firmIdOf(traits.firm), nCases: 0 };
  sueOverTrade(docket);
  sueOverLoans(docket);
  fineForTax(docket);
}

/** Week by week: suppliers, staff, buyers, and what chance brings. */
function sueOverTrade(docket: Docket): void {
  const { world, life, stream } = docket;
  const { traits, sales, orders, flows, nWeeks } = life;
  const { firm, quality, weeklySalesFen } = traits;
  const profile = world.scenario.industries[traits.industry];
  const { timeline } = world;
  const { receivables, payables } = tradeStocks(world, life);
  const median = yuanToFen(world.scenario.firm.medianMonthlySalesYuan) / WEEKS_PER_MONTH;
  const size = DISPUTES_PER_LOG_SIZE * Math.log(weeklySalesFen / median);
  const disputes = (DISPUTES / 52) * Math.exp(size + DISPUTES_PER_QUALITY * quality);
  const brought = (DISPUTES_BROUGHT / 52) * Math.exp(size);
  const fines = (FINES / 52) * Math.exp(FINES_PER_QUALITY * quality);
  const creditShare = 1 - profile.cashShare;
  const last = Math.min(nWeeks - 1, weekOf(timeline, timeline.endDate));
  let ordered = 0;
  let sold = 0;
  let wages = 0;
  let wagesBefore = 0;
  const wagesOf = (week: number): Fen => flows[week * FLOWS.length + FLOW.payroll]!;
  for (let week = 0; week <= last; week++) {
    ordered += orders[week]! - (week >= TRADE_WEEKS ? orders[week - TRADE_WEEKS]! : 0);
    sold += sales[week]! - (week >= TRADE_WEEKS ? sales[week - TRADE_WEEKS]! : 0);
    wages += wagesOf(week);
    if (week >= WAGE_WEEKS) {
      wages -= wagesOf(week - WAGE_WEEKS);
      wagesBefore += wagesOf(week - WAGE_WEEKS);
    }
    if (week >= WAGE_WEEKS + WAGE_BASE_WEEKS) wagesBefore -= wagesOf(week - WAGE_WEEKS - WAGE_BASE_WEEKS);
    // The first quarter of the burn-in shows no usual trade yet.
    if (week < TRADE_WEEKS) continue;
    const day = timeline.week0 + 7 * week + stream.integer(5, firm, week, K.day);
    const claimed = DEBT_SHARE.least + DEBT_SHARE.spread * stream.uniform(firm, week, K.share);
    const lateToSuppliers = beyondPatience(payables[week]!, (ordered / TRADE_WEEKS) * profile.supplierWeeks);
    if (lateToSuppliers > 0 && stream.uniform(firm, week, K.supplier) < SUPPLIER_SUITS * lateToSuppliers)
      sue(docket, day, claimed * payables[week]!);
    const lateOfBuyers = beyondPatience(
      receivables[week]!,
      (creditShare * sold * profile.collectionWeeks) / TRADE_WEEKS,
    );
    if (lateOfBuyers > 0 && stream.uniform(firm, week, K.buyer) < BUYER_SUITS * lateOfBuyers)
      file(docket, 'plaintiff', day, claimed * receivables[week]!, nextCase(docket, day));
    const usualWages = (wagesBefore / WAGE_BASE_WEEKS) * WAGE_WEEKS;
    const missing = week >= WAGE_WEEKS + WAGE_BASE_WEEKS && usualWages > 0 ? 1 - wages / usualWages : 0;
    if (missing > WAGES_MISSING && stream.uniform(firm, week, K.staff) < STAFF_SUITS * missing)
      sue(docket, day, claimed * missing * usualWages);
    const disputed = weeklySalesFen * (DISPUTED_WEEKS.least + DISPUTED_WEEKS.spread * claimed);
    if (stream.uniform(firm, week, K.dispute) < disputes) sue(docket, day, disputed);
    if (stream.uniform(firm, week, K.brought) < brought)
      file(docket, 'plaintiff', day, disputed, nextCase(docket, day));
    if (stream.uniform(firm, week, K.fine) < fines) {
      const yuan = FINE_YUAN.least * FINE_YUAN.times ** stream.uniform(firm, week, K.fineSize);
      file(docket, 'penalty', day, yuanToFen(Math.round(yuan)), nextCase(docket, day));
    }
  }
}

/** Multiples of the usual debt beyond what creditors put up with. */
function beyondPatience(debt: number, usual: number): number {
  return usual > 0 ? Math.max(0, debt / usual - PATIENCE) : 0;
}

/** Lenders sue for loans that stay 90 days past due. */
function sueOverLoans(docket: Docket): void {
  const { world, life, stream } = docket;
  const { firm } = life.traits;
  const lastDay = world.timeline.week0 + 7 * life.nWeeks - 1;
  for (const [i, loan] of life.loans.entries()) {
    for (let k = 0; k < loan.termMonths; k++) {
      const badDay = dueDay(loan, k) + BAD_DAYS;
      const paidDay = loan.paidDays[k] ?? Number.POSITIVE_INFINITY;
      if (badDay > lastDay) break;
      if (paidDay <= badDay) continue;
      const day = badDay + LENDER_DELAY.least + stream.integer(LENDER_DELAY.spread, firm, i, K_LOAN.delay);
      // One suit calls in the whole loan, unless it was paid while the papers were written.
      if (paidDay > day && day <= lastDay && stream.uniform(firm, i, K_LOAN.sues) < LENDERS_SUING)
        sue(docket, day, (loan.termMonths - k) * loan.instalmentFen, paidDay);
      break;
    }
  }
}

/** The tax office fines some of those who are late by months. */
function fineForTax(docket: Docket): void {
  const { life, stream } = docket;
  const { firm } = life.traits;
  for (const [i, { taxFen, taxDueDay, filedDay, taxPaidDay }] of life.months.entries()) {
    const late = Math.max(taxDueDay, filedDay) + FINED_AFTER_DAYS;
    if (taxFen === 0 || (taxPaidDay ?? Number.POSITIVE_INFINITY) <= late) continue;
    if (stream.uniform(firm, i, K_TAX.fined) >= FINED) continue;
    const day = late + stream.integer(FINE_SPREAD_DAYS, firm, i, K_TAX.day);
    const share = FINE_SHARE.least + FINE_SHARE.spread * stream.uniform(firm, i, K_TAX.share);
    file(docket, 'penalty', day, share * taxFen, nextCase(docket, day));
  }
}

/**
 * A suit against the firm over `amount` fen, and what comes of it. `settledDay`: the day from which there is nothing to fight over
 * any more; never, unless it is known.
 */
function sue(docket: Docket, day: Day, amount: number, settledDay: Day = Number.POSITIVE_INFINITY): void {
  if (amount < LEAST_CLAIM_FEN) return;
  const { life, stream, nCases } = docket;
  const { firm, honesty } = life.traits;
  const caseId = nextCase(docket, day);
  const drawn = (law: { readonly least: number; readonly spread: number }, k: number): number =>
    law.least + stream.integer(law.spread, firm, nCases, k);
  file(docket, 'defendant', day, amount, caseId);
  if (stream.uniform(firm, nCases, K_CASE.lost) >= LOST) return;
  const judged = day + drawn(JUDGEMENT, K_CASE.judgement);
  if (settledDay <= judged || cashOn(docket, judged) >= CASH_TO_PAY * amount) return;
  const enforced = judged + drawn(ENFORCEMENT, K_CASE.enforcement);
  file(docket, 'enforcement', enforced, amount, caseId);
  const listed = enforced + drawn(LISTING, K_CASE.listing);
  if (settledDay <= listed || cashOn(docket, listed) >= CASH_TO_PAY * amount) return;
  const chance = LISTED + LISTED_DISHONEST * (1 - honesty);
  if (stream.uniform(firm, nCases, K_CASE.listed) < chance) file(docket, 'dishonest', listed, amount, caseId);
}

/** Cash of the firm in the week of a day, or in the last it lived. */
function cashOn({ world, life }: Docket, day: Day): Fen {
  return life.cash[Math.min(life.nWeeks - 1, weekOf(world.timeline, day))]!;
}

/** The number of a new case: year, firm and a running number. */
function nextCase(docket: Docket, day: Day): string {
  docket.nCases += 1;
  return `${civilOf(day).year}-${docket.firmId}-${docket.nCases}`;
}

/** Enters a case in the register, in whole yuan. */
function file(docket: Docket, kind: JudicialKind, day: Day, amount: number, caseId: string): void {
  const { life, stream, sink, firmId, nCases } = docket;
  const k = K_CASE.arrival + ENTRY.indexOf(kind);
  const delay = DELAY.least + stream.integer(DELAY.spread, life.traits.firm, nCases, k);
  const amountFen = 100 * Math.round(amount / 100);
  sink('judicial', { firmId, eventDate: day, arrivalDate: day + delay, kind, caseId, amountFen });
}
