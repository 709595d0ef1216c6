import { type FlatTrees, goesLeft } from '../flat-trees.ts';

/** Sum of the leaves, tree after tree, of the row whose input f is values[at + f] (NaN missing, or a level's code). */
export type RowScorer = (values: Float64Array, at: number) => number;

/** Scoring by walking every tree from its root: for trees of any size, and the twin that faster scorers are held to. */
export function makeWalker(trees: FlatTrees): RowScorer {
  const { input, limit, child, roots, value } = trees;
  return (values, at) => {
    let sum = 0;
    for (const root of roots) {
      let split = root;
      while (split >= 0) {
        const v = values[at + input[split]!]!;
        const l = limit[split]!;
        // One comparison decides for two numbers; a NaN on either side fails both.
        if (v <= l) split = child[2 * split]!;
        else if (v > l) split = child[2 * split + 1]!;
        else split = child[2 * split + (goesLeft(trees, split, v) ? 0 : 1)]!;
      }
      sum += value[-1 - split]!;
    }
    return sum;
  };
}
