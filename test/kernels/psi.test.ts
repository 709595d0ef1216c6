import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStream } from '../../src/core/index.ts';
import { occupiedBins, psiCriticalValue, psiOfCounts, psiPValue } from '../../src/kernels/psi.ts';

const counts = fc.array(fc.record({ before: fc.nat(200), now: fc.nat(200) }), {
  minLength: 1,
  maxLength: 15,
});

describe('psiOfCounts', () => {
  it('works by hand: shares .5/.5 against .8/.2', () => {
    expect(psiOfCounts([50, 50], [80, 20])).toBeCloseTo(0.3 * Math.log(1.6) - 0.3 * Math.log(0.4), 14);
  });

  it('counts half a row in a bin that one sample lacks and leaves out what both lack', () => {
    const expected = (0.5 - 0.05) * Math.log(0.5 / 0.05) + (0.5 - 1) * Math.log(0.5 / 1);
    expect(psiOfCounts([0, 0, 10], [5, 0, 5])).toBeCloseTo(expected, 14);
    expect(occupiedBins([0, 0, 10], [5, 0, 5])).toBe(2);
  });

  it('is never negative, symmetric and 0 for equal shares', () => {
    fc.assert(
      fc.property(counts, (bins) => {
        const before = bins.map((b) => b.before);
        const now = bins.map((b) => b.now);
        fc.pre(before.some((n) => n > 0) && now.some((n) => n > 0));
        expect(psiOfCounts(before, now)).toBeGreaterThanOrEqual(0);
        expect(psiOfCounts(before, now)).toBeCloseTo(psiOfCounts(now, before), 12);
        const three = before.map((n) => 3 * n);
        if (before.every((n) => n > 0)) expect(psiOfCounts(before, three)).toBeCloseTo(0, 12);
      }),
    );
  });

  it('has no value for a sample without rows', () => {
    expect(psiOfCounts([1, 2], [0, 0])).toBeNaN();
  });
});

describe('psiCriticalValue', () => {
  it('is the chi-square quantile over the sizes: 16.919 for ten bins at .05', () => {
    expect(psiCriticalValue(10, 1000, 500, 0.05)).toBeCloseTo(16.918977604620448 * 0.003, 12);
    expect(psiPValue(16.918977604620448 * 0.003, 10, 1000, 500)).toBeCloseTo(0.05, 12);
    expect(psiCriticalValue(1, 10, 10, 0.05)).toBe(0);
    expect(psiPValue(0, 1, 10, 10)).toBe(1);
  });

  it('is exceeded about as often as it says when nothing shifted', () => {
    const stream = openStream(5, 'test/psi');
    const trials = 1000;
    let exceeded = 0;
    for (let t = 0; t < trials; t++) {
      const before = new Float64Array(8);
      const now = new Float64Array(8);
      for (let i = 0; i < 600; i++) before[stream.integer(8, t, i, 0)]!++;
      for (let i = 0; i < 400; i++) now[stream.integer(8, t, i, 1)]!++;
      if (psiOfCounts(before, now) > psiCriticalValue(8, 600, 400, 0.1)) exceeded += 1;
    }
    // 100 expected; three standard errors are 28.
    expect(exceeded).toBeGreaterThan(72);
    expect(exceeded).toBeLessThan(128);
  });
});
