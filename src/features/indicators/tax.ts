import { codeOf } from '../../sources/index.ts';
import { type Accumulator, type Known, measuresOf, type ReadColumns } from '../engine/accumulator.ts';
import { Series } from './series.ts';

const FILING = codeOf('tax', 'kind', 'filing');
const ARREARS = codeOf('tax', 'kind', 'arrears');

/** Amounts in fen; an act is a filing or a payment. */
export const TAX = measuresOf(
  'filings',
  'revenue',
  'revenueFilings',
  'nilFilings',
  'due',
  'payments',
  'acts',
  'lateActs',
  'lateFilings',
  'latePayments',
  'daysLate',
  'arrears',
  'arrearsFen',
);

/** A filing without payment counts as unpaid from this age on, days: all but 1 % of payments are known by then. OWN. */
export const TAX_UNPAID_DAYS = 30;

/** What depends on the order of tax records of the last 365 days. */
export interface TaxTrail {
  worstDaysLate90: number;
  worstDaysLate365: number;
  lateStreak: number;
  /** Filings of 30 days and more, with tax due, for whose month no payment is known; and their tax, fen. */
  unpaidFilings: number;
  unpaidFen: number;
  /** Tax of the notices of arrears for whose month no payment is known, by the newest of each month, fen. */
  openArrearsFen: number;
  revenueVariation: number;
  revenueTrend: number;
}

const YEAR = 365;
const QUARTER = 90;

// Scratch, cleared at the start of each reading.
const paidPeriods = new Set<number>();
const noticedPeriods = new Set<number>();
const revenues = new Series();

export const taxAccumulator: Accumulator<'tax', TaxTrail> = {
  source: 'tax',
  keeps: 'horizon',
  measures: Object.keys(TAX),
  groups: [],

  tally({ kind, amountFen, declaredRevenueFen, daysLate }, row, to) {
    const what = kind[row]!;
    if (what === ARREARS) {
      to.add(TAX.arrears, 1);
      to.add(TAX.arrearsFen, amountFen[row]!);
      return;
    }
    const late = daysLate[row]!;
    to.add(TAX.acts, 1);
    to.add(TAX.daysLate, late);
    if (late > 0) to.add(TAX.lateActs, 1);
    if (what !== FILING) {
      to.add(TAX.payments, 1);
      if (late > 0) to.add(TAX.latePayments, 1);
      return;
    }
    to.add(TAX.filings, 1);
    to.add(TAX.due, amountFen[row]!);
    if (late > 0) to.add(TAX.lateFilings, 1);
    const revenue = declaredRevenueFen[row]!;
    if (Number.isNaN(revenue)) return;
    to.add(TAX.revenue, revenue);
    to.add(TAX.revenueFilings, 1);
    if (revenue === 0) to.add(TAX.nilFilings, 1);
  },

  newTrail: () => ({
    worstDaysLate90: 0,
    worstDaysLate365: 0,
    lateStreak: 0,
    unpaidFilings: 0,
    unpaidFen: 0,
    openArrearsFen: 0,
    revenueVariation: Number.NaN,
    revenueTrend: Number.NaN,
  }),

  readTrail({ columns, rows, n, asOf }: Known<ReadColumns<'tax'>>, trail) {
    const { eventDate, kind, periodStart, amountFen, declaredRevenueFen, daysLate } = columns;
    paidPeriods.clear();
    noticedPeriods.clear();
    revenues.clear();
    let worst90 = 0;
    let worst365 = 0;
    let streak = 0;
    let first = n;
    // Payments first: one made on the day of its filing may stand before it.
    for (let i = 0; i < n; i++) {
      const row = rows[i]!;
      const age = asOf - eventDate[row]!;
      if (age >= YEAR) continue;
      if (first === n) first = i;
      const what = kind[row]!;
      if (what === ARREARS) continue;
      const late = daysLate[row]!;
      streak = late > 0 ? streak + 1 : 0;
      if (late > worst365) worst365 = late;
      if (age < QUARTER && late > worst90) worst90 = late;
      if (what !== FILING) paidPeriods.add(periodStart[row]!);
      else if (!Number.isNaN(declaredRevenueFen[row]!)) {
        revenues.push(periodStart[row]!, declaredRevenueFen[row]!);
      }
    }
    let unpaidFilings = 0;
    let unpaidFen = 0;
    let openArrearsFen = 0;
    // Newest first: of several notices for a month the newest tells what is owed.
    for (let i = n - 1; i >= first; i--) {
      const row = rows[i]!;
      const period = periodStart[row]!;
      const fen = amountFen[row]!;
      const what = kind[row]!;
      if ((what !== FILING && what !== ARREARS) || fen === 0 || paidPeriods.has(period)) continue;
      if (what === FILING) {
        if (asOf - eventDate[row]! < TAX_UNPAID_DAYS) continue;
        unpaidFilings += 1;
        unpaidFen += fen;
      } else if (!noticedPeriods.has(period)) {
        noticedPeriods.add(period);
        openArrearsFen += fen;
      }
    }
    trail.worstDaysLate90 = worst90;
    trail.worstDaysLate365 = worst365;
    trail.lateStreak = streak;
    trail.unpaidFilings = unpaidFilings;
    trail.unpaidFen = unpaidFen;
    trail.openArrearsFen = openArrearsFen;
    trail.revenueVariation = revenues.variation;
    trail.revenueTrend = revenues.monthlyTrend;
  },
};
