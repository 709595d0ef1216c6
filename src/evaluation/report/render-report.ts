import { fail } from '../../core/index.ts';
import { withChartCanvas } from './chart-canvas.ts';
import { comparisonSection } from './comparison-section.ts';
import { decisionsSection, latencySection } from './decisions-section.ts';
import { factList } from './fact-list.ts';
import { findingsSection } from './findings-section.ts';
import { html, type Markup } from './html.ts';
import { captureChart, liftTable } from './lift-section.ts';
import { headlines, metricsTables } from './metrics-section.ts';
import { legendOfModels, MAX_OVERLAID } from './model-colours.ts';
import { modelSection } from './model-sections.ts';
import { renderPage } from './page.ts';
import { liftChart, precisionRecallChart, rocChart } from './performance-charts.ts';
import type { ReportInput } from './report-input.ts';

/**
 * One self-contained HTML page: no script, no request, a pure function of `input` (same input, same bytes). Long tables are
 * cut with a note; the charts overlay the first MAX_OVERLAID models and hold at most 200 points a curve.
 * @throws PARUS_CONFIG_INVALID without models.
 */
export async function renderReport(input: ReportInput): Promise<string> {
  const { title, generatedBy, provenance, models, comparison, decisions, latency, notes } = input;
  if (models.length === 0) {
    throw fail('PARUS_CONFIG_INVALID', {
      path: 'report input',
      problem: 'models is empty; expected at least one',
    });
  }
  const drawn = models.slice(0, MAX_OVERLAID);
  const body = await withChartCanvas(
    (canvas): Markup => html`${headlines(models)}
${findingsSection(models)}
<section><h2>What was trained on what</h2>${factList(provenance)}</section>
<section><h2>Metrics</h2>${metricsTables(models)}
<p class="muted">Test intervals are bootstrap percentiles; those of KS and ECE lean upwards, as the statistics do.</p></section>
${comparison && comparisonSection(canvas, comparison)}
<section><h2>How well the ${drawn.length > 1 ? 'models rank' : 'model ranks'}</h2>${legendOfModels(drawn)}
<div class="charts pairs">${rocChart(canvas, drawn)}${precisionRecallChart(canvas, drawn)}${captureChart(canvas, drawn)}${liftChart(canvas, drawn)}</div>
${liftTable(drawn)}
${models.length > drawn.length ? html`<p class="muted">Charts show the first ${drawn.length} of ${models.length} models.</p>` : undefined}</section>
${drawn.map((model, i) => modelSection(canvas, model, i))}
${decisions && decisionsSection(decisions)}${latency && latency.length > 0 ? latencySection(latency) : undefined}
${notes.length > 0 ? html`<section><h2>Limits</h2><ul>${notes.map((note) => html`<li>${note}</li>`)}</ul></section>` : undefined}`,
  );
  const aside = decisions ? '; the example decisions are single applications' : '';
  return renderPage({
    title,
    generatedBy,
    body,
    footer: `Parus report. Charts and tables are aggregates${aside}.`,
  });
}
