import { escapeHtml, type Markup } from './html.ts';

/** A bin of numbers as the points table prints it; levels of a category must stay as they are. */
const NUMBER = String.raw`-?\d+(?:\.\d+)?(?:e[-+]?\d+)?`;
const BIN_OF_NUMBERS = new RegExp(
  `^(?:(?:below|special) ${NUMBER}|${NUMBER} (?:to below ${NUMBER}|and above))$`,
);
/** Where a label may break: between its bounds, and before the words after a lone one. */
const BREAKS = / (?=to below |and above$)/;
const UNBROKEN_SPACE = '\u00a0';

/** The label of a bin with true minus signs; every digit of a cut stays: rows are binned by it. */
export function cutText(label: string): string {
  return BIN_OF_NUMBERS.test(label) ? label.replaceAll('-', '−') : label;
}

/** As `cutText` after the number of the bin; in a narrow cell bounds stay whole as long as they can. */
export function cutLabel(label: string, number: number): Markup {
  const text = BIN_OF_NUMBERS.test(label)
    ? cutText(label)
        .split(BREAKS)
        .map((piece) => piece.replaceAll(' ', UNBROKEN_SPACE))
        .join(' ')
    : label;
  return { markup: `<span class="muted">${number}</span>${UNBROKEN_SPACE}${escapeHtml(text)}` };
}
