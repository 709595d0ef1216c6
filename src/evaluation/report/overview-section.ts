import { SUSPICIOUS_IV } from '../../models/scorecard/candidate.ts';
import { cutNote } from './cut-note.ts';
import { figure, percent, pValue, whole } from './format.ts';
import { html, type Markup } from './html.ts';
import { inputName } from './input-name.ts';
import { mark } from './marks.ts';
import { MAX_CHARACTERISTICS, pointsRange } from './points-section.ts';
import type { ReportCharacteristic } from './report-input.ts';

/** Characteristics with their lowest and highest points, and what the bars are drawn to. */
interface Scale {
  readonly low: number;
  readonly high: number;
  /** Highest less lowest score that a row can get. */
  readonly spread: number;
}

/** The scorecard at a glance: one line a characteristic, each a link to its bins. `cardOf` is where the link leads. */
export function overviewSection(
  table: readonly ReportCharacteristic[],
  base: number | undefined,
  cardOf: (index: number) => string,
): Markup {
  const ranges = table.map(pointsRange);
  const lows = ranges.reduce((sum, [low]) => sum + low, 0);
  const highs = ranges.reduce((sum, [, high]) => sum + high, 0);
  const scale = {
    low: Math.min(0, ...ranges.map(([low]) => low)),
    high: Math.max(0, ...ranges.map(([, high]) => high)),
    spread: highs - lows,
  };
  const tested = table.some(({ pValue: p }) => p !== undefined);
  const missing = table.some(({ missingShare }) => missingShare > 0);
  const lines = table
    .slice(0, MAX_CHARACTERISTICS)
    .map((own, i) => overviewLine(own, scale, cardOf(i), { tested, missing }));
  const scores =
    base === undefined
      ? `span ${whole(scale.spread)} points`
      : `run from ${whole(base + lows)} to ${whole(base + highs)}`;
  return html`<h3>Scorecard at a glance</h3>
<p>${table.length} characteristics, the most informative first; scores ${scores}. Share of spread: a characteristic's points, highest less lowest, in those of all.</p>
<div class="scroll"><table class="figures full overview"><thead><tr><th class="words">Characteristic</th><th>IV</th><th>coefficient</th>${tested ? html`<th>p</th>` : undefined}<th class="words">points, lowest to highest</th><th>share of spread</th>${missing ? html`<th>missing</th>` : undefined}</tr></thead>
<tbody>${lines}</tbody></table></div>${cutNote(table.length, MAX_CHARACTERISTICS, 'characteristics')}
<p class="muted">IV: information value on the training rows. ${
    tested
      ? 'Standard errors and p take bins, choice and penalty as given, which the same rows gave: read them as the least that is uncertain. '
      : ''
  }Missing: share of the training rows.</p>`;
}

function overviewLine(
  own: ReportCharacteristic,
  { low, high, spread }: Scale,
  card: string,
  { tested, missing }: { readonly tested: boolean; readonly missing: boolean },
): Markup {
  const { characteristic, meaning, iv, coefficient, standardError, pValue: p, missingShare } = own;
  const [from, to] = pointsRange(own);
  const width = Math.max(high - low, 1);
  const at = (points: number): string => ((100 * (points - low)) / width).toFixed(1);
  return html`<tr><th scope="row"><a href="#${card}">${inputName(characteristic, meaning)}</a>${iv > SUSPICIOUS_IV ? mark('IV too good? check for leakage', true) : undefined}</th>
<td>${figure(iv)}</td>
<td>${figure(coefficient)}${standardError === undefined ? undefined : html`<small>± ${figure(standardError)}</small>`}</td>${tested ? html`<td>${p === undefined ? '' : pValue(p)}</td>` : undefined}
<td class="words"><span class="reach" title="${whole(from)} to ${whole(to)} points"><i style="left:${at(from)}%;width:${(((to - from) * 100) / width).toFixed(1)}%"></i><b style="left:${at(0)}%"></b></span><span>${whole(from)} to ${whole(to)}</span></td>
<td>${percent(spread > 0 ? (to - from) / spread : 0)}</td>${missing ? html`<td>${missingShare > 0 ? percent(missingShare) : '0'}</td>` : undefined}</tr>`;
}
