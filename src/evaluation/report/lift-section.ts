import type { Threshold } from '../curves.ts';
import type { LiftAt } from '../lift.ts';
import type { ChartCanvas } from './chart-canvas.ts';
import { percent } from './format.ts';
import { html, type Markup } from './html.ts';
import { colourOf } from './model-colours.ts';
import { DASHES, type Point, shareAxis, tracedLine } from './performance-charts.ts';
import type { ReportModel } from './report-input.ts';

/** Bads caught by share of rows turned away; between chance and a model that knew the outcomes. */
export function captureChart(canvas: ChartCanvas, models: readonly ReportModel[]): Markup {
  const { plot } = canvas;
  const chance = [
    [0, 0],
    [1, 1],
  ];
  const perfect = [
    [0, 0],
    [models[0]!.curves.badRate, 1],
    [1, 1],
  ];
  const tip = (name: string, t: Threshold): string =>
    `${name}: the riskiest ${percent(t.share)} of rows hold ${percent(t.badShare)} of the bads`;
  return canvas.draw(
    'Capture.',
    'Bads caught by share of rows turned away; dashed are chance and perfection.',
    {
      x: shareAxis('Riskiest share of rows'),
      y: { ...shareAxis('Bads caught'), grid: true },
      marks: [
        ...[chance, perfect].map((line) =>
          plot.line(line, { stroke: 'currentColor', strokeDasharray: DASHES, strokeOpacity: 0.5 }),
        ),
        ...models.flatMap(({ name, curves }, i) => {
          const points = curves.thresholds.map((t): Point => [t.share, t.badShare, tip(name, t)]);
          return tracedLine(canvas, [[0, 0, `${name}: nobody turned away`], ...points], colourOf(i));
        }),
      ],
    },
  );
}

/** Lift and capture at the shares that credit committees ask about, all models side by side. */
export function liftTable(models: readonly ReportModel[]): Markup | undefined {
  const measured = models.flatMap(({ name, diagnosis }) =>
    diagnosis ? [{ name, lift: diagnosis.lift }] : [],
  );
  const shares = measured[0]?.lift.map(({ share }) => share) ?? [];
  if (shares.length === 0) return undefined;
  const cell = ({ capture, lift, badRate }: LiftAt): Markup =>
    html`<td><b>${percent(capture)}</b><small>lift ${lift.toFixed(2)}, ${percent(badRate)} bad</small></td>`;
  const lines = shares.map(
    (share, s) =>
      html`<tr><th scope="row">riskiest ${Number((100 * share).toFixed(2))}%</th>${measured.map(({ lift }) => cell(lift[s]!))}</tr>`,
  );
  return html`<div class="scroll"><table class="figures"><thead><tr><th class="words">Bads caught in the</th>${measured.map(({ name }) => html`<th>${name}</th>`)}</tr></thead><tbody>${lines}</tbody></table></div>`;
}
