import { firstDayOfMonthIndex } from '../../core/index.ts';
import { energyPriceOf } from '../environment.ts';
import { WEEKS_PER_MONTH } from '../units.ts';
import type { District } from './district.ts';
import { draw, toNormal, toUniform, uniformOf } from './draws.ts';
import { NEVER } from './layout.ts';
import { K, type Week } from './week.ts';

/** VAT is due on the 15th of the next month, social insurance on the 25th. */
export const TAX_DUE_DAY = 15;
export const SOCIAL_DUE_DAY = 25;
/** Utility bills come on the 3rd to the 8th and are due 14 days later. */
const BILL_FIRST_DAY = 3;
const BILL_SPREAD_DAYS = 6;
export const BILL_TERM_DAYS = 14;
/** Tax is filed up to ten days early, or, by the late, up to 25 days late. */
const EARLY_DAYS = 10;
const LATE_DAYS = 25;
/** Chance of a late filing of an owner who never forgets. */
const LATE_FILING = 0.02;
/** Electricity that does not depend on activity, share; water as a share of the energy bill. */
const FIXED_USE = 0.35;
const WATER_SHARE = 0.12;
/** Spread of monthly use, sd of log. */
const USE_SD = 0.08;
/** Employer's social insurance as a share of all staff costs. OWN: about a quarter of wages. */
export const SOCIAL_SHARE = 0.2;

/** Closes the calendar month that ended before this week: files VAT, receives utility bills, owes social insurance. */
export function closeMonth(d: District, at: Week): void {
  const { world, draws, week } = at;
  const month = at.month - 1;
  const monthIndex = d.firstMonth + month;
  const nextMonth = firstDayOfMonthIndex(monthIndex + 1);
  const price = energyPriceOf(world.environment, world.timeline, monthIndex);
  const { month: account } = d;
  const { words } = draws;
  for (let i = 0; i < d.n; i++) {
    if (d.deathWeek[i] !== NEVER) continue;
    const entry = month * d.n + i;
    const sales = d.monthSales[i]!;
    const taxDue = nextMonth + TAX_DUE_DAY - 1;
    draw(draws, week, d.first + i, K.filing);
    const late = toUniform(words[0]!) < LATE_FILING + d.forgetfulness[i]! / 2;
    const when = toUniform(words[1]!);
    draw(draws, week, d.first + i, K.bills);
    const use = Math.exp(USE_SD * toNormal(words[0]!));
    const normal = d.weeklySales[i]! * WEEKS_PER_MONTH;
    const energy = d.energyShare[i]! * (FIXED_USE * normal + (1 - FIXED_USE) * sales) * use;
    const water = Math.round(WATER_SHARE * energy);
    account.sales[entry] = sales;
    account.tax[entry] = Math.round(Math.round(sales * d.declaredShare[i]!) * d.taxShare[i]!);
    account.electricity[entry] = Math.round((Math.round(energy) - water) * price);
    account.water[entry] = water;
    account.wages[entry] = d.monthWages[i]!;
    account.social[entry] = Math.round((d.monthWages[i]! * SOCIAL_SHARE) / (1 - SOCIAL_SHARE));
    account.filedDay[entry] = late
      ? taxDue + 1 + Math.floor(LATE_DAYS * when)
      : taxDue - Math.floor(EARLY_DAYS * when);
    account.billDay[entry] =
      nextMonth + BILL_FIRST_DAY - 1 + Math.floor(BILL_SPREAD_DAYS * toUniform(words[1]!));
    account.taxPaidDay[entry] = NEVER;
    account.utilityPaidDay[entry] = NEVER;
    account.socialPaidDay[entry] = NEVER;
    d.monthSales[i] = d.nextMonthSales[i]!;
    d.nextMonthSales[i] = 0;
    d.monthWages[i] = d.nextMonthWages[i]!;
    d.nextMonthWages[i] = 0;
    d.nextBill[i] = Math.min(d.nextBill[i]!, nextMonth);
  }
}

/** First day after the month of account `month`. */
function monthEnd(d: District, month: number): number {
  return d.monthStarts[month + 1]!;
}

/** Due day of the tax of account `month`: the legal day, or the filing if that is later. */
export function taxDueDay(d: District, i: number, month: number): number {
  return Math.max(monthEnd(d, month) + TAX_DUE_DAY - 1, d.month.filedDay[month * d.n + i]!);
}

export function utilityDueDay(d: District, i: number, month: number): number {
  return d.month.billDay[month * d.n + i]! + BILL_TERM_DAYS;
}

export function socialDueDay(d: District, month: number): number {
  return monthEnd(d, month) + SOCIAL_DUE_DAY - 1;
}

/** Whether the owner forgets this week's bills of one kind; `salt` 0, 1, 2. */
export function forgets(d: District, at: Week, i: number, salt: number): boolean {
  return uniformOf(at.draws, at.week, d.first + i, K.forgets + 256 * (1 + salt)) < d.forgetfulness[i]!;
}
