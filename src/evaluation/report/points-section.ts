import { binChart, MAX_CHARTED_BINS } from './bin-chart.ts';
import type { ChartCanvas } from './chart-canvas.ts';
import { cutLabel } from './cut-label.ts';
import { cutNote } from './cut-note.ts';
import { figure, percent, signed, whole } from './format.ts';
import { html, type Markup } from './html.ts';
import { inputName } from './input-name.ts';
import { BAD_COLOUR, GOOD_COLOUR } from './model-colours.ts';
import type { ReportBin, ReportCharacteristic } from './report-input.ts';

/** Tables longer than these are cut, and say so: a report is read, not queried. */
export const MAX_CHARACTERISTICS = 60;
export const MAX_BINS = 30;
/** Cards in sight; the rest are folded on the screen, and printed. */
export const OPEN_CARDS = 12;

/** A shift of the mean score below this is no news. OWN. */
const LEAST_SHIFT = 0.05;

/** Lowest and highest points of the bins that training rows were in. */
export function pointsRange({ rows }: ReportCharacteristic): readonly [low: number, high: number] {
  const points = rows.map((bin) => bin.points);
  return [Math.min(...points), Math.max(...points)];
}

/**
 * Each characteristic with its bins: who is in them, how bad they are, what they score, and whether the test rows agree. `cardOf`
 * names the card of each.
 */
export function pointsSection(
  canvas: ChartCanvas,
  table: readonly ReportCharacteristic[],
  base: number | undefined,
  cardOf: (index: number) => string,
): Markup {
  const cards = table
    .slice(0, MAX_CHARACTERISTICS)
    .map((own, i) => characteristicCard(canvas, own, cardOf(i)));
  const folded = cards.slice(OPEN_CARDS);
  const start = base === undefined ? 'The score is the base' : `The score is ${whole(base)}`;
  return html`<h3>Points</h3><p>${start} plus one row of each table. WOE = ln(share of goods / share of bads). Bars: share of rows,
training left, test right. Dots: bad rate, filled in training, hollow in test with its 95 % interval.</p>
<div class="cards">${cards.slice(0, OPEN_CARDS)}</div>
${folded.length > 0 ? html`<details class="fold"><summary>${folded.length} more</summary><div class="cards">${folded}</div></details>` : undefined}${cutNote(table.length, MAX_CHARACTERISTICS, 'characteristics')}`;
}

function characteristicCard(canvas: ChartCanvas, own: ReportCharacteristic, id: string): Markup {
  const { characteristic, meaning, iv, coefficient, pointsShift = 0, rows } = own;
  const worst = Math.max(...rows.map(({ badRate }) => badRate));
  const lines = rows.slice(0, MAX_BINS).map((bin, i) => binLine(bin, i + 1, worst));
  const chart = binChart(canvas, own);
  const [low, high] = pointsRange(own);
  return html`<div class="card" id="${id}"><h4>${inputName(characteristic, meaning)}</h4>
<p class="muted">IV ${figure(iv)} · coefficient ${figure(coefficient)} · ${whole(low)} to ${whole(high)} points</p>
${chart ?? html`<p class="muted">More than ${MAX_CHARTED_BINS} bins: no chart.</p>`}<table class="bins">
<thead><tr><th>bin</th><th>share</th><th>bad rate</th><th>WOE</th><th>points</th></tr></thead><tbody>${lines}</tbody></table>
${Math.abs(pointsShift) >= LEAST_SHIFT ? html`<p class="muted">From train to test it moved the mean score by ${signed(pointsShift)} points.</p>` : undefined}${cutNote(rows.length, MAX_BINS, 'bins')}</div>`;
}

function binLine({ label, share, badRate, woe, points }: ReportBin, number: number, worst: number): Markup {
  return html`<tr><th scope="row">${cutLabel(label, number)}</th><td>${bar(share, GOOD_COLOUR)}${percent(share)}</td>
<td>${bar(worst > 0 ? badRate / worst : 0, BAD_COLOUR)}${percent(badRate)}</td><td>${figure(woe)}</td><td><b>${whole(points)}</b></td></tr>`;
}

/** A bar of `share` of its cell. */
function bar(share: number, colour: string): Markup {
  const width = Math.max(0, Math.min(100, share * 100)).toFixed(1);
  return html`<span class="bar"><i style="width:${width}%;background:${colour}"></i></span>`;
}
