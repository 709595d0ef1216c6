import { figure, grouped, interval, percent } from './format.ts';
import { html, type Markup } from './html.ts';
import type { ReportOracle } from './report-input.ts';

/** How far the model is from the best possible one: only a simulated book knows. */
export function oracleSection({ distance, rows, futures }: ReportOracle, name?: string): Markup {
  const { aucs, share, shareInterval, missing, missingInterval } = distance;
  const line = (label: string, meaning: string, value: string, ends?: string): Markup =>
    html`<tr><th scope="row">${label}<small>${meaning}</small></th><td><b>${value}</b>${ends === undefined ? undefined : html`<small>${ends}</small>`}</td></tr>`;
  return html`<h3>Distance to the oracle${name === undefined ? undefined : `: ${name}`}</h3>
<div class="scroll"><table class="figures"><thead><tr><th class="words">On ${grouped(rows)} test rows with a true PD</th><th>test (95 %)</th></tr></thead><tbody>
${line('Model', 'AUC on these rows', figure(aucs.model))}
${line('Oracle', 'AUC of the true PDs: what no model can expect to pass', figure(aucs.ceiling))}
${Number.isFinite(share) ? line('Share of the way', `from ${figure(aucs.baseline)}, chance, to the oracle`, percent(share), shareInterval && interval(shareInterval, percent)) : undefined}
${line('Still to be won', 'oracle less model', figure(missing), interval(missingInterval))}
</tbody></table></div>
<p class="muted">A true PD is the share of ${futures === 1 ? 'a future' : `${grouped(futures)} futures`} lived afresh from the day of the application in which the loan went bad.
Few futures blur it, and set the oracle too low. Paired bootstrap: all draw the same rows.</p>`;
}
