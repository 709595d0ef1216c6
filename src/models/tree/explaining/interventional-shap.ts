import { type FlatTrees, goesLeft } from '../flat-trees.ts';
import { makeWalker } from '../scoring/walk.ts';

/** Rows that a row is compared with, row-major: values[row * nInputs + input], NaN or a level's code as when scoring. */
export interface Background {
  readonly nRows: number;
  readonly nInputs: number;
  readonly values: Float64Array;
}

/**
 * Exact Shapley values of a row under the interventional expectation: inputs out of the coalition have the values of a
 * background row, and shares are averaged over the background (Lundberg et al. 2020, algorithm 3). Unlike the
 * path-dependent values they do not need the training rows of the trees, and give an input that no tree tests exactly 0.
 *
 * For one background row, a leaf is reached by the coalitions that hold all of u inputs, where the path follows the row, and none
 * of v inputs, where it follows the background row; inputs on which the two agree do not matter. Each of the u gets
 * (u - 1)! v! / (u + v)! of the leaf, each of the v loses u! (v - 1)! / (u + v)! of it, summed on the way back to the root.
 */
export interface InterventionalShap {
  /** Average over the background of the sum of the leaves: what the shares start from. */
  readonly baseline: number;
  /** @param values IN the row @param shares OUT; they add up to the row's sum of leaves less `baseline` */
  readonly explain: (values: Float64Array, shares: Float64Array) => void;
}

export function makeInterventionalShap(trees: FlatTrees, background: Background): InterventionalShap {
  const { input, child, roots, value } = trees;
  const { nRows, nInputs } = background;
  const weights = coalitionWeights(nInputs);
  const side = nInputs + 1;
  /** By input: 0 not yet told apart on this path, 1 the row's value, 2 the background's. */
  const follows = new Uint8Array(nInputs);
  // What the leaves below the last node give to each followed input, and take from each one of the background.
  let gives = 0;
  let takes = 0;

  /** @param at the background row's place in `background.values` @param u inputs that follow the row @param v the background */
  function descend(
    values: Float64Array,
    at: number,
    shares: Float64Array,
    start: number,
    u: number,
    v: number,
  ): void {
    let node = start;
    while (node >= 0) {
      const f = input[node]!;
      const rowLeft = goesLeft(trees, node, values[f]!);
      const otherLeft = goesLeft(trees, node, background.values[at + f]!);
      const rowChild = child[2 * node + (rowLeft ? 0 : 1)]!;
      const otherChild = child[2 * node + (otherLeft ? 0 : 1)]!;
      if (rowChild === otherChild || follows[f] === 1) {
        node = rowChild;
      } else if (follows[f] === 2) {
        node = otherChild;
      } else {
        follows[f] = 1;
        descend(values, at, shares, rowChild, u + 1, v);
        const [given, taken] = [gives, takes];
        follows[f] = 2;
        descend(values, at, shares, otherChild, u, v + 1);
        follows[f] = 0;
        shares[f]! += given - takes;
        gives += given;
        takes += taken;
        return;
      }
    }
    const leaf = value[-1 - node]!;
    gives = u > 0 ? leaf * weights[(u - 1) * side + v]! : 0;
    takes = v > 0 ? leaf * weights[(v - 1) * side + u]! : 0;
  }

  const sumOf = makeWalker(trees);
  let total = 0;
  for (let b = 0; b < nRows; b++) total += sumOf(background.values, b * nInputs);

  return {
    baseline: total / nRows,
    explain(values, shares) {
      shares.fill(0);
      for (let b = 0; b < nRows; b++) {
        for (const root of roots) descend(values, b * nInputs, shares, root, 0, 0);
      }
      for (let f = 0; f < nInputs; f++) shares[f]! /= nRows;
    },
  };
}

/** a! b! / (a + b + 1)! at [a * (n + 1) + b]. */
function coalitionWeights(n: number): Float64Array {
  const side = n + 1;
  const weights = new Float64Array(side * side);
  for (let a = 0; a <= n; a++) {
    weights[a * side] = 1 / (a + 1);
    // a! b! / (a + b + 1)! from a! (b - 1)! / (a + b)!
    for (let b = 1; b <= n; b++) weights[a * side + b] = (weights[a * side + b - 1]! * b) / (a + b + 1);
  }
  return weights;
}
