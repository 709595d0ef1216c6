import { html, type Markup } from './html.ts';

/** A p-value below this is worth a look; where many are read at once, it is one after Holm's correction. */
export const ALPHA = 0.05;

/** A short verdict in a table: neutral, or one to look at. */
export function mark(text: string, look = false): Markup {
  return html`<span class="${look ? 'mark look' : 'mark'}">${text}</span>`;
}
