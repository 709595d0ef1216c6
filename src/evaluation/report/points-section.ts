import { binChart, MAX_CHARTED_BINS } from './bin-chart.ts';
import { breakable } from './breakable.ts';
import type { ChartCanvas } from './chart-canvas.ts';
import { cutNote } from './cut-note.ts';
import { figure, percent, signed, whole } from './format.ts';
import { html, type Markup } from './html.ts';
import { BAD_COLOUR, GOOD_COLOUR } from './model-colours.ts';
import type { ReportBin, ReportCharacteristic } from './report-input.ts';

/** Tables longer than these are cut, and say so: a report is read, not queried. */
export const MAX_CHARACTERISTICS = 60;
export const MAX_BINS = 30;

/** A shift of the mean score below this is no news. OWN. */
const LEAST_SHIFT = 0.05;

/** Each characteristic with its bins: who is in them, how bad they are, what they score, and whether the test rows agree. */
export function pointsSection(
  canvas: ChartCanvas,
  table: readonly ReportCharacteristic[],
  base: number | undefined,
): Markup {
  const cards = table.slice(0, MAX_CHARACTERISTICS).map((own) => characteristicCard(canvas, own));
  const start = base === undefined ? 'The score is the base' : `The score is ${whole(base)}`;
  return html`<h3>Points</h3><p>${start} plus one row of each table. WOE = ln(share of goods / share of bads). Bars: share of rows,
training left, test right. Dots: bad rate, filled in training, hollow in test with its 95 % interval.</p>
<div class="cards">${cards}</div>${cutNote(table.length, MAX_CHARACTERISTICS, 'characteristics')}`;
}

function characteristicCard(canvas: ChartCanvas, own: ReportCharacteristic): Markup {
  const { characteristic, meaning, pointsShift = 0, rows } = own;
  const worst = Math.max(...rows.map(({ badRate }) => badRate));
  const lines = rows.slice(0, MAX_BINS).map((bin, i) => binLine(bin, i + 1, worst));
  const chart = binChart(canvas, own);
  return html`<div class="card"><h4>${breakable(characteristic)}${meaning && html`<small>${meaning.en}</small><small lang="zh">${meaning.zh}</small>`}</h4>
${chart ?? html`<p class="muted">More than ${MAX_CHARTED_BINS} bins: no chart.</p>`}<table class="bins">
<thead><tr><th>bin</th><th>share</th><th>bad rate</th><th>WOE</th><th>points</th></tr></thead><tbody>${lines}</tbody></table>
${Math.abs(pointsShift) >= LEAST_SHIFT ? html`<p class="muted">From train to test it moved the mean score by ${signed(pointsShift)} points.</p>` : undefined}${cutNote(rows.length, MAX_BINS, 'bins')}</div>`;
}

function binLine({ label, share, badRate, woe, points }: ReportBin, number: number, worst: number): Markup {
  return html`<tr><th scope="row"><span class="muted">${number}</span> ${label}</th><td>${bar(share, GOOD_COLOUR)}${percent(share)}</td>
<td>${bar(worst > 0 ? badRate / worst : 0, BAD_COLOUR)}${percent(badRate)}</td><td>${figure(woe)}</td><td><b>${whole(points)}</b></td></tr>`;
}

/** A bar of `share` of its cell. */
function bar(share: number, colour: string): Markup {
  const width = Math.max(0, Math.min(100, share * 100)).toFixed(1);
  return html`<span class="bar"><i style="width:${width}%;background:${colour}"></i></span>`;
}
