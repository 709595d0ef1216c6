import { addMonths, type Day, dayOf, firstDayOfMonthIndex, monthIndexOf } from '../core/index.ts';

/** Last day of every book. */
const BOOK_END = dayOf(2025, 12, 31);
/** Weeks lived before the book's first day, so that arrears, debts and stocks are not all new on it. */
const BURN_IN_WEEKS = 39;
/** From this length on, the first year of a book is history only. */
const HISTORY_MONTHS = 12;
const LONG_BOOK_MONTHS = 18;
/** Days from the book's end to the last outcome: a year, the days to disbursement, and the step that covers them. */
const SETTLING_DAYS = 21;

/** The weeks of a simulation. Week w covers the days [week0 + 7 w, week0 + 7 w + 6]; week0 is a Monday. */
export interface Timeline {
  readonly months: number;
  readonly startDate: Day;
  readonly endDate: Day;
  readonly week0: Day;
  readonly nWeeks: number;
  /** First whole week of the book's own time; earlier weeks are burn-in. */
  readonly firstBookWeek: number;
  /** Applications fall on the days [applicationFrom, endDate]. */
  readonly applicationFrom: Day;
}

/** Lays out a book of `months` calendar months that ends on 2025-12-31. */
export function makeTimeline(months: number): Timeline {
  const endMonth = monthIndexOf(BOOK_END);
  const startDate = firstDayOfMonthIndex(endMonth - months + 1);
  const history = months >= LONG_BOOK_MONTHS ? HISTORY_MONTHS : Math.floor((months * 2) / 3);
  const firstMonday = mondayOf(startDate + 6);
  const week0 = firstMonday - 7 * BURN_IN_WEEKS;
  const lastDay = addMonths(BOOK_END, 12) + SETTLING_DAYS;
  return {
    months,
    startDate,
    endDate: BOOK_END,
    week0,
    nWeeks: Math.ceil((lastDay - week0 + 1) / 7),
    firstBookWeek: BURN_IN_WEEKS,
    applicationFrom: addMonths(startDate, history),
  };
}

/** The week of a day; negative before week0. */
export function weekOf(timeline: Timeline, day: Day): number {
  return Math.floor((day - timeline.week0) / 7);
}

/** The Monday on or before a day (1970-01-05, day 4, was one). */
function mondayOf(day: Day): Day {
  return day - ((((day - 4) % 7) + 7) % 7);
}
