import { html, type Markup } from './html.ts';
import { STYLE } from './style.ts';

/** The browser itself is told to load nothing: not a rule of ours that a later change could forget. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

export interface PageInput {
  readonly title: string;
  /** The command that made the page. */
  readonly generatedBy: string;
  readonly body: Markup;
  readonly footer: string;
}

/** A self-contained HTML page in the house style: no script, no request; same input, same bytes. */
export function renderPage({ title, generatedBy, body, footer }: PageInput): string {
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<title>${title}</title><style>${{ markup: STYLE }}</style></head>
<body><header><h1>${title}</h1><p class="muted">Made by <code>${generatedBy}</code></p></header>
<main>${body}</main>
<footer>${footer}</footer></body></html>
`;
  return page.markup;
}
