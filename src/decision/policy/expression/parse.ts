import { cellMeaning } from './cell-meaning.ts';
import { type BinarySign, type ListFunction, listFunctions, type Syntax } from './syntax.ts';
import { type Token, tokensOf, unsupported } from './tokens.ts';

/** Names that stand for values, and for no member. */
const WORDS_OF_VALUES: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/** How tightly an operator binds; the tables of the ZEN parser. `^` alone groups to the right. */
const binding: Readonly<Record<BinarySign, number>> = {
  or: 10,
  and: 15,
  '==': 20,
  '!=': 20,
  '<': 20,
  '>': 20,
  '<=': 20,
  '>=': 20,
  'not in': 20,
  in: 20,
  '+': 30,
  '-': 30,
  '*': 60,
  '/': 60,
  '%': 60,
  '^': 70,
  '??': 80,
};
const prefixBinding: Readonly<Record<string, number>> = { '!': 50, '+': 200, '-': 200 };
const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=', 'in', 'not in']);

/** Names that a plain JavaScript object has without being given them; no context has such fields. */
export const reservedNames: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * Parses an expression that stands for itself, such as `len(knockouts) > 0`.
 * @throws Unsupported where it does not parse or lies outside the subset.
 */
export function parseExpression(source: string): Syntax {
  const parser = openParser(tokensOf(source), false);
  return parser.finish(parser.expression(0, 'global'));
}

/**
 * Parses a cell of a column that has a field, such as `> 5` or `"a", "b"`: alternatives joined by `,`, `or` and `and`,
 * strictly from left to right, each a comparison with the value of the column.
 * @throws Unsupported where it does not parse or lies outside the subset.
 */
export function parseCell(source: string): Syntax {
  const parser = openParser(tokensOf(source), true);
  let left = parser.alternative();
  for (;;) {
    const join = parser.takeOneOf(['and', 'or', ',']);
    if (join === undefined) return parser.finish(left);
    left = { kind: 'binary', sign: join === 'and' ? 'and' : 'or', left, right: parser.alternative() };
  }
}

/** Inside a list function's body a cell may join conditions, elsewhere `and`, `or` and `,` end its expression. */
type Place = 'global' | 'body';

interface Parser {
  expression(least: number, place: Place): Syntax;
  alternative(): Syntax;
  takeOneOf(signs: readonly string[]): string | undefined;
  finish(node: Syntax): Syntax;
}

