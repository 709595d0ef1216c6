import { describe, expect, it } from 'vitest';
import { judgeAll, judgeAtLeast, judgeAtMost } from '../../src/claims/verdict.ts';

const estimate = (low: number, high: number) => ({
  mean: (low + high) / 2,
  ci95: [low, high] as const,
  n: 3,
});

describe('judgeAtLeast', () => {
  it('holds where the whole interval reaches the claim, and not where none of it does', () => {
    expect(judgeAtLeast(29, estimate(29, 40)).verdict).toBe('holds');
    expect(judgeAtLeast(29, estimate(1, 28.9)).verdict).toBe('does not hold');
  });

  it('names the claimed figure where the interval includes it', () => {
    expect(judgeAtLeast(29, estimate(20, 35))).toMatchObject({
      verdict: 'holds if',
      condition: { flipsAt: '29, within the interval' },
    });
  });

  it('holds if the assumption takes the value at which it comes true', () => {
    const flip = { assumption: 'coverage', flipsAt: '80 %' };
    expect(judgeAtLeast(29, estimate(1, 5), flip)).toEqual({ verdict: 'holds if', condition: flip });
    const out = { assumption: 'coverage', flipsAt: null };
    expect(judgeAtLeast(29, estimate(1, 5), out)).toEqual({ verdict: 'does not hold', condition: out });
  });

  it('cannot be tested on one book or without a figure', () => {
    expect(judgeAtLeast(29, { mean: 40, ci95: null, n: 1 }).verdict).toBe('not testable here');
    expect(judgeAtLeast(29, { mean: Number.NaN, ci95: null, n: 0 }).verdict).toBe('not testable here');
  });
});

describe('judgeAtMost', () => {
  it('takes less for better', () => {
    expect(judgeAtMost(30, estimate(10, 30)).verdict).toBe('holds');
    expect(judgeAtMost(30, estimate(31, 40)).verdict).toBe('does not hold');
    expect(judgeAtMost(30, estimate(25, 40))).toMatchObject({
      verdict: 'holds if',
      condition: { flipsAt: '30, within the interval' },
    });
  });
});

describe('judgeAll', () => {
  it('lets the worst part decide and tells its condition alone', () => {
    const holds = judgeAtLeast(1, estimate(2, 3), { assumption: 'a', flipsAt: '1' });
    const fails = judgeAtLeast(9, estimate(2, 3), { assumption: 'b', flipsAt: null });
    expect(judgeAll([holds, fails])).toEqual({
      verdict: 'does not hold',
      condition: { assumption: 'b', flipsAt: null },
    });
    expect(judgeAll([holds, judgeAtLeast(1, estimate(2, 3))]).verdict).toBe('holds');
  });
});
