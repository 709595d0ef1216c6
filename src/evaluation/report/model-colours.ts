import { figure, interval } from './format.ts';
import { html, type Markup } from './html.ts';
import type { ReportModel } from './report-input.ts';

/** Models that charts overlay and draw one by one; more would be unreadable, and the tables still hold them all. */
export const MAX_OVERLAID = 6;

/** The page's colour of model `index`, as CSS. */
export function colourOf(index: number): string {
  return `var(--model-${(index % MAX_OVERLAID) + 1})`;
}

export const BAD_COLOUR = 'var(--bad)';
export const GOOD_COLOUR = 'var(--good)';

/** Colours, names and test AUC with its interval. */
export function legendOfModels(models: readonly ReportModel[]): Markup {
  return legend(
    models.map(({ name, metrics: { test }, ci95 }, i) => [
      colourOf(i),
      `${name}: AUC ${figure(test.auc)} (95 %: ${interval(ci95.auc)})`,
    ]),
  );
}

export function legend(entries: readonly (readonly [colour: string, label: string])[]): Markup {
  const items = entries.map(
    ([colour, label]) => html`<span><i style="background:${colour}"></i>${label}</span>`,
  );
  return html`<p class="legend">${items}</p>`;
}
