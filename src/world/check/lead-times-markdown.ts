import { LEAD_TIME_HEADER, leadTimeRows } from './lead-time-rows.ts';
import type { LeadTimes } from './lead-times.ts';

/** Lead times as a section of docs/calibration.md: lines of Markdown. */
export function leadTimesMarkdown(leadTimes: LeadTimes): string[] {
  const { overdue, withoutDay, good, signs } = leadTimes;
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
    line(LEAD_TIME_HEADER),
    line(LEAD_TIME_HEADER.map(() => '---')),
    ...leadTimeRows(leadTimes).map(line),
    '',
    ...signs.map(({ sign, meaning }) => `- ${sign}: ${meaning}.`),
    '',
  ];
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
