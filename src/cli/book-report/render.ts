import { formatDay } from '../../core/index.ts';
import {
  type ChartCanvas,
  html,
  type Markup,
  renderPage,
  withChartCanvas,
} from '../../evaluation/report/index.ts';
import type { Book } from '../../sources/index.ts';
import { thousands } from '../terminal.ts';
import { type BookFacts, bookFacts, type GroupRate } from './facts.ts';
import { type FailingFirm, failingFirm } from './failing-firm.ts';

/** Limits that a reader must know before trusting a figure of the page. */
const NOTES = [
  'The economy is simulated. Figures say what this book is like, not what a market is like; docs/calibration.md sets it beside real small firms.',
  'Lead times are those of this world: its order of payments when cash runs short is an assumption of the scenario, so they are no evidence for a published claim.',
];

/** A self-contained page that draws a book: who is in it, what is known of them, how they season, fail and warn. */
export function renderBookReport(book: Book, generatedBy: string): Promise<string> {
  const facts = bookFacts(book);
  const story = failingFirm(book);
  const { startDate, endDate, hash } = book.manifest;
  return withChartCanvas((canvas) => {
    const body = html`<section><h2>The book</h2><dl class="facts">
<dt>days</dt><dd>${startDate} to ${endDate}</dd><dt>firms</dt><dd>${thousands(facts.firms)}</dd>
<dt>loans with outcome</dt><dd>${thousands(facts.loans)}</dd><dt>hash</dt><dd><code>${hash}</code></dd></dl></section>
<section><h2>Who borrows, and who fails</h2><div class="charts">
${rateChart(canvas, 'Bad rate by industry.', facts.byIndustry)}${rateChart(canvas, 'Bad rate by region.', facts.byRegion)}${amountChart(canvas, facts)}</div></section>
<section><h2>What is known of them, and when they sell</h2><div class="charts">${coverageChart(canvas, facts)}${seasonChart(canvas, facts)}</div></section>
<section><h2>How one firm failed</h2>${story ? storyChart(canvas, story) : html`<p>No loan went bad inside the days of this book.</p>`}</section>
<section><h2>How early the signs came</h2>${leadTimeTable(facts)}</section>
<section><h2>Limits</h2><ul>${NOTES.map((note) => html`<li>${note}</li>`)}</ul></section>`;
    return renderPage({ title: 'A simulated book', generatedBy, body, footer: 'Parus book report.' });
  });
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function rateChart({ plot, draw }: ChartCanvas, heading: string, groups: readonly GroupRate[]): Markup {
  const tip = (g: GroupRate): string =>
    `${g.group}: ${percent(g.badRate)} of ${g.loans} loans (${percent(g.interval[0])} to ${percent(g.interval[1])})`;
  return draw(heading, 'Dots with 95 % intervals.', {
    height: 60 + 20 * groups.length,
    marginLeft: 158,
    x: { label: 'Bad rate', tickFormat: percentTick, ticks: 4, grid: true, zero: true },
    y: { label: null, type: 'band', domain: groups.map(({ group }) => group) },
    marks: [
      plot.ruleY(groups, {
        y: 'group',
        x1: (g: GroupRate) => g.interval[0],
        x2: (g: GroupRate) => g.interval[1],
        stroke: 'var(--bad)',
      }),
      plot.dot(groups, { y: 'group', x: 'badRate', fill: 'var(--bad)', r: 4, title: tip }),
    ],
  });
}

function percentTick(share: number): string {
  return `${Math.round(100 * share)}%`;
}

function amountChart({ plot, draw }: ChartCanvas, { amounts }: BookFacts): Markup {
  const logs = Array.from(amounts, (yuan) => Math.log10(yuan));
  return draw('Amounts asked for.', 'The axis is logarithmic.', {
    x: {
      label: 'yuan',
      ticks: [4, 4.5, 5, 5.5, 6, 6.5],
      tickFormat: (v: number) => thousands(Math.round(10 ** v / 1000) * 1000),
    },
    y: { label: 'Applications', grid: true },
    marks: [
      plot.rectY(logs, {
        ...plot.binX({ y: 'count' }, { x: (v: number) => v, thresholds: 30 } as object),
        fill: 'var(--model-1)',
      }),
      plot.ruleY([0]),
    ],
  });
}

function coverageChart({ plot, draw }: ChartCanvas, { coverage }: BookFacts): Markup {
  const regions = [...new Set(coverage.map(({ region }) => region))];
  const sources = [...new Set(coverage.map(({ source }) => source))];
  return draw('Coverage by region.', 'Share of firms with any record of a source.', {
    height: 60 + 30 * regions.length,
    marginLeft: 158,
    marginBottom: 44,
    x: { label: null, domain: sources, type: 'band' },
    y: { label: null, domain: regions, type: 'band' },
    opacity: { domain: [0, 1], range: [0.05, 0.85] },
    marks: [
      plot.cell(coverage, {
        x: 'source',
        y: 'region',
        fillOpacity: 'share',
        fill: 'var(--model-1)',
        inset: 1,
      }),
      plot.text(coverage, {
        x: 'source',
        y: 'region',
        text: ({ share }: { share: number }) => percentTick(share),
        fill: 'currentColor',
      }),
    ],
  });
}

function seasonChart({ plot, draw }: ChartCanvas, { season }: BookFacts): Markup {
  return draw(
    'Season of sales receipts.',
    'The average month is 1. Credit terms smooth and delay what invoices would show.',
    {
      x: { label: 'Month', type: 'band' },
      y: { label: 'Index', grid: true, zero: true },
      marks: [
        plot.barY(season, {
          x: 'month',
          y: 'index',
          fill: 'var(--model-1)',
          title: ({ month, index }) => `month ${month}: ${index.toFixed(2)}`,
        }),
        plot.ruleY([1], { strokeDasharray: '3,3' }),
      ],
    },
  );
}

function storyChart({ plot, draw }: ChartCanvas, { firmId, balance, marks }: FailingFirm): Markup {
  const date = (day: number): Date => new Date(day * 86_400_000);
  const top = Math.max(...balance.map(({ yuan }) => yuan));
  // Labels take turns in height, so that marks of neighbouring days can both be read.
  const placed = marks.map((mark, i) => ({ ...mark, at: top * (1 - 0.09 * (i % 6)) }));
  const chart = draw(`Balance of ${firmId}.`, 'From six months before its application to 90 days past due.', {
    width: 720,
    height: 320,
    marginLeft: 64,
    x: { label: null, type: 'utc' },
    y: { label: 'Balance, yuan', grid: true, tickFormat: thousands },
    marks: [
      plot.lineY(balance, {
        x: (d) => date(d.day),
        y: 'yuan',
        stroke: 'var(--model-1)',
        curve: 'step-after',
      }),
      plot.ruleX(placed, { x: (m) => date(m.day), stroke: 'var(--bad)', strokeDasharray: '3,3' }),
      plot.text(placed, {
        x: (m) => date(m.day),
        y: 'at',
        text: 'label',
        textAnchor: 'end',
        dx: -4,
        fill: 'var(--bad)',
      }),
      plot.ruleY([0]),
    ],
  });
  const list = marks.map(({ day, label }) => html`<li>${formatDay(day)} ${label}</li>`);
  return html`<div class="full">${chart}</div><ol>${list}</ol>`;
}

function leadTimeTable({ leadTimes }: BookFacts): Markup {
  const rows = leadTimes.map(
    ({ signal, loans, seen, quartiles }) =>
      html`<tr><th scope="row">${signal}</th><td>${thousands(loans)}</td><td>${percent(seen)}</td><td>${quartiles ? quartiles.map((q) => Math.round(q)).join(' / ') : 'none'}</td></tr>`,
  );
  return html`<p>Bad loans whose firm has the source: the share with the sign between application and 90 days past due, and how many
days before 30 days past due it first came (quartiles 25 / 50 / 75 %; negative is after).</p>
<div class="scroll"><table class="figures"><thead><tr><th class="words">Sign</th><th>Bad loans</th><th>Seen</th><th>Days ahead</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
