import { describe, expect, it } from 'vitest';
import { recalibrate } from '../../src/evaluation/index.ts';
import { economy } from './economy.ts';
import { expectKnown, known } from './known-diagnostics.ts';

const logOdds = (p: number): number => Math.log(p / (1 - p));
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

describe('recalibrate', () => {
  it('works by hand: one PD of .2 where half are bad must move by ln 4', () => {
    const got = recalibrate(new Float64Array(8).fill(0.2), Uint8Array.of(1, 1, 1, 1, 0, 0, 0, 0));
    expect(got.inTheLarge.value).toBeCloseTo(Math.log(4), 9);
    // Eight rows with weight 1/4 each.
    expect(got.inTheLarge.standardError).toBeCloseTo(Math.sqrt(1 / 2), 9);
    expect(got.observedToExpected).toBeCloseTo(2.5, 12);
    expect(got.cox).toBeUndefined();
  });

  it.each(known.cases)("agrees with scikit-learn's fit on $name", ({ pd, bad, recalibration }) => {
    const got = recalibrate(Float64Array.from(pd), Uint8Array.from(bad));
    expectKnown(got.observedToExpected, recalibration.observedToExpected, 'observed to expected');
    for (const part of ['value', 'standardError'] as const) {
      expectKnown(got.inTheLarge[part], recalibration.inTheLarge[part], `in the large, ${part}`);
      expectKnown(got.cox!.slope[part], recalibration.slope[part], `slope, ${part}`);
      expectKnown(got.cox!.intercept[part], recalibration.intercept[part], `intercept, ${part}`);
    }
    expectKnown(got.cox!.pValue, recalibration.pValue, 'likelihood ratio');
    expectKnown(got.cox!.slope.pValue, recalibration.slopeP, 'Wald test of the slope');
  });

  it('undoes a known distortion of the log-odds', () => {
    const { pd, bad } = economy(200_000, 21);
    // Outcomes follow pd; a model that says logit(q) = 2 logit(pd) - 1 needs slope 1/2 and intercept 1/2.
    const distorted = pd.map((p) => sigmoid(2 * logOdds(p) - 1));
    const { cox } = recalibrate(distorted, bad);
    expect(cox!.slope.value).toBeCloseTo(0.5, 1);
    expect(cox!.intercept.interval[0]).toBeLessThan(0.5);
    expect(cox!.intercept.interval[1]).toBeGreaterThan(0.5);
    expect(cox!.pValue).toBeLessThan(1e-12);
  });

  it('makes the totals agree: the shifted PDs add up to the bads', () => {
    const { pd, bad } = economy(2000, 22);
    const low = pd.map((p) => p ** 4);
    const { inTheLarge } = recalibrate(low, bad);
    const total = low.reduce((sum, p) => sum + sigmoid(logOdds(p) + inTheLarge.value), 0);
    expect(total).toBeCloseTo(
      bad.reduce((sum, y) => sum + y, 0),
      6,
    );
  });

  it('has no slope where PDs part the classes, either way, and takes PDs of 0 and 1', () => {
    const bad = Uint8Array.of(0, 0, 1, 1);
    expect(recalibrate(Float64Array.of(0.1, 0.2, 0.3, 0.4), bad).cox).toBeUndefined();
    expect(recalibrate(Float64Array.of(0.4, 0.3, 0.2, 0.1), bad).cox).toBeUndefined();
    const extreme = recalibrate(Float64Array.of(0, 1, 0, 1, 0.5, 0.5), Uint8Array.of(0, 0, 1, 1, 0, 1));
    expect(extreme.cox!.slope.value).toBeCloseTo(0, 9);
    expect(Number.isFinite(extreme.inTheLarge.value)).toBe(true);
  });

  it('covers the slope of a calibrated model about as often as it says', () => {
    const trials = 200;
    let covered = 0;
    for (let t = 0; t < trials; t++) {
      const { pd, bad } = economy(400, 700 + t);
      const { slope } = recalibrate(pd, bad, 0.9).cox!;
      if (slope.interval[0] <= 1 && 1 <= slope.interval[1]) covered += 1;
    }
    // 180 expected; three standard errors are 13.
    expect(covered).toBeGreaterThan(166);
    expect(covered).toBeLessThan(194);
  });
});
