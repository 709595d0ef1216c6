import type { ChartCanvas } from './chart-canvas.ts';
import type { CurvePoint, DependenceCurve } from './facts/dependence-curves.ts';
import { compact, percent } from './format.ts';
import type { Markup } from './html.ts';
import { GOOD_COLOUR } from './model-colours.ts';

/** The highest bar of row shares takes this part of the height. OWN. */
const SHARE_HEIGHT = 0.25;
/** Half the width of a bar, where a value is one unit wide. */
const REACH = 0.38;
/** Labels of numbers that fit side by side under a card's chart. */
const MAX_LABELS = 6;

type Placed = CurvePoint & { readonly at: number };

/**
 * Mean PD along an input with the spread of single rows, over the shares of rows. Values stand side by side, each as wide as the next:
 * they are quantiles, so that a step is about as many rows, however far the values lie apart.
 */
export function dependenceChart(canvas: ChartCanvas, { points }: DependenceCurve, colour: string): Markup {
  const { plot } = canvas;
  const placed = points.map((point, i): Placed => ({ ...point, at: i + 1 }));
  const along = placed.filter(({ number }) => number !== undefined);
  const apart = placed.filter(({ number }) => number === undefined);
  const most = Math.max(...points.map(({ high }) => high), 1e-4) * 1.08;
  const largest = Math.max(...points.map(({ share }) => share), 1e-9);
  const tip = (p: Placed): string =>
    `${labelOf(p)}: mean PD ${percent(p.pd)}, in 80 rows of 100 ${percent(p.low)} to ${percent(p.high)}; ${percent(p.share)} of the test rows`;
  return canvas.draw('PD and share of rows by value', '', {
    height: 170,
    marginTop: 20,
    marginBottom: 30,
    x: {
      label: null,
      domain: [0.5, points.length + 0.5],
      ticks: labelled(placed),
      tickFormat: (at: number) => tickOf(placed[at - 1]!),
      tickSize: 3,
    },
    y: {
      label: 'PD',
      domain: [0, most],
      ticks: 4,
      tickFormat: most < 0.04 ? '.1%' : '.0%',
      grid: true,
    },
    marks: [
      plot.rectY(placed, {
        x1: (p: Placed) => p.at - REACH,
        x2: (p: Placed) => p.at + REACH,
        y: (p: Placed) => (p.share / largest) * most * SHARE_HEIGHT,
        inset: 0,
        fill: GOOD_COLOUR,
        fillOpacity: 0.3,
        title: tip,
      }),
      plot.areaY(along, { x: 'at', y1: 'low', y2: 'high', fill: colour, fillOpacity: 0.15 }),
      plot.ruleX(apart, { x: 'at', y1: 'low', y2: 'high', stroke: colour, strokeOpacity: 0.55 }),
      plot.line(along, { x: 'at', y: 'pd', stroke: colour, strokeWidth: 1.75 }),
      plot.dot(placed, {
        x: 'at',
        y: 'pd',
        r: (p: Placed) => (p.number === undefined ? 3.5 : 2),
        fill: colour,
        title: tip,
      }),
    ],
  });
}

/** What a value is called: the number, the level, or missing. */
function labelOf({ number, level }: Pick<CurvePoint, 'number' | 'level'>): string {
  return number === undefined ? (level ?? 'missing') : compact(number);
}

/** As `labelOf`, short enough for an axis: levels go by their place in the list under the chart. */
function tickOf(point: Placed): string {
  return point.level === undefined ? labelOf(point) : String(point.at);
}

/** Places with a label: all levels and missing, and numbers at even steps, clear of each other and of missing. */
function labelled(placed: readonly Placed[]): number[] {
  const step = Math.ceil(placed.length / MAX_LABELS);
  const apart = placed.flatMap(({ at, number }) => (number === undefined ? [at] : []));
  const along = placed.flatMap(({ at, number }) => (number === undefined ? [] : [at]));
  const clear = (at: number): boolean => apart.length === 0 || at + step <= apart[0]!;
  return [...along.filter((at) => (at - 1) % step === 0 && clear(at)), ...apart];
}
