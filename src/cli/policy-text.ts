import { formatYuan } from '../core/index.ts';
import type { Outcome } from '../decision/index.ts';
import type { ApprovedTotals, BadRate, PolicyComparison, PolicyDiagnosis } from '../decision/policy/index.ts';
import { textTable, thousands } from './terminal.ts';

/** A diagnosis for people: what was found, worst first, then the verdict. */
export function diagnosisText({ runsOn, nNodes, nRules, findings, cases, holds }: PolicyDiagnosis): string {
  const lines = findings.flatMap(({ check, level, path, message, example }) => {
    const shown =
      example && Object.entries(example).map(([field, value]) => `${field} = ${JSON.stringify(value)}`);
    return [
      `${level.padEnd(7)}  ${check}: ${message}${path ? `  (${path})` : ''}`,
      ...(shown ? [`         for instance ${shown.join(', ')}`] : []),
    ];
  });
  const engine =
    runsOn === null
      ? 'does not load'
      : runsOn === 'closures'
        ? 'compiled to closures'
        : 'runs on the rule engine: not compiled, see the notes';
  const summary = [
    `${nNodes} nodes, ${nRules} rules; ${engine}`,
    ...(cases
      ? [
          `${cases.run - cases.failed} of ${cases.run} cases hold; they reach ${cases.rulesReached} of ${nRules} rules`,
        ]
      : []),
    holds ? 'The policy holds.' : 'The policy does not hold.',
  ];
  return [...lines, ...(lines.length > 0 ? [''] : []), ...summary].join('\n');
}

const order: readonly Outcome[] = ['approve', 'review', 'decline'];

/** A comparison for people: transitions, money, bad rates, reasons, and the first applications that change outcome. */
export function comparisonText(found: PolicyComparison, most: number): string {
  const { applications, outcomesChanged, transitions, changes, reasons, badRates } = found;
  const moved = changes.filter(({ before, after }) => before !== after);
  const parts = [
    `${thousands(applications)} applications, ${thousands(outcomesChanged)} change outcome, ${thousands(changes.length - moved.length)} others change reasons or terms`,
    textTable(
      ['before \\ after', ...order],
      order.map((before) => [before, ...order.map((after) => thousands(transitions[before][after]))]),
    ),
    textTable(['approved', 'before', 'after', 'difference'], moneyRows(found.before, found.after)),
  ];
  if (badRates) {
    const rows: [string, BadRate][] = [
      ['approved before', badRates.before],
      ['approved after', badRates.after],
      ...order.flatMap((before) =>
        order
          .filter((after) => before !== after && transitions[before][after] > 0)
          .map((after): [string, BadRate] => [`${before} -> ${after}`, badRates.transitions[before][after]]),
      ),
    ];
    parts.push(
      textTable(
        ['ends known', 'loans', 'bad', 'bad rate', '95 %'],
        rows.map(([name, { known, bads, rate, low, high }]) => [
          name,
          thousands(known),
          thousands(bads),
          rate === null ? '-' : percent(rate),
          low === null || high === null ? '-' : `${percent(low)} to ${percent(high)}`,
        ]),
      ),
    );
  }
  if (reasons.length > 0)
    parts.push(
      textTable(
        ['reason', 'gained', 'lost'],
        reasons.map(({ code, gained, lost }) => [code, thousands(gained), thousands(lost)]),
      ),
    );
  if (moved.length > 0)
    parts.push(
      textTable(
        ['application', 'before', 'after', 'gained', 'lost'],
        moved
          .slice(0, most)
          .map(({ applicationId, before, after, gained, lost }) => [
            applicationId,
            before,
            after,
            gained.join(' '),
            lost.join(' '),
          ]),
      ),
    );
  if (moved.length > most)
    parts.push(`... and ${thousands(moved.length - most)} more: --out writes them all`);
  return parts.join('\n\n');
}

function moneyRows(before: ApprovedTotals, after: ApprovedTotals): string[][] {
  const yuan = (name: string, a: number | null, b: number | null): string[] => [
    name,
    a === null ? '-' : formatYuan(a),
    b === null ? '-' : formatYuan(b),
    a === null || b === null ? '-' : formatYuan(b - a),
  ];
  const rate = ({ meanAnnualRate }: ApprovedTotals): string =>
    meanAnnualRate === null ? '-' : percent(meanAnnualRate);
  return [
    [
      'applications',
      thousands(before.approved),
      thousands(after.approved),
      thousands(after.approved - before.approved),
    ],
    yuan('limits', before.limitFen, after.limitFen),
    yuan('expected loss', before.expectedLossFen, after.expectedLossFen),
    yuan('contribution after loss', before.contributionFen, after.contributionFen),
    ['mean rate', rate(before), rate(after), ''],
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
