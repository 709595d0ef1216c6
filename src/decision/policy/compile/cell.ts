import {
  compileSyntax,
  describeUnsupported,
  type Evaluate,
  FAILED,
  inRange,
  parseCell,
  type Scope,
  type Syntax,
  type Value,
} from '../expression/index.ts';

/** Whether a cell accepts the value of its column; `scope` serves cells that read other fields. */
export type CellTest = (value: Value, scope: Scope) => boolean;

/** Compiles a cell of a column with a field. What the engine calls an error is no match. */
export function compileCell(syntax: Syntax): CellTest {
  return plainTest(syntax) ?? generalTest(compileSyntax(syntax));
}

function generalTest(evaluate: Evaluate): CellTest {
  return (value, scope) => {
    if (value === FAILED) return false;
    scope.self = value;
    return evaluate(scope) === true;
  };
}

/** The cells that policies are made of, a comparison of the column with figures or texts, without a scope. */
function plainTest(node: Syntax): CellTest | undefined {
  if (node.kind !== 'binary' || node.left.kind !== 'self') return undefined;
  const { sign, right } = node;
  if (right.kind === 'literal') return literalTest(sign, right.value);
  if (sign === 'in' && right.kind === 'range') {
    const { left: low, right: high, brackets } = right;
    if (low.kind !== 'literal' || high.kind !== 'literal') return undefined;
    const [from, to] = [low.value, high.value];
    if (typeof from !== 'number' || typeof to !== 'number') return undefined;
    return (value) => typeof value === 'number' && inRange(value, from, to, brackets);
  }
  return undefined;
}

function literalTest(sign: string, literal: Value): CellTest | undefined {
  if (sign === '==') return (value) => value === literal;
  if (sign === '!=') return (value) => value !== literal && value !== FAILED;
  if (typeof literal !== 'number') return undefined;
  switch (sign) {
    case '<':
      return (value) => typeof value === 'number' && value < literal;
    case '<=':
      return (value) => typeof value === 'number' && value <= literal;
    case '>':
      return (value) => typeof value === 'number' && value > literal;
    case '>=':
      return (value) => typeof value === 'number' && value >= literal;
  }
  return undefined;
}

/** A value a cell may be looked up by. */
export type Key = null | boolean | number | string;

/** The values a cell accepts where they are a finite list of texts, numbers, booleans or null; undefined otherwise. */
export function keysOf(node: Syntax): readonly Key[] | undefined {
  if (node.kind !== 'binary') return undefined;
  if (node.sign === 'or') {
    const [left, right] = [keysOf(node.left), keysOf(node.right)];
    return left && right && [...left, ...right];
  }
  if (node.left.kind !== 'self') return undefined;
  if (node.sign === '==' && node.right.kind === 'literal') return [node.right.value];
  if (node.sign === 'in' && node.right.kind === 'list') {
    const keys: Key[] = [];
    for (const item of node.right.items) {
      if (item.kind !== 'literal') return undefined;
      keys.push(item.value);
    }
    return keys;
  }
  return undefined;
}

/** A cell read and compiled once, however many rows of a table carry it. */
export interface ReadCell {
  readonly syntax: Syntax;
  readonly test: CellTest;
  readonly keys: readonly Key[] | undefined;
}

/** Reads cells, remembering those already read. Outside the subset: the reason. */
export function openCellReader(): (source: string) => ReadCell | { readonly reason: string } {
  const read = new Map<string, ReadCell | { readonly reason: string }>();
  return (source) => {
    const known = read.get(source);
    if (known) return known;
    const cell = readCell(source);
    read.set(source, cell);
    return cell;
  };
}

function readCell(source: string): ReadCell | { readonly reason: string } {
  try {
    const syntax = parseCell(source);
    return { syntax, test: compileCell(syntax), keys: keysOf(syntax) };
  } catch (thrown) {
    return { reason: describeUnsupported(thrown) };
  }
}