function openParser(tokens: readonly Token[], cell: boolean): Parser {
  const hasRange = tokens.some((token) => token.kind === 'sign' && token.value === '..');
  let at = 0;
  let depth = 0;

  const sign = (): string | undefined => {
    const token = tokens[at];
    return token?.kind === 'sign' ? token.value : undefined;
  };
  const expect = (value: string): void => {
    if (sign() !== value) throw unsupported(`an expression without ${value}`);
    at += 1;
  };

  function expression(least: number, place: Place): Syntax {
    let left = operand();
    for (let word = sign(); word !== undefined; word = sign()) {
      if (cell && place === 'global' && (word === 'and' || word === 'or')) break;
      if (!Object.hasOwn(binding, word)) break;
      const operator = word as BinarySign;
      const strength = binding[operator];
      if (strength < least) break;
      at += 1;
      const right = expression(operator === '^' ? strength : strength + 1, 'global');
      left = { kind: 'binary', sign: operator, left, right };
    }
    if (least === 0 && sign() === '?') {
      at += 1;
      const yes = expression(0, 'global');
      expect(':');
      return { kind: 'choice', test: left, yes, no: expression(0, 'global') };
    }
    return left;
  }

  function operand(): Syntax {
    const token = tokens[at];
    if (token === undefined) throw unsupported('an expression that ends too early');
    if (token.kind === 'number' || token.kind === 'text') {
      at += 1;
      return { kind: 'literal', value: token.value };
    }
    if (token.kind === 'name') return named(token.value);
    if (Object.hasOwn(prefixBinding, token.value)) {
      at += 1;
      const of = expression(prefixBinding[token.value] ?? 0, 'global');
      return { kind: 'sign', sign: token.value as '!' | '-' | '+', of };
    }
    const range = tryRange();
    if (range) return range;
    if (token.value === '(') {
      at += 1;
      const inner = expression(0, 'global');
      expect(')');
      return members(inner);
    }
    if (token.value === '[') return members(list());
    throw unsupported(`${token.value} where a value belongs`);
  }

  /** `[a..b]`, `(a..b)`, and the outward brackets `]a..b[`. */
  function tryRange(): Syntax | undefined {
    const open = sign();
    if (!hasRange || (open !== '(' && open !== '[' && open !== ']')) return undefined;
    const start = at;
    try {
      at += 1;
      const left = expression(0, 'global');
      expect('..');
      const right = expression(0, 'global');
      const close = sign();
      if (close !== ')' && close !== ']' && close !== '[' && close !== '(')
        throw unsupported('an open range');
      at += 1;
      if (sign() === '.' || sign() === '[') throw unsupported('a member of a range');
      return { kind: 'range', left, right, brackets: open + close };
    } catch {
      at = start;
      return undefined;
    }
  }

  function list(): Syntax {
    expect('[');
    const items: Syntax[] = [];
    while (sign() !== ']') {
      if (items.length > 0) expect(',');
      if (sign() === ']') break;
      items.push(expression(0, 'global'));
    }
    expect(']');
    return { kind: 'list', items };
  }

  function named(name: string): Syntax {
    at += 1;
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
    if (name === 'null') return { kind: 'literal', value: null };
    if (name === '#' && depth > 0) return members({ kind: 'item' });
    if (sign() === '(') return call(name);
    if (name === '$') return members({ kind: 'self' });
    return members({ kind: 'name', name: plain(name) });
  }

  function members(of: Syntax): Syntax {
    let node = of;
    for (;;) {
      if (sign() === '.') {
        at += 1;
        const token = tokens[at];
        if (token?.kind !== 'name' || WORDS_OF_VALUES.has(token.value))
          throw unsupported('a member without a plain name');
        at += 1;
        if (sign() === '(') throw unsupported(`the method ${token.value}`);
        node = { kind: 'member', of: node, key: plain(token.value) };
      } else if (sign() === '[') {
        const token = tokens[at + 1];
        at += 2;
        if (token?.kind === 'text') node = { kind: 'member', of: node, key: plain(token.value) };
        else if (token?.kind === 'number' && Number.isInteger(token.value))
          node = { kind: 'member', of: node, key: token.value };
        else throw unsupported('a computed member');
        expect(']');
      } else return node;
    }
  }

  function call(name: string): Syntax {
    expect('(');
    const over = listFunctions.find((one) => one === name);
    if (over) return members(overList(over));
    const args: Syntax[] = [];
    while (sign() !== ')') {
      args.push(expression(0, 'global'));
      if (sign() !== ',') break;
      at += 1;
    }
    expect(')');
    return members({ kind: 'call', name, args });
  }

  function overList(name: ListFunction): Syntax {
    const items = expression(0, 'global');
    expect(',');
    depth += 1;
    const body = expression(0, 'body');
    depth -= 1;
    expect(')');
    return { kind: 'over', name, list: items, body };
  }

  function alternative(): Syntax {
    const starts = sign();
    const left: Syntax =
      starts !== undefined && comparisons.has(starts) ? { kind: 'self' } : expression(0, 'global');
    const compared = sign();
    if (compared !== undefined && comparisons.has(compared)) {
      at += 1;
      return { kind: 'binary', sign: compared as BinarySign, left, right: expression(0, 'global') };
    }
    const way = cellMeaning(left);
    if (way === 'truth') return { kind: 'call', name: 'bool', args: [left] };
    return { kind: 'binary', sign: way, left: { kind: 'self' }, right: left };
  }

  return {
    expression,
    alternative,
    takeOneOf(signs) {
      const word = sign();
      if (word === undefined || !signs.includes(word)) return undefined;
      at += 1;
      return word;
    },
    finish(node) {
      if (at < tokens.length) throw unsupported('an expression that goes on where it should end');
      return node;
    },
  };
}

function plain(name: string): string {
  if (reservedNames.has(name) || /[$#]/.test(name)) throw unsupported(`the name ${name}`);
  return name;
}
