import type { Key } from '../compile/index.ts';
import { partsOf, type Syntax } from '../expression/index.ts';

/** The values that a column can have, as far as they can be told. */
export interface Domain {
  readonly numbers: boolean;
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
  readonly texts: boolean;
  readonly truths: boolean;
  readonly missing: boolean;
  /** Where a table writes the column: the only values, besides null if `missing`. */
  readonly only: readonly Key[] | null;
}

/** Any value at all. */
export const anything: Domain = {
  numbers: true,
  least: Number.NEGATIVE_INFINITY,
  most: Number.POSITIVE_INFINITY,
  whole: false,
  texts: true,
  truths: true,
  missing: true,
  only: null,
};

/** A text that no cell names, to stand for all of them. */
const OTHER_TEXT = '(any other text)';

/** The figures and texts that cells compare their column with: between them nothing changes. */
export function marksOf(cells: readonly Syntax[]): Key[] {
  const marks = new Set<Key>();
  for (const cell of cells) {
    for (const part of partsOf(cell)) {
      if (part.kind === 'literal') marks.add(part.value);
      const negative = part.kind === 'sign' && part.sign === '-' ? constantOf(part) : undefined;
      if (negative !== undefined) marks.add(negative);
    }
  }
  return [...marks];
}

/**
 * One value for each piece of a domain: every mark, a number in every gap between and beyond the marks, a text that is
 * no mark, and null, true and false. A cell made of comparisons with the marks answers alike on all of a piece.
 */
export function representatives(domain: Domain, marks: readonly Key[]): Key[] {
  const values: Key[] = [];
  if (domain.only) values.push(...domain.only.filter((value) => value !== null));
  else {
    if (domain.numbers) values.push(...numbersOf(domain, marks));
    if (domain.texts) values.push(...marks.filter((mark) => typeof mark === 'string'), OTHER_TEXT);
    if (domain.truths) values.push(true, false);
  }
  if (domain.missing) values.push(null);
  return [...new Set(values)];
}

function numbersOf({ least, most, whole }: Domain, marks: readonly Key[]): number[] {
  const ends = [least, most].filter(Number.isFinite);
  const inside = marks.filter((mark) => typeof mark === 'number' && mark >= least && mark <= most);
  const points = [...new Set([...(inside as number[]), ...ends])].sort((a, b) => a - b);
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return [0];
  const between = points.slice(1).map((point, i) => middle(points[i]!, point, whole));
  const beyond = [first > least ? first - 1 : undefined, last < most ? last + 1 : undefined];
  return [...points, ...between, ...beyond]
    .filter((x) => x !== undefined)
    .map((x) => (whole && !Number.isInteger(x) ? Math.floor(x) : x))
    .filter((x) => x >= least && x <= most);
}

/** A number strictly between two others, a whole one where only those count and there is one. */
function middle(low: number, high: number, whole: boolean): number | undefined {
  const next = Math.floor(low) + 1;
  if (whole) return next < high ? next : undefined;
  const half = low + (high - low) / 2;
  return half > low && half < high ? half : undefined;
}

/** True where a cell consists of comparisons of its column with figures and texts, so that pieces describe it. */
export function isPiecewise(cell: Syntax): boolean {
  switch (cell.kind) {
    case 'literal':
      return typeof cell.value === 'boolean';
    case 'binary':
      if (cell.sign === 'and' || cell.sign === 'or') return isPiecewise(cell.left) && isPiecewise(cell.right);
      return isComparison(cell);
    case 'sign':
      return cell.sign === '!' && isPiecewise(cell.of);
    case 'call':
      return cell.name === 'bool' && cell.args.every(isPiecewise);
    default:
      return false;
  }
}

function isComparison({ sign, left, right }: Syntax & { readonly kind: 'binary' }): boolean {
  if (sign === 'in' || sign === 'not in') {
    if (left.kind !== 'self') return false;
    if (right.kind === 'list') return right.items.every((item) => constantOf(item) !== undefined);
    return right.kind === 'range' && [right.left, right.right].every((end) => constantOf(end) !== undefined);
  }
  if (!['==', '!=', '<', '<=', '>', '>='].includes(sign)) return false;
  return (
    (left.kind === 'self' && constantOf(right) !== undefined) ||
    (right.kind === 'self' && constantOf(left) !== undefined)
  );
}

function constantOf(node: Syntax): Key | undefined {
  if (node.kind === 'literal') return node.value;
  if (node.kind !== 'sign' || node.sign === '!') return undefined;
  const value = constantOf(node.of);
  return typeof value !== 'number' ? undefined : node.sign === '-' ? 0 - value : value;
}
