import { html, type Markup } from './html.ts';

/** Says how many lines a table left out; nothing where it left out none. */
export function cutNote(count: number, most: number, what: string): Markup | undefined {
  if (count <= most) return undefined;
  return html`<p class="muted">${count - most} more ${what} are in the model file.</p>`;
}
