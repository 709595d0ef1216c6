import type { Decile, Threshold } from '../curves.ts';
import type { ChartCanvas } from './chart-canvas.ts';
import { percent } from './format.ts';
import type { Markup } from './html.ts';
import { BAD_COLOUR, colourOf, GOOD_COLOUR } from './model-colours.ts';
import type { ReportModel } from './report-input.ts';

/** Radius of the unseen dots that carry a tooltip each. */
export const HOVER_RADIUS = 5;
export const DASHES = '3,3';

/** An axis of shares from 0 to 1. */
export const shareAxis = (label: string) => ({ domain: [0, 1], tickFormat: '.0%', ticks: 5, label }) as const;

/** Where a line goes, and what its tooltip says there. */
export type Point = readonly [x: number, y: number, title: string];

/** A line through `points` with a tooltip at each of them. */
export function tracedLine({ plot }: ChartCanvas, points: readonly Point[], stroke: string, dots = 0) {
  const channels = { x: '0', y: '1' } as const;
  return [
    plot.line(points, { ...channels, stroke, strokeWidth: 1.75 }),
    ...(dots > 0 ? [plot.dot(points, { ...channels, fill: stroke, r: dots })] : []),
    plot.dot(points, { ...channels, r: HOVER_RADIUS, fill: 'transparent', title: '2' }),
  ];
}

const describe = (name: string, t: Threshold): string =>
  `${name}: PD >= ${percent(t.pd)} flags ${percent(t.share)} of rows, ` +
  `${percent(t.badShare)} of bads and ${percent(t.goodShare)} of goods; ${percent(t.precision)} of them are bad`;

export function rocChart(canvas: ChartCanvas, models: readonly ReportModel[]): Markup {
  const { plot } = canvas;
  const ends = [
    [0, 0],
    [1, 1],
  ];
  return canvas.draw('ROC.', 'Bads caught against goods flagged; dashed is chance.', {
    x: shareAxis('Goods flagged'),
    y: { ...shareAxis('Bads caught'), grid: true },
    marks: [
      plot.line(ends, { stroke: 'currentColor', strokeDasharray: DASHES, strokeOpacity: 0.5 }),
      ...models.flatMap(({ name, curves }, i) => {
        const points = curves.thresholds.map((t): Point => [t.goodShare, t.badShare, describe(name, t)]);
        return tracedLine(canvas, [[0, 0, `${name}: nobody flagged`], ...points], colourOf(i));
      }),
    ],
  });
}

export function precisionRecallChart(canvas: ChartCanvas, models: readonly ReportModel[]): Markup {
  const { plot } = canvas;
  return canvas.draw('Precision and recall.', 'How many of the flagged are bad; dashed is the bad rate.', {
    x: shareAxis('Bads caught'),
    y: { ...shareAxis('Bad among flagged'), grid: true },
    marks: [
      ...models.flatMap(({ name, curves }, i) => [
        plot.ruleY([curves.badRate], { stroke: colourOf(i), strokeDasharray: DASHES, strokeOpacity: 0.6 }),
        ...tracedLine(
          canvas,
          curves.thresholds.map((t): Point => [t.badShare, t.precision, describe(name, t)]),
          colourOf(i),
        ),
      ]),
    ],
  });
}

export function liftChart(canvas: ChartCanvas, models: readonly ReportModel[]): Markup {
  const { plot } = canvas;
  return canvas.draw('Lift.', 'Bad rate of the riskiest rows over the overall bad rate; dashed is chance.', {
    x: shareAxis('Riskiest share of rows'),
    y: { label: 'Lift', grid: true, zero: true, ticks: 5 },
    marks: [
      plot.ruleY([1], { stroke: 'currentColor', strokeDasharray: DASHES, strokeOpacity: 0.5 }),
      ...models.flatMap(({ name, curves }, i) => {
        const title = (share: number, d: Decile): string =>
          `${name}: the riskiest ${percent(share)} are ${d.cumulativeLift.toFixed(2)} times as bad as all, ` +
          `and hold ${percent(d.cumulativeBadShare)} of the bads`;
        const shares = cumulativeShares(curves.deciles);
        const points = curves.deciles.map(
          (d, k): Point => [shares[k]!, d.cumulativeLift, title(shares[k]!, d)],
        );
        return tracedLine(canvas, points, colourOf(i), 2.5);
      }),
    ],
  });
}

