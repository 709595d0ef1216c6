import type { GroupContrast } from '../fairness.ts';
import type { FairnessConflict } from '../fairness-conflicts.ts';
import type { GroupMeasures } from '../fairness-measures.ts';
import type { Share } from '../share-intervals.ts';
import { figure, grouped, interval, percent, signed, signedPoints } from './format.ts';
import { html, type Markup } from './html.ts';
import { mark } from './marks.ts';
import type { ReportFairness } from './report-input.ts';

/** Groups of fewer rows are not shown: their figures would be about persons. OWN. */
export const LEAST_ROWS = 10;
/** Groups shown, the largest first. */
export const MAX_GROUPS = 12;

/** Several definitions of fairness side by side, and why they cannot all hold. */
export function fairnessSection({ column, report }: ReportFairness): Markup {
  const { groups, contrasts, cutoff, reference } = report;
  const known = groups.filter(({ rows, group }) => rows >= LEAST_ROWS || group === reference);
  const shown = known.slice(0, MAX_GROUPS);
  const names = new Set(shown.map(({ group }) => group));
  const pairs = contrasts.filter(({ group }) => names.has(group));
  const conflicted = pairs.filter(({ conflicts }) => conflicts.length > 0);
  const left = groups.length - shown.length;
  return html`<h3>Fairness by ${column}</h3>
<p>A PD up to ${percent(cutoff)} is approved. Several definitions stand side by side; which one the law or the lender wants is not for a program to
say. All figures are about rows with a known outcome: nobody knows what became of applicants who were turned away.</p>
<div class="scroll"><table class="figures"><thead><tr><th class="words">Group</th><th>bad rate</th><th>approved</th><th>of the goods</th><th>of the bads</th><th>bad among approved</th><th>mean PD</th><th>shift</th><th>AUC</th></tr></thead>
<tbody>${shown.map((group) => groupLine(group, reference))}</tbody></table></div>
${left > 0 ? html`<p class="muted">${left} ${left === 1 ? 'group is' : 'groups are'} not shown: fewer than ${LEAST_ROWS} rows each, or beyond the ${MAX_GROUPS} largest.</p>` : undefined}
<p class="muted">Approved: demographic parity. Of the goods: equal opportunity; with of the bads, equalised odds. Bad among approved: predictive
parity. Shift: log-odds that would calibrate the group. 95 % intervals, each by itself.</p>
${pairs.length > 0 ? contrastsTable(pairs, reference) : undefined}
${conflicted.length > 0 ? html`<h4>Why not all of them at once</h4>${conflicted.map(conflictsOf)}` : pairs.length > 0 ? html`<p>The bad rates of the groups shown may be equal as far as these rows tell: no definition is known to exclude another here.</p>` : undefined}`;
}

const shareCell = ({ trials, share, interval: ends }: Share): Markup =>
  trials === 0
    ? html`<td>no rows</td>`
    : html`<td>${percent(share)}<small>${interval(ends, percent)}</small></td>`;

function groupLine(group: GroupMeasures, reference: string): Markup {
  const { calibration, auc } = group;
  return html`<tr><th scope="row">${group.group}<small>${grouped(group.rows)} rows${group.group === reference ? ', the reference' : ''}</small></th>${shareCell(group.badRate)}${shareCell(group.approval)}${shareCell(group.approvalOfGoods)}${shareCell(group.approvalOfBads)}${shareCell(group.badRateOfApproved)}<td>${percent(group.meanPd)}</td><td>${calibration ? html`${signed(calibration.value)}<small>${interval(calibration.interval, signed)}</small>` : ''}</td><td>${auc && Number.isFinite(auc.interval[0]) ? html`${figure(auc.auc)}<small>${interval(auc.interval)}</small>` : ''}</td></tr>`;
}

function contrastsTable(contrasts: readonly GroupContrast[], reference: string): Markup {
  const gap = ({ value, interval: ends }: GroupContrast['badRate']): Markup =>
    Number.isNaN(value)
      ? html`<td>no rows</td>`
      : html`<td>${signedPoints(value)}<small>${interval(ends, signedPoints)}</small></td>`;
  const lines = contrasts.map(
    (c) =>
      html`<tr><th scope="row">${c.group}</th><td>${Number.isFinite(c.approvalRatio.value) ? html`<b>${c.approvalRatio.value.toFixed(2)}</b><small>${interval(c.approvalRatio.interval, (v) => v.toFixed(2))}</small>` : 'no rows'}${fourFifths(c)}</td>${gap(c.badRate)}${gap(c.approvalOfGoods)}${gap(c.approvalOfBads)}${gap(c.badRateOfApproved)}</tr>`,
  );
  return html`<h4>Beside ${reference}</h4><div class="scroll"><table class="figures"><thead><tr><th class="words">Group</th><th>approval ratio</th><th>bad rate</th><th>approved of goods</th><th>approved of bads</th><th>bad among approved</th></tr></thead><tbody>${lines}</tbody></table></div>
<p class="muted">Differences are group minus ${reference} in percentage points. An approval ratio below four fifths is a sign of adverse impact to the US agencies (29 CFR 1607.4 D).</p>`;
}

function fourFifths({ belowFourFifths, surelyBelowFourFifths }: GroupContrast): Markup | undefined {
  if (surelyBelowFourFifths) return mark('below four fifths', true);
  return belowFourFifths ? mark('below, within chance') : undefined;
}

function conflictsOf({ group, conflicts }: GroupContrast): Markup {
  const item = ({ definitions, explanation, theorem }: FairnessConflict): Markup =>
    html`<li><b>${definitions.join(' · ')}.</b> ${explanation} <small>${theorem}</small></li>`;
  return html`<h5>${group}</h5><ul>${conflicts.map(item)}</ul>`;
}
