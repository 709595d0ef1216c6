import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  approvalPercent,
  approvedAt,
  badPercent,
  calibratedCutOff,
  cutOffAt,
} from '../../../src/claims/experiments/cut-off.ts';
import { openStream } from '../../../src/core/index.ts';

describe('cutOffAt', () => {
  it('takes the highest PD that keeps to the bad rate, past a stretch that does not', () => {
    // Cumulative bad rates .0 .5 .33 .25 .4: a third is kept to up to .4.
    expect(cutOffAt([0.1, 0.2, 0.3, 0.4, 0.5], [0, 1, 0, 0, 1], 1 / 3)).toBe(0.4);
    expect(cutOffAt([0.1, 0.2, 0.3, 0.4, 0.5], [0, 1, 0, 0, 1], 0.4)).toBe(0.5);
    expect(cutOffAt([0.1, 0.2, 0.3, 0.4, 0.5], [0, 1, 0, 0, 1], 0)).toBe(0.1);
  });

  it('approves equal PDs together', () => {
    expect(cutOffAt([0.1, 0.1], [0, 1], 0.4)).toBe(Number.NEGATIVE_INFINITY);
    expect(cutOffAt([0.1, 0.1], [1, 0], 0.5)).toBe(0.1);
  });

  it('approves nobody where nobody can be, and of nobody', () => {
    expect(cutOffAt([0.1], [1], 0.5)).toBe(Number.NEGATIVE_INFINITY);
    expect(cutOffAt([], [], 0.5)).toBe(Number.NEGATIVE_INFINITY);
  });

  it('agrees with trying every PD as the cut-off', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 1 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(rows, fc.constantFrom(0, 0.1, 0.25, 0.5, 1), (pairs, badRate) => {
        const pd = pairs.map(([value]) => value);
        const bad = pairs.map(([, value]) => value);
        const naive = pd.filter((cut) => {
          const kept = bad.filter((_, i) => pd[i]! <= cut);
          return kept.reduce<number>((a, b) => a + b, 0) <= badRate * kept.length + 1e-9;
        });
        expect(cutOffAt(pd, bad, badRate)).toBe(Math.max(Number.NEGATIVE_INFINITY, ...naive));
      }),
    );
  });
});

describe('calibratedCutOff', () => {
  /** Borrowers with log-odds of bad about -3.5, sd 1, who go bad at just these odds; a model that says `slope` of them. */
  function borrowers(n: number, slope: number) {
    const stream = openStream(3, 'borrowers');
    const margins = Array.from({ length: n }, (_, i) => stream.normal(-3.5, 1, i, 0));
    const truth = margins.map((margin) => 1 / (1 + Math.exp(-margin)));
    const pd = margins.map((margin) => 1 / (1 + Math.exp(-slope * margin)));
    return { pd, truth, bad: truth.map((p, i) => (stream.uniform(i, 1) < p ? 1 : 0)) };
  }

  it('keeps to the bad rate on average over the true PDs, however the model is scaled', () => {
    for (const slope of [0.5, 1, 2]) {
      const { pd, truth, bad } = borrowers(40_000, slope);
      const approved = approvedAt(pd, truth, calibratedCutOff(pd, bad, 0.021));
      expect(badPercent(approved)).toBeCloseTo(2.1, 0);
      expect(approvalPercent(approved)).toBeLessThan(90);
    }
  });

  it('approves all or nobody where PDs do not rank the outcomes', () => {
    const pd = [0.1, 0.2, 0.3, 0.4];
    expect(calibratedCutOff(pd, [1, 1, 0, 0], 0.4)).toBe(Number.NEGATIVE_INFINITY);
    expect(calibratedCutOff(pd, [1, 1, 0, 0], 0.5)).toBe(Number.POSITIVE_INFINITY);
    expect(calibratedCutOff([0.1, 0.1, 0.1], [0, 1, 0], 0.2)).toBe(Number.NEGATIVE_INFINITY);
    expect(calibratedCutOff(pd, [0, 0, 0, 0], 0.01)).toBe(Number.POSITIVE_INFINITY);
    expect(calibratedCutOff(pd, [1, 1, 1, 1], 0.5)).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe('approvedAt', () => {
  it('counts the approved and their bads', () => {
    const approved = approvedAt([0.1, 0.2, 0.3, 0.4], [0, 1, 0, 1], 0.3);
    expect(approved).toEqual({ applicants: 4, approved: 3, bads: 1 });
    expect(approvalPercent(approved)).toBe(75);
    expect(badPercent(approved)).toBeCloseTo(100 / 3, 12);
  });

  it('has no bad rate where nobody is approved', () => {
    expect(badPercent(approvedAt([0.5], [1], 0.1))).toBeNaN();
  });
});
