import { findingsOf } from './findings.ts';
import { html, type Markup } from './html.ts';
import { colourOf } from './model-colours.ts';
import { anchorOf } from './model-sections.ts';
import type { ReportModel } from './report-input.ts';

/** The page in a minute: for each model what to look at, then what is in order. */
export function findingsSection(models: readonly ReportModel[]): Markup {
  const cards = models.map((model, i) => {
    const findings = findingsOf(model).sort((a, b) => Number(b.look) - Number(a.look));
    const items = findings.map(
      ({ look, text }) =>
        html`<li class="${look ? 'look' : 'fine'}">${look ? html`<b>Look:</b> ` : undefined}${text}</li>`,
    );
    return html`<div class="card" style="border-top:3px solid ${colourOf(i)}"><h4><a href="#${anchorOf(i)}">${model.name}</a></h4><ul class="findings">${items}</ul></div>`;
  });
  return html`<section><h2>In short</h2><div class="cards filled">${cards}</div></section>`;
}
