import { functionNamed } from './functions.ts';
import { combiners, inRange } from './operators.ts';
import { overList } from './over-list.ts';
import type { BinarySign, ListFunction, Syntax } from './syntax.ts';
import { unsupported } from './tokens.ts';
import { FAILED, isIn, isList, isRecord, readField, type Value, type ValueRecord } from './values.ts';

/** What an expression is computed from. Made once per evaluation of a node and changed as it goes along. */
export interface Scope {
  readonly root: ValueRecord;
  /** `$`. */
  self: Value;
  /** `#` of the list functions around, innermost last. */
  readonly items: Value[];
}

/** A compiled expression: pure, total, and `FAILED` where the engine would report an error. */
export type Evaluate = (scope: Scope) => Value;

/** Opens a scope over the input of a node. */
export function openScope(root: ValueRecord): Scope {
  return { root, self: null, items: [] };
}

/**
 * Compiles a syntax tree to a closure.
 * @throws Unsupported where the tree holds something whose meaning we do not share with the engine.
 */
export function compileSyntax(node: Syntax): Evaluate {
  switch (node.kind) {
    case 'literal': {
      const { value } = node;
      return () => value;
    }
    case 'self':
      return (scope) => scope.self;
    case 'item':
      return (scope) => readField(scope.items.at(-1));
    case 'name': {
      const { name } = node;
      return (scope) => readField(scope.root[name]);
    }
    case 'member':
      return compileMember(node);
    case 'list': {
      const items = node.items.map(compileSyntax);
      return (scope) => {
        const values = items.map((item) => item(scope));
        return values.includes(FAILED) ? FAILED : values;
      };
    }
    case 'range':
      throw unsupported('a range outside of `in`');
    case 'sign':
      return compilePrefix(node.sign, compileSyntax(node.of));
    case 'binary':
      return compileBinary(node);
    case 'choice': {
      const [test, yes, no] = [node.test, node.yes, node.no].map(compileSyntax) as [
        Evaluate,
        Evaluate,
        Evaluate,
      ];
      return (scope) => {
        const held = test(scope);
        return held === true ? yes(scope) : held === false ? no(scope) : FAILED;
      };
    }
    case 'call':
      return compileCall(node.name, node.args);
    case 'over':
      return compileOver(node.name, compileSyntax(node.list), compileSyntax(node.body));
  }
}

function compileMember({ of, key }: Syntax & { readonly kind: 'member' }): Evaluate {
  if (typeof key === 'number') {
    // Taken of a computed text this would be one byte of it; of a field it is null.
    if (!isPath(of)) throw unsupported('a computed value with an index');
    const list = compileSyntax(of);
    return (scope) => {
      const items = list(scope);
      return isList(items) ? readField(items[key]) : null;
    };
  }
  if (of.kind === 'name') {
    const { name } = of;
    return ({ root }) => {
      const record = root[name];
      return isRecord(record) ? readField(record[key]) : null;
    };
  }
  const owner = compileSyntax(of);
  return (scope) => {
    const record = owner(scope);
    return isRecord(record) ? readField(record[key]) : record === FAILED ? FAILED : null;
  };
}

function isPath(node: Syntax): boolean {
  return node.kind === 'name' || node.kind === 'self' || (node.kind === 'member' && isPath(node.of));
}

function compilePrefix(sign: '!' | '-' | '+', of: Evaluate): Evaluate {
  if (sign === '+') return of;
  if (sign === '!')
    return (scope) => {
      const value = of(scope);
      return typeof value === 'boolean' ? !value : FAILED;
    };
  return (scope) => {
    const value = of(scope);
    return typeof value === 'number' ? 0 - value : FAILED;
  };
}

function compileBinary(node: Syntax & { readonly kind: 'binary' }): Evaluate {
  const { sign, right } = node;
  if (sign === 'in' || sign === 'not in') {
    const holds = compileIn(compileSyntax(node.left), right);
    return sign === 'in' ? holds : compilePrefix('!', holds);
  }
  // Powers of decimals are approximated by the engine unless the exponent is a whole number.
  if (sign === '^' && !(right.kind === 'literal' && isSmallWhole(right.value)))
    throw unsupported('a power whose exponent is no whole number from 0 to 8');
  const a = compileSyntax(node.left);
  const b = compileSyntax(right);
  const combine = combiners[sign];
  if (combine) return (scope) => combine(a(scope), b(scope));
  return compileJoin(sign, a, b);
}

function isSmallWhole(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 8;
}

/** `and`, `or`, `??`: the right side is only looked at where the left does not decide, and may be of any type. */
function compileJoin(sign: BinarySign, a: Evaluate, b: Evaluate): Evaluate {
  if (sign === '??')
    return (scope) => {
      const left = a(scope);
      return left === null ? b(scope) : left;
    };
  const decides = sign === 'or';
  return (scope) => {
    const left = a(scope);
    if (left === decides) return decides;
    return left === !decides ? b(scope) : FAILED;
  };
}

function compileIn(a: Evaluate, right: Syntax): Evaluate {
  if (right.kind !== 'range') {
    const b = compileSyntax(right);
    return (scope) => {
      const list = b(scope);
      return list === FAILED ? FAILED : isIn(a(scope), list);
    };
  }
  const { brackets } = right;
  const low = compileSyntax(right.left);
  const high = compileSyntax(right.right);
  return (scope) => {
    const x = a(scope);
    const from = low(scope);
    const to = high(scope);
    return typeof x === 'number' && typeof from === 'number' && typeof to === 'number'
      ? inRange(x, from, to, brackets)
      : FAILED;
  };
}

function compileCall(name: string, args: readonly Syntax[]): Evaluate {
  const spec = functionNamed(name);
  if (!spec) throw unsupported(`the function ${name}`);
  if (args.length < spec.least || args.length > spec.most)
    throw unsupported(`${name} with ${args.length} arguments`);
  const [a, b] = args.map(compileSyntax);
  if (!a) throw unsupported(`${name} without arguments`);
  return (scope) => {
    const first = a(scope);
    const second = b?.(scope);
    return first === FAILED || second === FAILED ? FAILED : spec.run(first, second);
  };
}

function compileOver(name: ListFunction, list: Evaluate, body: Evaluate): Evaluate {
  const run = overList[name];
  return (scope) => {
    const items = list(scope);
    if (!isList(items)) return FAILED;
    const depth = scope.items.length;
    const result = run(items, (item) => {
      scope.items[depth] = item;
      return body(scope);
    });
    scope.items.length = depth;
    return result;
  };
}
