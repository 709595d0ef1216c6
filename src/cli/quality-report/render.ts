import { html, type Markup, renderPage, withChartCanvas } from '../../evaluation/report/index.ts';
import { PSI_FOLKLORE } from '../../kernels/psi.ts';
import { count, type Finding, PSI_ALPHA, type QualityReport, ROBUST_Z } from '../../sources/quality/index.ts';
import { coverageChart, driftChart, weeksChart } from './charts.ts';
import { OVERVIEW_HEADER, overviewRow } from './overview.ts';
import { sourceDetails } from './source-details.ts';

/** What a reader must know before acting on a figure of the page. */
const NOTES = [
  'A finding is a place to look, not a verdict. Only broken rules are errors for sure: a record there contradicts the contract of its source.',
  'Drift compares periods of different seasons unless --split says otherwise; a year against the year before does not have that trouble.',
  `The critical value is what chance exceeds with probability ${PSI_ALPHA} in one field. Records of a firm are alike, so the index is held against the value for as many records as there are firms; the value for all records, which would call nearly everything a shift, stands beside it.`,
  `PSI below ${PSI_FOLKLORE.moderate} as stable and above ${PSI_FOLKLORE.large} as shifted are customary bounds without a derivation; they do not know how many firms there are.`,
  `Outliers lie more than ${ROBUST_Z} robust deviations from the median (1.4826 times the median absolute deviation), of ln(1 + size) for amounts and counts, zeros apart.`,
  'First digits keep Benford’s law only where values spread over powers of ten: prices, rates and limits move them without any fraud.',
  'Quantiles between the extremes are within 1 %. Events of the last weeks may not have arrived when the book was closed.',
];

/** A self-contained page about the data quality of a book: no script, no request; same report, same bytes. */
export async function renderQualityReport(report: QualityReport, generatedBy: string): Promise<string> {
  const { book, split, sources, absent, unknownFiles } = report;
  const known = sources.filter(({ rows }) => rows > 0);
  return withChartCanvas((canvas) => {
    const body = html`${tiles(report)}
<section><h2>What to look at first</h2>${findingsList(report.findings)}</section>
<section><h2>Sources</h2>${overviewTable(report)}
${absent.length > 0 ? html`<p class="muted">Not in this book: ${absent.join(', ')}.</p>` : undefined}
${unknownFiles.length > 0 ? html`<p class="muted">Files that are no source and were not read: ${unknownFiles.join(', ')}.</p>` : undefined}</section>
${book.registered > 0 && known.length > 0 ? html`<section><h2>Coverage</h2>${wide(coverageChart(canvas, known, 'byIndustry'))}${wide(coverageChart(canvas, known, 'byRegion'))}</section>` : undefined}
${known.length > 0 ? html`<section><h2>Records by week</h2><p>The line marks ${split}, where the current period begins.</p><div class="charts">${known.map((source) => weeksChart(canvas, source, report))}</div></section>` : undefined}
<section><h2>Drift</h2>${wide(driftChart(canvas, known))}</section>
<section><h2>Source by source</h2>${known.map((source) => sourceDetails(source))}</section>
<section><h2>Limits</h2><ul>${NOTES.map((note) => html`<li>${note}</li>`)}</ul></section>`;
    return renderPage({
      title: 'Data quality of a book',
      generatedBy,
      body,
      footer: 'Parus quality report. Examples name firms and days; everything else is an aggregate.',
    });
  });
}

/** A chart too wide for a phone: it scrolls there, rather than shrink until nobody can read it. */
function wide(chart: Markup): Markup {
  return html`<div class="scroll"><div class="full" style="min-width:40rem">${chart}</div></div>`;
}

/** The name of a source as a link to its details, in the colour of the text: light and dark alike. */
function linkTo(source: string): Markup {
  return html`<a href="#${source}" style="color:inherit">${source}</a>`;
}

function tiles({ book, rows, sources, broken, findings }: QualityReport): Markup {
  const look = findings.filter(({ level }) => level === 'look').length;
  const tile = (colour: string, label: string, figure: string, small: string): Markup =>
    html`<div class="tile" style="border-left-color:var(${colour})"><b>${label}</b><strong>${figure}</strong><small>${small}</small></div>`;
  return html`<div class="tiles">
${tile(broken > 0 ? '--decline' : '--approve', 'Broken rules', count(broken), broken > 0 ? 'records contradict their contract' : 'every record keeps its contract')}
${tile(look > 0 ? '--review' : '--approve', 'Worth a look', count(look), 'findings beyond a limit')}
${tile('--other', 'Records', count(rows), `in ${count(sources.length)} sources`)}
${tile('--other', 'Firms', count(book.firms), `${book.startDate} to ${book.endDate}`)}</div>`;
}

const BADGE = { broken: 'decline', look: 'review', note: 'other' } as const;

/** Findings on the page: the rest is in --json. */
const MOST_FINDINGS = 60;

function findingsList(findings: readonly Finding[]): Markup {
  if (findings.length === 0)
    return html`<p>Nothing: no rule is broken and no figure is beyond its limit.</p>`;
  const items = findings
    .slice(0, MOST_FINDINGS)
    .map(
      ({ level, source, text }) =>
        html`<tr><td><span class="badge ${BADGE[level]}">${level}</span></td><td class="words"><b>${linkTo(source)}</b> ${text}</td></tr>`,
    );
  const more = findings.length - items.length;
  return html`<p>Broken rules first, then by how many times its limit a figure is.</p>
<div class="scroll"><table><tbody>${items}</tbody></table></div>${more > 0 ? html`<p class="muted">${more} more with --json.</p>` : undefined}`;
}

function overviewTable({ sources }: QualityReport): Markup {
  const rows = sources.map((source) => {
    const [name = '', ...cells] = overviewRow(source);
    return html`<tr><th scope="row">${linkTo(name)}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`;
  });
  return html`<div class="scroll"><table class="figures"><thead><tr>${OVERVIEW_HEADER.map((name, i) => html`<th class="${i === 0 ? 'words' : ''}">${name}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}
