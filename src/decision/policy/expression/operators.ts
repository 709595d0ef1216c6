import type { BinarySign } from './syntax.ts';
import { computed, equal, FAILED, type Value } from './values.ts';

type Combine = (a: Value, b: Value) => Value;

const ofNumbers =
  (run: (a: number, b: number) => Value): Combine =>
  (a, b) =>
    typeof a === 'number' && typeof b === 'number' ? run(a, b) : FAILED;

/** Operators that always look at both sides. */
export const combiners: Readonly<Partial<Record<BinarySign, Combine>>> = {
  '==': (a, b) => (a === FAILED || b === FAILED ? FAILED : equal(a, b)),
  '!=': (a, b) => (a === FAILED || b === FAILED ? FAILED : !equal(a, b)),
  '<': ofNumbers((a, b) => a < b),
  '<=': ofNumbers((a, b) => a <= b),
  '>': ofNumbers((a, b) => a > b),
  '>=': ofNumbers((a, b) => a >= b),
  '+': (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return computed(a + b);
    return typeof a === 'string' && typeof b === 'string' ? a + b : FAILED;
  },
  '-': ofNumbers((a, b) => computed(a - b)),
  '*': ofNumbers((a, b) => computed(a * b)),
  '/': ofNumbers((a, b) => (b === 0 ? null : computed(a / b))),
  '%': ofNumbers((a, b) => (b === 0 ? FAILED : (a % b) + 0)),
  '^': ofNumbers((a, b) => computed(a ** b)),
};

/** Outward brackets on the left, `]a..b[`, mean outside: below a or above b. */
export function inRange(x: number, from: number, to: number, brackets: string): boolean {
  const [open, close] = brackets;
  const first = open === '(' ? from < x : open === '[' ? from <= x : from >= x;
  const second = close === ')' ? to > x : close === ']' ? to >= x : close === '(' ? to < x : to <= x;
  return open === ']' ? first || second : first && second;
}
