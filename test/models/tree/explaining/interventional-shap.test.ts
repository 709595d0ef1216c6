import { describe, expect, it } from 'vitest';
import { makeInterventionalShap } from '../../../../src/models/tree/explaining/interventional-shap.ts';
import { makeWalker } from '../../../../src/models/tree/scoring/walk.ts';
import { backgroundGame, randomRow, randomTrees, shapleyValues } from './tree-games.ts';

const N_INPUTS = 6;

function backgroundOf(rows: readonly Float64Array[]) {
  const nInputs = rows[0]!.length;
  return { nRows: rows.length, nInputs, values: Float64Array.from(rows.flatMap((row) => [...row])) };
}

describe('Shapley values against a background', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7])('agree with the sum over all coalitions, seed %i', (seed) => {
    const trees = randomTrees(seed, [3, 9, 25], N_INPUTS);
    const background = [100, 101, 102, 103].map((i) => randomRow(seed, i, N_INPUTS));
    const { explain } = makeInterventionalShap(trees, backgroundOf(background));
    const shares = new Float64Array(N_INPUTS);
    for (let i = 0; i < 4; i++) {
      const row = randomRow(seed, i, N_INPUTS);
      explain(row, shares);
      const expected = shapleyValues(backgroundGame(trees, row, background), N_INPUTS);
      expected.forEach((share, f) => {
        expect(shares[f]).toBeCloseTo(share, 10);
      });
    }
  });

  it('add up to what the row is above the background, within 1e-9 on 10,000 rows', () => {
    const nInputs = 20;
    const trees = randomTrees(3, new Array(10).fill(30), nInputs);
    const background = Array.from({ length: 10 }, (_, b) => randomRow(4, b, nInputs));
    const { baseline, explain } = makeInterventionalShap(trees, backgroundOf(background));
    const sumOf = makeWalker(trees);
    const shares = new Float64Array(nInputs);
    let worst = 0;
    for (let i = 0; i < 10_000; i++) {
      const row = randomRow(5, i, nInputs);
      explain(row, shares);
      worst = Math.max(worst, Math.abs(shares.reduce((a, b) => a + b, baseline) - sumOf(row, 0)));
    }
    expect(worst).toBeGreaterThan(0);
    expect(worst).toBeLessThan(1e-9);
  });

  it('are exactly 0 for an input that no tree tests, and for a row like the background', () => {
    const trees = randomTrees(6, [5, 8], 3);
    const row = randomRow(7, 0, 4);
    const against = (other: Float64Array): Float64Array => {
      const shares = new Float64Array(4);
      makeInterventionalShap(trees, backgroundOf([other])).explain(row, shares);
      return shares;
    };
    expect(against(randomRow(7, 1, 4))[3]).toBe(0);
    expect([...against(row)]).toEqual([0, 0, 0, 0]);
  });
});
