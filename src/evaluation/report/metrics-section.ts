import { METRIC_NAMES, type MetricName } from '../metrics.ts';
import { figure, grouped, interval, percent } from './format.ts';
import { html, type Markup } from './html.ts';
import { colourOf } from './model-colours.ts';
import type { ReportModel } from './report-input.ts';

const MEANING: Readonly<Record<MetricName, { readonly label: string; readonly meaning: string }>> = {
  auc: { label: 'AUC', meaning: 'bad and good ranked rightly; chance is 0.5' },
  gini: { label: 'Gini', meaning: '2 AUC − 1' },
  ks: { label: 'KS', meaning: 'largest gap of cumulative shares' },
  logLoss: { label: 'Log-loss', meaning: 'nats a row; lower is better' },
  brier: { label: 'Brier', meaning: 'squared error; lower is better' },
  prAuc: { label: 'PR-AUC', meaning: 'average precision; chance is the bad rate' },
  ece: { label: 'ECE', meaning: 'PD against bad rate by tenth; lower is better' },
  badRate: { label: 'Bad rate', meaning: 'observed' },
};

/** The headline of each model: test AUC with its interval. */
export function headlines(models: readonly ReportModel[]): Markup {
  const tiles = models.map(
    (
      { name, algorithm, metrics: { test }, ci95 },
      i,
    ) => html`<div class="tile" style="border-left-color:${colourOf(i)}">
<b>${name}</b>${name === algorithm ? undefined : html`<small>${algorithm}</small>`}
<strong>${figure(test.auc)}</strong><small>test AUC, 95 %: ${interval(ci95.auc)}</small>
<small>KS ${figure(test.ks)} · ${grouped(test.rows)} rows, ${percent(test.badRate)} bad</small></div>`,
  );
  return html`<div class="tiles">${tiles}</div>`;
}

/** Models side by side in one table: more would run off a printed page. */
const MODELS_ACROSS = 4;

/** Metrics down, models across: train, test, and the interval of the test figure. Many models take several tables. */
export function metricsTables(models: readonly ReportModel[]): Markup[] {
  const tables: Markup[] = [];
  for (let i = 0; i < models.length; i += MODELS_ACROSS)
    tables.push(metricsTable(models.slice(i, i + MODELS_ACROSS)));
  return tables;
}

function metricsTable(models: readonly ReportModel[]): Markup {
  const names = models.map(({ name }) => html`<th colspan="2" scope="colgroup">${name}</th>`);
  const parts = models.map(() => html`<th scope="col">train</th><th scope="col">test (95 %)</th>`);
  const counts = models.map(
    ({ metrics: { train, test } }) =>
      html`<td>${grouped(train.rows)}<small>${grouped(train.bads)} bad</small></td><td>${grouped(test.rows)}<small>${grouped(test.bads)} bad</small></td>`,
  );
  const rows = METRIC_NAMES.map((metric) => {
    const { label, meaning } = MEANING[metric];
    const cells = models.map(
      ({ metrics: { train, test }, ci95 }) =>
        html`<td>${figure(train[metric])}</td><td><b>${figure(test[metric])}</b><small>${interval(ci95[metric])}</small></td>`,
    );
    const row = html`<tr><th scope="row">${label}<small>${meaning}</small></th>${cells}</tr>`;
    return metric === 'auc' ? html`${row}${deLongRow(models)}` : row;
  });
  return html`<div class="scroll"><table class="figures"><thead><tr><th></th>${names}</tr><tr><th></th>${parts}</tr></thead>
<tbody><tr><th scope="row">Rows</th>${counts}</tr>
${rows}${hMeasureRow(models)}</tbody></table></div>`;
}

/** The same AUC with the interval that needs no resampling: where the two differ much, there are few bads. */
function deLongRow(models: readonly ReportModel[]): Markup | undefined {
  if (!models.some(({ diagnosis }) => diagnosis)) return undefined;
  const cells = models.map(({ diagnosis }) => {
    if (!diagnosis) return html`<td></td><td></td>`;
    const { auc, interval: ends } = diagnosis.deLong;
    return html`<td></td><td>${figure(auc)}<small>${Number.isFinite(ends[0]) ? interval(ends) : 'too few of a class'}</small></td>`;
  });
  return html`<tr><th scope="row">by DeLong<small>the same AUC, its interval by formula, not by bootstrap</small></th>${cells}</tr>`;
}

function hMeasureRow(models: readonly ReportModel[]): Markup | undefined {
  if (!models.some(({ diagnosis }) => diagnosis)) return undefined;
  const cells = models.map(({ diagnosis }) =>
    diagnosis
      ? html`<td></td><td><b>${figure(diagnosis.hMeasure.value)}</b><small>${figure(diagnosis.hMeasure.beta22)} with Beta(2, 2)</small></td>`
      : html`<td></td><td></td>`,
  );
  return html`<tr><th scope="row">H-measure<small>share of the avoidable loss avoided, costs weighted alike for all models</small></th>${cells}</tr>`;
}
