import { codeOf } from '../../sources/index.ts';
import { MISSING_INT32 } from '../../table/index.ts';
import { type Accumulator, type Known, measuresOf, type ReadColumns } from '../engine/accumulator.ts';
import { Series } from './series.ts';

const DECLARATION = codeOf('payroll', 'kind', 'declaration');
const ARREARS = codeOf('payroll', 'kind', 'arrears');

/** Amounts in fen; `heads` and `headWages` are of declarations that tell both, `ratedDue` and `ratedWages` of those with wages. */
export const PAYROLL = measuresOf(
  'declarations',
  'lateDeclarations',
  'wages',
  'wageDeclarations',
  'heads',
  'headWages',
  'ratedDue',
  'payments',
  'latePayments',
  'daysLate',
  'arrears',
);

/** A declaration without payment counts as unpaid from this age on, days: all but 1 % of payments are known by then. OWN. */
export const PAYROLL_UNPAID_DAYS = 45;

/** What depends on the order of social insurance records. Insured staff is NaN where no declaration tells it. */
export interface PayrollTrail {
  /** Of the newest declaration of the last 365 days, and of the last 90. */
  insured: number;
  insured90: number;
  /** Of the newest declaration 90 days old or more, and 365 days old or more; up to 454 days. */
  insuredBefore90: number;
  insuredBefore365: number;
  mostInsured365: number;
  wagesVariation: number;
  wagesTrend: number;
  worstDaysLate365: number;
  lateStreak: number;
  /** Declarations of 45 to 364 days for whose month no payment is known; and their contributions, fen. */
  unpaid: number;
  unpaidFen: number;
}

const YEAR = 365;
const QUARTER = 90;

// Scratch, cleared at the start of each reading.
const paidPeriods = new Set<number>();
const wages = new Series();

export const payrollAccumulator: Accumulator<'payroll', PayrollTrail> = {
  source: 'payroll',
  keeps: 'horizon',
  measures: Object.keys(PAYROLL),
  groups: [],

  tally({ kind, insured, wagesFen, amountFen, daysLate }, row, to) {
    const what = kind[row]!;
    const late = daysLate[row]!;
    if (what === ARREARS) {
      to.add(PAYROLL.arrears, 1);
      return;
    }
    if (what !== DECLARATION) {
      to.add(PAYROLL.payments, 1);
      to.add(PAYROLL.daysLate, late);
      if (late > 0) to.add(PAYROLL.latePayments, 1);
      return;
    }
    to.add(PAYROLL.declarations, 1);
    if (late > 0) to.add(PAYROLL.lateDeclarations, 1);
    const fen = wagesFen[row]!;
    if (Number.isNaN(fen)) return;
    to.add(PAYROLL.wages, fen);
    to.add(PAYROLL.wageDeclarations, 1);
    to.add(PAYROLL.ratedDue, amountFen[row]!);
    const staff = insured[row]!;
    if (staff === MISSING_INT32) return;
    to.add(PAYROLL.heads, staff);
    to.add(PAYROLL.headWages, fen);
  },

  newTrail: () => ({
    insured: Number.NaN,
    insured90: Number.NaN,
    insuredBefore90: Number.NaN,
    insuredBefore365: Number.NaN,
    mostInsured365: Number.NaN,
    wagesVariation: Number.NaN,
    wagesTrend: Number.NaN,
    worstDaysLate365: 0,
    lateStreak: 0,
    unpaid: 0,
    unpaidFen: 0,
  }),

  readTrail({ columns, rows, n, asOf }: Known<ReadColumns<'payroll'>>, trail) {
    const { eventDate, kind, periodStart, insured, wagesFen, amountFen, daysLate } = columns;
    paidPeriods.clear();
    wages.clear();
    let now = Number.NaN;
    let now90 = Number.NaN;
    let before90 = Number.NaN;
    let before365 = Number.NaN;
    let most = Number.NaN;
    let worst = 0;
    let streak = 0;
    let first = n;
    // Payments first: one made on the day of its declaration may stand before it.
    for (let i = 0; i < n; i++) {
      const row = rows[i]!;
      const age = asOf - eventDate[row]!;
      const what = kind[row]!;
      const staff = insured[row]!;
      const tellsStaff = what === DECLARATION && staff !== MISSING_INT32;
      if (tellsStaff && age >= QUARTER) before90 = staff;
      if (age >= YEAR) {
        if (tellsStaff) before365 = staff;
        continue;
      }
      if (first === n) first = i;
      if (what === ARREARS) continue;
      if (what === DECLARATION) {
        if (!Number.isNaN(wagesFen[row]!)) wages.push(periodStart[row]!, wagesFen[row]!);
        if (!tellsStaff) continue;
        now = staff;
        if (age < QUARTER) now90 = staff;
        // The first one too: nothing is <= NaN.
        if (!(staff <= most)) most = staff;
        continue;
      }
      paidPeriods.add(periodStart[row]!);
      const late = daysLate[row]!;
      streak = late > 0 ? streak + 1 : 0;
      if (late > worst) worst = late;
    }
    let unpaid = 0;
    let unpaidFen = 0;
    for (let i = first; i < n; i++) {
      const row = rows[i]!;
      if (asOf - eventDate[row]! < PAYROLL_UNPAID_DAYS) break;
      if (kind[row] !== DECLARATION || amountFen[row] === 0 || paidPeriods.has(periodStart[row]!)) continue;
      unpaid += 1;
      unpaidFen += amountFen[row]!;
    }
    trail.insured = now;
    trail.insured90 = now90;
    trail.insuredBefore90 = before90;
    trail.insuredBefore365 = before365;
    trail.mostInsured365 = most;
    trail.wagesVariation = wages.variation;
    trail.wagesTrend = wages.monthlyTrend;
    trail.worstDaysLate365 = worst;
    trail.lateStreak = streak;
    trail.unpaid = unpaid;
    trail.unpaidFen = unpaidFen;
  },
};
