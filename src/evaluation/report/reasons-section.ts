import type { DeclineReason, DeclineReasons } from './facts/decline-reasons.ts';
import { grouped, percent, signed } from './format.ts';
import { html, type Markup } from './html.ts';
import { inputName } from './input-name.ts';

/** Reasons listed, the most frequent first. */
export const MAX_REASONS = 10;

/** What the declined would be told most often. */
export function reasonsSection(facts: DeclineReasons): Markup {
  const { cutoff, assumed, declined, explained, most, reasons } = facts;
  const left = reasons.length - MAX_REASONS;
  const who = assumed
    ? html`No cut-off was given: the riskiest tenth (PD above ${percent(cutoff)}) stands for the declined.`
    : html`A PD above ${percent(cutoff)} is declined.`;
  return html`<h3>Reasons of the declined</h3>
<p>${who} ${grouped(declined)} test rows, at most ${most} reasons each${explained < declined ? html`; ${grouped(explained)} of them, at even steps, were explained` : undefined}.
Counts only: no row is shown.</p>
<div class="scroll"><table class="figures full"><thead><tr><th class="words">Reason</th><th>named by</th><th>named first</th><th>log-odds</th></tr></thead><tbody>${reasons.slice(0, MAX_REASONS).map(reasonLine)}</tbody></table></div>
${left > 0 ? html`<p class="muted">${left} more ${left === 1 ? 'input was' : 'inputs were'} named less often.</p>` : undefined}
<p class="muted">Log-odds: what the input adds to the risk above the average training row, where it is named. A reason says what moved this score, not what causes default.</p>`;
}

function reasonLine({ feature, en, zh, share, firstShare, meanExcess }: DeclineReason): Markup {
  const meaning = en === feature ? undefined : { en, zh };
  const width = (100 * share).toFixed(1);
  return html`<tr><th scope="row">${inputName(feature, meaning)}</th><td><span class="bullet"><i style="width:${width}%"></i></span>${percent(share)}</td><td>${percent(firstShare)}</td><td>${signed(meanExcess)}</td></tr>`;
}
