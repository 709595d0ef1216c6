import type { LeadTimes, SignCount } from './lead-times.ts';

export const LEAD_TIME_HEADER = [
  'sign',
  'overdue with it',
  'days ahead',
  'good with it',
  'days ahead',
] as const;

/** Lead times as rows of a text table, under LEAD_TIME_HEADER; what each sign means stands in docs/calibration.md and `--json`. */
export function leadTimeRows({ signs }: LeadTimes): string[][] {
  return signs.map(({ sign, overdue, good }) => [
    sign,
    shareOf(overdue),
    leadOf(overdue),
    shareOf(good),
    leadOf(good),
  ]);
}

/** One line on the loans behind the rows. */
export function leadTimeSummary({ overdue, withoutDay, good }: LeadTimes): string {
  return `lead times: days from the first sign to 30 days past due, ${overdue} loans with a known day (${withoutDay} without), ${good} good ones beside them`;
}

/** Share of loans with the sign, and of how many. */
export function shareOf({ loans, withSign }: SignCount): string {
  return loans === 0 ? 'not measured' : `${Math.round((100 * withSign) / loans)} % of ${loans}`;
}

/** Median days and their interval. */
export function leadOf({ medianDays, interval }: SignCount): string {
  if (medianDays === null) return 'none';
  return interval ? `${medianDays} (${interval[0]} to ${interval[1]})` : String(medianDays);
}
