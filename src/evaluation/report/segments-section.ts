import type { ErrorSegment, ErrorTree } from '../error-tree.ts';
import { grouped, interval, percent, pValue, shortDecimals } from './format.ts';
import { html, type Markup } from './html.ts';
import { inputWithRest } from './input-name.ts';
import { ALPHA, mark } from './marks.ts';
import type { Meanings } from './report-input.ts';

/** Segments where the PDs are wrong. */
export function segmentsSection(
  { segments, splits, tried }: ErrorTree,
  meanings: Meanings | undefined,
): Markup {
  const how = html`<p class="muted">A small tree searched ${grouped(tried)} cuts on half of the test rows for places where bads and PDs part, with a
5 % chance of finding any where there is none; the other half, shown here, says how far they part.</p>`;
  if (splits === 0) {
    return html`<h3>Segments</h3><p>No segment was found where the PDs are wrong by more than chance. That is no proof that there is none: few bads hide much.</p>${how}`;
  }
  return html`<h3>Segments</h3><p>Where bad rate and PD part most, first.</p>
<div class="scroll"><table class="figures full"><thead><tr><th class="words">Segment</th><th>rows</th><th>bads</th><th>mean PD</th><th>bad rate (95 %)</th><th>p after Holm</th></tr></thead>
<tbody>${segments.map((segment) => segmentLine(segment, meanings))}</tbody></table></div>${how}`;
}

function segmentLine(
  { conditions, rows, bads, badRate, badRateInterval, meanPd, z, holmP }: ErrorSegment,
  meanings: Meanings | undefined,
): Markup {
  const all = conditions.map(
    (condition) => html`<div>${inputWithRest(shortDecimals(condition), meanings)}</div>`,
  );
  const wrong = z > 0 ? 'PD too low' : 'PD too high';
  const verdict = holmP < ALPHA ? mark(wrong, true) : undefined;
  return html`<tr><th scope="row">${all.length > 0 ? all : 'all rows'}</th><td>${grouped(rows)}</td><td>${grouped(bads)}</td><td>${rows > 0 ? percent(meanPd) : ''}</td><td>${rows > 0 ? html`<b>${percent(badRate)}</b><small>${interval(badRateInterval, percent)}</small>` : ''}</td><td>${pValue(holmP)} ${verdict}</td></tr>`;
}
