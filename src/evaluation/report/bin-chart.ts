import type { ChartCanvas } from './chart-canvas.ts';
import { cutText } from './cut-label.ts';
import { percent, whole } from './format.ts';
import type { Markup } from './html.ts';
import { BAD_COLOUR, GOOD_COLOUR } from './model-colours.ts';
import type { ReportBin, ReportCharacteristic } from './report-input.ts';

/** More bins than this would not be told apart at the width of a card. */
export const MAX_CHARTED_BINS = 16;

/** The highest bar of row shares takes this part of the height, so that the rates above it can be read. OWN. */
const SHARE_HEIGHT = 0.45;
/** Half the width of a bin's pair of bars, where a bin is one unit wide. */
const REACH = 0.38;

/**
 * Bad rate by bin on training and test rows over the shares of rows: the picture that a scorecard is signed on. Undefined with more
 * than MAX_CHARTED_BINS.
 */
export function binChart(canvas: ChartCanvas, { rows }: ReportCharacteristic): Markup | undefined {
  if (rows.length > MAX_CHARTED_BINS) return undefined;
  const { plot } = canvas;
  const bins = rows.map((bin, i) => ({ ...bin, at: i + 1 }));
  const tested = bins.flatMap(({ at, label, points, test }) =>
    test?.badRate !== undefined && test.badRate95
      ? [{ at, label, points, rate: test.badRate, ...test, low: test.badRate95[0], high: test.badRate95[1] }]
      : [],
  );
  // A bin of few rows has an interval up to the sky: it is cut where nothing else is.
  const most = Math.max(...bins.map((b) => b.badRate), ...tested.map(({ rate }) => rate), 1e-3) * 1.25;
  const largest = Math.max(...bins.map((b) => Math.max(b.share, b.test?.share ?? 0)), 1e-9);
  const height = (share: number): number => (share / largest) * most * SHARE_HEIGHT;
  const trainTip = (b: ReportBin): string =>
    `${cutText(b.label)}: ${percent(b.share)} of training rows, ${percent(b.badRate)} bad; ${whole(b.points)} points`;
  const testTip = (b: (typeof tested)[number]): string =>
    `${cutText(b.label)}: ${percent(b.share)} of test rows, ${percent(b.rate)} bad (95 %: ${percent(b.low)} to ${percent(b.high)})`;
  return canvas.draw('Bad rate and share of rows by bin', '', {
    height: 170,
    marginTop: 20,
    marginBottom: 30,
    x: {
      label: null,
      domain: [0.5, rows.length + 0.5],
      ticks: bins.map(({ at }) => at),
      tickFormat: 'd',
      tickSize: 0,
    },
    y: {
      label: 'Bad rate',
      domain: [0, most],
      ticks: 4,
      tickFormat: most < 0.04 ? '.1%' : '.0%',
      grid: true,
    },
    marks: [
      plot.rectY(bins, {
        x1: (b: { at: number }) => b.at - REACH,
        x2: 'at',
        y: (b: ReportBin) => height(b.share),
        inset: 0,
        fill: GOOD_COLOUR,
        fillOpacity: 0.45,
        title: trainTip,
      }),
      plot.rectY(tested, {
        x1: 'at',
        x2: (b: { at: number }) => b.at + REACH,
        y: (b: { share: number }) => height(b.share),
        inset: 0,
        fill: GOOD_COLOUR,
        fillOpacity: 0.2,
        title: testTip,
      }),
      plot.line(
        bins.filter(({ apart }) => !apart),
        { x: 'at', y: 'badRate', stroke: BAD_COLOUR, strokeWidth: 1.5 },
      ),
      plot.ruleX(tested, {
        x: (b: { at: number }) => b.at + REACH / 2,
        y1: 'low',
        y2: (b: { high: number }) => Math.min(most, b.high),
        stroke: BAD_COLOUR,
        strokeOpacity: 0.6,
      }),
      plot.dot(tested, {
        x: (b: { at: number }) => b.at + REACH / 2,
        y: 'rate',
        r: 3.5,
        fill: 'var(--card)',
        stroke: BAD_COLOUR,
        title: testTip,
      }),
      plot.dot(bins, { x: 'at', y: 'badRate', r: 3.5, fill: BAD_COLOUR, title: trainTip }),
    ],
  });
}
