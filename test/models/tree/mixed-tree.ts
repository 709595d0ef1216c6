/** Trees on numbers and categories, with missing, unseen and extreme values, for tests of scorers. */
import { openStream } from '../../../src/core/index.ts';
import type { TreeNodes } from '../../../src/models/tree/tree-body.ts';
import { randomTree } from './random-tree.ts';

/** Levels of each input: two numbers, a category of four levels, a number. */
export const MIXED_LEVELS: readonly number[] = [0, 0, 4, 0];

/** A random tree whose splits on input 2 are on categories, and with a split or two on missing alone. */
export function mixedTree(seed: number, nSplits: number, grid = 8): TreeNodes {
  if (nSplits === 0) return { ...randomTree(seed, 1, 1), ...LEAF };
  const tree = randomTree(seed, nSplits, MIXED_LEVELS.length);
  const draws = openStream(seed, 'mixed');
  const categories = tree.input.flatMap((input, split) =>
    MIXED_LEVELS[input]! > 0
      ? [
          {
            split,
            left: [0, 1, 2, 3].filter((level) => draws.uniform(split, level) < 0.5),
            unseenLeft: draws.uniform(split, 9) < 0.5,
          },
        ]
      : [],
  );
  return {
    ...tree,
    threshold: tree.threshold.map((t, i) =>
      draws.uniform(i, 10) < 0.1 ? null : t && Math.round((t - 0.5) * grid) / grid,
    ),
    categories,
  };
}

const LEAF = {
  input: [],
  threshold: [],
  missingLeft: [],
  left: [],
  right: [],
  gain: [],
  rows: [],
  value: [0.25],
  leafRows: [4],
};

const SPECIAL = [Number.NaN, 0, -0, 0.25, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** Columns for such trees: cuts met exactly, infinities, missing values, missing and unseen levels. */
export function mixedColumns(seed: number, nRows: number): (Float64Array | Int32Array)[] {
  const draws = openStream(seed, 'mixed rows');
  return MIXED_LEVELS.map((levels, f) =>
    levels > 0
      ? Int32Array.from({ length: nRows }, (_, i) => draws.integer(levels + 2, i, f) - 2)
      : Float64Array.from(
          { length: nRows },
          (_, i) => SPECIAL[draws.integer(12, i, f, 1)] ?? draws.uniform(i, f) - 0.5,
        ),
  );
}
