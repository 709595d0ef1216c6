import { formatDay } from '../../core/index.ts';
import { html, type Markup } from '../../evaluation/report/index.ts';
import {
  BENFORD,
  brief,
  count,
  type FieldQuality,
  percent,
  type SourceQuality,
} from '../../sources/quality/index.ts';

/** One source to open: its fields, its rules, its digits. */
export function sourceDetails(found: SourceQuality): Markup {
  const { source, rows, coverage, freshness, duplicates } = found;
  const { oldestEvent, newestEvent, newestArrival, delay, silent30, silent90 } = freshness;
  const share = (value: number | null): string => (value === null ? '-' : percent(value));
  const { byKey, exact, renumbered, redelivered } = duplicates;
  const facts: readonly (readonly [string, string])[] = [
    [
      'firms',
      `${count(coverage.firms)} (${share(coverage.share)} of the book)${strangers(coverage.unregistered)}`,
    ],
    ['events', `${oldestEvent ?? '-'} to ${newestEvent ?? '-'}`],
    ['newest arrival', newestArrival ?? '-'],
    [
      'days from event to arrival',
      delay
        ? `p50 ${count(delay.p50)}, p90 ${count(delay.p90)}, p99 ${count(delay.p99)}, at most ${count(delay.max)}`
        : '-',
    ],
    [
      'covered firms without an event',
      `${share(silent30)} in the last 30 days, ${share(silent90)} in the last 90`,
    ],
    [
      'repeated',
      `${count(byKey)} by key, ${count(exact)} in every field, ${count(renumbered)} but for the number, ${count(redelivered)} but for number and arrival`,
    ],
  ];
  return html`<details style="margin:.6rem 0" id="${source}"><summary><b>${source}</b> <span class="muted">${count(rows)} records, ${found.fields.length} fields</span></summary>
<dl class="facts">${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
${fieldsTable(found.fields)}${rulesTable(found)}${digitsTable(found.fields)}</details>`;
}

function strangers(unregistered: number | null): string {
  return unregistered === null ? '' : `, ${count(unregistered)} not in the registry`;
}

function fieldsTable(fields: readonly FieldQuality[]): Markup {
  const rows = fields.map((field) => {
    const { outliers, drift } = field;
    return html`<tr><th scope="row">${field.field}${field.unit ? html`<small>${field.unit === 'fen' ? 'yuan' : field.unit}</small>` : undefined}</th>
<td>${percent(field.missing)}</td><td>${count(field.distinct)}</td><td class="words">${valuesOf(field)}</td>
<td>${outliers ? html`${count(outliers.beyond)}<small>farthest ${outliers.largestZ.toFixed(1)}</small>` : '-'}</td>
<td>${drift ? html`${drift.psi.toFixed(3)}<small>${drift.verdict === 'clear' ? 'beyond' : 'within'} ${drift.criticalFirms.toFixed(3)} (records: ${drift.criticalRows.toPrecision(2)})</small>` : '-'}</td></tr>`;
  });
  return html`<div class="scroll"><table class="figures"><thead><tr><th class="words">field</th><th>missing</th><th>distinct</th><th class="words" style="min-width:15rem">values</th><th>outliers</th><th>PSI</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** A field's quantiles, or its most frequent texts. */
function valuesOf({ type, unit, quantiles, top, distinct }: FieldQuality): Markup {
  if (type === 'text') {
    if (top.length === 0) return html`<span class="muted">no common text</span>`;
    const rest = distinct - top.length;
    const listed = top.map(({ text, share }) => `${shortened(text)} ${percent(share)}`).join(', ');
    return html`${listed}${rest > 0 ? ` and ${count(rest)} more` : ''}`;
  }
  if (!quantiles) return html`-`;
  const shown = (value: number): string =>
    type === 'date' ? formatDay(value) : unit === 'fen' ? brief(value / 100) : brief(value);
  const { min, p5, p25, p50, p75, p95, max } = quantiles;
  return html`<b>${shown(p50)}</b><small>${shown(min)} | 5 % ${shown(p5)} | 25 % ${shown(p25)} | 75 % ${shown(p75)} | 95 % ${shown(p95)} | ${shown(max)}</small>`;
}

/** Characters of a text in a table. */
const MOST_CHARACTERS = 40;

function shortened(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}

function rulesTable({ combinations }: SourceQuality): Markup | undefined {
  if (combinations.length === 0) return undefined;
  const rows = combinations.map(
    ({ rule, count: n, of, unit }) =>
      html`<tr><th scope="row">${rule}</th><td>${count(n)}</td><td>${of > 0 ? percent(n / of) : '-'}</td><td class="words">of ${count(of)} ${unit}</td></tr>`,
  );
  return html`<h4 style="margin-top:1.2rem">Combinations that should not be</h4><div class="scroll"><table class="figures"><tbody>${rows}</tbody></table></div>`;
}

function digitsTable(fields: readonly FieldQuality[]): Markup | undefined {
  const known = fields.flatMap(({ field, digits }) => (digits ? [{ field, ...digits }] : []));
  if (known.length === 0) return undefined;
  const cells = (shares: readonly number[]): Markup[] =>
    shares.map((share) => html`<td>${(100 * share).toFixed(1)}</td>`);
  const first = known.map(
    ({ field, first: shares, benfordDistance, roundShare, lastDistance }) =>
      html`<tr><th scope="row">${field}</th>${cells(shares)}<td>${benfordDistance.toFixed(3)}</td><td>${lastDistance.toFixed(3)}</td><td>${percent(roundShare)}</td></tr>`,
  );
  const heads = BENFORD.map((_, i) => html`<th>${i + 1}</th>`);
  return html`<h4 style="margin-top:1.2rem">First digits of amounts, per cent</h4><div class="scroll"><table class="figures"><thead><tr><th></th>${heads}<th>distance</th><th>last digit</th><th>whole thousands</th></tr></thead>
<tbody><tr><th scope="row">Benford’s law</th>${cells(BENFORD)}<td></td><td></td><td></td></tr>${first}</tbody></table></div>`;
}
