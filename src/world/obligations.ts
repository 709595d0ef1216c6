import { type Day, firstDayOfMonthIndex } from '../core/index.ts';
import { energyPriceOf } from './environment.ts';
import type { FirmState } from './firm-state.ts';
import { WEEKS_PER_MONTH } from './units.ts';

/** Draws of a month, the `k` of the stream `world.bills`. */
const K = { filedEarly: 0, filesLate: 1, filedLate: 2, billDay: 3, use: 4 } as const;

/** VAT is due on the 15th of the next month. */
const TAX_DUE_DAY = 15;
/** Utility bills come on the 3rd to the 8th and are due 14 days later. */
const BILL_FIRST_DAY = 3;
const BILL_SPREAD_DAYS = 6;
const BILL_TERM_DAYS = 14;
/** Chance of a late filing of an owner who never forgets. */
const LATE_FILING = 0.02;
/** Electricity that does not depend on activity, share; water as a share of the energy bill. */
const FIXED_USE = 0.35;
const WATER_SHARE = 0.12;
/** Spread of monthly use, sd of log. */
const USE_SD = 0.08;

/** Closes every calendar month that ended before this week: files VAT and receives the utility bills. */
export function closeMonths(state: FirmState): void {
  while (firstDayOfMonthIndex(state.month + 1) <= state.weekStart) closeMonth(state);
}

function closeMonth(state: FirmState): void {
  const { world, traits, profile } = state;
  const stream = world.streams.bills;
  const { firm } = traits;
  const at = state.month;
  const nextMonth = firstDayOfMonthIndex(at + 1);
  const taxDueDay = nextMonth + TAX_DUE_DAY - 1;
  const late = stream.uniform(firm, at, K.filesLate) < LATE_FILING + traits.forgetfulness / 2;
  const filedDay = late
    ? taxDueDay + 1 + stream.integer(25, firm, at, K.filedLate)
    : taxDueDay - stream.integer(10, firm, at, K.filedEarly);
  const declaredFen = Math.round(state.monthSales * declaredShare(traits.honesty));
  const normal = traits.weeklySalesFen * WEEKS_PER_MONTH;
  const use = Math.exp(USE_SD * stream.normal(0, 1, firm, at, K.use));
  const energy = profile.energyShare * (FIXED_USE * normal + (1 - FIXED_USE) * state.monthSales) * use;
  const waterFen = Math.round(WATER_SHARE * energy);
  const price = energyPriceOf(world.environment, world.timeline, at);
  const billDay: Day = nextMonth + BILL_FIRST_DAY - 1 + stream.integer(BILL_SPREAD_DAYS, firm, at, K.billDay);
  state.months.push({
    periodStart: firstDayOfMonthIndex(at),
    salesFen: state.monthSales,
    declaredFen,
    taxFen: Math.round(declaredFen * profile.taxShare),
    taxDueDay,
    filedDay,
    taxPaidDay: undefined,
    electricityFen: Math.round((Math.round(energy) - waterFen) * price),
    waterFen,
    billDay,
    utilityDueDay: billDay + BILL_TERM_DAYS,
    utilityPaidDay: undefined,
  });
  state.month += 1;
  state.monthSales = state.nextMonthSales;
  state.nextMonthSales = 0;
}

/** Share of true sales that is declared: half at honesty 0, all at 1. */
export function declaredShare(honesty: number): number {
  return 0.5 + 0.5 * honesty;
}
