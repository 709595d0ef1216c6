import { escapeHtml, type Markup } from './html.ts';

/** A column name that may break after its underscores: `bank_runway_days` in a narrow cell reads as words, not as letters. */
export function breakable(name: string): Markup {
  return { markup: escapeHtml(name).replaceAll('_', '_<wbr>') };
}
