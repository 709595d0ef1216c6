import { expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { flattenTrees } from '../../../src/models/tree/flat-trees.ts';
import { isQuick, makeQuickScorer, QUICK_LEAVES } from '../../../src/models/tree/quick-scorer.ts';
import type { TreeNodes, TreesBody } from '../../../src/models/tree/tree-body.ts';
import { makeWalker } from '../../../src/models/tree/walk.ts';
import { randomTree } from './random-tree.ts';

/** Two numbers, a category of four levels, a number. */
const N_LEVELS = [0, 0, 4, 0];

/** A random tree whose splits on input 2 are on categories, and with a split or two on missing alone. */
function mixedTree(seed: number, nSplits: number): TreeNodes {
  const tree = randomTree(seed, nSplits, N_LEVELS.length);
  const draws = openStream(seed, 'mixed');
  const categories = tree.input.flatMap((input, split) =>
    N_LEVELS[input]! > 0
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
    threshold: tree.threshold.map((t, i) => (draws.uniform(i, 10) < 0.1 ? null : t && Math.round(t * 8) / 8)),
    categories,
  };
}

it.each([1, 2, 3, 4, 5])('gives the bits of walking the trees, seed %i', (seed) => {
  const sizes = [0, 1, 2, 12, QUICK_LEAVES - 1, 30];
  const trees = sizes.map((nSplits, t) =>
    nSplits > 0 ? mixedTree(10 * seed + t, nSplits) : { ...randomTree(seed, 1, 1), ...LEAF },
  );
  const body: TreesBody = { kind: 'trees', leaves: 'logOdds', base: 0, trees };
  expect(isQuick(body)).toBe(true);
  const [quick, walk] = [makeQuickScorer(body, N_LEVELS), makeWalker(flattenTrees(body, N_LEVELS))];
  const draws = openStream(seed, 'values');
  const special = [Number.NaN, 0.5, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.25];
  for (let row = 0; row < 500; row++) {
    const values = Float64Array.from(N_LEVELS, (levels, f) => {
      if (levels > 0) return draws.integer(levels + 2, row, f) - 2;
      const pick = draws.integer(10, row, f, 1);
      return special[pick] ?? draws.uniform(row, f);
    });
    expect(quick(values, 0)).toBe(walk(values, 0));
  }
});

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

it('is for trees of at most 32 leaves', () => {
  const body = (nSplits: number): TreesBody => ({
    kind: 'trees',
    leaves: 'pd',
    base: 0,
    trees: [randomTree(1, nSplits, 2)],
  });
  expect(isQuick(body(31))).toBe(true);
  expect(isQuick(body(32))).toBe(false);
});
