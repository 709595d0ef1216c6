import { html, type Markup } from '../../evaluation/report/index.ts';
import { type FraudRow, type LeadTimes, leadOf, shareOf } from '../../world/check/index.ts';
import { thousands } from '../terminal.ts';
import { percent } from './fact-charts.ts';

/** How often and how early each sign came to overdue loans and to good ones beside them. */
export function leadTimeTable({ overdue, withoutDay, good, signs }: LeadTimes): Markup {
  const rows = signs.map(
    ({ sign, meaning, overdue: before, good: baseline }) =>
      html`<tr><th scope="row">${sign}<small class="muted">${meaning}</small></th><td>${shareOf(before)}</td><td>${leadOf(before)}</td><td>${shareOf(baseline)}</td><td>${leadOf(baseline)}</td></tr>`,
  );
  return html`<p>Days from the first sign after application to 30 days past due: median and 95 % interval (bootstrap). Signs come to good
borrowers too: beside each overdue loan stand the three good ones applied for nearest in time, watched for as long. A sign warns only as far as
the shares differ. ${thousands(overdue)} loans that went on to 90 days past due, ${thousands(good)} good ones; ${thousands(withoutDay)} more reached
30 days and were cured before 90, on days that the records do not tell.</p>
<div class="scroll"><table class="figures"><thead><tr><th class="words" rowspan="2">Sign</th><th colspan="2">Overdue loans</th><th colspan="2">Good loans</th></tr><tr><th>with the sign</th><th>days ahead</th><th>with the sign</th><th>days ahead</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** Applications by kind of fraud. */
export function fraudTableOf(rows: readonly FraudRow[]): Markup {
  const rate = (part: number, whole: number): string =>
    whole === 0 ? 'none' : `${thousands(part)} (${percent(part / whole)})`;
  const body = rows.map(
    ({ kind, applications, share, bads, approved }) =>
      html`<tr><th scope="row">${kind}</th><td>${thousands(applications)}</td><td>${`${(100 * share).toFixed(2)} %`}</td><td>${rate(bads, applications)}</td><td>${rate(approved, applications)}</td></tr>`,
  );
  return html`<p>Applications by their label in <code>truth/</code>, which no model ever reads.</p>
<div class="scroll"><table class="figures"><thead><tr><th class="words">Kind</th><th>Applications</th><th>Share</th><th>Bad</th><th>Approved by the traditional lender</th></tr></thead><tbody>${body}</tbody></table></div>`;
}
