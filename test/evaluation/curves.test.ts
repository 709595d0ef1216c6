import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curves, evaluateScores, wilsonInterval } from '../../src/evaluation/index.ts';
import { codeOf, economy } from './economy.ts';

const known = JSON.parse(
  readFileSync(new URL('./fixtures/sklearn-metrics.json', import.meta.url), 'utf8'),
) as { readonly wilson: { hits: number; trials: number; interval: [number, number] }[] };

const labelled = fc
  .array(
    fc.record({
      pd: fc.oneof(
        fc.integer({ min: 0, max: 8 }).map((x) => x / 8),
        fc.double({ min: 0, max: 1, noNaN: true }),
      ),
      bad: fc.integer({ min: 0, max: 1 }),
    }),
    { minLength: 2, maxLength: 400 },
  )
  .filter((rows) => rows.some((r) => r.bad === 1) && rows.some((r) => r.bad === 0))
  .map((rows) => ({
    pd: Float64Array.from(rows, (r) => r.pd),
    bad: Uint8Array.from(rows, (r) => r.bad),
  }));

describe('curves', () => {
  it('works by hand on five rows', () => {
    const { thresholds, ksAt, badRate } = curves(
      Float64Array.of(0.9, 0.8, 0.5, 0.5, 0.1),
      Uint8Array.of(1, 0, 1, 0, 0),
    );
    expect(badRate).toBe(0.4);
    expect(thresholds).toEqual([
      { pd: 0.9, share: 0.2, badShare: 0.5, goodShare: 0, precision: 1 },
      { pd: 0.8, share: 0.4, badShare: 0.5, goodShare: 1 / 3, precision: 0.5 },
      { pd: 0.5, share: 0.8, badShare: 1, goodShare: 2 / 3, precision: 0.5 },
      { pd: 0.1, share: 1, badShare: 1, goodShare: 1, precision: 0.4 },
    ]);
    expect(ksAt).toEqual(thresholds[0]);
  });

  it('stays small, monotone and complete on any rows', () => {
    fc.assert(
      fc.property(labelled, ({ pd, bad }) => {
        const { thresholds, ksAt, deciles, histogram } = curves(pd, bad);
        expect(thresholds.length).toBeLessThanOrEqual(200);
        expect(thresholds.at(-1)).toMatchObject({ share: 1, badShare: 1, goodShare: 1 });
        for (let i = 1; i < thresholds.length; i++) {
          expect(thresholds[i]!.pd).toBeLessThan(thresholds[i - 1]!.pd);
          expect(thresholds[i]!.badShare).toBeGreaterThanOrEqual(thresholds[i - 1]!.badShare);
          expect(thresholds[i]!.goodShare).toBeGreaterThanOrEqual(thresholds[i - 1]!.goodShare);
        }
        expect(thresholds).toContainEqual(ksAt);
        expect(Math.abs(ksAt.badShare - ksAt.goodShare)).toBeCloseTo(evaluateScores(pd, bad).ks, 12);

        expect(deciles.reduce((sum, d) => sum + d.rows, 0)).toBe(pd.length);
        expect(deciles.reduce((sum, d) => sum + d.bads, 0)).toBe(evaluateScores(pd, bad).bads);
        expect(deciles.at(-1)!.cumulativeBadShare).toBe(1);
        expect(deciles.at(-1)!.cumulativeLift).toBeCloseTo(1, 12);
        const ece = deciles.reduce((sum, d) => sum + d.rows * Math.abs(d.meanPd - d.badRate), 0) / pd.length;
        expect(ece).toBeCloseTo(evaluateScores(pd, bad).ece, 12);

        for (const shares of [histogram.goodShares, histogram.badShares]) {
          expect(shares.length).toBe(histogram.pdEdges.length - 1);
          expect(shares.reduce((sum, s) => sum + s, 0)).toBeCloseTo(1, 12);
        }
        expect(JSON.stringify({ thresholds, deciles, histogram })).not.toContain('null');
      }),
    );
  });

  it('loses less than a hundredth of AUC to thinning 20,000 rows to 200 points', () => {
    const { pd, bad } = economy(20_000, 1);
    const { thresholds } = curves(pd, bad);
    let area = 0;
    let from = { badShare: 0, goodShare: 0 };
    for (const to of thresholds) {
      area += ((to.goodShare - from.goodShare) * (to.badShare + from.badShare)) / 2;
      from = to;
    }
    expect(area).toBeCloseTo(evaluateScores(pd, bad).auc, 3);
  });

  it('puts one constant PD into one decile and one bin around it', () => {
    const { deciles, histogram, thresholds } = curves(
      new Float64Array(30).fill(0.25),
      Uint8Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? 1 : 0)),
    );
    expect(thresholds).toHaveLength(1);
    expect(deciles).toHaveLength(1);
    expect(histogram.goodShares).toEqual([1]);
    expect(histogram.pdEdges[0]!).toBeLessThan(0.25);
    expect(histogram.pdEdges[1]!).toBeGreaterThan(0.25);
  });

  it('refuses what has no curve', () => {
    expect(codeOf(() => curves(Float64Array.of(0.1), Uint8Array.of(0))).code).toBe('PARUS_TARGET_ONE_CLASS');
  });
});

describe('wilsonInterval', () => {
  it.each(known.wilson)("agrees with SciPy's on $hits of $trials", ({ hits, trials, interval }) => {
    const [low, high] = wilsonInterval(hits, trials);
    expect(low).toBeCloseTo(interval[0], 12);
    expect(high).toBeCloseTo(interval[1], 12);
  });

  it('ends exactly at 0 and 1', () => {
    expect(wilsonInterval(0, 10)[0]).toBe(0);
    expect(wilsonInterval(10, 10)[1]).toBe(1);
  });
});
