import { civilOf, type Day, dayOf, firstDayOfMonthIndex } from '../../../core/index.ts';

/** First days of the lunar new year, 2016 to 2030, month and day. */
const FESTIVALS: readonly (readonly [number, number])[] = [
  [2, 8],
  [1, 28],
  [2, 16],
  [2, 5],
  [1, 25],
  [2, 12],
  [2, 1],
  [1, 22],
  [2, 10],
  [1, 29],
  [2, 17],
  [2, 6],
  [1, 26],
  [2, 13],
  [2, 3],
];
const FIRST_FESTIVAL = 2016;
/** Offices are closed from so many days before the new year's day to so many after it. OWN: the public holiday and some more. */
const CLOSED = [2, 7] as const;

/** Working days and weekend days of a month on which offices are open, ascending. */
export interface MonthDays {
  readonly working: readonly Day[];
  readonly weekend: readonly Day[];
}

const known = new Map<number, MonthDays>();

/** Open days of the month `monthIndex` since 1970-01: none around the Spring Festival; other holidays count as what their weekday says. */
export function monthDays(monthIndex: number): MonthDays {
  let days = known.get(monthIndex);
  if (!days) {
    const working: Day[] = [];
    const weekend: Day[] = [];
    const newYear = newYearOf(1970 + Math.floor(monthIndex / 12));
    const end = firstDayOfMonthIndex(monthIndex + 1);
    for (let day = firstDayOfMonthIndex(monthIndex); day < end; day++) {
      if (isFestival(day, newYear)) continue;
      // 1970-01-01 was a Thursday.
      ((day + 3) % 7 < 5 ? working : weekend).push(day);
    }
    days = { working, weekend };
    known.set(monthIndex, days);
  }
  return days;
}

/** Whether offices are open on a day, as far as the Spring Festival goes. */
export function isOpen(day: Day): boolean {
  return !isFestival(day, newYearOf(civilOf(day).year));
}

function newYearOf(year: number): Day {
  const festival = FESTIVALS[year - FIRST_FESTIVAL];
  return festival ? dayOf(year, festival[0], festival[1]) : Number.NEGATIVE_INFINITY;
}

function isFestival(day: Day, newYear: Day): boolean {
  return day >= newYear - CLOSED[0] && day <= newYear + CLOSED[1];
}

/** Desks fill towards the end of the month: exponent on a uniform place in it. CAL: .041 of a day on the 25th, .020 on the 1st. */
const LATE = 0.8;

const FRIDAY = 4;
const THURSDAY = 3;

/**
 * A day of the month: on a weekend when `u` falls under `weekendShare`, late in it rather than early, and, with the chance
 * `earlyInWeek`, on the Monday instead of the Friday of its week (half that: Tuesday for Thursday).
 */
export function dayAt(days: MonthDays, weekendShare: number, earlyInWeek: number, u: number): Day {
  const isWeekend = u < weekendShare;
  const v = isWeekend ? u / weekendShare : (u - weekendShare) / (1 - weekendShare);
  const list = isWeekend ? days.weekend : days.working;
  const place = list.length * v ** LATE;
  const day = list[Math.floor(place)]!;
  // What the place leaves of its day is as good as a fresh draw.
  const luck = place % 1;
  const weekday = (day + 3) % 7;
  const back =
    weekday === FRIDAY && luck < earlyInWeek ? 4 : weekday === THURSDAY && luck < earlyInWeek / 2 ? 2 : 0;
  return day - back >= list[0]! && !isClosedGap(days, day, back) ? day - back : day;
}

/** Whether going `back` days from `day` would end on a day on which offices are closed. */
function isClosedGap({ working }: MonthDays, day: Day, back: number): boolean {
  return back > 0 && !working.includes(day - back);
}
