import { civilOf, type Day, dayOf, type Fen, monthIndexOf, openStream } from '../../core/index.ts';
import { type FirmLife, FLOW, FLOWS, type Flow, N_INFLOWS } from '../life.ts';
import { dueDay, type Loan } from '../loans.ts';
import { weekOf } from '../timeline.ts';
import type { World } from '../world.ts';
import { firmIdOf, isLost, type RecordSink } from './sink.ts';

/** Share of covered firms that keep statements: at the first size of yearly sales, yuan, and the second; log-linear between. OWN. */
const KEEPERS = { least: 0.1, small: 500_000, large: 10_000_000 } as const;
/** Yearly sales from which a statement may be audited, yuan, and how many of those are. OWN. */
const AUDIT_YUAN = 20_000_000;
const AUDIT_SHARE = 0.7;
/** Share of a year that must have been lived; the rest is filled in by the season. */
const LEAST_LIVED = 0.5;
/** Window-dressing of an owner of honesty 0, unaudited: share added to revenue, of that kept as profit and as receivables; share of debt left out. OWN. */
const DRESSED_REVENUE = 0.3;
const DRESSED_PROFIT = 0.5;
const DRESSED_RECEIVABLES = 0.4;
const HIDDEN_DEBT = 0.5;
/** How much an auditor lets pass. OWN. */
const PASSED_BY_AUDIT = 0.3;
/** Weeks of purchases on stock, and equipment over yearly sales, median and sd of log. OWN. */
const STOCK_WEEKS = 4;
const EQUIPMENT = { share: 0.25, logSd: 0.5 } as const;
/** Weeks in which books are put right, and the weight of the last week in what is usual. OWN. */
const CORRECTION_WEEKS = 52;
const VIEW = 0.1;
/** Drawn up one to three months after the year's end, handed over three to six months after it. */
const DRAWN_UP = { least: 30, spread: 60 } as const;
const DELAY = { least: 90, spread: 91 } as const;
/** Draws, `k` of the stream; j is the year, or 0 for what lasts. */
const K = { keeps: 0, equipment: 1, audited: 2, drawnUp: 3, delay: 4, dressing: 5 } as const;

/** What a firm is owed and owes in trade, by week, fen, >= 0. */
export interface TradeStocks {
  readonly receivables: Float64Array;
  readonly payables: Float64Array;
}

/**
 * Trade stocks as the books of a life show them: the industry's usual stock at the start, plus sales accrued less receipts,
 * plus goods ordered less payments. Debts that customers never paid are written off, and bills that were no orders entered,
 * over about a year: until then the one stock is shown too high and the other too low.
 */
export function tradeStocks(world: World, life: FirmLife): TradeStocks {
  const { flows, sales, orders, nWeeks, traits } = life;
  const profile = world.scenario.industries[traits.industry];
  const receivables = new Float64Array(nWeeks);
  const payables = new Float64Array(nWeeks);
  const base = traits.weeklySalesFen;
  let usualOwed = (1 - profile.cashShare) * base * profile.collectionWeeks;
  let usualOwes = profile.purchaseShare * base * profile.supplierWeeks;
  let owed = Math.round(usualOwed);
  let owes = Math.round(usualOwes);
  for (let week = 0; week < nWeeks; week++) {
    const row = week * FLOWS.length;
    usualOwed += VIEW * ((1 - profile.cashShare) * sales[week]! * profile.collectionWeeks - usualOwed);
    usualOwes += VIEW * (orders[week]! * profile.supplierWeeks - usualOwes);
    owed = Math.max(0, owed + sales[week]! - flows[row + FLOW.sales]!);
    owed -= Math.round(Math.max(0, owed - usualOwed) / CORRECTION_WEEKS);
    owes = Math.max(0, owes + orders[week]! - flows[row + FLOW.purchase]!);
    owes += Math.round(Math.max(0, usualOwes - owes) / CORRECTION_WEEKS);
    receivables[week] = owed;
    payables[week] = owes;
  }
  return { receivables, payables };
}

