import type { LeadTimes, SignCount } from './lead-times.ts';

/** Lead times as a section of docs/calibration.md: lines of Markdown. */
export function leadTimesMarkdown({ overdue, withoutDay, good, signs }: LeadTimes): string[] {
  const rows = signs.map(
    ({ sign, overdue: before, good: baseline }) =>
      `| ${sign} | ${shareOf(before)} | ${leadOf(before)} | ${shareOf(baseline)} | ${leadOf(baseline)} |`,
  );
  return [
    '## Lead times',
    '',
    'Days from the first sign after application to 30 days past due: median, and its 95 % interval by the bootstrap over loans.',
    'Signs come to good borrowers too. The baseline counts the same for the good loans applied for nearest in time, up to a day',
    'as long after application. A sign warns only as far as the shares differ; how early it comes means nothing without them.',
    '',
    `${overdue} loans that went from 30 to 90 days past due, ${good} good ones beside them. ${withoutDay} more reached 30 and were cured`,
    'before 90: the records do not tell their day, so they are left out.',
    '',
    '| sign | overdue with it | days ahead | good with it | days ahead |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    ...signs.map(({ sign, meaning }) => `- ${sign}: ${meaning}.`),
    '',
  ];
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
