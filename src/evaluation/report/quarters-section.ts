import { wilsonInterval } from '../curves.ts';
import type { QuarterResult } from '../out-of-time.ts';
import type { ChartCanvas } from './chart-canvas.ts';
import { LEAST_BADS, type OutOfTimeQuarters } from './facts/out-of-time-quarters.ts';
import { figure, grouped, interval, percent } from './format.ts';
import { html, type Markup } from './html.ts';
import { BAD_COLOUR } from './model-colours.ts';

/** The test rows by quarter of application. */
export function quartersSection(
  canvas: ChartCanvas,
  quarters: readonly QuarterResult[],
  colour: string,
): Markup {
  return html`<h3>By quarter of application</h3>
<p>The test rows, one quarter after the other. Where the split is random the model has seen other rows of the same quarters.</p>
<div class="charts thirds">${aucChart(canvas, quarters, colour)}${rateChart(canvas, quarters, colour)}<div>${quartersTable(quarters)}</div></div>`;
}

/** The model trained anew before each quarter: what it would have been worth at the time. */
export function outOfTimeSection(
  canvas: ChartCanvas,
  { quarters, pooled }: OutOfTimeQuarters,
  colour: string,
): Markup {
  if (!pooled) {
    return html`<h3>Out of time</h3><p>No quarter has ${LEAST_BADS} bads before it whose outcome was known when it began: these rows span too short a time to train anew.</p>`;
  }
  const rows = quarters.reduce((sum, quarter) => sum + quarter.rows, 0);
  return html`<h3>Out of time</h3>
<p>Before each quarter the same algorithm with the same options was trained anew on the applications whose outcome was known by then, and scored
that quarter alone. All ${grouped(rows)} rows together: AUC <b>${figure(pooled.auc)}</b> (DeLong 95 %: ${interval(pooled.interval)}).</p>
<div class="charts pairs">${aucChart(canvas, quarters, colour)}${rateChart(canvas, quarters, colour)}</div>
${quartersTable(quarters, quarters)}
<p class="muted">Applications whose outcome was still open when the quarter began train nothing.</p>`;
}

/** Labels that fit side by side under a chart. */
const MAX_LABELS = 6;
/** Quarters in a table, the latest; the charts show all. */
export const MAX_QUARTERS = 12;

function quarterAxis(quarters: readonly QuarterResult[]) {
  const names = quarters.map(({ quarter }) => quarter);
  const step = Math.ceil(names.length / MAX_LABELS);
  const ticks = names.filter((_, q) => q % step === 0);
  return { label: null, domain: names, type: 'point', padding: 0.6, ticks } as const;
}

function aucChart(canvas: ChartCanvas, quarters: readonly QuarterResult[], colour: string): Markup {
  const { plot } = canvas;
  const known = quarters.flatMap(({ quarter, auc, bads }) =>
    auc && Number.isFinite(auc.interval[0])
      ? [{ quarter, bads, auc: auc.auc, low: auc.interval[0], high: auc.interval[1] }]
      : [],
  );
  const tip = (d: (typeof known)[number]): string =>
    `${d.quarter}: AUC ${figure(d.auc)} (${figure(d.low)} to ${figure(d.high)}), ${d.bads} bads`;
  return canvas.draw('AUC by quarter.', 'With DeLong’s 95 % intervals; dashed is chance.', {
    x: quarterAxis(quarters),
    y: { label: 'AUC', grid: true, ticks: 5 },
    marks: [
      plot.ruleY([0.5], { stroke: 'currentColor', strokeDasharray: '3,3', strokeOpacity: 0.5 }),
      plot.ruleX(known, { x: 'quarter', y1: 'low', y2: 'high', stroke: colour, strokeOpacity: 0.55 }),
      plot.dot(known, { x: 'quarter', y: 'auc', r: 3.5, fill: colour, title: tip }),
    ],
  });
}

function rateChart(canvas: ChartCanvas, quarters: readonly QuarterResult[], colour: string): Markup {
  const { plot } = canvas;
  const data = quarters.map((quarter) => {
    const [low, high] = wilsonInterval(quarter.bads, quarter.rows);
    return { ...quarter, low, high };
  });
  const tip = (d: (typeof data)[number]): string =>
    `${d.quarter}: ${grouped(d.bads)} of ${grouped(d.rows)} bad, ${percent(d.badRate)} (${percent(d.low)} to ${percent(d.high)}); mean PD ${percent(d.meanPd)}`;
  return canvas.draw(
    'Bad rate by quarter.',
    'Dots with 95 % intervals came; the line is the mean PD that was foreseen.',
    {
      x: quarterAxis(quarters),
      y: { label: 'Bad rate', tickFormat: '.0%', grid: true, zero: true, ticks: 5 },
      marks: [
        plot.line(data, { x: 'quarter', y: 'meanPd', stroke: colour, strokeWidth: 1.75 }),
        plot.ruleX(data, { x: 'quarter', y1: 'low', y2: 'high', stroke: BAD_COLOUR, strokeOpacity: 0.55 }),
        plot.dot(data, { x: 'quarter', y: 'badRate', r: 3.5, fill: BAD_COLOUR, title: tip }),
      ],
    },
  );
}

function quartersTable(quarters: readonly QuarterResult[], trained?: OutOfTimeQuarters['quarters']): Markup {
  const left = Math.max(0, quarters.length - MAX_QUARTERS);
  const lines = quarters.slice(left).map(({ quarter, rows, bads, badRate, meanPd, auc }, q) => {
    const auc95 =
      auc && Number.isFinite(auc.interval[0]) ? html`<small>${interval(auc.interval)}</small>` : undefined;
    const own = trained?.[left + q];
    return html`<tr><th scope="row">${quarter}</th>${own && html`<td>${grouped(own.trainRows)}<small>${grouped(own.embargoed)} still open</small></td>`}<td>${grouped(rows)}</td><td>${grouped(bads)}</td><td>${percent(badRate)}</td><td>${percent(meanPd)}</td><td>${auc ? html`<b>${figure(auc.auc)}</b>${auc95}` : 'one class only'}</td></tr>`;
  });
  return html`<div class="scroll"><table class="figures tight"><thead><tr><th class="words">Quarter</th>${trained && html`<th>trained on</th>`}<th>rows</th><th>bads</th><th>bad rate</th><th>mean PD</th><th>AUC (95 %)</th></tr></thead><tbody>${lines}</tbody></table></div>${left > 0 ? html`<p class="muted">${left} earlier quarters are in the charts.</p>` : undefined}`;
}
