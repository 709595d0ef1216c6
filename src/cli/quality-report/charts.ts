import { formatDay, parseDay } from '../../core/index.ts';
import { type ChartCanvas, html, type Markup } from '../../evaluation/report/index.ts';
import { PSI_FOLKLORE } from '../../kernels/psi.ts';
import { count, percent, type QualityReport, type SourceQuality } from '../../sources/quality/index.ts';
import { isShifted } from './overview.ts';

/** From this share on a cell is dark enough to need light figures. */
const DARK = 0.55;

const GROUPS = { byIndustry: 'industry', byRegion: 'region' } as const;

/** Share of the registered firms of each group that a source knows. */
export function coverageChart(
  { plot, draw }: ChartCanvas,
  sources: readonly SourceQuality[],
  by: keyof typeof GROUPS,
): Markup {
  const cells = sources.flatMap(({ source, coverage }) =>
    coverage[by].map(({ group, firms, covered }) => ({ source, group, share: covered / firms, firms })),
  );
  const groups = [...new Set(cells.map(({ group }) => group))];
  return draw(`Coverage by ${GROUPS[by]}.`, 'Share of registered firms with any record, in per cent.', {
    width: 900,
    height: 100 + 24 * groups.length,
    marginLeft: 170,
    marginBottom: 74,
    x: { label: null, domain: sources.map(({ source }) => source), type: 'band', tickRotate: -40 },
    y: { label: null, domain: groups, type: 'band' },
    opacity: { domain: [0, 1], range: [0.04, 0.95] },
    marks: [
      plot.cell(cells, { x: 'source', y: 'group', fillOpacity: 'share', fill: 'var(--model-1)', inset: 1 }),
      ...[false, true].map((dark) =>
        plot.text(
          cells.filter(({ share }) => share > DARK === dark),
          {
            x: 'source',
            y: 'group',
            text: ({ share }) => String(Math.round(100 * share)),
            fill: dark ? 'var(--card)' : 'currentColor',
          },
        ),
      ),
    ],
  });
}

const WEEK = 7;
const MS_A_DAY = 86_400_000;

/** Records of one source by week, with the split. */
export function weeksChart(
  { plot, draw }: ChartCanvas,
  { source, volume, freshness }: SourceQuality,
  { book, split }: QualityReport,
): Markup {
  const start = parseDay(book.startDate)!;
  const date = (day: number): Date => new Date(day * MS_A_DAY);
  const weeks = volume.weeks.map((n, i) => ({ day: start + i * WEEK, n }));
  const thin = new Set(volume.thinWeeks);
  const thinMarks = weeks.filter(({ day }) => thin.has(formatDay(day)));
  const said = [
    ...(thin.size > 0 ? [`red: ${thin.size} with hardly any`] : []),
    ...(freshness.beforeStart > 0 ? [`${count(freshness.beforeStart)} are older`] : []),
  ];
  return draw(`${source}.`, `${['Records a week', ...said].join('; ')}.`, {
    height: 150,
    x: { label: null, type: 'utc', ticks: 4, domain: [date(start), date(parseDay(book.endDate)! + 1)] },
    y: { label: null, grid: true, ticks: 3, tickFormat: (n: number) => count(n) },
    marks: [
      plot.rectY(weeks, {
        x1: ({ day }) => date(day),
        x2: ({ day }) => date(day + WEEK),
        y: 'n',
        fill: 'var(--model-1)',
        inset: 0.3,
      }),
      plot.ruleX([date(parseDay(split)!)], { strokeDasharray: '3,3' }),
      plot.ruleY([0]),
      // A week without records has no bar to colour.
      plot.dot(thinMarks, { x: ({ day }) => date(day + WEEK / 2), y: 'n', r: 3, fill: 'var(--bad)' }),
    ],
  });
}

/** Fields drawn: what moved most. */
const MOST_FIELDS = 30;
/** Least index that the axis shows. */
const LEAST_PSI = 0.001;

/** The stability index of the fields that moved most, each with what chance would do. */
export function driftChart({ plot, draw }: ChartCanvas, sources: readonly SourceQuality[]): Markup {
  const all = sources.flatMap(({ source, fields }) =>
    fields.flatMap(({ field, drift }) =>
      drift && drift.psi > 0 ? [{ name: `${source}.${field}`, ...drift }] : [],
    ),
  );
  if (all.length === 0) return html`<p>No field has records in both periods.</p>`;
  const shown = all.toSorted((a, b) => b.psi - a.psi).slice(0, MOST_FIELDS);
  const clamp = (psi: number): number => Math.max(LEAST_PSI, psi);
  const shifted = all.filter(isShifted).length;
  const chart = draw(
    'What moved most.',
    'Dots: PSI of the current period against the reference; full dots are beyond chance. Ticks: what chance exceeds once in a hundred fields, counting firms (thick) and counting records (thin). Dashed: the customary 0.1 and 0.25.',
    {
      height: 60 + 19 * shown.length,
      width: 900,
      marginLeft: 200,
      x: {
        label: 'PSI (logarithmic)',
        type: 'log',
        ticks: [0.001, 0.01, 0.1, 1, 10],
        tickFormat: (v: number) => String(v),
        grid: true,
      },
      y: { label: null, type: 'band', domain: shown.map(({ name }) => name) },
      marks: [
        plot.ruleX([PSI_FOLKLORE.moderate, PSI_FOLKLORE.large], {
          strokeDasharray: '3,3',
          stroke: 'var(--muted)',
        }),
        plot.tickX(shown, {
          x: ({ criticalRows }) => clamp(criticalRows),
          y: 'name',
          stroke: 'var(--muted)',
          inset: 5,
        }),
        plot.tickX(shown, {
          x: ({ criticalFirms }) => clamp(criticalFirms),
          y: 'name',
          stroke: 'currentColor',
          strokeWidth: 2,
          inset: 3,
        }),
        plot.dot(shown, {
          x: ({ psi }) => clamp(psi),
          y: 'name',
          r: 4.5,
          stroke: 'var(--model-1)',
          fill: (drift) => (isShifted(drift) ? 'var(--model-1)' : 'var(--card)'),
          title: ({ name, psi, most }) =>
            `${name}: PSI ${psi.toFixed(3)}; ${most.bin} from ${percent(most.reference)} to ${percent(most.current)}`,
        }),
      ],
    },
  );
  return html`<p>${shifted} of ${all.length} fields are beyond chance, counting firms.</p>${chart}`;
}
