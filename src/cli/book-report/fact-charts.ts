import type { ChartCanvas, Markup } from '../../evaluation/report/index.ts';
import { degreeExponent, LEAST_DEGREE } from '../../world/check/index.ts';
import { thousands } from '../terminal.ts';
import type { BookFacts, GroupRate } from './facts.ts';

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const percentTick = (share: number): string => `${Math.round(100 * share)}%`;

export function rateChart(
  { plot, draw }: ChartCanvas,
  heading: string,
  groups: readonly GroupRate[],
): Markup {
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

export function amountChart({ plot, draw }: ChartCanvas, { amounts }: BookFacts): Markup {
  const logs = Array.from(amounts, (yuan) => Math.log10(yuan));
  return draw('Amounts asked for.', 'The axis is logarithmic.', {
    x: {
      label: 'yuan',
      ticks: [3, 4, 5, 6, 7, 8].filter((power) => power >= (logs[0] ?? 0) && power <= (logs.at(-1) ?? 0)),
      tickFormat: (v: number) => thousands(10 ** v),
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

/** From this share on a cell is dark enough to need light figures. */
const DARK = 0.55;

export function coverageChart({ plot, draw }: ChartCanvas, { coverage }: BookFacts): Markup {
  const regions = [...new Set(coverage.map(({ region }) => region))];
  const sources = [...new Set(coverage.map(({ source }) => source))];
  return draw('Coverage by region and source.', 'Share of firms with any record of a source, in per cent.', {
    width: 900,
    height: 100 + 28 * regions.length,
    marginLeft: 170,
    marginBottom: 74,
    x: { label: null, domain: sources, type: 'band', tickRotate: -40 },
    y: { label: null, domain: regions, type: 'band' },
    opacity: { domain: [0, 1], range: [0.04, 0.95] },
    marks: [
      plot.cell(coverage, {
        x: 'source',
        y: 'region',
        fillOpacity: 'share',
        fill: 'var(--model-1)',
        inset: 1,
        title: ({ region, source, share }) => `${source}, ${region}: ${percent(share)}`,
      }),
      ...[false, true].map((dark) =>
        plot.text(
          coverage.filter(({ share }) => share > DARK === dark),
          {
            x: 'source',
            y: 'region',
            text: ({ share }) => String(Math.round(100 * share)),
            fill: dark ? 'var(--card)' : 'currentColor',
          },
        ),
      ),
    ],
  });
}

export function seasonChart({ plot, draw }: ChartCanvas, { season }: BookFacts): Markup {
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

/** Share of suppliers with so many buyers or more, on two logarithmic axes, with the power law of its tail. */
export function degreeChart({ plot, draw }: ChartCanvas, degrees: readonly number[]): Markup {
  const tail = [...new Set(degrees)].map((degree) => ({
    degree,
    share: degrees.filter((other) => other >= degree).length / degrees.length,
  }));
  const exponent = degreeExponent(degrees);
  const largest = degrees[0] ?? 1;
  const start = tail.find(({ degree }) => degree === LEAST_DEGREE);
  const line = Number.isNaN(exponent) || !start ? [] : [LEAST_DEGREE, largest];
  const fitted = line.map((degree) => ({
    degree,
    share: (start?.share ?? 0) * (degree / LEAST_DEGREE) ** -exponent,
  }));
  const law = line.length > 0 ? ` The line has the exponent ${exponent.toFixed(2)}.` : '';
  return draw(
    'Suppliers by number of buyers.',
    `Share with so many or more; a power law is straight.${law}`,
    {
      x: { label: 'Buyers', type: 'log', grid: true, tickFormat: plainTick },
      y: { label: 'Suppliers', type: 'log', grid: true, tickFormat: shareTick },
      marks: [
        plot.line(fitted, { x: 'degree', y: 'share', stroke: 'var(--model-2)', strokeDasharray: '4,3' }),
        plot.dot(tail, {
          x: 'degree',
          y: 'share',
          r: 3,
          fill: 'var(--model-1)',
          title: ({ degree, share }) => `${degree} buyers or more: ${percent(share)} of suppliers`,
        }),
      ],
    },
  );
}

/** Labels at powers of ten and their halves alone: a logarithmic axis has more ticks than room. */
function plainTick(value: number): string {
  return isRound(value) ? String(value) : '';
}

function shareTick(share: number): string {
  return isRound(share) ? `${Number((100 * share).toPrecision(1))}%` : '';
}

function isRound(value: number): boolean {
  const mantissa = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
  return [1, 2, 5].some((round) => Math.abs(mantissa - round) < 1e-6);
}
