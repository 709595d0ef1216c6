import { type Day, firstDayOfMonthIndex, monthIndexOf } from '../../core/index.ts';
import type { World } from '../world.ts';
import type { District } from './district.ts';
import type { Draws } from './draws.ts';

/** Who gets a loan of ours: every applicant (a trial), nobody, or those the traditional lender approves. */
export type Granting = 'trial' | 'none' | 'traditional';

/** What all steps of a run share. */
export interface Run {
  readonly draws: Draws;
  readonly granting: Granting;
}

/** The week being lived, as every step needs it. */
export interface Week {
  readonly world: World;
  readonly draws: Draws;
  readonly granting: Granting;
  readonly week: number;
  /** Its Monday and Sunday. */
  readonly start: Day;
  readonly end: Day;
  /** Month account being accrued on its Monday, and the share of its days that lie in that month. */
  readonly month: number;
  readonly shareInMonth: number;
  /** By day of month 0..31: the day in this week with that number, or NO_DAY. */
  readonly dayOfMonth: Int32Array;
  /** Whether a calendar month ended since the last week's Monday. */
  readonly startsMonth: boolean;
  /** OUT: loans that reached 90 days past due in this week. */
  readonly turnedBad: number[];
}

export const NO_DAY = -1;

/** Day of month on which rent is due. */
export const RENT_DAY = 1;

export function openWeek(d: District, run: Run, week: number): Week {
  const { world } = d;
  const start = world.timeline.week0 + 7 * week;
  const monthIndex = monthIndexOf(start);
  const dayOfMonth = new Int32Array(32).fill(NO_DAY);
  for (let day = start; day < start + 7; day++)
    dayOfMonth[day - firstDayOfMonthIndex(monthIndexOf(day)) + 1] = day;
  return {
    world,
    ...run,
    week,
    start,
    end: start + 6,
    month: monthIndex - d.firstMonth,
    shareInMonth: Math.min(7, firstDayOfMonthIndex(monthIndex + 1) - start) / 7,
    dayOfMonth,
    startsMonth: week > 0 && monthIndexOf(start - 7) !== monthIndex,
    turnedBad: [],
  };
}

/**
 * Draws of a firm's week, the `k` of `draw`. The two words of one k are independent; names with "and" use one each.
 * Lenders asked take two each from `ask` on.
 */
export const K = {
  demandAndMargin: 0,
  noiseAndBlow: 1,
  speedAndPlan: 2,
  blowSize: 3,
  forgets: 4,
  injects: 5,
  walksAway: 6,
  plan: 7,
  planGain: 8,
  tries: 9,
  compares: 10,
  filing: 12,
  bills: 13,
  lateDay: 14,
  traditional: 16,
  ask: 32,
  // Beyond all others, also those that add multiples of 256.
  loan: 16384,
} as const;
