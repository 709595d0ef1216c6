import { describe, expect, it } from 'vitest';
import type { BinSplit } from '../../../../src/models/tree/growing/bin-tree.ts';
import {
  type CostedTree,
  type NodeCost,
  pruneTree,
  pruningPath,
} from '../../../../src/models/tree/growing/prune-tree.ts';

function split(left: number, right: number): BinSplit {
  return {
    feature: 0,
    goesLeft: new Uint8Array(256),
    bin: 0,
    missingLeft: false,
    unseenLeft: false,
    gain: 0,
    rows: 0,
    left,
    right,
  };
}

function node(cost: number, value = cost, rows = 1): NodeCost {
  return { cost, value, rows };
}

/**
 *                  s0 (cost 20)
 *          s1 (10)              s2 (8)
 *     leaf 2    leaf 1     leaf 3    s3 (4)
 *                                 leaf 1  leaf 2
 *
 * Links: s3 saves 4 - 3 = 1 for one leaf; s2 then 8 - 7 = 1 (with s3's leaves: 8 - 6 = 2 for two, 1 a leaf);
 * s1 saves 10 - 3 = 7; s0, once s2 is a leaf: 20 - (3 + 8) = 9 for two leaves, 4.5 a leaf, so s0 goes before s1.
 */
const costed: CostedTree = {
  tree: {
    splits: [split(1, 2), split(-1, -2), split(-3, 3), split(-4, -5)],
    values: [2, 1, 3, 1, 2],
    leafRows: [1, 1, 1, 1, 1],
  },
  splitCosts: [node(20), node(10), node(8), node(4)],
  leafCosts: [node(2), node(1), node(3), node(1), node(2)],
};

describe('pruning by cost and complexity', () => {
  it('has the path worked out by hand', () => {
    expect(pruningPath(costed)).toEqual([0, 1, 4.5]);
  });

  it('keeps all below the first penalty and nothing at the last', () => {
    expect(pruneTree(costed, 0).splits).toHaveLength(4);
    const stump = pruneTree(costed, 4.5);
    expect(stump).toEqual({ splits: [], values: [20], leafRows: [1] });
  });

  it('collapses weak links to leaves with their own values and numbers the rest anew', () => {
    const pruned = pruneTree(costed, 1);
    expect(pruned.splits.map(({ left, right }) => [left, right])).toEqual([
      [1, -3],
      [-1, -2],
    ]);
    expect(pruned.values).toEqual([2, 1, 8]);
  });

  it('leaves a tree that is one leaf alone', () => {
    const leaf: CostedTree = {
      tree: { splits: [], values: [0.5], leafRows: [4] },
      splitCosts: [],
      leafCosts: [node(1, 0.5, 4)],
    };
    expect(pruningPath(leaf)).toEqual([0]);
    expect(pruneTree(leaf, 3)).toEqual({ splits: [], values: [0.5], leafRows: [4] });
  });
});
