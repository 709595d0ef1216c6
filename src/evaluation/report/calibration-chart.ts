import type { Decile } from '../curves.ts';
import type { ChartCanvas } from './chart-canvas.ts';
import { percent } from './format.ts';
import type { Markup } from './html.ts';
import { DASHES, HOVER_RADIUS } from './performance-charts.ts';
import type { ReportModel } from './report-input.ts';

/** Points of the fitted line: enough to look smooth. */
const LINE_STEPS = 60;
/** Rates at which the square-root axes are marked. */
const RATE_TICKS = [0, 0.002, 0.01, 0.03, 0.06, 0.1, 0.2, 0.3, 0.5, 0.7, 1];

/** Share of an axis that a label needs. OWN. */
const LEAST_GAP = 0.11;

/** Bad rate against mean PD by tenth, and the line that logistic recalibration would put through them. */
export function calibrationChart(
  canvas: ChartCanvas,
  { name, curves: { deciles }, diagnosis }: ReportModel,
  colour: string,
): Markup {
  const { plot } = canvas;
  const most = Math.max(...deciles.map((d) => Math.max(d.meanPd, d.badRate95[1])));
  const domain = [0, Math.min(1, most * 1.04)] as const;
  const ends = [
    [0, 0],
    [domain[1], domain[1]],
  ];
  const tip = (d: Decile): string =>
    `${name}: ${d.rows} rows with PD ${percent(d.minPd)} to ${percent(d.maxPd)}, mean ${percent(d.meanPd)}; ` +
    `${d.bads} bad, ${percent(d.badRate)} (95 %: ${percent(d.badRate95[0])} to ${percent(d.badRate95[1])})`;
  const channels = { x: 'meanPd', y: 'badRate' } as const;
  const cox = diagnosis?.calibration.cox;
  const fitted = cox ? coxLine(cox.intercept.value, cox.slope.value, deciles, domain[1]) : [];
  // Most rows of a good book have small PDs: on even axes nine of ten points would share a corner.
  const axis = {
    type: 'sqrt',
    domain,
    ticks: ticksUpTo(domain[1]),
    tickFormat: (rate: number) => `${Number((100 * rate).toFixed(1))}%`,
  } as const;
  return canvas.draw(
    'Reliability.',
    `Bad rate against PD by tenth, with 95 % intervals; square-root axes. Dashed is calibrated${cox ? ', the line is the fit' : ''}.`,
    {
      x: { ...axis, label: 'Mean predicted PD' },
      y: { ...axis, label: 'Bad rate', grid: true },
      marks: [
        plot.line(ends, { stroke: 'currentColor', strokeDasharray: DASHES, strokeOpacity: 0.5 }),
        plot.line(fitted, { stroke: colour, strokeWidth: 1.5, strokeOpacity: 0.8 }),
        plot.ruleX(deciles, {
          x: 'meanPd',
          y1: (d: Decile) => d.badRate95[0],
          y2: (d: Decile) => d.badRate95[1],
          stroke: colour,
          strokeOpacity: 0.55,
        }),
        plot.dot(deciles, { ...channels, r: 3, fill: colour }),
        plot.dot(deciles, { ...channels, r: HOVER_RADIUS, fill: 'transparent', title: tip }),
      ],
    },
  );
}

/** Ticks that stand far enough apart on the square-root axis for their labels. */
function ticksUpTo(most: number): number[] {
  const ticks: number[] = [];
  for (const rate of RATE_TICKS) {
    const gap = Math.sqrt(rate) - Math.sqrt(ticks.at(-1) ?? -Infinity);
    if (rate <= most && (ticks.length === 0 || gap >= LEAST_GAP * Math.sqrt(most))) ticks.push(rate);
  }
  return ticks;
}

/** Recalibrated PD by PD, over the range of the points. */
function coxLine(
  intercept: number,
  slope: number,
  deciles: readonly Decile[],
  most: number,
): [x: number, y: number][] {
  const pds = deciles.map(({ meanPd }) => meanPd);
  const from = Math.sqrt(Math.max(1e-6, Math.min(...pds)));
  const to = Math.sqrt(Math.min(1 - 1e-6, Math.max(...pds)));
  return Array.from({ length: LINE_STEPS + 1 }, (_, i): [number, number] => {
    const pd = (from + ((to - from) * i) / LINE_STEPS) ** 2;
    return [pd, 1 / (1 + Math.exp(-intercept - slope * Math.log(pd / (1 - pd))))];
  }).filter(([, y]) => y <= most);
}
