import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shortestBetween } from '../../src/binning/shortest-decimal.ts';

it('finds the number with the fewest digits that still separates', () => {
  expect(shortestBetween(18, 19)).toBe(19);
  expect(shortestBetween(18.4, 18.9)).toBe(18.6);
  expect(shortestBetween(0.12, 0.19)).toBe(0.15);
  expect(shortestBetween(-3, 5)).toBe(1);
});

it('separates any two doubles: a < cut <= b', () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      (x, y) => {
        fc.pre(x !== y);
        const [a, b] = x < y ? [x, y] : [y, x];
        const cut = shortestBetween(a, b);
        return a < cut && cut <= b;
      },
    ),
    { numRuns: 500 },
  );
});

it('is finite beside an infinite value, since a cut is stored as a number', () => {
  expect(shortestBetween(1, Number.POSITIVE_INFINITY)).toBe(9e307);
  expect(shortestBetween(Number.NEGATIVE_INFINITY, 5)).toBe(5);
});
