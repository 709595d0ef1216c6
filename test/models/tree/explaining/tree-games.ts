/** Shapley values and interactions of small trees by their definitions, for tests. */
import { openStream } from '../../../../src/core/index.ts';
import { type FlatTrees, flattenTrees, goesLeft } from '../../../../src/models/tree/flat-trees.ts';
import { makeWalker } from '../../../../src/models/tree/scoring/walk.ts';
import { randomTree } from '../random-tree.ts';

/** What a coalition of inputs, one bit each, is worth. */
export type Game = (known: number) => number;

/** Expected sum of leaves where only the inputs of a coalition are known: EXPVALUE of Lundberg et al., algorithm 1. */
export function pathGame(trees: FlatTrees, row: Float64Array): Game {
  const expectation = (at: number, known: number): number => {
    if (at < 0) return trees.value[-1 - at]!;
    const [left, right] = [trees.child[2 * at]!, trees.child[2 * at + 1]!];
    const input = trees.input[at]!;
    if (known & (1 << input)) return expectation(goesLeft(trees, at, row[input]!) ? left : right, known);
    const rows = (c: number): number => (c < 0 ? trees.leafRows[-1 - c]! : trees.splitRows[c]!);
    const [a, b] = [rows(left), rows(right)];
    return (a * expectation(left, known) + b * expectation(right, known)) / (a + b);
  };
  return (known) => trees.roots.reduce((sum, root) => sum + expectation(root, known), 0);
}

/** Mean sum of leaves of rows that have the coalition's values from `row` and the others from each background row. */
export function backgroundGame(
  trees: FlatTrees,
  row: Float64Array,
  background: readonly Float64Array[],
): Game {
  const sumOf = makeWalker(trees);
  return (known) => {
    const sums = background.map((other) =>
      sumOf(
        other.map((v, f) => (known & (1 << f) ? row[f]! : v)),
        0,
      ),
    );
    return sums.reduce((a, b) => a + b, 0) / sums.length;
  };
}

/** Shapley values by summing over all coalitions. */
export function shapleyValues(worth: Game, nInputs: number): number[] {
  return Array.from({ length: nInputs }, (_, i) => {
    let share = 0;
    for (let known = 0; known < 2 ** nInputs; known++) {
      if (known & (1 << i)) continue;
      const size = sizeOf(known);
      const weight = (factorial(size) * factorial(nInputs - size - 1)) / factorial(nInputs);
      share += weight * (worth(known | (1 << i)) - worth(known));
    }
    return share;
  });
}

/** The interaction value of inputs i and j: half of the Shapley interaction index. */
export function interactionValue(worth: Game, nInputs: number, i: number, j: number): number {
  const [bitI, bitJ] = [1 << i, 1 << j];
  let value = 0;
  for (let known = 0; known < 2 ** nInputs; known++) {
    if (known & (bitI | bitJ)) continue;
    const size = sizeOf(known);
    const weight = (factorial(size) * factorial(nInputs - size - 2)) / (2 * factorial(nInputs - 1));
    value += weight * (worth(known | bitI | bitJ) - worth(known | bitI) - worth(known | bitJ) + worth(known));
  }
  return value;
}

function sizeOf(known: number): number {
  return known.toString(2).replaceAll('0', '').length;
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

/** Random trees on numbers. */
export function randomTrees(seed: number, sizes: readonly number[], nInputs: number): FlatTrees {
  const trees = sizes.map((nSplits, t) => randomTree(10 * seed + t, nSplits, nInputs));
  return flattenTrees({ kind: 'trees', leaves: 'logOdds', base: 0, trees }, new Array(nInputs).fill(0));
}

/** A row of numbers, one in five missing. */
export function randomRow(seed: number, i: number, nInputs: number): Float64Array {
  const draws = openStream(seed, 'rows');
  return Float64Array.from({ length: nInputs }, (_, f) =>
    draws.uniform(i, f, 1) < 0.2 ? Number.NaN : draws.uniform(i, f),
  );
}
