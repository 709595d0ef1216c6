import { html, renderPage, withChartCanvas } from '../../evaluation/report/index.ts';
import type { Book } from '../../sources/index.ts';
import { openSigns } from '../../world/check/index.ts';
import { thousands } from '../terminal.ts';
import { amountChart, coverageChart, degreeChart, rateChart, seasonChart } from './fact-charts.ts';
import { bookFacts } from './facts.ts';
import { failingFirm } from './failing-firm.ts';
import { storyCharts } from './story-charts.ts';
import { fraudTableOf, leadTimeTable } from './tables.ts';

/** Limits that a reader must know before trusting a figure of the page. */
const NOTES = [
  'The economy is simulated. Figures say what this book is like, not what a market is like; docs/calibration.md sets it beside real small firms.',
  'Lead times are those of this world: its order of payments when cash runs short is an assumption of the scenario, so they are no evidence for a published claim.',
  'Signs are dated by what happened. A lender learns of it one to eight weeks later, as each source is delivered.',
  'The failing firm is the one whose sources say most, not a typical one.',
];

/**
 * A self-contained page that draws a book: who is in it, what is known of them, how they trade, season, cheat, fail and
 * warn. Reads truth/ where the book has it.
 */
export async function renderBookReport(book: Book, generatedBy: string): Promise<string> {
  const signs = await openSigns(book);
  const facts = await bookFacts(book, signs);
  const story = failingFirm(book, signs);
  const { startDate, endDate, hash } = book.manifest;
  return withChartCanvas((canvas) => {
    const body = html`<section><h2>The book</h2><dl class="facts">
<dt>days</dt><dd>${startDate} to ${endDate}</dd><dt>firms</dt><dd>${thousands(facts.firms)}</dd>
<dt>loans with outcome</dt><dd>${thousands(facts.loans)}</dd><dt>hash</dt><dd><code>${hash}</code></dd></dl></section>
<section><h2>Who borrows, and who fails</h2><div class="charts">
${rateChart(canvas, 'Bad rate by industry.', facts.byIndustry)}${rateChart(canvas, 'Bad rate by region.', facts.byRegion)}${amountChart(canvas, facts)}</div></section>
<section><h2>What is known of them</h2><div class="full">${coverageChart(canvas, facts)}</div></section>
<section><h2>When they sell, and to whom</h2><div class="charts wide">${seasonChart(canvas, facts)}${facts.degrees.length > 0 ? degreeChart(canvas, facts.degrees) : ''}</div></section>
<section><h2>How one firm failed</h2>${story ? storyCharts(canvas, story) : html`<p>No loan of a firm with an account went bad inside the days of this book.</p>`}</section>
<section><h2>How early the signs came</h2>${leadTimeTable(facts.leadTimes)}</section>
<section><h2>Fraud</h2>${facts.fraud ? fraudTableOf(facts.fraud) : html`<p>This book has no labels.</p>`}</section>
<section><h2>Limits</h2><ul>${NOTES.map((note) => html`<li>${note}</li>`)}</ul></section>`;
    return renderPage({ title: 'A simulated book', generatedBy, body, footer: 'Parus book report.' });
  });
}
