import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitIsotonic } from '../../../src/models/calibration/isotonic.ts';

const pdOf = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));

/** Isotonic regression at every distinct margin by the max-min formula (Barlow et al. 1972), before anything is held back. */
function naive(margins: readonly number[], bad: readonly number[]): Map<number, number> {
  const levels = [...new Set(margins)].sort((a, b) => a - b);
  const rate = (from: number, to: number): number => {
    const rows = margins.flatMap((m, i) => (m >= levels[from]! && m <= levels[to]! ? [bad[i]!] : []));
    return rows.reduce((a, b) => a + b, 0) / rows.length;
  };
  const at = (k: number): number =>
    Math.max(
      ...levels
        .slice(0, k + 1)
        .map((_, from) => Math.min(...levels.slice(k).map((_, up) => rate(from, k + up)))),
    );
  return new Map(levels.map((level, k) => [level, at(k)]));
}

it('pools a hand-worked example', () => {
  // 0 | 1 0 (pooled to 1/2) | 1: the ends are held at 1/(G+2) and (B+1)/(B+2) with G = B = 2.
  const { x, y } = fitIsotonic(Float64Array.of(1, 2, 3, 4), Uint8Array.of(0, 1, 0, 1));
  expect(x).toEqual([1, 2, 3, 4]);
  [1 / 4, 1 / 2, 1 / 2, 3 / 4].forEach((pd, k) => {
    expect(pdOf(y[k]!)).toBeCloseTo(pd, 12);
  });
});

it('agrees with the max-min formula at every margin, and never falls', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 0, max: 1 })), {
        minLength: 1,
        maxLength: 40,
      }),
      (rows) => {
        const margins = rows.map(([m]) => m / 2);
        const bad = rows.map(([, b]) => b);
        const bads = bad.reduce<number>((a, b) => a + b, 0);
        const { x, y } = fitIsotonic(Float64Array.from(margins), Uint8Array.from(bad));
        const expected = naive(margins, bad);
        const [least, most] = [1 / (bad.length - bads + 2), (bads + 1) / (bads + 2)];
        for (let k = 0; k < x.length; k++) {
          const held = Math.min(most, Math.max(least, expected.get(x[k]!)!));
          expect(pdOf(y[k]!)).toBeCloseTo(held, 9);
          if (k > 0) {
            expect(x[k]).toBeGreaterThan(x[k - 1]!);
            expect(y[k]).toBeGreaterThanOrEqual(y[k - 1]!);
          }
        }
        expect(x[0]).toBe(Math.min(...margins));
        expect(x.at(-1)).toBe(Math.max(...margins));
      },
    ),
  );
});

it('agrees with scikit-learn inside the bounds: test/models/calibration/fixtures/calibration.py', () => {
  const known = JSON.parse(readFileSync('test/models/calibration/fixtures/calibration.json', 'utf8')) as {
    scores: number[];
    bad: number[];
    isotonicAtScores: number[];
  };
  const { x, y } = fitIsotonic(Float64Array.from(known.scores), Uint8Array.from(known.bad));
  let compared = 0;
  known.scores.forEach((score, i) => {
    const k = x.indexOf(score);
    const pd = known.isotonicAtScores[i]!;
    if (k < 0 || pd === 0 || pd === 1) return;
    expect(pdOf(y[k]!)).toBeCloseTo(pd, 9);
    compared += 1;
  });
  expect(compared).toBeGreaterThan(10);
});
