import { calibrationSection } from './calibration-section.ts';
import type { ChartCanvas } from './chart-canvas.ts';
import { coefficientsSection } from './coefficients-section.ts';
import { factList } from './fact-list.ts';
import { fairnessSection } from './fairness-section.ts';
import { gradesTable, scoreChart } from './grades-section.ts';
import { html, type Markup } from './html.ts';
import { BAD_COLOUR, colourOf, GOOD_COLOUR, legend } from './model-colours.ts';
import { distributionChart, ksChart } from './performance-charts.ts';
import { pointsSection } from './points-section.ts';
import { outOfTimeSection, quartersSection } from './quarters-section.ts';
import { reasonsSection } from './reasons-section.ts';
import type { ReportModel } from './report-input.ts';
import { segmentsSection } from './segments-section.ts';
import { stabilitySection } from './stability-section.ts';

/** Where links to model `index` lead. */
export function anchorOf(index: number): string {
  return `model-${index + 1}`;
}

/** One model by itself: how it does, where it fails, and what it is made of. */
export function modelSection(canvas: ChartCanvas, model: ReportModel, index: number): Markup {
  const { name, algorithm, hash, provenance, grades, scores, stability, quarters, outOfTime } = model;
  const { segments, fairness, reasons, table, basePoints, coefficients } = model;
  const colour = colourOf(index);
  return html`<section class="model" id="${anchorOf(index)}"><h2><i class="swatch" style="background:${colour}"></i>${name}</h2>
${provenance ? factList(provenance) : html`<p>${algorithm}, content hash <code>${hash}</code></p>`}
<h3>Scores</h3>${legend([
    [BAD_COLOUR, 'bads'],
    [GOOD_COLOUR, 'goods'],
  ])}
<div class="charts pairs">${ksChart(canvas, model)}${scores && scores.length > 0 ? scoreChart(canvas, name, scores) : distributionChart(canvas, model)}</div>
${calibrationSection(canvas, model, colour)}
${grades && gradesTable(grades)}
${stability && stabilitySection(stability)}
${quarters && quarters.length > 0 ? quartersSection(canvas, quarters, colour) : undefined}
${outOfTime && outOfTimeSection(canvas, outOfTime, colour)}
${segments && segmentsSection(segments)}
${fairness && fairnessSection(fairness)}
${reasons && reasonsSection(reasons)}
${table && pointsSection(canvas, table, basePoints)}${coefficients && coefficientsSection(coefficients)}</section>`;
}
