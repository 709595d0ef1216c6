import { type Fen, firstDayOfMonthIndex, monthIndexOf, type RandomStream } from '../../../core/index.ts';
import type { Timeline } from '../../timeline.ts';
import { logistic, type SideBehaviour } from './behaviour.ts';
import { K } from './draws.ts';

/** Months of the book in which a firm may have paper, months since 1970-01. */
export interface MonthSpan {
  readonly first: number;
  readonly count: number;
}

/** The months of the book that a life of `nWeeks` weeks reaches. */
export function monthSpanOf(timeline: Timeline, nWeeks: number): MonthSpan {
  const first = monthIndexOf(timeline.startDate);
  const lastDay = Math.min(timeline.endDate, timeline.week0 + 7 * nWeeks - 1);
  return { first, count: Math.max(0, monthIndexOf(lastDay) - first + 1) };
}

/** Sums weekly amounts into calendar months, by days where a week spans two. Weeks before the first month are left out. */
export function toMonths(
  timeline: Timeline,
  weekly: Float64Array,
  nWeeks: number,
  span: MonthSpan,
): Float64Array {
  const months = new Float64Array(span.count);
  let month = 0;
  let monthEnd = firstDayOfMonthIndex(span.first + 1);
  for (let week = Math.max(0, timeline.firstBookWeek - 1); week < nWeeks; week++) {
    const monday = timeline.week0 + 7 * week;
    while (monday >= monthEnd) {
      month += 1;
      monthEnd = firstDayOfMonthIndex(span.first + month + 1);
    }
    if (month >= span.count) break;
    const before = Math.min(7, monthEnd - monday);
    // The week that ends in the first month began before it.
    const inFirst = month === 0 && monday < timeline.startDate ? monday + 7 - timeline.startDate : before;
    months[month]! += (weekly[week]! * Math.max(0, inFirst)) / 7;
    if (before < 7 && month + 1 < span.count) months[month + 1]! += (weekly[week]! * (7 - before)) / 7;
  }
  return months;
}

/** Added to the logit of what comes to paper, January to December: backlogs must not level the season out. CAL: log of the index. */
const SEASON_LOGIT = [0.1, -0.95, -0.24, -0.14, -0.12, -0.07, -0.05, 0.02, 0.01, 0.03, 0.2, 0.45] as const;
/** Share of idle time that comes in stretches, and their months. CAL: gaps of 66 days at the median, 127 at the upper quartile. */
const IDLE_LONG = 0.55;
const IDLE_MONTHS = 5;
/** FIT: single idle months against a mean one, January to December: closed around the Spring Festival, busy before the year ends. */
const IDLE_SEASON = [0.6, 2.6, 1.5, 1.2, 0.9, 0.9, 0.9, 0.9, 0.9, 0.8, 0.8, 0.3] as const;
/** A firm that stays closed after the festival sees to neither side. */
const FEBRUARY = 1;
/** Months' worth of deliveries a book may begin with. OWN. */
const MOST_MONTHS_OPEN = 6;

/**
 * How much of the open deliveries is to be invoiced in month `iMonth` of the book, ratio in [0, 1): an autoregression of the
 * firm's diligence, and months without paper. `state` INOUT: the last month's deviation.
 */
export function paperShare(
  stream: RandomStream,
  firm: number,
  side: 0 | 1,
  behaviour: SideBehaviour,
  iMonth: number,
  calendarMonth: number,
  state: { deviation: number },
): number {
  const { paperMemory, paperSd, paperLogit } = behaviour;
  const fresh = stream.normal(0, 1, firm, iMonth, K.flow[side]);
  state.deviation =
    iMonth === 0 ? fresh : paperMemory * state.deviation + Math.sqrt(1 - paperMemory * paperMemory) * fresh;
  if (isIdle(stream, firm, side, behaviour, iMonth, calendarMonth)) return 0;
  return logistic(paperLogit + SEASON_LOGIT[calendarMonth]! + paperSd * state.deviation);
}

/** Whether nobody at firm `firm` sees to the paper in month `iMonth` of the book (January 0 in the calendar): single months and longer stretches. */
export function isIdle(
  stream: RandomStream,
  firm: number,
  side: 0 | 1,
  { idleShare }: SideBehaviour,
  iMonth: number,
  calendarMonth: number,
): boolean {
  const stretch = Math.floor((iMonth + (firm % IDLE_MONTHS)) / IDLE_MONTHS);
  return (
    stream.uniform(firm, iMonth, K.idle[calendarMonth === FEBRUARY ? 0 : side]) <
      (1 - IDLE_LONG) * idleShare * IDLE_SEASON[calendarMonth]! ||
    stream.uniform(firm, stretch, K.idleLong[side]) < IDLE_LONG * idleShare
  );
}

/** Open deliveries with which the book begins: what a firm of this diligence leaves lying, no more than MOST_MONTHS_OPEN. */
export function openingBacklog({ paperLogit }: SideBehaviour, monthlyFen: Fen): Fen {
  return monthlyFen * Math.min(MOST_MONTHS_OPEN, Math.exp(-paperLogit));
}
