import type { ChartCanvas } from './chart-canvas.ts';
import type { RatingGrade, RatingGrades } from './facts/rating-grades.ts';
import type { ScoreBand } from './facts/score-bands.ts';
import { figure, grouped, interval, percent, pValue, whole } from './format.ts';
import { html, type Markup } from './html.ts';
import { ALPHA, mark } from './marks.ts';
import { BAD_COLOUR, GOOD_COLOUR } from './model-colours.ts';

const OUTLINE = 'currentColor';

/** Where the scores of goods and bads fall, with the training rows as an outline. */
export function scoreChart(canvas: ChartCanvas, name: string, bands: readonly ScoreBand[]): Markup {
  const { plot } = canvas;
  const tip =
    (share: keyof ScoreBand, what: string) =>
    (b: ScoreBand): string =>
      `${name}: ${percent(b[share])} of the ${what} score ${whole(b.from)} to ${whole(b.to - 1)}; ${grouped(b.rows)} test rows, ${grouped(b.bads)} bad`;
  const channels = { x1: 'from', x2: 'to', inset: 0, fillOpacity: 0.5 } as const;
  const outline = bands.flatMap(({ from, to, trainShare }) => [
    [from, trainShare],
    [to, trainShare],
  ]);
  return canvas.draw(
    'Scores.',
    'Goods and bads of the test rows by score, higher is safer; the line is all training rows.',
    {
      x: { label: 'Score', ticks: 6, tickFormat: 'd' },
      y: { label: 'Share of class', tickFormat: '.0%', ticks: 5, grid: true },
      marks: [
        plot.rectY(bands, {
          ...channels,
          y: 'goodShare',
          fill: GOOD_COLOUR,
          title: tip('goodShare', 'goods'),
        }),
        plot.rectY(bands, { ...channels, y: 'badShare', fill: BAD_COLOUR, title: tip('badShare', 'bads') }),
        plot.line(outline, { stroke: OUTLINE, strokeOpacity: 0.65, strokeWidth: 1 }),
        plot.ruleY([0]),
      ],
    },
  );
}

/** Every grade of the master scale with the tests of its PD. */
export function gradesTable({ grades, hosmerLemeshow: hl, psi, criticalValue }: RatingGrades): Markup {
  const verdict = psi > criticalValue ? 'more than chance explains' : 'no more than chance explains';
  return html`<h3>Rating grades</h3>
<div class="scroll"><table class="figures"><thead><tr><th class="words">Grade</th><th>train</th><th>test</th><th>bads</th><th>mean PD</th><th>bad rate (95 %)</th><th>binomial p</th><th>Jeffreys p</th><th>after Holm</th></tr></thead>
<tbody>${grades.map(gradeLine)}</tbody></table></div>
<p class="muted">Is the PD of a grade too low? One-sided tests of the bads that came against the grade's mean PD; a small p says so. Holm's correction
is for testing all grades. All at once, in both directions: Hosmer-Lemeshow ${figure(hl.statistic)}, ${hl.degreesOfFreedom} degrees of freedom, p ${pValue(hl.pValue)}. Every p takes
outcomes as independent: in a bad year all grades fail together. Stability of the shares of grades from train to test: PSI ${figure(psi)}, by chance up to ${figure(criticalValue)}: ${verdict}.</p>`;
}

function gradeLine({ grade, pdBelow, trainShare, testShare, test }: RatingGrade): Markup {
  const head = html`<tr><th scope="row">${grade}<small>PD below ${percent(pdBelow)}</small></th><td>${percent(trainShare)}</td><td>${percent(testShare)}</td>`;
  if (!test) return html`${head}<td>0</td><td></td><td></td><td></td><td></td><td></td></tr>`;
  const low = test.holmP < ALPHA ? mark('PD too low', true) : undefined;
  return html`${head}<td>${grouped(test.bads)}<small>of ${grouped(test.rows)}</small></td><td>${percent(test.pd)}</td><td><b>${percent(test.badRate)}</b><small>${interval(test.badRateInterval, percent)}</small></td><td>${pValue(test.binomialP)}</td><td>${pValue(test.jeffreysP)}</td><td>${pValue(test.holmP)} ${low}</td></tr>`;
}
