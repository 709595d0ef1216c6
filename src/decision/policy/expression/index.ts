export { compileSyntax, type Evaluate, openScope, type Scope } from './compile.ts';
export { inRange } from './operators.ts';
export { parseCell, parseExpression, reservedNames } from './parse.ts';
export { type FieldRead, fieldReads, partsOf, type Syntax } from './syntax.ts';
export { describeUnsupported, unsupported } from './tokens.ts';
export {
  engineNumber,
  equal,
  FAILED,
  isList,
  isRecord,
  readField,
  type Value,
  type ValueRecord,
} from './values.ts';
