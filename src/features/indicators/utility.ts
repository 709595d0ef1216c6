import { codeOf } from '../../sources/index.ts';
import { type Accumulator, type Known, measuresOf, type ReadColumns } from '../engine/accumulator.ts';
import { Series } from './series.ts';

const BILL = codeOf('utility', 'kind', 'bill');
const ELECTRICITY = codeOf('utility', 'service', 'electricity');

/** Amounts in fen, use in thousandths of kWh and m3; `usageBills` are the bills that tell their use. */
export const UTILITY = measuresOf(
  'bills',
  'electricityBills',
  'electricityFen',
  'electricityUsage',
  'electricityUsageBills',
  'pricedFen',
  'waterBills',
  'waterFen',
  'waterUsage',
  'waterUsageBills',
  'payments',
  'latePayments',
  'daysLate',
  'electricityPayments',
  'lateElectricityPayments',
  'waterPayments',
  'lateWaterPayments',
);

/** Stored units of use in a kWh or m3. */
export const USAGE_UNIT = 1000;

/** A bill without payment counts as unpaid from this age on, days: all but some 4 % of payments are known by then. OWN. */
export const UTILITY_UNPAID_DAYS = 45;

/** What depends on the order of utility records of the last 365 days. */
export interface UtilityTrail {
  usageVariation: number;
  usageTrend: number;
  /** Least, newest and mean use on electricity bills, kWh; NaN without one. */
  leastUsage: number;
  newestUsage: number;
  meanUsage: number;
  worstDaysLate90: number;
  worstDaysLate365: number;
  lateStreak: number;
  /** Bills of 45 days and more for whose month and service no payment is known; their amount, fen; age of the oldest, days. */
  unpaidBills: number;
  unpaidFen: number;
  oldestUnpaidDays: number;
}

const YEAR = 365;
const QUARTER = 90;

// Scratch, cleared at the start of each reading.
const paid = new Set<number>();
const usages = new Series();

export const utilityAccumulator: Accumulator<'utility', UtilityTrail> = {
  source: 'utility',
  keeps: 'horizon',
  measures: Object.keys(UTILITY),
  groups: [],

  tally({ kind, service, usage, amountFen, daysLate }, row, to) {
    const isElectricity = service[row] === ELECTRICITY;
    if (kind[row] !== BILL) {
      const late = daysLate[row]!;
      to.add(UTILITY.payments, 1);
      to.add(UTILITY.daysLate, late);
      to.add(isElectricity ? UTILITY.electricityPayments : UTILITY.waterPayments, 1);
      if (late === 0) return;
      to.add(UTILITY.latePayments, 1);
      to.add(isElectricity ? UTILITY.lateElectricityPayments : UTILITY.lateWaterPayments, 1);
      return;
    }
    const fen = amountFen[row]!;
    const used = Math.round(usage[row]! * USAGE_UNIT);
    to.add(UTILITY.bills, 1);
    if (isElectricity) {
      to.add(UTILITY.electricityBills, 1);
      to.add(UTILITY.electricityFen, fen);
      if (Number.isNaN(used)) return;
      to.add(UTILITY.electricityUsage, used);
      to.add(UTILITY.electricityUsageBills, 1);
      to.add(UTILITY.pricedFen, fen);
      return;
    }
    to.add(UTILITY.waterBills, 1);
    to.add(UTILITY.waterFen, fen);
    if (Number.isNaN(used)) return;
    to.add(UTILITY.waterUsage, used);
    to.add(UTILITY.waterUsageBills, 1);
  },

  newTrail: () => ({
    usageVariation: Number.NaN,
    usageTrend: Number.NaN,
    leastUsage: Number.NaN,
    newestUsage: Number.NaN,
    meanUsage: Number.NaN,
    worstDaysLate90: 0,
    worstDaysLate365: 0,
    lateStreak: 0,
    unpaidBills: 0,
    unpaidFen: 0,
    oldestUnpaidDays: 0,
  }),

  readTrail({ columns, rows, n, asOf }: Known<ReadColumns<'utility'>>, trail) {
    const { eventDate, kind, service, periodStart, usage, amountFen, daysLate } = columns;
    paid.clear();
    usages.clear();
    let least = Number.POSITIVE_INFINITY;
    let newest = Number.NaN;
    let worst90 = 0;
    let worst365 = 0;
    let streak = 0;
    let first = n;
    // Payments first: one made on the day of its bill may stand before it.
    for (let i = 0; i < n; i++) {
      const row = rows[i]!;
      const age = asOf - eventDate[row]!;
      if (age >= YEAR) continue;
      if (first === n) first = i;
      if (kind[row] === BILL) {
        const used = usage[row]!;
        if (service[row] !== ELECTRICITY || Number.isNaN(used)) continue;
        usages.push(periodStart[row]!, used);
        newest = used;
        if (used < least) least = used;
        continue;
      }
      paid.add(accountOf(periodStart[row]!, service[row]!));
      const late = daysLate[row]!;
      streak = late > 0 ? streak + 1 : 0;
      if (late > worst365) worst365 = late;
      if (age < QUARTER && late > worst90) worst90 = late;
    }
    let unpaidBills = 0;
    let unpaidFen = 0;
    let oldest = 0;
    for (let i = first; i < n; i++) {
      const row = rows[i]!;
      const age = asOf - eventDate[row]!;
      if (age < UTILITY_UNPAID_DAYS) break;
      if (kind[row] !== BILL || amountFen[row] === 0) continue;
      if (paid.has(accountOf(periodStart[row]!, service[row]!))) continue;
      if (oldest === 0) oldest = age;
      unpaidBills += 1;
      unpaidFen += amountFen[row]!;
    }
    trail.usageVariation = usages.variation;
    trail.usageTrend = usages.monthlyTrend;
    trail.leastUsage = usages.n > 0 ? least : Number.NaN;
    trail.newestUsage = newest;
    trail.meanUsage = usages.mean;
    trail.worstDaysLate90 = worst90;
    trail.worstDaysLate365 = worst365;
    trail.lateStreak = streak;
    trail.unpaidBills = unpaidBills;
    trail.unpaidFen = unpaidFen;
    trail.oldestUnpaidDays = oldest;
  },
};

/** One number for month and service; codes of services are 0 and 1. */
function accountOf(periodStart: number, service: number): number {
  return 2 * periodStart + service;
}
