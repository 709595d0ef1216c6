import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf } from '../../src/core/index.ts';
import { calmMacro, drawMacro, exportEffect, type MacroLaw, REGIMES } from '../../src/world/macro.ts';
import { makeTimeline, weekOf } from '../../src/world/timeline.ts';

const timeline = makeTimeline(24);
const long = makeTimeline(240);
const moving: MacroLaw = {
  ...calmMacro,
  transitions: {
    calm: { calm: 0.97, slowdown: 0.02, shock: 0.01 },
    slowdown: { calm: 0.05, slowdown: 0.95, shock: 0 },
    shock: { calm: 0, slowdown: 0.1, shock: 0.9 },
  },
};
const forced: MacroLaw = { ...calmMacro, episodes: [{ regime: 'shock', from: '2025-03-05', weeks: 20 }] };
const march5 = weekOf(timeline, dayOf(2025, 3, 5));

describe('drawMacro', () => {
  it('is calm and without effect under the baseline, exactly', () => {
    const path = drawMacro(calmMacro, 7, timeline);
    for (const row of Object.values(path)) expect(row.every((value: number) => value === 0)).toBe(true);
  });

  it('is a pure function of law, seed and timeline', () => {
    expect(drawMacro(moving, 3, long)).toEqual(drawMacro(moving, 3, long));
    expect(drawMacro(moving, 4, long).regime).not.toEqual(drawMacro(moving, 3, long).regime);
  });

  it('moves between regimes as often as the chances say', () => {
    const counts = [
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ];
    for (let seed = 0; seed < 60; seed++) {
      const { regime } = drawMacro(moving, seed, long);
      for (let w = 1; w < regime.length; w++) counts[regime[w - 1]!]![regime[w]!]! += 1;
    }
    for (const [i, from] of REGIMES.entries()) {
      const total = counts[i]!.reduce((a, b) => a + b, 0);
      for (const [j, to] of REGIMES.entries()) {
        const chance = moving.transitions[from][to];
        // Five standard errors of a share; what cannot happen never does.
        const band = 5 * Math.sqrt((chance * (1 - chance)) / total);
        expect(Math.abs(counts[i]![j]! / total - chance)).toBeLessThanOrEqual(band);
      }
    }
  });

  it('forces an episode in its weeks and leaves what follows to chance', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { regime } = drawMacro(forced, seed, timeline);
      const shock = REGIMES.indexOf('shock');
      expect(regime.subarray(0, march5).every((r) => r === 0)).toBe(true);
      expect(regime.subarray(march5, march5 + 20).every((r) => r === shock)).toBe(true);
    }
    const ends = new Set(
      Array.from({ length: 20 }, (_, seed) => drawMacro(forced, seed, timeline).regime.indexOf(0, march5)),
    );
    expect(ends.size).toBeGreaterThan(5);
  });

  it('closes half of the gap to a shock in its half-life', () => {
    const { logDemand } = drawMacro(forced, 1, timeline);
    const full = calmMacro.effects.shock.logDemand;
    expect(logDemand[march5 + 3]).toBeCloseTo(full / 2, 12);
    expect(logDemand[march5 + 7]).toBeCloseTo(0.75 * full, 12);
  });

  it('starts a book in the first regime, fully felt', () => {
    const path = drawMacro({ ...calmMacro, firstRegime: 'slowdown' }, 1, timeline);
    expect(path.regime[0]).toBe(REGIMES.indexOf('slowdown'));
    expect(path.logDemand[0]).toBeCloseTo(calmMacro.effects.slowdown.logDemand, 12);
  });
});

describe('exportEffect', () => {
  it('takes from sales what the share abroad loses', () => {
    // A quarter abroad, of which half is lost: an eighth of all sales.
    expect(Math.exp(exportEffect(0.25, Math.log(0.5)))).toBeCloseTo(0.875, 12);
  });

  it('is nothing without exports or without a change, and lies between them', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: -5, max: 2, noNaN: true }),
        (share, x) => {
          expect(exportEffect(share, 0)).toBe(0);
          expect(Math.abs(exportEffect(0, x))).toBe(0);
          expect(Math.abs(exportEffect(share, x))).toBeLessThanOrEqual(Math.abs(x) + 1e-12);
        },
      ),
      { seed: 5 },
    );
  });
});
