import { SIMPLIFIED } from './characters.ts';

/** Blanks, punctuation and signs: nothing of them tells one name from another. */
const NO_LETTER = /[^\p{L}\p{N}]+/gu;
const PLAIN = /^[\p{L}\p{N}]*$/u;

/**
 * A name in the form in which names are compared: half width (NFKC), lower case, simplified characters, nothing but letters
 * and digits.
 */
export function foldText(text: string): string {
  const width = text.normalize('NFKC').toLowerCase();
  const letters = PLAIN.test(width) ? width : width.replace(NO_LETTER, '');
  return simplify(letters);
}

/** Traditional characters of the table in their simplified form; the others stay. */
export function simplify(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    out += SIMPLIFIED.get(character) ?? character;
  }
  return out;
}

/** Spellings of one legal form, longest first, and the one that stands for them. */
const SAME_FORM: readonly (readonly [string, string])[] = [
  ['有限责任公司', '有限公司'],
  ['集团股份有限公司', '股份有限公司'],
];

/** A company name folded as `foldText`, with the spellings of one legal form made the same. */
export function foldCompanyName(name: string): string {
  let folded = foldText(name);
  for (const [spelling, form] of SAME_FORM) folded = folded.replace(spelling, form);
  return folded;
}

/** Whether a folded name is written in Chinese characters, in part at least. */
export function isHan(folded: string): boolean {
  return /\p{Script=Han}/u.test(folded);
}
