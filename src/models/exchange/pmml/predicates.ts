import { element } from './xml.ts';

/** Tests of a field in PMML; a comparison with a missing value is unknown, which sends no record anywhere. */
export const always = element('True', {});
export const never = element('False', {});

export function isMissing(field: string): string {
  return element('SimplePredicate', { field, operator: 'isMissing' });
}

export function isNotMissing(field: string): string {
  return element('SimplePredicate', { field, operator: 'isNotMissing' });
}

export function compare(
  field: string,
  operator: 'lessThan' | 'greaterOrEqual' | 'equal',
  value: number,
): string {
  return element('SimplePredicate', { field, operator, value });
}

export function oneOf(field: string, levels: readonly string[]): string {
  return inSet(field, 'isIn', levels);
}

export function noneOf(field: string, levels: readonly string[]): string {
  return inSet(field, 'isNotIn', levels);
}

function inSet(field: string, booleanOperator: 'isIn' | 'isNotIn', levels: readonly string[]): string {
  // In a list of texts a quotation mark stands behind a backslash.
  const listed = levels
    .map((level) => `"${level.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`)
    .join(' ');
  const array = `<Array type="string" n="${levels.length}">${escapedArray(listed)}</Array>`;
  return element('SimpleSetPredicate', { field, booleanOperator }, [array]);
}

/** Inside an element quotation marks are plain text. */
function escapedArray(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function anyOf(...predicates: readonly string[]): string {
  return element('CompoundPredicate', { booleanOperator: 'or' }, predicates);
}

export function allOf(...predicates: readonly string[]): string {
  return element('CompoundPredicate', { booleanOperator: 'and' }, predicates);
}