/** Yearly statements of a covered firm that keeps any: larger ones mostly, late, and dressed by dishonest owners. */
export function emitStatements(world: World, life: FirmLife, sink: RecordSink): void {
  const { traits, nWeeks } = life;
  if (!traits.covered.statements) return;
  const { firm } = traits;
  const { timeline } = world;
  const stream = openStream(world.seed, 'world.records.statements');
  if (stream.uniform(firm, 0, K.keeps) >= keepingShare((52 * traits.weeklySalesFen) / 100)) return;
  const stocks = tradeStocks(world, life);
  const equipment = EQUIPMENT.share * Math.exp(stream.normal(0, EQUIPMENT.logSd, firm, 0, K.equipment));
  const lastYear = civilOf(timeline.endDate).year;
  for (let year = civilOf(timeline.week0).year; year < lastYear; year++) {
    const periodEnd = dayOf(year, 12, 31);
    const lastWeek = weekOf(timeline, periodEnd);
    const firstWeek = Math.max(0, weekOf(timeline, dayOf(year, 1, 1)) + 1);
    if (lastWeek >= nWeeks || isLost(world, firm, monthIndexOf(periodEnd), 'statements')) continue;
    const lived = seasonShare(world, life, firstWeek, lastWeek, year);
    if (lived < LEAST_LIVED) continue;
    const sums = sumYear(life, firstWeek, lastWeek);
    const revenue = sums.revenue / lived;
    const interest = interestOf(life.loans, dayOf(year, 1, 1), periodEnd);
    const profit = (sums.revenue - sums.costs) / lived - interest;
    const audited = revenue / 100 >= AUDIT_YUAN && stream.uniform(firm, year, K.audited) < AUDIT_SHARE;
    const dressing =
      (1 - traits.honesty) * (audited ? PASSED_BY_AUDIT : 1) * (0.5 + stream.uniform(firm, year, K.dressing));
    const invented = DRESSED_REVENUE * dressing * revenue;
    const cashFen = life.cash[lastWeek]!;
    const receivablesFen = Math.round(stocks.receivables[lastWeek]! + DRESSED_RECEIVABLES * invented);
    const stockFen = Math.round((STOCK_WEEKS / 52) * (sums.orders / lived));
    const assetsFen =
      cashFen + receivablesFen + stockFen + Math.round(equipment * 52 * traits.weeklySalesFen);
    const payablesFen = stocks.payables[lastWeek]!;
    const debtFen = Math.round(debtOn(life.loans, periodEnd) * (1 - Math.min(1, HIDDEN_DEBT * dressing)));
    const drawnUpDay = periodEnd + DRAWN_UP.least + stream.integer(DRAWN_UP.spread, firm, year, K.drawnUp);
    sink('statements', {
      firmId: firmIdOf(firm),
      eventDate: drawnUpDay,
      arrivalDate: Math.max(
        drawnUpDay,
        periodEnd + DELAY.least + stream.integer(DELAY.spread, firm, year, K.delay),
      ),
      periodEnd,
      audited: audited ? 'yes' : 'no',
      revenueFen: Math.round(revenue + invented),
      profitFen: Math.round(profit + DRESSED_PROFIT * invented),
      cashFen,
      receivablesFen,
      assetsFen,
      payablesFen,
      debtFen,
      // What is left over: hidden debt and invented receivables swell it.
      equityFen: assetsFen - payablesFen - debtFen,
    });
  }
}

/** Share of firms of a size that keep statements. */
function keepingShare(yearlyYuan: number): number {
  const { least, small, large } = KEEPERS;
  const place = Math.log(yearlyYuan / small) / Math.log(large / small);
  return least + (1 - least) * Math.min(1, Math.max(0, place));
}

/** Payments that are no cost of the year: goods count when ordered, loans by their interest, and owners and equipment not at all. */
const NO_COST: ReadonlySet<Flow> = new Set(['purchase', 'repayment', 'owner', 'other']);
const COST_SLOTS: readonly number[] = FLOWS.slice(N_INFLOWS)
  .filter((flow) => !NO_COST.has(flow))
  .map((flow) => FLOW[flow]);

interface YearSums {
  readonly revenue: Fen;
  readonly orders: Fen;
  /** Goods ordered and everything paid for the running of the business but interest. */
  readonly costs: Fen;
}

function sumYear({ sales, orders, flows }: FirmLife, firstWeek: number, lastWeek: number): YearSums {
  let revenue = 0;
  let ordered = 0;
  let paid = 0;
  for (let week = firstWeek; week <= lastWeek; week++) {
    revenue += sales[week]!;
    ordered += orders[week]!;
    for (const slot of COST_SLOTS) paid += flows[week * FLOWS.length + slot]!;
  }
  return { revenue, orders: ordered, costs: ordered + paid };
}

/** Share of a year's business, by the season, that falls in the weeks [firstWeek, lastWeek]: below 1 where the life began in the year. */
function seasonShare(
  world: World,
  { traits }: FirmLife,
  firstWeek: number,
  lastWeek: number,
  year: number,
): number {
  const { environment, industries } = world.scenario;
  const { seasonality } = industries[traits.industry];
  const { week0 } = world.timeline;
  let lived = 0;
  for (let week = firstWeek; week <= lastWeek; week++)
    lived += environment.seasonalIndex[civilOf(week0 + 7 * week + 3).month - 1]! ** seasonality;
  let whole = lived;
  for (let day = week0 + 7 * firstWeek - 4; civilOf(day).year === year; day -= 7)
    whole += environment.seasonalIndex[civilOf(day).month - 1]! ** seasonality;
  return whole > 0 ? lived / whole : 0;
}

/** Interest of the days [from, to]: that of a loan's whole term, spread evenly over it. */
function interestOf(loans: readonly Loan[], from: Day, to: Day): number {
  let sum = 0;
  for (const loan of loans) {
    const end = dueDay(loan, loan.termMonths - 1);
    const days = Math.min(end, to) - Math.max(loan.openedDay, from);
    if (days <= 0) continue;
    const interest = loan.termMonths * loan.instalmentFen - loan.principalFen;
    sum += (interest * days) / (end - loan.openedDay);
  }
  return sum;
}

/** Principal owed at the close of `day`, in proportion to the instalments still unpaid. */
function debtOn(loans: readonly Loan[], day: Day): number {
  let sum = 0;
  for (const { openedDay, principalFen, termMonths, paidDays } of loans) {
    if (openedDay > day) continue;
    let unpaid = termMonths;
    for (const paidDay of paidDays) if (paidDay <= day) unpaid -= 1;
    sum += (principalFen * unpaid) / termMonths;
  }
  return sum;
}
