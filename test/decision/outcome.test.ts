import fc from 'fast-check';
import { expect, it } from 'vitest';
import { outcomes, worse } from '../../src/decision/outcome.ts';

it('keeps the worse of two outcomes, in any order', () => {
  expect(worse('approve', 'review')).toBe('review');
  expect(worse('decline', 'review')).toBe('decline');
  const outcome = fc.constantFrom(...outcomes);
  fc.assert(
    fc.property(outcome, outcome, outcome, (a, b, c) => {
      expect(worse(a, a)).toBe(a);
      expect(worse(a, b)).toBe(worse(b, a));
      expect(worse(worse(a, b), c)).toBe(worse(a, worse(b, c)));
    }),
  );
});
