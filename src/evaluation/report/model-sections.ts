import type { ChartCanvas } from './chart-canvas.ts';
import { figure, percent, signed } from './format.ts';
import { html, type Markup } from './html.ts';
import { BAD_COLOUR, colourOf, GOOD_COLOUR, legend } from './model-colours.ts';
import { calibrationChart, distributionChart, ksChart } from './performance-charts.ts';
import type { ReportBin, ReportCharacteristic, ReportModel } from './report-input.ts';

/** Tables longer than these are cut, and say so: a report is read, not queried. */
export const MAX_CHARACTERISTICS = 60;
export const MAX_BINS = 30;
export const MAX_COEFFICIENTS = 120;

/** One model by itself: its charts, and what it is made of. */
export function modelSection(canvas: ChartCanvas, model: ReportModel, index: number): Markup {
  const { name, algorithm, hash } = model;
  return html`<section><h2><i class="swatch" style="background:${colourOf(index)}"></i>${name}</h2>
<p>${algorithm}, content hash <code>${hash}</code></p>
${legend([
  [BAD_COLOUR, 'bads'],
  [GOOD_COLOUR, 'goods'],
])}
<div class="charts">${ksChart(canvas, model)}${calibrationChart(canvas, model, colourOf(index))}${distributionChart(canvas, model)}</div>
${model.table && pointsTables(model.table)}${model.coefficients && coefficientsTable(model.coefficients)}</section>`;
}

/** Each characteristic with its bins: who is in them, how bad they are, what they score. */
export function pointsTables(table: readonly ReportCharacteristic[]): Markup {
  const cards = table.slice(0, MAX_CHARACTERISTICS).map(({ characteristic, rows }) => {
    const worst = Math.max(...rows.map(({ badRate }) => badRate));
    const lines = rows.slice(0, MAX_BINS).map((bin) => binLine(bin, worst));
    return html`<div class="card"><h4>${characteristic}</h4><table class="bins">
<thead><tr><th>bin</th><th>share</th><th>bad rate</th><th>WOE</th><th>points</th></tr></thead><tbody>${lines}</tbody></table>
${cutNote(rows.length, MAX_BINS, 'bins')}</div>`;
  });
  return html`<h3>Points</h3><p>The score is the base plus one row of each table. WOE = ln(share of goods / share of bads).</p>
<div class="cards">${cards}</div>${cutNote(table.length, MAX_CHARACTERISTICS, 'characteristics')}`;
}

function binLine({ label, share, badRate, woe, points }: ReportBin, worst: number): Markup {
  return html`<tr><th scope="row">${label}</th><td>${bar(share, GOOD_COLOUR)}${percent(share)}</td>
<td>${bar(worst > 0 ? badRate / worst : 0, BAD_COLOUR)}${percent(badRate)}</td><td>${figure(woe)}</td><td><b>${points}</b></td></tr>`;
}

/** A bar of `share` of its cell. */
function bar(share: number, colour: string): Markup {
  const width = Math.max(0, Math.min(100, share * 100)).toFixed(1);
  return html`<span class="bar"><i style="width:${width}%;background:${colour}"></i></span>`;
}

/** Coefficients from the strongest to the weakest, with bars to either side of zero. */
function coefficientsTable(coefficients: readonly (readonly [string, number])[]): Markup {
  const sorted = [...coefficients].sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
  const largest = Math.abs(sorted[0]?.[1] ?? 0);
  const lines = sorted.slice(0, MAX_COEFFICIENTS).map(([name, value]) => {
    const reach = ((largest > 0 ? Math.abs(value) / largest : 0) * 50).toFixed(1);
    const side = value < 0 ? 'right:50%' : 'left:50%';
    const colour = value < 0 ? GOOD_COLOUR : BAD_COLOUR;
    return html`<tr><th scope="row">${name}</th><td><span class="sides"><i style="${side};width:${reach}%;background:${colour}"></i></span></td><td>${signed(value)}</td></tr>`;
  });
  return html`<h3>Coefficients</h3><p>Log-odds of bad for one unit of the transformed input, strongest first; to the right is riskier.</p>
<div class="scroll"><table class="coefficients"><tbody>${lines}</tbody></table></div>
${cutNote(sorted.length, MAX_COEFFICIENTS, 'coefficients')}`;
}

function cutNote(count: number, most: number, what: string): Markup | undefined {
  if (count <= most) return undefined;
  return html`<p class="muted">${count - most} more ${what} are in the model file.</p>`;
}
