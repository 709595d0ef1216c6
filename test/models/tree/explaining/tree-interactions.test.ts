import { describe, expect, it } from 'vitest';
import { makeTreeInteractions } from '../../../../src/models/tree/explaining/tree-interactions.ts';
import { expectedSum, makeTreeShap } from '../../../../src/models/tree/explaining/tree-shap.ts';
import { makeWalker } from '../../../../src/models/tree/scoring/walk.ts';
import { interactionValue, pathGame, randomRow, randomTrees } from './tree-games.ts';

const N_INPUTS = 5;

describe('interaction values of trees', () => {
  it.each([0, 1, 2, 3, 4, 5])('agree with the sum over all coalitions, seed %i', (seed) => {
    const trees = randomTrees(seed, [3, 9, 14], N_INPUTS);
    const explain = makeTreeInteractions(trees, N_INPUTS);
    const matrix = new Float64Array(N_INPUTS * N_INPUTS);
    for (let k = 0; k < 3; k++) {
      const row = randomRow(seed, k, N_INPUTS);
      explain(row, matrix);
      const worth = pathGame(trees, row);
      for (let i = 0; i < N_INPUTS; i++) {
        for (let j = 0; j < N_INPUTS; j++) {
          if (i === j) continue;
          expect(matrix[i * N_INPUTS + j]).toBeCloseTo(interactionValue(worth, N_INPUTS, i, j), 10);
        }
      }
    }
  });

  it('add up by rows to the Shapley values, and together to the margin within 1e-9', () => {
    const nInputs = 12;
    const trees = randomTrees(2, new Array(8).fill(20), nInputs);
    const [shap, interactions] = [makeTreeShap(trees), makeTreeInteractions(trees, nInputs)];
    const [shares, matrix] = [new Float64Array(nInputs), new Float64Array(nInputs * nInputs)];
    const sumOf = makeWalker(trees);
    let worst = 0;
    for (let k = 0; k < 200; k++) {
      const row = randomRow(8, k, nInputs);
      shap(row, shares);
      interactions(row, matrix);
      shares.forEach((share, i) => {
        const sum = matrix.subarray(i * nInputs, (i + 1) * nInputs).reduce((a, b) => a + b, 0);
        worst = Math.max(worst, Math.abs(sum - share));
      });
      const total = matrix.reduce((a, b) => a + b, expectedSum(trees));
      worst = Math.max(worst, Math.abs(total - sumOf(row, 0)));
    }
    expect(worst).toBeLessThan(1e-9);
  });

  it('are 0 between inputs that never meet in a tree', () => {
    const trees = randomTrees(1, [6], 2);
    const others = randomTrees(1, [6], 2);
    // The second tree tests inputs 2 and 3 instead of 0 and 1.
    const apart = {
      ...trees,
      roots: Int32Array.of(0, trees.input.length),
      input: Int32Array.of(...trees.input, ...others.input.map((f) => f + 2)),
      limit: Float64Array.of(...trees.limit, ...others.limit),
      child: Int32Array.of(
        ...trees.child,
        ...others.child.map((c) => (c < 0 ? c - trees.value.length : c + trees.input.length)),
      ),
      missingLeft: Uint8Array.of(...trees.missingLeft, ...others.missingLeft),
      levelsLeft: [...trees.levelsLeft, ...others.levelsLeft],
      value: Float64Array.of(...trees.value, ...others.value),
      splitRows: Float64Array.of(...trees.splitRows, ...others.splitRows),
      leafRows: Float64Array.of(...trees.leafRows, ...others.leafRows),
    };
    const matrix = new Float64Array(16);
    makeTreeInteractions(apart, 4)(Float64Array.of(0.3, 0.6, 0.2, 0.8), matrix);
    expect([matrix[2], matrix[3], matrix[6], matrix[7]]).toEqual([0, 0, 0, 0]);
    expect(matrix[1]).not.toBe(0);
  });
});
