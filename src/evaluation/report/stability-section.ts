import { PSI_FOLKLORE } from '../../kernels/psi.ts';
import type { Stability, StabilityBin } from '../stability.ts';
import { figure, grouped, percent, pValue, shortDecimals } from './format.ts';
import { html, type Markup } from './html.ts';
import { inputName } from './input-name.ts';
import { ALPHA, mark } from './marks.ts';
import type { Meanings, ReportStability } from './report-input.ts';

/** Inputs listed, those that moved first: all of them up to the first number, and as many as the second in any case. */
export const MAX_INPUTS = 25;
const LEAST_INPUTS = 8;

type Line = Stability & { readonly holmP: number };

/** How far scores and inputs of the test rows lie from those of the training rows, and how far chance alone would put them. */
export function stabilitySection({ score, inputs }: ReportStability, meanings: Meanings | undefined): Markup {
  const sorted = [...inputs.columns].sort(
    (a, b) => Number(b.holmP < ALPHA) - Number(a.holmP < ALPHA) || b.psi - a.psi,
  );
  const scale = Math.max(PSI_FOLKLORE.large, score.psi, ...sorted.map(({ psi }) => psi));
  const moved = inputs.columns.filter(({ holmP }) => holmP < ALPHA).length;
  const shown = sorted.slice(0, Math.min(MAX_INPUTS, Math.max(LEAST_INPUTS, moved)));
  const left = sorted.length - shown.length;
  const { moderate, large } = PSI_FOLKLORE;
  return html`<h3>Stability, train against test</h3>
<p>Of ${grouped(sorted.length)} inputs ${moved === 0 ? 'none' : grouped(moved)} moved by more than chance (p below ${ALPHA} after Holm's correction for testing them all).
The critical value, the tick on each bar, is what chance alone exceeds in one column of twenty with these numbers of rows.</p>
<div class="scroll"><table class="figures full"><thead><tr><th class="words">Score, then inputs (CSI)</th><th>PSI</th><th>by chance up to</th><th>p</th><th class="words">verdict</th><th class="words">by folklore</th></tr></thead>
<tbody>${stabilityLine({ ...score, holmP: score.pValue }, scale, html`score (PD)`)}
${shown.map((line) => stabilityLine(line, scale, inputName(line.column, meanings?.get(line.column))))}</tbody></table></div>
${left > 0 ? html`<p class="muted">${left} more inputs are not listed.</p>` : undefined}
${inputs.incomparable.length > 0 ? html`<p class="muted">Missing from the test rows or of another kind there: ${inputs.incomparable.join(', ')}.</p>` : undefined}
<p class="muted">Folklore calls an index below ${moderate} stable and above ${large} large, whatever the number of rows; nobody has derived these
bounds. Where the two disagree, believe the critical value about chance, and ask of a surely moved input whether the move matters.</p>`;
}

function stabilityLine(line: Line, scale: number, label: Markup): Markup {
  const { psi, criticalValue, holmP, folklore, bins } = line;
  const verdict = holmP < ALPHA ? mark('moved', true) : mark('chance explains it');
  const at = (value: number): string => Math.min(100, (100 * value) / scale).toFixed(1);
  return html`<tr><th scope="row">${label}<small>${mostMoved(bins)}</small></th>
<td><span class="bullet" title="PSI ${figure(psi)}, by chance up to ${figure(criticalValue)}"><i style="width:${at(psi)}%"></i><b style="left:${at(criticalValue)}%"></b></span>${figure(psi)}</td>
<td>${figure(criticalValue)}</td><td>${pValue(holmP)}</td><td class="words">${verdict}</td><td class="words">${folklore}</td></tr>`;
}

/** The bin that adds most to the index, with its shares before and now. */
function mostMoved(bins: readonly StabilityBin[]): string {
  const top = bins.reduce((most, bin) => (bin.psi > most.psi ? bin : most));
  const before = bins.reduce((sum, { reference }) => sum + reference, 0);
  const now = bins.reduce((sum, { current }) => sum + current, 0);
  return `most: ${shortDecimals(top.label)}, ${percent(top.reference / before)} to ${percent(top.current / now)}`;
}
