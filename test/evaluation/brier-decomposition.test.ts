import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brierDecomposition, evaluateScores } from '../../src/evaluation/index.ts';
import { economy } from './economy.ts';
import { expectKnown, known } from './known-diagnostics.ts';

const labelled = fc
  .array(
    fc.tuple(
      fc.oneof(fc.constantFrom(0, 0.25, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })),
      fc.nat(1),
    ),
    { minLength: 2, maxLength: 200 },
  )
  .filter((all) => [0, 1].every((y) => all.some((r) => r[1] === y)));

describe('brierDecomposition', () => {
  it('works by hand: two bins of two rows', () => {
    // Bins .8 .6 | .4 .2 with outcomes 1 1 | 1 0: mean PDs .7, .3, rates 1, .5, overall .75.
    const got = brierDecomposition(Float64Array.of(0.8, 0.6, 0.4, 0.2), Uint8Array.of(1, 1, 1, 0), 2);
    expect(got.bins).toBe(2);
    expect(got.reliability).toBeCloseTo((0.3 ** 2 + 0.2 ** 2) / 2, 14);
    expect(got.resolution).toBeCloseTo(0.25 ** 2, 14);
    expect(got.uncertainty).toBeCloseTo(0.1875, 14);
    expect(got.withinBinVariance).toBeCloseTo(0.01, 14);
    expect(got.withinBinCovariance).toBeCloseTo((2 * (0.1 * 0.5 + 0.1 * 0.5)) / 4, 14);
  });

  it.each(known.cases)('agrees with pandas on $name', ({ pd, bad, brierParts }) => {
    const got = brierDecomposition(Float64Array.from(pd), Uint8Array.from(bad));
    for (const [part, value] of Object.entries(brierParts)) {
      expectKnown(got[part as keyof typeof brierParts], value, part);
    }
  });

  it('adds up to the Brier score for any PDs and any number of bins', () => {
    fc.assert(
      fc.property(labelled, fc.integer({ min: 1, max: 30 }), (all, bins) => {
        const pd = Float64Array.from(all, ([x]) => x);
        const bad = Uint8Array.from(all, ([, y]) => y);
        const d = brierDecomposition(pd, bad, bins);
        expect(
          d.reliability - d.resolution + d.uncertainty + d.withinBinVariance - d.withinBinCovariance,
        ).toBeCloseTo(d.brier, 12);
        expect(d.reliability - d.generalisedResolution + d.uncertainty).toBeCloseTo(d.brier, 12);
        expect(d.brier).toBeCloseTo(evaluateScores(pd, bad).brier, 12);
        expect(d.bins).toBeLessThanOrEqual(bins);
      }),
    );
  });

  it('finds a calibrated model reliable and a halved one not', () => {
    const { pd, bad } = economy(20_000, 12);
    expect(brierDecomposition(pd, bad).reliability).toBeLessThan(0.0005);
    const halved = brierDecomposition(
      pd.map((x) => x / 2),
      bad,
    );
    expect(halved.reliability).toBeGreaterThan(0.01);
    // Resolution is of the ranking: halving moves nobody.
    expect(halved.resolution).toBeCloseTo(brierDecomposition(pd, bad).resolution, 12);
  });

  it('refuses half a bin', () => {
    expect(() => brierDecomposition(Float64Array.of(0.1, 0.2), Uint8Array.of(0, 1), 0.5)).toThrow(
      'bins is 0.5',
    );
  });
});
