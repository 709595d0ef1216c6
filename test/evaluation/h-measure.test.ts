import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HAND_2009_WEIGHTS, hMeasure } from '../../src/evaluation/index.ts';
import { codeOf, economy } from './economy.ts';
import { expectKnown, known } from './known-diagnostics.ts';

/** Midpoint sums over costs of the least loss over all thresholds, with uniform weights: no hull, no beta function. */
function naiveUniform(scores: readonly number[], bad: readonly number[]): number {
  const n = scores.length;
  const thresholds = [...new Set(scores), Infinity];
  const steps = 2000;
  let loss = 0;
  let worst = 0;
  const bads = bad.filter((y) => y === 1).length;
  for (let k = 0; k < steps; k++) {
    const c = (k + 0.5) / steps;
    const losses = thresholds.map((t) =>
      scores.reduce((sum, x, i) => sum + (x >= t ? c * (1 - bad[i]!) : (1 - c) * bad[i]!), 0),
    );
    loss += Math.min(...losses) / n;
    worst += Math.min(c * (n - bads), (1 - c) * bads) / n;
  }
  return 1 - loss / worst;
}

const rows = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.nat(1)), { minLength: 2, maxLength: 25 })
  .filter((all) => [0, 1].every((y) => all.some((r) => r[1] === y)));

describe('hMeasure', () => {
  it('works by hand with uniform weights: bads 3 and 1, goods 2 and 0', () => {
    // Hull in (goods, bads): (0, 0) (0, 1) (1, 2) (2, 2). Below c = 1/2 the vertex (1, 2) loses c / 4, above (0, 1) loses (1 - c) / 4:
    // 1/32 + 1/32. One answer for all loses c / 2 or (1 - c) / 2: 1/16 + 1/16.
    const got = hMeasure(Float64Array.of(3, 1, 2, 0), Uint8Array.of(1, 1, 0, 0), { alpha: 1, beta: 1 });
    expect(got).toBeCloseTo(1 / 2, 14);
  });

  it.each(known.cases)('agrees with quadrature by SciPy on $name', ({ pd, bad, ...expected }) => {
    const scores = Float64Array.from(pd);
    const flags = Uint8Array.from(bad);
    expectKnown(hMeasure(scores, flags), expected.hMeasure, 'default weights');
    expectKnown(hMeasure(scores, flags, HAND_2009_WEIGHTS), expected.hMeasureBeta22, 'beta(2, 2)');
  });

  it('agrees with summing the least loss over costs', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const scores = all.map(([x]) => x);
        const bad = all.map(([, y]) => y);
        const got = hMeasure(Float64Array.from(scores), Uint8Array.from(bad), { alpha: 1, beta: 1 });
        expect(got).toBeCloseTo(naiveUniform(scores, bad), 4);
      }),
      { numRuns: 40 },
    );
  });

  it('is 1 for a perfect ranking, 0 for a constant and no less upside down', () => {
    const bad = Uint8Array.of(0, 0, 0, 1, 1);
    expect(hMeasure(Float64Array.of(1, 2, 3, 4, 5), bad)).toBe(1);
    expect(hMeasure(new Float64Array(5).fill(1), bad)).toBeCloseTo(0, 12);
    expect(hMeasure(Float64Array.of(5, 4, 3, 2, 1), bad)).toBeCloseTo(0, 12);
  });

  it('depends on the order of the scores alone', () => {
    const { pd, bad } = economy(500, 8);
    expect(
      hMeasure(
        pd.map((x) => x ** 3),
        bad,
      ),
    ).toBe(hMeasure(pd, bad));
  });

  it('refuses weights that are no distribution', () => {
    const error = codeOf(() => hMeasure(Float64Array.of(1, 2), Uint8Array.of(0, 1), { alpha: 0, beta: 2 }));
    expect(error.code).toBe('PARUS_CONFIG_INVALID');
    expect(error.message).toContain('Beta(0, 2)');
  });
});
