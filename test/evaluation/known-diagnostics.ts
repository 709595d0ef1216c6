import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

interface KnownEstimate {
  readonly value: number;
  readonly standardError: number;
}

/** One set of PDs with what SciPy, scikit-learn and plain definitions say of it. */
export interface KnownCase {
  readonly name: string;
  readonly pd: number[];
  readonly other: number[];
  readonly bad: number[];
  readonly deLong: { auc: number; variance: number; interval: [number, number] };
  readonly deLongPair: { difference: number; variance: number; z: number; pValue: number };
  readonly hMeasure: number;
  readonly hMeasureBeta22: number;
  readonly recalibration: {
    observedToExpected: number;
    inTheLarge: KnownEstimate;
    slope: KnownEstimate;
    intercept: KnownEstimate;
    pValue: number;
    slopeP: number;
  };
  readonly brierParts: Record<
    'brier' | 'reliability' | 'resolution' | 'uncertainty' | 'withinBinVariance' | 'withinBinCovariance',
    number
  >;
}

interface KnownDiagnostics {
  readonly cases: readonly KnownCase[];
  readonly grades: readonly {
    rows: number;
    bads: number;
    pd: number;
    binomialP: number;
    jeffreysP: number;
    badRateInterval: [number, number];
  }[];
  readonly hosmerLemeshow: { statistic: number; pValue: number; fittedP: number };
  readonly shares: readonly {
    a: [number, number];
    b: [number, number];
    ratio: [number, number];
    difference: [number, number];
  }[];
  readonly stability: {
    before: (number | null)[];
    now: (number | null)[];
    counts: [number[], number[]];
    psi: number;
    criticalValue: number;
    pValue: number;
  };
}

/** Made by fixtures/diagnostics.py. */
export const known = JSON.parse(
  readFileSync(new URL('./fixtures/diagnostics.json', import.meta.url), 'utf8'),
) as KnownDiagnostics;

/** Within 1e-9, relative where the value exceeds 1. */
export function expectKnown(got: number, expected: number, what: string): void {
  expect(Math.abs(got - expected) / Math.max(1, Math.abs(expected)), `${what}: ${got}`).toBeLessThan(1e-9);
}
