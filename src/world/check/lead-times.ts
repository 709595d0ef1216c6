import { type Day, openStream } from '../../core/index.ts';
import type { Book } from '../../sources/index.ts';
import { day30Of, type LoanRow, lastArrivedDay, loansOf } from './loan-table.ts';
import { openSigns, type Sign } from './signs.ts';
import { median } from './statistics.ts';

/** How often and how early loans of one group showed a sign. */
export interface SignCount {
  /** Loans whose firm's source could have shown it. */
  readonly loans: number;
  /** Of them, those with the sign between application and the day of reference. */
  readonly withSign: number;
  /** Median days from the first sign to the day of reference; null where nothing was seen. */
  readonly medianDays: number | null;
  /** 95 % interval of the median: percentiles of the bootstrap over loans with the sign. Null of fewer than two. */
  readonly interval: readonly [number, number] | null;
}

/** One sign before 30 days past due, and before a day as long after application of loans that stayed good. */
export interface LeadTime {
  readonly sign: string;
  readonly source: string;
  readonly meaning: string;
  readonly overdue: SignCount;
  readonly good: SignCount;
}

/** Lead times of a book and the loans they were measured on. */
export interface LeadTimes {
  /** Loans whose day of 30 days past due is known and whose records have all arrived by then. */
  readonly overdue: number;
  /** Loans that reached 30 but not 90 days past due: the book does not tell on which day, so they are left out. */
  readonly withoutDay: number;
  readonly good: number;
  readonly signs: readonly LeadTime[];
}

/** A loan and the day to which the lead is counted. */
interface Watched {
  readonly firm: number;
  readonly from: Day;
  readonly until: Day;
}

/** Good loans set beside each overdue one. */
const CONTROLS = 3;
const REPLICATES = 1000;
/** The bootstrap is part of the measure, not of the world: its seed is fixed. */
const SEED = 1;

/**
 * How many days before 30 days past due each sign first came, counted from the application on. Signs come to good
 * borrowers too: the same is counted for the good loans that were applied for nearest in time to each overdue one, up to
 * the same number of days after application. A sign tells only as far as the two differ.
 * @param opened the signs of the book where they are open already.
 */
export async function measureLeadTimes(book: Book, opened?: readonly Sign[]): Promise<LeadTimes> {
  const loans = loansOf(book);
  const overdue = overdueLoans(loans, lastArrivedDay(book));
  const good = controlsOf(overdue, loans);
  const signs = (opened ?? (await openSigns(book))).map((sign, i): LeadTime => {
    const { name, source, meaning } = sign;
    return {
      sign: name,
      source,
      meaning,
      overdue: countSign(sign, overdue, 2 * i),
      good: countSign(sign, good, 2 * i + 1),
    };
  });
  const withoutDay = loans.filter(({ bad, maxDaysPastDue }) => !bad && maxDaysPastDue >= 30).length;
  return { overdue: overdue.length, withoutDay, good: good.length, signs };
}

function overdueLoans(loans: readonly LoanRow[], lastDay: Day): Watched[] {
  return loans.flatMap(({ firm, appliedDay, badDay }) =>
    badDay === undefined || day30Of(badDay) > lastDay
      ? []
      : [{ firm, from: appliedDay, until: day30Of(badDay) }],
  );
}

/** For each watched loan the good ones applied for nearest in time, watched for as long; a good loan may serve twice. */
function controlsOf(watched: readonly Watched[], loans: readonly LoanRow[]): Watched[] {
  const good = loans
    .filter(({ maxDaysPastDue }) => maxDaysPastDue < 30)
    .sort((a, b) => a.appliedDay - b.appliedDay || a.firm - b.firm);
  return watched.flatMap(({ from, until }) => {
    let low = good.findIndex(({ appliedDay }) => appliedDay >= from);
    if (low < 0) low = good.length;
    let high = low;
    const distance = (i: number): number =>
      Math.abs((good[i]?.appliedDay ?? Number.POSITIVE_INFINITY) - from);
    while (high - low < Math.min(CONTROLS, good.length))
      if (distance(low - 1) < distance(high)) low -= 1;
      else high += 1;
    return good.slice(low, high).map(({ firm, appliedDay }) => ({
      firm,
      from: appliedDay,
      until: appliedDay + until - from,
    }));
  });
}

function countSign(sign: Sign, watched: readonly Watched[], stream: number): SignCount {
  const shown = watched.filter(({ firm, from }) => sign.canShow(firm, from));
  const days = shown
    .map(({ firm, from, until }) => until - sign.first(firm, from, until))
    .filter((lead) => Number.isFinite(lead));
  return {
    loans: shown.length,
    withSign: days.length,
    medianDays: days.length > 0 ? median(days) : null,
    interval: days.length > 1 ? medianInterval(days, stream) : null,
  };
}

/** 2.5 and 97.5 % points of the medians of resamples; `i` names the draws. */
function medianInterval(days: readonly number[], i: number): readonly [number, number] {
  const stream = openStream(SEED, `check.leadTimes.${i}`);
  const n = days.length;
  const medians = new Float64Array(REPLICATES);
  const resample = new Float64Array(n);
  for (let b = 0; b < REPLICATES; b++) {
    for (let j = 0; j < n; j++) resample[j] = days[stream.integer(n, b, j)]!;
    resample.sort();
    medians[b] = (resample[(n - 1) >> 1]! + resample[n >> 1]!) / 2;
  }
  medians.sort();
  return [medians[Math.round(0.025 * (REPLICATES - 1))]!, medians[Math.round(0.975 * (REPLICATES - 1))]!];
}
