import { html, type Markup } from './html.ts';

/** Labels and values, one pair a line. */
export function factList(facts: readonly (readonly [label: string, value: string])[]): Markup {
  return html`<dl class="facts">${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;
}
