import { describe, expect, it } from 'vitest';
import { flattenTrees } from '../../../src/models/tree/flat-trees.ts';
import { expectedSum, makeTreeShap } from '../../../src/models/tree/tree-shap.ts';
import { makeWalker } from '../../../src/models/tree/walk.ts';
import { randomTree } from './random-tree.ts';
import { pathGame, randomRow, randomTrees, shapleyValues } from './tree-games.ts';

describe('Shapley values of trees', () => {
  const nInputs = 5;
  it.each([0, 1, 2, 3, 4, 5, 6, 7])('agree with the sum over all coalitions, seed %i', (seed) => {
    const trees = randomTrees(seed, [3, 9, 14], nInputs);
    for (let i = 0; i < 5; i++) {
      const row = randomRow(seed, i, nInputs);
      const shares = new Float64Array(nInputs);
      makeTreeShap(trees)(row, shares);
      shapleyValues(pathGame(trees, row), nInputs).forEach((share, f) => {
        expect(shares[f]).toBeCloseTo(share, 10);
      });
    }
  });

  it('add up to the row less the average, within 1e-9 on 10,000 rows', () => {
    const trees = randomTrees(1, new Array(10).fill(30), 20);
    const [explain, sumOf, average] = [makeTreeShap(trees), makeWalker(trees), expectedSum(trees)];
    const shares = new Float64Array(20);
    let worst = 0;
    for (let i = 0; i < 10_000; i++) {
      const row = randomRow(2, i, 20);
      explain(row, shares);
      worst = Math.max(worst, Math.abs(shares.reduce((a, b) => a + b, average) - sumOf(row, 0)));
    }
    expect(worst).toBeGreaterThan(0);
    expect(worst).toBeLessThan(1e-9);
  });

  it('of a tree that is one leaf are zero', () => {
    const leaf = {
      ...randomTree(1, 1, 1),
      input: [],
      threshold: [],
      missingLeft: [],
      left: [],
      right: [],
      gain: [],
      rows: [],
      value: [0.7],
      leafRows: [3],
    };
    const flat = flattenTrees({ kind: 'trees', leaves: 'logOdds', base: 0, trees: [leaf] }, [0]);
    const shares = Float64Array.of(9);
    makeTreeShap(flat)(Float64Array.of(1), shares);
    expect(shares[0]).toBe(0);
    expect(expectedSum(flat)).toBe(0.7);
  });
});
