import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curves, evaluateScores, liftAt } from '../../src/evaluation/index.ts';
import { economy } from './economy.ts';

describe('liftAt', () => {
  it('works by hand: the riskiest fifth and three fifths of five rows', () => {
    const pd = Float64Array.of(0.9, 0.8, 0.5, 0.5, 0.1);
    const bad = Uint8Array.of(1, 0, 1, 0, 0);
    const [fifth, most] = liftAt(pd, bad, [0.2, 0.6]);
    expect(fifth).toEqual({ share: 0.2, threshold: 0.9, capture: 0.5, badRate: 1, lift: 2.5 });
    // One of the two tied rows: half a bad.
    expect(most!.capture).toBeCloseTo(0.75, 14);
    expect(most!.badRate).toBeCloseTo(0.5, 14);
  });

  it('takes part of a row where the share falls between two', () => {
    const [lift] = liftAt(Float64Array.of(4, 3, 2, 1), Uint8Array.of(1, 1, 0, 0), [0.375]);
    expect(lift!.capture).toBeCloseTo(0.75, 14);
    expect(lift!.badRate).toBeCloseTo(1, 14);
  });

  it('does not reach for a further row by rounding: 7 % of 100 rows are seven', () => {
    const scores = Float64Array.from({ length: 100 }, (_, i) => 100 - i);
    const bad = Uint8Array.from({ length: 100 }, (_, i) => (i < 7 ? 1 : 0));
    expect(liftAt(scores, bad, [0.07])[0]).toMatchObject({ threshold: 94, capture: 1, badRate: 1 });
  });

  it('is the mean over the ways to break a tie', () => {
    const bad = [1, 0, 0, 1, 0];
    const [lift] = liftAt(Float64Array.of(5, 1, 1, 1, 1), Uint8Array.from(bad), [0.6]);
    // Two of the four tied rows, in all six ways: the second bad is caught in half of them.
    expect(lift!.capture).toBeCloseTo((1 + 0.5) / 2, 14);
  });

  it('never falls with the share, ends at all bads and is 1 for a constant', () => {
    fc.assert(
      fc.property(fc.nat(1000), (seed) => {
        const { pd, bad } = economy(80, seed);
        fc.pre(bad.includes(1));
        const lifts = liftAt(pd, bad, [0.01, 0.1, 0.25, 0.5, 0.75, 1]);
        for (let i = 1; i < lifts.length; i++) {
          expect(lifts[i]!.capture).toBeGreaterThanOrEqual(lifts[i - 1]!.capture);
        }
        expect(lifts.at(-1)).toMatchObject({ capture: 1, lift: 1 });
        expect(liftAt(new Float64Array(80).fill(0.2), bad, [0.3])[0]!.lift).toBeCloseTo(1, 12);
      }),
      { numRuns: 30 },
    );
  });

  it('agrees with the deciles and, under the curve of captures, with the AUC', () => {
    const { pd, bad } = economy(1000, 31);
    const { deciles } = curves(pd, bad);
    const lifts = liftAt(pd, bad, [0.1, 0.2, 0.3]);
    lifts.forEach(({ capture }, i) => {
      expect(capture).toBeCloseTo(deciles[i]!.cumulativeBadShare, 12);
    });
    const shares = Array.from({ length: 1000 }, (_, i) => (i + 1) / 1000);
    const area = liftAt(pd, bad, shares).reduce((sum, { capture }) => sum + capture, 0) / 1000 - 0.5 / 1000;
    const { auc, badRate } = evaluateScores(pd, bad);
    expect(area).toBeCloseTo(badRate / 2 + (1 - badRate) * auc, 9);
  });

  it('refuses a share of nothing', () => {
    expect(() => liftAt(Float64Array.of(1, 2), Uint8Array.of(0, 1), [0])).toThrow('share is 0');
  });
});
