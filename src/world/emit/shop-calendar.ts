import { civilOf, type Day, dayOf } from '../../core/index.ts';
import type { Timeline } from '../timeline.ts';

/** How business of a kind spreads over the days of a week and of the year; all factors on a day's usual sales. OWN. */
interface DayPattern {
  /** Monday to Sunday. */
  readonly weekdays: readonly number[];
  /** The days around Labour Day (1 to 5 May) and National Day (1 to 7 October). */
  readonly holiday: number;
  /** The eight days from the eve of the Spring Festival on, and the ten days before them. */
  readonly springFestival: number;
  readonly beforeSpringFestival: number;
  /** Whether the sales festivals of the platforms move it. */
  readonly festivals: boolean;
}

/** Kinds of business by where customers buy. */
export const DAY_PATTERNS = {
  counter: {
    weekdays: [0.9, 0.9, 0.92, 0.95, 1.05, 1.18, 1.1],
    holiday: 1.2,
    springFestival: 0.35,
    beforeSpringFestival: 1.4,
    festivals: false,
  },
  table: {
    weekdays: [0.85, 0.88, 0.9, 0.95, 1.1, 1.25, 1.07],
    holiday: 1.4,
    springFestival: 0.5,
    beforeSpringFestival: 1.1,
    festivals: false,
  },
  office: {
    weekdays: [1.15, 1.15, 1.15, 1.1, 1.1, 0.8, 0.55],
    holiday: 0.2,
    springFestival: 0.05,
    beforeSpringFestival: 1,
    festivals: false,
  },
  online: {
    weekdays: [1.06, 1.04, 1.02, 1.02, 0.97, 0.94, 0.95],
    holiday: 0.85,
    springFestival: 0.3,
    beforeSpringFestival: 1.15,
    festivals: true,
  },
} as const satisfies Readonly<Record<string, DayPattern>>;

export type BusinessKind = keyof typeof DAY_PATTERNS;

/** Factors on orders around the platforms' sales festivals: by month * 100 + day. OWN. */
const SALES_FESTIVALS: ReadonlyMap<number, number> = new Map([
  [601, 2],
  [616, 1.5],
  [617, 1.6],
  [618, 5],
  [619, 0.7],
  [620, 0.7],
  [1101, 2.5],
  [1110, 1.6],
  [1111, 6],
  [1112, 0.7],
  [1113, 0.7],
  [1212, 2],
]);

/** First days of the Chinese year, 2006 to 2026: all that the longest book sees. Source: the Chinese calendar. */
const NEW_YEARS: readonly Day[] = (
  [
    [2006, 1, 29],
    [2007, 2, 18],
    [2008, 2, 7],
    [2009, 1, 26],
    [2010, 2, 14],
    [2011, 2, 3],
    [2012, 1, 23],
    [2013, 2, 10],
    [2014, 1, 31],
    [2015, 2, 19],
    [2016, 2, 8],
    [2017, 1, 28],
    [2018, 2, 16],
    [2019, 2, 5],
    [2020, 1, 25],
    [2021, 2, 12],
    [2022, 2, 1],
    [2023, 1, 22],
    [2024, 2, 10],
    [2025, 1, 29],
    [2026, 2, 17],
  ] as const
).map(([year, month, day]) => dayOf(year, month, day));

/** Length of the Spring Festival from its eve on, and of the shopping before it, days. */
const FESTIVAL_DAYS = 8;
const SHOPPING_DAYS = 10;

/** Weight of a day among others for a kind of business; 1 is a usual day. Days outside 2006-2026 know no Spring Festival. */
export function dayWeight(kind: BusinessKind, day: Day): number {
  const pattern = DAY_PATTERNS[kind];
  // 1970-01-05, day 4, was a Monday.
  const weight = pattern.weekdays[(day + 3) % 7]!;
  for (const newYear of NEW_YEARS) {
    const since = day - (newYear - 1);
    if (since >= 0 && since < FESTIVAL_DAYS) return weight * pattern.springFestival;
    if (since < 0 && since >= -SHOPPING_DAYS) return weight * pattern.beforeSpringFestival;
  }
  const { month, day: dayOfMonth } = civilOf(day);
  if ((month === 5 && dayOfMonth <= 5) || (month === 10 && dayOfMonth <= 7)) return weight * pattern.holiday;
  return weight * (pattern.festivals ? (SALES_FESTIVALS.get(100 * month + dayOfMonth) ?? 1) : 1);
}

const laidOut = new WeakMap<Timeline, Map<BusinessKind, Float64Array>>();

/** `dayWeight` of every day of a timeline from its week0 on; laid out once a timeline, read only. */
export function dayWeightsOf(timeline: Timeline, kind: BusinessKind): Float64Array {
  let kinds = laidOut.get(timeline);
  if (!kinds) {
    kinds = new Map();
    laidOut.set(timeline, kinds);
  }
  let weights = kinds.get(kind);
  if (!weights) {
    weights = Float64Array.from({ length: 7 * timeline.nWeeks }, (_, i) =>
      dayWeight(kind, timeline.week0 + i),
    );
    kinds.set(kind, weights);
  }
  return weights;
}
