import type { Syntax } from './syntax.ts';

const truthFunctions: ReadonlySet<string> = new Set(['contains', 'startsWith', 'endsWith']);

/** Whether a cell's value is compared with the column's, looked for in it, or is itself the answer. */
export function cellMeaning(node: Syntax): '==' | 'in' | 'truth' {
  switch (node.kind) {
    case 'literal':
    case 'name':
    case 'self':
    case 'member':
      return '==';
    case 'list':
    case 'range':
      return 'in';
    case 'item':
      return 'truth';
    case 'sign':
      return cellMeaning(node.of);
    case 'choice':
      return sameMeaning(node.yes, node.no);
    case 'binary':
      return '+-*/%^'.includes(node.sign) ? sameMeaning(node.left, node.right) : 'truth';
    case 'call':
      return truthFunctions.has(node.name) ? 'truth' : '==';
    case 'over':
      return node.name === 'filter' || node.name === 'map' ? 'in' : node.name === 'count' ? '==' : 'truth';
  }
}

function sameMeaning(a: Syntax, b: Syntax): '==' | 'in' | 'truth' {
  const meaning = cellMeaning(a);
  return meaning === cellMeaning(b) ? meaning : '==';
}
