import { describe, expect, it } from 'vitest';
import {
  expectedSum,
  makeFixedTreeShap,
  makeTreeShap,
} from '../../../../src/models/tree/explaining/tree-shap.ts';
import { flattenTrees } from '../../../../src/models/tree/flat-trees.ts';
import { makeWalker } from '../../../../src/models/tree/scoring/walk.ts';
import type { TreeNodes } from '../../../../src/models/tree/tree-body.ts';
import { MIXED_LEVELS, mixedColumns, mixedTree } from '../mixed-tree.ts';
import { randomTree } from '../random-tree.ts';
import { makeNaiveTreeShap } from './coalition-weights.ts';
import { leafByLeaf } from './leaf-by-leaf.ts';
import { pathGame, randomRow, randomTrees, shapleyValues } from './tree-games.ts';

/** Splits on these inputs one below the other, each with a leaf on its left; leaf i has `rows[i]` rows and the value `values[i]`. */
function chain(inputs: readonly number[], rows: readonly number[], values: readonly number[]): TreeNodes {
  const n = inputs.length;
  return {
    input: [...inputs],
    threshold: inputs.map((_, i) => i / n),
    missingLeft: inputs.map(() => 0),
    left: inputs.map((_, i) => -1 - i),
    right: inputs.map((_, i) => (i + 1 < n ? i + 1 : -1 - n)),
    gain: inputs.map(() => 1),
    rows: inputs.map((_, i) => rows.slice(i).reduce((a, b) => a + b, 0)),
    categories: [],
    value: [...values],
    leafRows: [...rows],
  };
}

function flat(trees: readonly TreeNodes[], nLevels: readonly number[]) {
  return flattenTrees({ kind: 'trees', leaves: 'logOdds', base: 0, trees: [...trees] }, nLevels);
}

describe('Shapley values of trees', () => {
  const nInputs = 5;

  it('by hand: two inputs that must both be high', () => {
    // x0 < 0 (2 rows): 0; else x1 < 1/2 (1 row): 0; else (1 row): 8. Worth of {}: 2, {0}: 4, {1}: 4, {0, 1}: 8.
    const explain = makeTreeShap(flat([chain([0, 1], [2, 1, 1], [0, 0, 8])], [0, 0]));
    const shares = new Float64Array(2);
    explain(Float64Array.of(0.5, 0.9), shares);
    expect(Array.from(shares, (s) => Math.round(s * 1e12) / 1e12)).toEqual([3, 3]);
    // The row fails x0: {0}: 0, {1}: 4, {0, 1}: 0.
    explain(Float64Array.of(-0.5, 0.9), shares);
    expect(Array.from(shares, (s) => Math.round(s * 1e12) / 1e12)).toEqual([-3, 1]);
  });

  it('by hand: an input that is tested twice is in or out once', () => {
    // x0 < 0: 1 row, 0; x0 < 1/2: 1 row, 4; else 2 rows, 6. Average 4.
    const explain = makeTreeShap(flat([chain([0, 0], [1, 1, 2], [0, 4, 6])], [0]));
    for (const [x, share] of [
      [-1, -4],
      [0.2, 0],
      [0.7, 2],
    ] as const) {
      const shares = new Float64Array(1);
      explain(Float64Array.of(x), shares);
      expect(shares[0]).toBeCloseTo(share, 12);
    }
  });

  it('are those of the weights of coalitions on numbers and categories, with any input fixed', () => {
    const sizes = [1, 5, 20, 60, 0, 33];
    const trees = flat(
      sizes.map((nSplits, t) => mixedTree(40 + t, nSplits)),
      MIXED_LEVELS,
    );
    const [fast, naive] = [makeFixedTreeShap(trees), makeNaiveTreeShap(trees)];
    const columns = mixedColumns(3, 60);
    for (let row = 0; row < 60; row++) {
      const values = Float64Array.from(columns, (column) => column[row]!);
      for (const fixed of [-1, 0, 1, 2, 3]) {
        for (const isIn of [true, false]) {
          const [own, expected] = [new Float64Array(4), new Float64Array(4)];
          for (const root of trees.roots) {
            fast(root, values, own, fixed, isIn);
            naive(root, values, expected, fixed, isIn);
          }
          own.forEach((share, f) => {
            expect(Math.abs(share - expected[f]!)).toBeLessThan(1e-11);
          });
        }
      }
    }
  });

  it('do not need training rows on every side', () => {
    // Leaves without rows, which a row may come to all the same; below one a split that no training row met.
    const trees = [
      chain([0, 1, 0, 2, 1], [3, 0, 2, 0, 4, 1], [1, -2, 3, 5, -1, 2]),
      chain([0, 1], [0, 5, 5], [9, 1, 2]),
    ];
    const { left, right, ...rest } = chain([1, 0, 2], [0, 0, 7, 2], [4, 5, 6, 7]);
    // Split 0: right leads to split 2, left to split 1, whose two leaves have no rows.
    const dead = { ...rest, left: [1, -1, -3], right: [2, -2, -4], rows: [9, 0, 9] };
    const all = flat([...trees, dead], [0, 0, 0]);
    const [fast, naive] = [makeTreeShap(all), makeNaiveTreeShap(all)];
    let compared = 0;
    for (let i = 0; i < 200; i++) {
      const row = randomRow(7, i, 3);
      // No naive value where the row comes to the split without rows: half of them.
      if (row[1]! < 0) continue;
      const [own, expected] = [new Float64Array(3), new Float64Array(3)];
      fast(row, own);
      for (const root of all.roots) naive(root, row, expected, -1, false);
      expect(expected.every(Number.isFinite)).toBe(true);
      own.forEach((share, f) => {
        expect(share).toBeCloseTo(expected[f]!, 12);
      });
      compared += 1;
    }
    expect(compared).toBeGreaterThan(100);
  });

  // Weights of coalitions lose all digits on paths of 64 inputs: no twin here.
  it.each([1, 2, 7, 24, 40, 64])('are right and add up on paths of %i inputs', (n) => {
    const inputs = Array.from({ length: n }, (_, i) => i);
    const rows = Array.from({ length: n + 1 }, (_, i) => 1 + ((i * 7) % 5));
    const values = rows.map((_, i) => Math.sin(i) * 3);
    const trees = flat([chain(inputs, rows, values)], new Array(n).fill(0));
    const [explain, sumOf] = [makeTreeShap(trees), makeWalker(trees)];
    for (let i = 0; i < 4; i++) {
      // Passing all splits, so that the path is long, or all but one.
      const row = Float64Array.from(inputs, (f) => (i > 0 && f === (i * 11) % n ? -1 : 2));
      const shares = new Float64Array(n);
      explain(row, shares);
      const sum = shares.reduce((a, b) => a + b, expectedSum(trees));
      expect(Math.abs(sum - sumOf(row, 0))).toBeLessThan(1e-12);
      const expected = leafByLeaf(trees, row);
      shares.forEach((share, f) => {
        expect(Math.abs(share - expected[f]!)).toBeLessThan(1e-12);
      });
    }
  });

  it('are those leaf by leaf on deep trees whose inputs repeat', () => {
    const trees = randomTrees(5, [200, 300], 12);
    const explain = makeTreeShap(trees);
    for (let i = 0; i < 20; i++) {
      const row = randomRow(5, i, 12);
      const shares = new Float64Array(12);
      explain(row, shares);
      leafByLeaf(trees, row).forEach((share, f) => {
        expect(Math.abs(shares[f]! - share)).toBeLessThan(1e-12);
      });
    }
  });

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
