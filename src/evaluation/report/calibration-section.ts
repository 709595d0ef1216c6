import type { Diagnosis } from '../diagnosis.ts';
import type { Estimate } from '../recalibration.ts';
import { calibrationChart } from './calibration-chart.ts';
import type { ChartCanvas } from './chart-canvas.ts';
import { figure, interval, pValue } from './format.ts';
import { html, type Markup } from './html.ts';
import type { ReportModel } from './report-input.ts';

/** Do the PDs mean what they say? The reliability plot, its slope and intercept, and the Brier score in parts. */
export function calibrationSection(canvas: ChartCanvas, model: ReportModel, colour: string): Markup {
  const { diagnosis } = model;
  return html`<h3>Calibration</h3>
<div class="beside">${calibrationChart(canvas, model, colour)}${
    diagnosis &&
    html`<div><div class="scroll">${estimatesTable(diagnosis)}</div>
<div class="scroll">${brierTable(diagnosis)}</div></div>`
  }</div>`;
}

function estimatesTable({ calibration, grades: { hosmerLemeshow: hl } }: Diagnosis): Markup {
  const { inTheLarge, cox, observedToExpected } = calibration;
  const line = (label: string, meaning: string, { value, interval: ends, pValue: p }: Estimate): Markup =>
    html`<tr><th scope="row">${label}<small>${meaning}</small></th><td><b>${figure(value)}</b><small>${interval(ends)}</small></td><td>${pValue(p)}</td></tr>`;
  return html`<table class="figures"><thead><tr><th class="words">Calibration</th><th>test (95 %)</th><th>p</th></tr></thead><tbody>
<tr><th scope="row">Bads over foreseen<small>1 is calibrated; above, more came</small></th><td><b>${figure(observedToExpected)}</b></td><td></td></tr>
${line('In the large', '0 is calibrated; log-odds to add to every PD', inTheLarge)}
${cox && line('Slope', '1 is calibrated; below, PDs are too extreme', cox.slope)}
${cox && line('Intercept', '0 is calibrated, read with the slope', cox.intercept)}
${cox && html`<tr><th scope="row">Slope and intercept<small>likelihood ratio against (1, 0)</small></th><td></td><td>${pValue(cox.pValue)}</td></tr>`}
<tr><th scope="row">Hosmer-Lemeshow<small>ten groups at once, ${hl.degreesOfFreedom} degrees of freedom</small></th><td>${figure(hl.statistic)}</td><td>${pValue(hl.pValue)}</td></tr>
</tbody></table>`;
}

/** Five decimals: the parts of a rare event's Brier score are small. */
const parts = (value: number): string => value.toFixed(5).replace('-', '−');

function brierTable({ brierDecomposition: b }: Diagnosis): Markup {
  const line = (label: string, meaning: string, value: number): Markup =>
    html`<tr><th scope="row">${label}<small>${meaning}</small></th><td>${parts(value)}</td></tr>`;
  return html`<table class="figures"><thead><tr><th class="words">Brier score in parts</th><th>test</th></tr></thead><tbody>
${line('Reliability', 'lost by PDs that miss their bad rates', b.reliability)}
${line('− Resolution', 'won by telling rows apart', b.generalisedResolution)}
${line('+ Uncertainty', 'bad rate × good rate: nobody’s merit or fault', b.uncertainty)}
<tr><th scope="row">= Brier score<small>over ${b.bins} bins; resolution within bins included</small></th><td><b>${parts(b.brier)}</b></td></tr>
</tbody></table>`;
}
