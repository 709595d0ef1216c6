import { expect, it } from 'vitest';
import { flattenTrees } from '../../../../src/models/tree/flat-trees.ts';
import { isQuick, makeQuickScorer, QUICK_LEAVES } from '../../../../src/models/tree/scoring/quick-scorer.ts';
import { makeWalker } from '../../../../src/models/tree/scoring/walk.ts';
import type { TreesBody } from '../../../../src/models/tree/tree-body.ts';
import { MIXED_LEVELS, mixedColumns, mixedTree } from '../mixed-tree.ts';
import { randomTree } from '../random-tree.ts';

it.each([1, 2, 3, 4, 5])('gives the bits of walking the trees, seed %i', (seed) => {
  const sizes = [0, 1, 2, 12, QUICK_LEAVES - 1, 30];
  const trees = sizes.map((nSplits, t) => mixedTree(10 * seed + t, nSplits));
  const body: TreesBody = { kind: 'trees', leaves: 'logOdds', base: 0, trees };
  expect(isQuick(body)).toBe(true);
  const [quick, walk] = [makeQuickScorer(body, MIXED_LEVELS), makeWalker(flattenTrees(body, MIXED_LEVELS))];
  const columns = mixedColumns(seed, 500);
  for (let row = 0; row < 500; row++) {
    const values = Float64Array.from(columns, (column) => column[row]!);
    expect(quick(values, 0)).toBe(walk(values, 0));
  }
});

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
