import { fail } from '../../core/index.ts';
import { type ChartCanvas, withChartCanvas } from './chart-canvas.ts';
import { comparisonSection } from './comparison-section.ts';
import { bodiesOf, contents, part } from './contents.ts';
import { decisionsSection, latencySection } from './decisions-section.ts';
import { factList } from './fact-list.ts';
import { findingsSection } from './findings-section.ts';
import { html, type Markup } from './html.ts';
import { captureChart, liftTable } from './lift-section.ts';
import { headlines, metricsTables } from './metrics-section.ts';
import { legendOfModels, MAX_OVERLAID } from './model-colours.ts';
import { anchorOf, modelParts, modelSection } from './model-sections.ts';
import { oracleSection } from './oracle-section.ts';
import { renderPage } from './page.ts';
import { liftChart, precisionRecallChart, rocChart } from './performance-charts.ts';
import type { ReportInput, ReportModel } from './report-input.ts';

/**
 * One self-contained HTML page: no script, no request, a pure function of `input` (same input, same bytes). Long tables are
 * cut with a note; the charts overlay the first MAX_OVERLAID models and hold at most 200 points a curve.
 * @throws PARUS_CONFIG_INVALID without models.
 */
export async function renderReport(input: ReportInput): Promise<string> {
  const { title, generatedBy, models, decisions } = input;
  if (models.length === 0) {
    throw fail('PARUS_CONFIG_INVALID', {
      path: 'report input',
      problem: 'models is empty; expected at least one',
    });
  }
  const body = await withChartCanvas((canvas): Markup => pageBody(canvas, input));
  const aside = decisions ? '; the example decisions are single applications' : '';
  return renderPage({
    title,
    generatedBy,
    body,
    footer: `Parus report. Charts and tables are aggregates${aside}.`,
  });
}

function pageBody(canvas: ChartCanvas, input: ReportInput): Markup {
  const { provenance, models, comparison, decisions, latency, notes } = input;
  const drawn = models.slice(0, MAX_OVERLAID);
  const alone = models.length === 1;
  const inModels = drawn.map((model, i) => modelParts(canvas, model, i));
  const data = html`<section><h2>What was trained on what</h2>${factList(provenance)}</section>`;
  const before = [
    ...part('in-short', 'In short', findingsSection(models)),
    ...(alone ? [] : part('data', 'Data', data)),
    ...part('metrics', 'Metrics', metricsSection(models, drawn)),
    ...part('comparison', 'Comparison', comparison && comparisonSection(canvas, comparison)),
    ...part('ranking', 'Ranking', rankingSection(canvas, models, drawn)),
  ];
  const sections = drawn.map((model, i) => modelSection(model, inModels[i]!, i, alone));
  const own = drawn.map(({ name }, i) => ({
    id: anchorOf(i),
    label: alone ? 'Model' : name,
    body: sections[i]!,
  }));
  const limits = html`<section><h2>Limits</h2><ul>${notes.map((note) => html`<li>${note}</li>`)}</ul></section>`;
  const after = [
    ...part('decisions', 'Decisions', decisions && decisionsSection(decisions)),
    ...part('latency', 'Latency', latency && latency.length > 0 ? latencySection(latency) : undefined),
    ...part('limits', 'Limits', notes.length > 0 ? limits : undefined),
  ];
  const links = [...before, ...own, ...(alone ? inModels[0]! : []), ...after];
  return html`${contents(links, { sticky: true })}
${alone ? html`<div class="beside head">${headlines(models)}${data}</div>` : headlines(models)}
${bodiesOf([...before, ...own, ...after])}`;
}

/** The metrics, and what the models catch, beside each other where there is but one. */
function metricsSection(models: readonly ReportModel[], drawn: readonly ReportModel[]): Markup {
  const note = html`<p class="muted">Test intervals are bootstrap percentiles; those of KS and ECE lean upwards, as the statistics do.</p>`;
  const oracles = drawn.map(
    (model) => model.oracle && oracleSection(model.oracle, models.length > 1 ? model.name : undefined),
  );
  const more = html`${liftTable(drawn)}${oracles.filter((oracle) => oracle !== undefined)}`;
  const tables = html`<div>${metricsTables(models)}${note}</div>`;
  const body =
    models.length === 1
      ? html`<div class="beside">${tables}<div>${more}</div></div>`
      : html`${tables}${more}`;
  return html`<section><h2>Metrics</h2>${body}</section>`;
}

function rankingSection(
  canvas: ChartCanvas,
  models: readonly ReportModel[],
  drawn: readonly ReportModel[],
): Markup {
  return html`<section><h2>How well the ${drawn.length > 1 ? 'models rank' : 'model ranks'}</h2>${legendOfModels(drawn)}
<div class="charts pairs">${rocChart(canvas, drawn)}${precisionRecallChart(canvas, drawn)}${captureChart(canvas, drawn)}${liftChart(canvas, drawn)}</div>
${models.length > drawn.length ? html`<p class="muted">Charts show the first ${drawn.length} of ${models.length} models.</p>` : undefined}</section>`;
}
