import { describe, expect, it } from 'vitest';
import { checkApplication, isScored } from '../../src/decision/checks.ts';
import { assessment, roundParams } from './fixtures.ts';

const good = { amountFen: 500_000, termMonths: 36, scored: true };
const check = (change: Partial<typeof good>) => checkApplication({ ...good, ...change }, roundParams.product);

describe('checkApplication', () => {
  it('passes an application at the limits of the product', () => {
    expect(check({})).toEqual({ outcome: 'approve', codes: [] });
    expect(check({ amountFen: 500_000_000, termMonths: 1 }).outcome).toBe('approve');
  });

  it.each([
    [{ amountFen: 499_999 }, 'AMOUNT_BELOW_PRODUCT'],
    [{ amountFen: Number.NaN }, 'AMOUNT_BELOW_PRODUCT'],
    [{ amountFen: 500_000_001 }, 'AMOUNT_ABOVE_PRODUCT'],
    [{ amountFen: Number.POSITIVE_INFINITY }, 'AMOUNT_ABOVE_PRODUCT'],
    [{ termMonths: 0 }, 'TERM_BELOW_PRODUCT'],
    [{ termMonths: 37 }, 'TERM_ABOVE_PRODUCT'],
  ])('declines %o with %s', (change, code) => {
    expect(check(change)).toEqual({ outcome: 'decline', codes: [code] });
  });

  it('names everything it finds', () => {
    expect(check({ amountFen: 1, termMonths: 99 }).codes).toHaveLength(2);
  });

  it('sends an application without a score to review, unless there is a reason to decline', () => {
    expect(check({ scored: false })).toEqual({ outcome: 'review', codes: ['NOT_SCORED'] });
    expect(check({ scored: false, termMonths: 0 })).toEqual({
      outcome: 'decline',
      codes: ['TERM_BELOW_PRODUCT'],
    });
  });
});

describe('isScored', () => {
  it('wants a probability and finite numbers', () => {
    expect(isScored(assessment)).toBe(true);
    expect(isScored(null)).toBe(false);
    for (const pd of [Number.NaN, -0.01, 1.01, Number.POSITIVE_INFINITY])
      expect(isScored({ ...assessment, pd })).toBe(false);
    expect(isScored({ ...assessment, score: Number.NaN })).toBe(false);
    expect(isScored({ ...assessment, margin: Number.NEGATIVE_INFINITY })).toBe(false);
  });
});
