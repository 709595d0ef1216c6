import { calibrationSection } from './calibration-section.ts';
import type { ChartCanvas } from './chart-canvas.ts';
import { coefficientsSection } from './coefficients-section.ts';
import { bodiesOf, contents, type PagePart, part } from './contents.ts';
import { driversSection } from './drivers-section.ts';
import { factList } from './fact-list.ts';
import { fairnessSection } from './fairness-section.ts';
import { gradesTable, scoreChart } from './grades-section.ts';
import { html, type Markup } from './html.ts';
import { BAD_COLOUR, colourOf, GOOD_COLOUR, legend } from './model-colours.ts';
import { overviewSection } from './overview-section.ts';
import { distributionChart, ksChart } from './performance-charts.ts';
import { pointsSection } from './points-section.ts';
import { outOfTimeSection, quartersSection } from './quarters-section.ts';
import { reasonsSection } from './reasons-section.ts';
import type { ReportModel } from './report-input.ts';
import { segmentsSection } from './segments-section.ts';
import { selectionSection } from './selection-section.ts';
import { stabilitySection } from './stability-section.ts';

/** Where links to model `index` lead. */
export function anchorOf(index: number): string {
  return `model-${index + 1}`;
}

/** What a model's part holds: how it does, where it fails, and what it is made of. */
export function modelParts(canvas: ChartCanvas, model: ReportModel, index: number): PagePart[] {
  const { name, grades, scores, stability, quarters, outOfTime, meanings } = model;
  const { segments, fairness, reasons, choice, table, basePoints, coefficients } = model;
  const colour = colourOf(index);
  const id = (what: string): string => `${anchorOf(index)}-${what}`;
  const cardOf = (characteristic: number): string => id(`card-${characteristic + 1}`);
  const classes = legend([
    [BAD_COLOUR, 'bads'],
    [GOOD_COLOUR, 'goods'],
  ]);
  return [
    ...part(
      id('scores'),
      'Scores',
      html`<h3>Scores</h3>${classes}
<div class="charts pairs">${ksChart(canvas, model)}${scores && scores.length > 0 ? scoreChart(canvas, name, scores) : distributionChart(canvas, model)}</div>`,
    ),
    ...part(id('calibration'), 'Calibration', calibrationSection(canvas, model, colour)),
    ...part(id('grades'), 'Grades', grades && gradesTable(grades)),
    ...part(id('stability'), 'Stability', stability && stabilitySection(stability, meanings)),
    ...part(
      id('quarters'),
      'Quarters',
      quarters && quarters.length > 0 ? quartersSection(canvas, quarters, colour) : undefined,
    ),
    ...part(id('out-of-time'), 'Out of time', outOfTime && outOfTimeSection(canvas, outOfTime, colour)),
    ...part(id('segments'), 'Segments', segments && segmentsSection(segments, meanings)),
    ...part(id('fairness'), 'Fairness', fairness && fairnessSection(fairness)),
    ...part(id('reasons'), 'Reasons', reasons && reasonsSection(reasons)),
    ...part(id('drivers'), 'Drivers', driversSection(canvas, model, colour)),
    ...part(id('choice'), 'Inputs', choice && selectionSection(choice, meanings)),
    ...part(id('scorecard'), 'Scorecard', table && overviewSection(table, basePoints, cardOf)),
    ...part(id('points'), 'Points', table && pointsSection(canvas, table, basePoints, cardOf)),
    ...part(id('coefficients'), 'Coefficients', coefficients && coefficientsSection(coefficients, meanings)),
  ];
}

/** One model by itself. `alone`: its parts stand in the contents of the page, else in a line of its own. */
export function modelSection(
  { name, algorithm, hash, provenance }: ReportModel,
  parts: readonly PagePart[],
  index: number,
  alone: boolean,
): Markup {
  return html`<section class="model"><h2><i class="swatch" style="background:${colourOf(index)}"></i>${name}</h2>
${alone ? undefined : contents(parts)}
${provenance ? factList(provenance) : html`<p>${algorithm}, content hash <code>${hash}</code></p>`}
${bodiesOf(parts)}</section>`;
}
