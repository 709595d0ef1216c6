import { describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { type FlatTrees, flattenTrees, goesLeft } from '../../../src/models/tree/flat-trees.ts';
import { expectedSum, makeTreeShap } from '../../../src/models/tree/tree-shap.ts';
import { randomTree } from './random-tree.ts';

/** Expected leaf where only the inputs of `known` are known: the definition, EXPVALUE of the paper's algorithm 1. */
function expectation(trees: FlatTrees, at: number, row: Float64Array, known: number): number {
  if (at < 0) return trees.value[-1 - at]!;
  const [left, right] = [trees.child[2 * at]!, trees.child[2 * at + 1]!];
  const input = trees.input[at]!;
  if (known & (1 << input)) {
    return expectation(trees, goesLeft(trees, at, row[input]!) ? left : right, row, known);
  }
  const rows = (c: number): number => (c < 0 ? trees.leafRows[-1 - c]! : trees.splitRows[c]!);
  const [a, b] = [rows(left), rows(right)];
  return (a * expectation(trees, left, row, known) + b * expectation(trees, right, row, known)) / (a + b);
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

/** Shapley values by summing over all coalitions. */
function naiveShap(trees: FlatTrees, row: Float64Array, nInputs: number): number[] {
  const worth = (known: number): number =>
    trees.roots.reduce((sum, root) => sum + expectation(trees, root, row, known), 0);
  return Array.from({ length: nInputs }, (_, i) => {
    let share = 0;
    for (let known = 0; known < 2 ** nInputs; known++) {
      if (known & (1 << i)) continue;
      const size = known.toString(2).replaceAll('0', '').length;
      const weight = (factorial(size) * factorial(nInputs - size - 1)) / factorial(nInputs);
      share += weight * (worth(known | (1 << i)) - worth(known));
    }
    return share;
  });
}

describe('Shapley values of trees', () => {
  const nInputs = 5;
  it.each([0, 1, 2, 3, 4, 5, 6, 7])('agree with the sum over all coalitions, seed %i', (seed) => {
    const trees = [3, 9, 14].map((nSplits, t) => randomTree(10 * seed + t, nSplits, nInputs));
    const flat = flattenTrees(
      { kind: 'trees', leaves: 'logOdds', base: 0, trees },
      new Array(nInputs).fill(0),
    );
    const draws = openStream(seed, 'rows');
    for (let i = 0; i < 5; i++) {
      const row = Float64Array.from({ length: nInputs }, (_, f) =>
        draws.uniform(i, f, 1) < 0.2 ? Number.NaN : draws.uniform(i, f),
      );
      const shares = new Float64Array(nInputs);
      makeTreeShap(flat)(row, shares);
      const expected = naiveShap(flat, row, nInputs);
      expected.forEach((share, f) => {
        expect(shares[f]).toBeCloseTo(share, 10);
      });
      const margin = flat.roots.reduce(
        (sum, root) => sum + expectation(flat, root, row, 2 ** nInputs - 1),
        0,
      );
      expect(shares.reduce((a, b) => a + b, 0) + expectedSum(flat)).toBeCloseTo(margin, 10);
    }
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
