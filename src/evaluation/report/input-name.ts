import { breakable } from './breakable.ts';
import { html, type Markup } from './html.ts';
import type { BilingualText, Meanings } from './report-input.ts';

/** An input as every table names it: words first, then Chinese and the column's name small; the name alone where it has no words. */
export function inputName(name: string, meaning: BilingualText | undefined, rest = ''): Markup {
  if (!meaning) return breakable(`${name}${rest}`);
  return html`${meaning.en}${rest}<small class="code"><span lang="zh">${meaning.zh}</span> <code>${breakable(name)}</code></small>`;
}

/** As `inputName` for a text that begins with an input: a condition ("income <= 3"), a level's coefficient ("industry = retail"). */
export function inputWithRest(text: string, meanings: Meanings | undefined): Markup {
  const end = text.indexOf(' ');
  const name = end < 0 ? text : text.slice(0, end);
  return inputName(name, meanings?.get(name), text.slice(name.length));
}
