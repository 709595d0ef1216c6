import { cutNote } from './cut-note.ts';
import type { InputChoice, LeftOut } from './facts/input-choice.ts';
import { figure, grouped, pValue } from './format.ts';
import { html, type Markup } from './html.ts';
import { inputName } from './input-name.ts';
import { MAX_CHARACTERISTICS } from './points-section.ts';
import type { Meanings } from './report-input.ts';

/** Names listed of the columns left out for one reason. */
export const MAX_LEFT_OUT = 120;

/** Which characteristics came in on what evidence, and why the other columns did not. */
export function selectionSection({ kept, leftOut }: InputChoice, meanings: Meanings | undefined): Markup {
  const entered = kept.some(({ step }) => step !== undefined);
  const tested = kept.some(({ chiSquare }) => chiSquare !== undefined);
  const lines = kept
    .slice(0, MAX_CHARACTERISTICS)
    .map(
      ({ name, iv, step, chiSquare, degreesOfFreedom, pValue: p, vif, correlation }) =>
        html`<tr>${entered ? html`<td>${step ?? ''}</td>` : undefined}<th scope="row">${inputName(name, meanings?.get(name))}</th><td>${figure(iv)}</td>${
          tested
            ? html`<td>${chiSquare === undefined ? '' : html`${chiSquare.toFixed(1)}${(degreesOfFreedom ?? 1) === 1 ? undefined : html`<small>on ${degreesOfFreedom}</small>`}`}</td><td>${p === undefined ? '' : pValue(p)}</td>`
            : undefined
        }<td>${vif === undefined ? '' : vif.toFixed(2)}</td><td class="words">${correlation && html`${figure(correlation.r)}<small>${meanings?.get(correlation.with)?.en ?? correlation.with}</small>`}</td></tr>`,
    );
  const columns = leftOut.reduce((sum, { names }) => sum + names.length, 0);
  return html`<h3>How the inputs were chosen</h3>
<div class="scroll"><table class="figures full"><thead><tr>${entered ? html`<th>step</th>` : undefined}<th class="words">Characteristic</th><th>IV</th>${tested ? html`<th>chi-square</th><th>p</th>` : undefined}<th>VIF</th><th class="words">most correlated with</th></tr></thead><tbody>${lines}</tbody></table></div>
${cutNote(kept.length, MAX_CHARACTERISTICS, 'characteristics')}
<p class="muted">${tested ? 'Chi-square: what the characteristic gained when it came in, or would lose now if the choice went backwards, on one degree of freedom unless said; its p takes it as the only one looked at, and many were. ' : ''}VIF: variance inflation among the WOE of the characteristics, 1 is none.</p>
${
  columns > 0
    ? html`<div class="beside"><div class="scroll"><table class="figures"><thead><tr><th class="words">${grouped(columns)} columns left out</th><th>columns</th></tr></thead><tbody>${leftOut.map(({ reason, names }) => html`<tr><th scope="row">${reason}</th><td>${grouped(names.length)}</td></tr>`)}</tbody></table></div>
<details><summary>Which columns</summary>${leftOut.map(namesOf)}</details></div>`
    : undefined
}`;
}

function namesOf({ reason, names }: LeftOut): Markup {
  const listed = names.slice(0, MAX_LEFT_OUT).map((name) => html`<code>${name}</code>`);
  return html`<p class="names"><b>${reason}:</b> ${listed}</p>${cutNote(names.length, MAX_LEFT_OUT, 'columns')}`;
}
