/** Operators between two values. */
export type BinarySign =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'and'
  | 'or'
  | '??'
  | 'in'
  | 'not in';

/** Functions that take a list and an expression over its items, written `#`. */
export const listFunctions = ['some', 'all', 'none', 'one', 'count', 'filter', 'map'] as const;
export type ListFunction = (typeof listFunctions)[number];

/** The syntax tree of an expression of the subset. */
export type Syntax =
  | { readonly kind: 'literal'; readonly value: null | boolean | number | string }
  | { readonly kind: 'name'; readonly name: string }
  /** `$`: the value of the column a cell stands in, or the results so far in an expression node. */
  | { readonly kind: 'self' }
  /** `#`: the item that a list function looks at. */
  | { readonly kind: 'item' }
  | { readonly kind: 'member'; readonly of: Syntax; readonly key: string | number }
  | { readonly kind: 'list'; readonly items: readonly Syntax[] }
  | { readonly kind: 'range'; readonly left: Syntax; readonly right: Syntax; readonly brackets: string }
  | { readonly kind: 'sign'; readonly sign: '!' | '-' | '+'; readonly of: Syntax }
  | { readonly kind: 'binary'; readonly sign: BinarySign; readonly left: Syntax; readonly right: Syntax }
  | { readonly kind: 'choice'; readonly test: Syntax; readonly yes: Syntax; readonly no: Syntax }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Syntax[] }
  | { readonly kind: 'over'; readonly name: ListFunction; readonly list: Syntax; readonly body: Syntax };

/** The parts of an expression, itself first. */
export function* partsOf(node: Syntax): Generator<Syntax> {
  yield node;
  for (const part of childrenOf(node)) yield* partsOf(part);
}

function childrenOf(node: Syntax): readonly Syntax[] {
  switch (node.kind) {
    case 'literal':
    case 'name':
    case 'self':
    case 'item':
      return [];
    case 'member':
    case 'sign':
      return [node.of];
    case 'list':
      return node.items;
    case 'range':
    case 'binary':
      return [node.left, node.right];
    case 'choice':
      return [node.test, node.yes, node.no];
    case 'call':
      return node.args;
    case 'over':
      return [node.list, node.body];
  }
}

/** A field that an expression reads: the name it starts at, and the member taken of it, if any. */
export interface FieldRead {
  readonly root: string;
  readonly field: string | null;
}

/** Every field an expression reads, in order: `features.age > 3` reads `{ root: 'features', field: 'age' }`. */
export function fieldReads(node: Syntax): FieldRead[] {
  if (node.kind === 'name') return [{ root: node.name, field: null }];
  if (node.kind === 'member' && node.of.kind === 'name' && typeof node.key === 'string')
    return [{ root: node.of.name, field: node.key }];
  return childrenOf(node).flatMap(fieldReads);
}
