import type { CheckResult } from './check.ts';
import type { LeadTimes } from './lead-times.ts';
import { leadTimesMarkdown } from './lead-times-markdown.ts';
import { targets } from './targets.ts';

/**
 * The text of docs/calibration.md: what was measured, against what, and what the check cannot see.
 * @param command the command that made the results, as typed.
 * @param leadTimes measured on the same book; without them the page has no such section.
 */
export function calibrationMarkdown(
  results: readonly CheckResult[],
  command: string,
  leadTimes?: LeadTimes,
): string {
  const failed = results.filter(({ pass }) => !pass);
  const rows = results.map(
    ({ id, meaning, value, unit, low, high, source, pass }) =>
      `| \`${id}\` | ${meaning} | ${figure(value, unit)} | ${range(low, high, unit)} | ${cell(source)} | ${pass ? 'pass' : '**fail**'} |`,
  );
  const noteOf = new Map(targets.map(({ id, note }) => [id, note]));
  const notes = results.map(({ id, detail }) => {
    const note = noteOf.get(id);
    return `- \`${id}\`: ${[note, detail && `measured: ${detail}`].filter(Boolean).join('; ')}.`;
  });
  return [
    '# Calibration',
    '',
    'How far the simulated book is from what is known of real small firms. Made by',
    '',
    '```',
    command,
    '```',
    '',
    'whose exit code 3 says that a target does not hold.',
    '',
    `**${results.length - failed.length} of ${results.length} targets hold.** ${failed.length === 0 ? 'None fails.' : `These do not: ${failed.map(({ id }) => `\`${id}\``).join(', ')}.`}`,
    'No target and no parameter was changed after this measurement. Parameters were chosen before it, see the limits below.',
    '',
    '| target | meaning | value | tolerance | source | |',
    '| --- | --- | ---: | --- | --- | --- |',
    ...rows,
    '',
    'CAL: measured on the VAT invoices of 425 Chinese small firms, 2016-10 to 2020-02. CLAIMS: anchor figures of the market',
    'reports under audit. WORLD: the project’s rules for a fair world. OWN: an assumption for want of a figure; a target',
    'with an OWN tolerance that holds says little.',
    '',
    '## What lies behind the numbers',
    '',
    ...notes,
    '',
    ...(leadTimes ? leadTimesMarkdown(leadTimes) : []),
    ...LIMITS,
    '',
  ].join('\n');
}

const LIMITS = [
  '## What this check cannot see',
  '',
  '- The invoice figures are medians over firms. Their quantiles, and how well a classifier tells real from simulated firms, are',
  '  the business of `world/check/reality`, not of this page.',
  '- The real sample leans to larger firms with bank relations. Counts are taken of the firms that sell as much as three in four of',
  '  the real ones, and set beside the quartiles of the real firms cut alike. Everything else is of all firms with invoices,',
  '  whatever their size. The real span is 41 months, the book shorter.',
  '- What the traditional lender grants is judged by what became of the same loans in a book where everyone got one. Were the',
  '  others refused, their suppliers and guarantors would fare otherwise too; that is left out of the bad rate.',
  '- Fitted, not found, and no evidence for any claim: `loans.badRate`, `loans.meanAmount`, `sales.logSdBetween`, the tails,',
  '  `statements.*`, `giveaway.largestAuc` and `arrears.*` were looked at, on seeds 7 and 41, while the spread of firm sizes, the amount',
  '  asked for per sales, the spread of cash buffers, a term of three months, the coverage of statements and the thresholds of',
  '  the pecking order were chosen (some eight settings). The habits of invoicing were fitted to the same real firms (docs/reality.md).',
  '- The measure of trade was changed after it had failed: on account receipts the same economy has a February of .83, a spread',
  '  inside a firm of .28 and 12 buyers, and misses four targets. Invoices are what the real figures are of, but the cash of',
  '  these firms stays smoother than their paper. `sales.activeMonths` and `purchases.perMonth` were narrowed to firms with invoices',
  '  after a first look too (.696 to .792 on 2,000 firms); the counts were then given the stricter range, and fail.',
  '- Much that holds was put in: the scenario takes season, habits of invoicing, largest customer, region, loan size, use of funds and shares of fraud',
  '  from the same figures, and its author knew the range of the bad rate. Such a target shows that the records carry the figure,',
  '  no more.',
  '- The spread inside a firm and the memory of its sales belong together: smooth sales pass the one by failing the other.',
  '- The pecking order is seen only of defaulters with the records in question whose loan turned bad a month before the end of',
  '  the book: few firms, the early ones. Lead times have intervals; the order of arrears has none. Both are made of events, not',
  '  of arrivals: a lender learns of each one to eight weeks later.',
  '- The simple features are numbers: industry and region show in the bad rates of their cells, words of reviews and news not at',
  '  all. With 600 bad loans an AUC has a standard error of about .01, so a value that close to its limit does not show on which',
  '  side the world is. The largest of a hundred AUCs is biased upwards, and a feature known of few firms more than others.',
  '- One seed: a bad rate of a cell of 300 loans has a standard error of about one point.',
];

/** A value in its unit; three significant digits are more than the targets need. */
export function figure(value: number | null, unit: CheckResult['unit']): string {
  if (value === null) return 'not measured';
  if (unit === 'yuan') return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
  if (unit === 'days' || unit === 'months' || unit === 'count') return String(Number(value.toFixed(1)));
  return value.toFixed(3);
}

/** A tolerance in its unit. */
export function range(low: number, high: number, unit: CheckResult['unit']): string {
  return `${figure(low, unit)} to ${figure(high, unit)}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