function cumulativeShares(deciles: readonly Decile[]): number[] {
  const total = deciles.reduce((sum, { rows }) => sum + rows, 0);
  let above = 0;
  return deciles.map(({ rows }) => {
    above += rows;
    return above / total;
  });
}

export function ksChart(canvas: ChartCanvas, { name, curves, metrics }: ReportModel): Markup {
  const { plot } = canvas;
  const { ksAt, thresholds } = curves;
  const start: Point = [0, 0, 'nobody flagged'];
  const line = (share: 'badShare' | 'goodShare'): Point[] => [
    start,
    ...thresholds.map((t): Point => [t.share, t[share], describe(name, t)]),
  ];
  const gap = { x: ksAt.share, y1: ksAt.goodShare, y2: ksAt.badShare };
  const label = `KS ${percent(metrics.test.ks)} at PD ${percent(ksAt.pd)}`;
  return canvas.draw('KS.', 'Share of each class above the threshold, riskiest first.', {
    x: shareAxis('Riskiest share of rows'),
    y: { ...shareAxis('Share of class'), grid: true },
    marks: [
      ...tracedLine(canvas, line('goodShare'), GOOD_COLOUR),
      ...tracedLine(canvas, line('badShare'), BAD_COLOUR),
      plot.ruleX([gap], { x: 'x', y1: 'y1', y2: 'y2', stroke: 'currentColor', strokeWidth: 1.5 }),
      // At the foot of the right half, where neither curve goes: both rise to the upper right corner.
      plot.text([label], {
        x: 0.98,
        y: 0.06,
        text: (text: string) => text,
        textAnchor: 'end',
        fontWeight: 600,
      }),
    ],
  });
}

/** PDs at which the log-odds axis of the distribution is marked. */
const PD_TICKS = [0.00001, 0.0001, 0.001, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999];

const logOdds = (pd: number): number => Math.log(pd / (1 - pd));

export function distributionChart(canvas: ChartCanvas, { name, curves }: ReportModel): Markup {
  const { plot } = canvas;
  const { pdEdges, goodShares, badShares } = curves.histogram;
  const edges = pdEdges.map(logOdds);
  const bars = (shares: readonly number[], what: string) =>
    shares.map((share, i) => ({
      from: edges[i]!,
      to: edges[i + 1]!,
      share,
      title: `${name}: ${percent(share)} of ${what} have a PD of ${percent(pdEdges[i]!)} to ${percent(pdEdges[i + 1]!)}`,
    }));
  const channels = { x1: 'from', x2: 'to', y: 'share', title: 'title', inset: 0, fillOpacity: 0.5 } as const;
  const ticks = PD_TICKS.filter((pd) => logOdds(pd) >= edges[0]! && logOdds(pd) <= edges.at(-1)!);
  return canvas.draw('Scores.', 'Where goods and bads fall; the axis is even in log-odds.', {
    x: {
      label: 'Predicted PD',
      ticks: ticks.map(logOdds),
      tickFormat: (margin: number) => percent(1 / (1 + Math.exp(-margin))).replace(/\.?0+%$/, '%'),
    },
    y: { label: 'Share of class', tickFormat: '.0%', ticks: 5, grid: true },
    marks: [
      plot.rectY(bars(goodShares, 'goods'), { ...channels, fill: GOOD_COLOUR }),
      plot.rectY(bars(badShares, 'bads'), { ...channels, fill: BAD_COLOUR }),
      plot.ruleY([0]),
    ],
  });
}
