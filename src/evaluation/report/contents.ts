import { html, type Markup } from './html.ts';

/** A piece of the page that the contents lead to. */
export interface PagePart {
  /** Unique on the page. */
  readonly id: string;
  /** A word or two for the contents. */
  readonly label: string;
  readonly body: Markup;
}

/** A part, or none where there is nothing to show. */
export function part(id: string, label: string, body: Markup | undefined): PagePart[] {
  return body ? [{ id, label, body }] : [];
}

/** The parts one after the other, each where its link leads. */
export function bodiesOf(parts: readonly PagePart[]): Markup[] {
  return parts.map(({ id, body }) => html`<div id="${id}">${body}</div>`);
}

/** Links to the parts in one line. `sticky` stays in sight on wide screens. */
export function contents(parts: readonly Omit<PagePart, 'body'>[], { sticky = false } = {}): Markup {
  const links = parts.map(({ id, label }) => html`<a href="#${id}">${label}</a>`);
  return html`<nav class="${sticky ? 'contents sticky' : 'contents'}" aria-label="Contents">${links}</nav>`;
}
