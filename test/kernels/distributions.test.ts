import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  betaQuantile,
  binomialLowerTail,
  binomialUpperTail,
  lowerBeta,
  upperBeta,
} from '../../src/kernels/incomplete-beta.ts';
import {
  chiSquareTail,
  chiSquareUpperQuantile,
  lowerGamma,
  normalTail,
  twoSidedNormalP,
  upperGamma,
} from '../../src/kernels/incomplete-gamma.ts';
import { logGamma } from '../../src/kernels/log-gamma.ts';

interface KnownValues {
  readonly chiSquareQuantiles: readonly { df: number; tail: number; quantile: number }[];
  readonly chiSquareTails: readonly { df: number; x: number; tail: number }[];
  readonly normalTails: readonly { z: number; tail: number }[];
  readonly betas: readonly { a: number; b: number; x: number; lower: number; upper: number }[];
  readonly betaQuantiles: readonly { a: number; b: number; p: number; x: number }[];
  readonly binomials: readonly { hits: number; trials: number; p: number; upper: number; lower: number }[];
}

const known = JSON.parse(
  readFileSync(new URL('../evaluation/fixtures/distributions.json', import.meta.url), 'utf8'),
) as KnownValues;

/** Relative, so that a tail of 1e-200 is checked as hard as one of .5. */
function expectRelative(got: number, expected: number, what: string): void {
  expect(Math.abs(got - expected), `${what}: ${got} for ${expected}`).toBeLessThanOrEqual(
    1e-9 * Math.abs(expected),
  );
}

describe('logGamma', () => {
  it('has the factorials and the root of pi', () => {
    let factorial = 1;
    for (let n = 1; n < 60; n++) {
      factorial *= n;
      expect(logGamma(n + 1)).toBeCloseTo(Math.log(factorial), 11);
    }
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 14);
  });
});

describe('chi-square and normal tails', () => {
  it("agree with SciPy's to 1e-9 of themselves, far out too", () => {
    for (const { df, x, tail } of known.chiSquareTails)
      expectRelative(chiSquareTail(x, df), tail, `df ${df}, x ${x}`);
    for (const { z, tail } of known.normalTails) expectRelative(normalTail(z), tail, `z ${z}`);
    for (const { df, tail, quantile } of known.chiSquareQuantiles) {
      expectRelative(chiSquareUpperQuantile(tail, df), quantile, `df ${df}, tail ${tail}`);
    }
  });

  it('are each other in one dimension: Z squared is chi-square', () => {
    for (const z of [0.1, 1, 1.96, 5]) {
      expectRelative(twoSidedNormalP(z), 2 * normalTail(z), `z ${z}`);
      expectRelative(chiSquareTail(z * z, 1), 2 * normalTail(z), `z ${z}`);
    }
    expect(twoSidedNormalP(Infinity)).toBe(0);
    expect(twoSidedNormalP(0)).toBe(1);
  });

  it('are exponentials in two degrees of freedom', () => {
    for (const x of [0.01, 1, 7, 300]) expectRelative(chiSquareTail(x, 2), Math.exp(-x / 2), `x ${x}`);
  });

  it('add up to one and come back from their quantile', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 500, noNaN: true }),
        fc.double({ min: 0, max: 1000, noNaN: true }),
        (a, x) => {
          expect(lowerGamma(a, x) + upperGamma(a, x)).toBeCloseTo(1, 12);
        },
      ),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 1e-12, max: 0.999999, noNaN: true }),
        (df, tail) => {
          expectRelative(chiSquareTail(chiSquareUpperQuantile(tail, df), df), tail, `df ${df}`);
        },
      ),
    );
  });
});

describe('beta and binomial', () => {
  it("agree with SciPy's to 1e-9 of themselves in both tails", () => {
    for (const { a, b, x, lower, upper } of known.betas) {
      expectRelative(lowerBeta(x, a, b), lower, `I_${x}(${a}, ${b})`);
      expectRelative(upperBeta(x, a, b), upper, `1 - I_${x}(${a}, ${b})`);
    }
    for (const { a, b, p, x } of known.betaQuantiles)
      expectRelative(betaQuantile(p, a, b), x, `${p} of (${a}, ${b})`);
    for (const { hits, trials, p, upper, lower } of known.binomials) {
      expectRelative(binomialUpperTail(hits, trials, p), upper, `${hits} of ${trials} at ${p}`);
      expectRelative(binomialLowerTail(hits, trials, p), lower, `${hits} of ${trials} at ${p}`);
    }
  });

  it('agree with adding up the binomial terms', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 25 }),
        fc.nat(25),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (n, k, p) => {
          const hits = Math.min(k, n);
          let term = (1 - p) ** n;
          let below = 0;
          for (let j = 0; j < hits; j++) {
            below += term;
            term *= ((n - j) / (j + 1)) * (p / (1 - p));
          }
          expect(binomialUpperTail(hits, n, p)).toBeCloseTo(1 - below, 10);
          expect(binomialUpperTail(hits, n, p) + binomialLowerTail(hits - 1, n, p)).toBeCloseTo(1, 12);
        },
      ),
    );
  });

  it('end at 0 and 1', () => {
    expect([lowerBeta(0, 2, 3), lowerBeta(1, 2, 3), betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([
      0, 1, 0, 1,
    ]);
    expect([binomialUpperTail(0, 5, 0.1), binomialLowerTail(5, 5, 0.1)]).toEqual([1, 1]);
  });
});
