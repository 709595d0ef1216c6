import type { AucDifference, ModelComparison } from '../compare.ts';
import type { ChartCanvas } from './chart-canvas.ts';
import { figure, grouped, interval, signed } from './format.ts';
import { html, type Markup } from './html.ts';
import { colourOf } from './model-colours.ts';

/** What the paired interval lets one say, in words. */
export function verdict({ name, against, ci95: [low, high] }: AucDifference): string {
  if (low > 0) return `${name} ranks better`;
  if (high < 0) return `${against} ranks better`;
  return 'cannot be told apart on these rows';
}

export function comparisonSection(canvas: ChartCanvas, comparison: ModelComparison): Markup {
  const { models, differences, rows, bads, replicates, confidence, oneClassReplicates } = comparison;
  const lines = differences.map(
    (difference) =>
      html`<tr><th scope="row">${difference.name} − ${difference.against}<small>${verdict(difference)}</small></th><td><b>${signed(difference.difference)}</b><small>${interval(difference.ci95, signed)}</small></td></tr>`,
  );
  const lost =
    oneClassReplicates > 0 ? ` ${oneClassReplicates} of them lost a class and are left out.` : undefined;
  return html`<section><h2>Comparison on the same rows</h2>
<p>${grouped(rows)} rows, ${grouped(bads)} bad. Every one of ${grouped(replicates)} bootstrap replicates draws the same rows for all models, so
the intervals (${Number((confidence * 100).toFixed(4))}%) of differences are paired.${lost}</p>
<div class="charts wide">${aucChart(canvas, models)}
<div class="scroll"><table class="figures"><thead><tr><th class="words">Pair</th><th>AUC difference</th></tr></thead><tbody>${lines}</tbody></table></div></div></section>`;
}

type ModelAuc = ModelComparison['models'][number] & { readonly colour: string };

function aucChart(canvas: ChartCanvas, models: ModelComparison['models']): Markup {
  const { plot } = canvas;
  const data = models.map((model, i): ModelAuc => ({ ...model, colour: colourOf(i) }));
  const tip = ({ name, auc, ci95 }: ModelAuc): string => `${name}: AUC ${figure(auc)}, ${interval(ci95)}`;
  return canvas.draw('AUC with its interval.', 'Overlap says little here: read the paired differences.', {
    height: 60 + 34 * models.length,
    // About 6.2 pixels a character at this font size; names are ours or short.
    marginLeft: Math.max(110, ...models.map(({ name }) => 18 + 6.2 * name.length)),
    // Room on both sides, or the outermost intervals run into the frame.
    x: { label: 'AUC', ticks: 5, grid: true, insetLeft: 10, insetRight: 10 },
    y: { label: null, domain: models.map(({ name }) => name), type: 'band' },
    marks: [
      ...data.flatMap((model) => [
        plot.ruleY([model], {
          y: 'name',
          x1: (d: ModelAuc) => d.ci95[0],
          x2: (d: ModelAuc) => d.ci95[1],
          stroke: model.colour,
          strokeWidth: 2,
        }),
        plot.dot([model], { y: 'name', x: 'auc', r: 4, fill: model.colour, title: tip }),
      ]),
    ],
  });
}
