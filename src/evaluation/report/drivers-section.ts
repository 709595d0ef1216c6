import type { ChartCanvas } from './chart-canvas.ts';
import { dependenceChart } from './dependence-chart.ts';
import type { DependenceCurve } from './facts/dependence-curves.ts';
import type { Driver, ModelDrivers } from './facts/model-drivers.ts';
import type { TrendProof } from './facts/trend-proofs.ts';
import { figure, grouped, signed } from './format.ts';
import { html, type Markup } from './html.ts';
import { inputName } from './input-name.ts';
import { mark } from './marks.ts';
import type { Meanings, ReportModel } from './report-input.ts';
import { trendsNote, trendWords } from './trends-note.ts';

/** Inputs in sight; the rest are folded on the screen, and printed. */
export const OPEN_DRIVERS = 10;

/** What the model's ranking owes to each input, and how the PD follows the most important ones. */
export function driversSection(
  canvas: ChartCanvas,
  { drivers, dependence = [], trends, meanings }: ReportModel,
  colour: string,
): Markup | undefined {
  if (!drivers && dependence.length === 0 && !trends) return undefined;
  return html`<h3>What drives the model</h3>
${drivers && driversTable(drivers, meanings)}
${dependence.length > 0 ? dependenceCards(canvas, dependence, trends, meanings, colour) : undefined}
${trends && trends.length > 0 ? trendsNote(trends, meanings) : undefined}`;
}

function driversTable(drivers: ModelDrivers, meanings: Meanings | undefined): Markup {
  const { rows, deals, candidates, shareRows, inputs } = drivers;
  const ends = inputs.flatMap(({ lost, standardError }) => [
    lost - 2 * standardError,
    lost + 2 * standardError,
  ]);
  const low = Math.min(0, ...ends);
  const scale = { low, width: Math.max(...ends, 1e-6) - low };
  const shared = shareRows !== undefined;
  const largest = Math.max(...inputs.map(({ share = 0 }) => share), 1e-9);
  const lines = inputs.map((own) => driverLine(own, scale, largest, meanings));
  const table = (some: readonly Markup[]): Markup =>
    html`<div class="scroll"><table class="figures full drivers"><thead><tr><th class="words">Input</th><th class="words">AUC lost, ± 2 s.e.</th>${shared ? html`<th>mean |share|</th>` : undefined}</tr></thead><tbody>${some}</tbody></table></div>`;
  const folded = lines.slice(OPEN_DRIVERS);
  const left = candidates - inputs.length;
  return html`<p>The AUC that is lost where an input's values are dealt anew among ${grouped(rows)} test rows, mean of ${deals} deals: the bar is the
mean, the line two standard errors of it to either side.${left > 0 ? ` Of ${grouped(candidates)} inputs that move the score the ${inputs.length} that promised most were dealt.` : ''}</p>
${table(lines.slice(0, OPEN_DRIVERS))}
${folded.length > 0 ? html`<details class="fold"><summary>${folded.length} more</summary>${table(folded)}</details>` : undefined}
<p class="muted">Inputs that stand in for each other share their importance: a small one is no proof that an input does not matter. Errors are those of the dealing alone, not of
other rows.${shared ? ` Mean |share|: how far the input moves the log-odds from the average, either way, over ${grouped(shareRows)} rows.` : ''}</p>`;
}

function driverLine(
  { name, lost, standardError, share }: Driver,
  { low, width }: { readonly low: number; readonly width: number },
  largest: number,
  meanings: Meanings | undefined,
): Markup {
  const at = (value: number): string => ((100 * (value - low)) / width).toFixed(1);
  const reach = (value: number): string => ((100 * Math.abs(value)) / width).toFixed(1);
  const error = 2 * standardError;
  const bar = html`<span class="dealt" title="${signed(lost)} ± ${figure(error)}"><i style="left:${at(Math.min(0, lost))}%;width:${reach(lost)}%"></i><b style="left:${at(lost - error)}%;width:${reach(2 * error)}%"></b></span>`;
  return html`<tr><th scope="row">${inputName(name, meanings?.get(name))}</th><td class="words">${bar}<span>${figure(lost)} <small>± ${figure(error)}</small></span></td>${
    share === undefined
      ? undefined
      : html`<td><span class="bullet"><i style="width:${((100 * share) / largest).toFixed(1)}%"></i></span>${figure(share)}</td>`
  }</tr>`;
}

function dependenceCards(
  canvas: ChartCanvas,
  curves: readonly DependenceCurve[],
  trends: readonly TrendProof[] | undefined,
  meanings: Meanings | undefined,
  colour: string,
): Markup {
  const cards = curves.map((curve) => {
    const { name, points, leftOut } = curve;
    const proof = trends?.find((own) => own.name === name);
    const levels = points.flatMap(({ level }, i) => (level === undefined ? [] : [`${i + 1} ${level}`]));
    return html`<div class="card"><h4>${inputName(name, meanings?.get(name))}</h4>${proof && html`<p>${mark(trendWords[proof.trend])}</p>`}
${dependenceChart(canvas, curve, colour)}${levels.length > 0 ? html`<p class="muted">${levels.join(' · ')}${leftOut > 0 ? ` · ${leftOut} rarer levels are not drawn` : ''}</p>` : undefined}</div>`;
  });
  return html`<h4>How the PD follows the ${curves.length === 1 ? 'most important input' : `${curves.length} most important inputs`}</h4>
<p>The line is the mean PD where every one of ${grouped(curves[0]!.rows)} test rows is given the same value of the input, all else as it is; the band holds 80 of 100 rows. A band that
opens or closes along the input is an interaction. Bars: share of the test rows at each value. Values are quantiles, side by side whatever their distance; both ends are trimmed.</p>
<div class="cards">${cards}</div>
<p class="muted">Where inputs go together, such rows may be unlike any that there are: this is what the model does, not what the world does.</p>`;
}
