/** Brackets, signs, names, numbers and texts of the ZEN expression language. */
export type Token =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'name'; readonly value: string }
  | { readonly kind: 'sign'; readonly value: string };

/** Why an expression cannot be compiled: it lies outside the subset, or does not parse at all. */
export interface Unsupported {
  readonly unsupported: string;
}

/** Thrown inside the parser and the compiler of expressions only; `describeUnsupported` turns it into words. */
export function unsupported(what: string): Unsupported {
  return { unsupported: what };
}

/** The reason inside something thrown by `unsupported`; anything else is thrown on. */
export function describeUnsupported(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'unsupported' in thrown)
    return String(thrown.unsupported);
  throw thrown;
}

const SPACE = /[ \n\t]+/y;
// A dot that begins `..` ends the number before it: [1..3] is a range.
const NUMBER = /\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?/y;
const NAME = /[A-Za-z$_#][A-Za-z0-9$_#]*/y;
const SIGN = /\.\.|==|!=|<=|>=|\?\?|[-+*/%^<>!?:,.()[\]]/y;

/** Numbers outside these bounds do not fit the engine's decimals. */
const LARGEST_LITERAL = 1e28;

/**
 * Splits an expression into tokens. `not in` is one sign, as in the engine.
 * @throws Unsupported where a character or a number has no place in the subset.
 */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const text = pattern.exec(source)?.[0];
    if (text !== undefined) at += text.length;
    return text;
  };
  while (at < source.length) {
    if (take(SPACE) !== undefined) continue;
    const first = source[at];
    if (first === '"' || first === "'") {
      const end = source.indexOf(first, at + 1);
      if (end < 0) throw unsupported('a text without its closing quote');
      tokens.push({ kind: 'text', value: source.slice(at + 1, end) });
      at = end + 1;
      continue;
    }
    const number = take(NUMBER);
    if (number !== undefined) {
      tokens.push({ kind: 'number', value: literal(number, source[at]) });
      continue;
    }
    const name = take(NAME);
    if (name !== undefined) {
      if (name === 'not' && source.startsWith(' in ', at)) {
        at += ' in '.length;
        tokens.push({ kind: 'sign', value: 'not in' });
      } else if (name === 'and' || name === 'or' || name === 'not' || name === 'in') {
        tokens.push({ kind: 'sign', value: name === 'not' ? '!' : name });
      } else tokens.push({ kind: 'name', value: name });
      continue;
    }
    const sign = take(SIGN);
    if (sign === undefined) throw unsupported(`the character ${first}`);
    tokens.push({ kind: 'sign', value: sign });
  }
  return tokens;
}

function literal(text: string, next: string | undefined): number {
  const value = Number(text.replaceAll('_', ''));
  // A letter or underscore right behind a number would be a token of its own, and mean nothing.
  if (next !== undefined && /[A-Za-z_$#]/.test(next)) throw unsupported(`the number ${text}${next}`);
  if (value > LARGEST_LITERAL || (value !== 0 && value < 1 / LARGEST_LITERAL))
    throw unsupported(`the number ${text}`);
  return value;
}
