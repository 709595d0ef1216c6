import { brief, grouped, percent } from './format.ts';
import { html, type Markup } from './html.ts';
import type { ReportDecision, ReportDecisions, ReportLatency } from './report-input.ts';

export const MAX_EXAMPLES = 40;

/** Colour classes of the outcomes that the policy names; others are neutral. */
const OUTCOME_CLASSES: Readonly<Record<string, string>> = {
  approve: 'approve',
  review: 'review',
  decline: 'decline',
};

const classOf = (outcome: string): string =>
  Object.hasOwn(OUTCOME_CLASSES, outcome) ? OUTCOME_CLASSES[outcome]! : 'other';

export function decisionsSection({ outcomes, examples }: ReportDecisions): Markup {
  const entries = Object.entries(outcomes);
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  const share = (count: number): number => (total > 0 ? count / total : 0);
  const bars = entries
    .filter(([, count]) => count > 0)
    .map(
      ([outcome, count]) =>
        html`<i class="${classOf(outcome)}" style="flex-grow:${count}" title="${outcome}: ${count}"></i>`,
    );
  const labels = entries.map(
    ([outcome, count]) =>
      html`<span><i class="${classOf(outcome)}"></i>${outcome} <b>${grouped(count)}</b> (${percent(share(count))})</span>`,
  );
  const left = examples.length - MAX_EXAMPLES;
  return html`<section><h2>Decisions</h2><p>${grouped(total)} applications.</p>
<div class="stack">${bars}</div><p class="legend">${labels}</p>
<div class="cards">${examples.slice(0, MAX_EXAMPLES).map(exampleCard)}</div>
${left > 0 ? html`<p class="muted">${left} more examples were given.</p>` : undefined}</section>`;
}

function exampleCard({ id, outcome, score, grade, limit, rate, reasons }: ReportDecision): Markup {
  const offer = [
    ...(limit === null ? [] : [`limit ${grouped(limit)} yuan`]),
    ...(rate === null ? [] : [`${(rate * 100).toFixed(2)}% a year`]),
  ].join(' at ');
  const items = reasons.map(({ en, zh }) => html`<li>${en}<small lang="zh">${zh}</small></li>`);
  return html`<div class="card decision"><h4>${id} <span class="badge ${classOf(outcome)}">${outcome}</span></h4>
<p>Score <b>${Math.round(score)}</b>, grade <b>${grade}</b>${offer === '' ? undefined : html`, ${offer}`}</p>
${items.length > 0 ? html`<ul>${items}</ul>` : undefined}</div>`;
}

export function latencySection(latency: readonly ReportLatency[]): Markup {
  const lines = latency.map(
    ({ label, p50, p99, unit }) =>
      html`<tr><th scope="row">${label}</th><td>${brief(p50)}</td><td>${brief(p99)}</td><td class="words">${unit}</td></tr>`,
  );
  return html`<section><h2>Latency</h2><div class="scroll"><table class="figures"><thead><tr><th></th><th>p50</th><th>p99</th><th class="words">unit</th></tr></thead>
<tbody>${lines}</tbody></table></div></section>`;
}
