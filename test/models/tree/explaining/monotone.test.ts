import { describe, expect, it } from 'vitest';
import { trendDoubts } from '../../../../src/models/tree/explaining/monotone.ts';
import type { TreeNodes } from '../../../../src/models/tree/tree-body.ts';

/** x < 1 ? (y < 5 ? a : b) : (x < 2 ? c : d) */
function tree(a: number, b: number, c: number, d: number, top: number | null = 1): TreeNodes {
  return {
    input: [0, 1, 0],
    threshold: [top, 5, 2],
    missingLeft: [0, 0, 0],
    left: [1, -1, -3],
    right: [2, -2, -4],
    gain: [1, 1, 1],
    rows: [4, 2, 2],
    categories: [],
    value: [a, b, c, d],
    leafRows: [1, 1, 1, 1],
  };
}

describe('a trend', () => {
  it('is proven where every leaf below a split is at most every leaf above', () => {
    expect(trendDoubts([tree(0, 1, 1, 2), tree(-1, -2, 0, 0)], 0, 1)).toEqual([]);
    expect(trendDoubts([tree(0, -1, -1, -2)], 0, -1)).toEqual([]);
  });

  it('is in doubt at the splits that stand against it', () => {
    expect(trendDoubts([tree(0, 1, 1, 2), tree(0, 3, 1, 2)], 0, 1)).toEqual([{ tree: 1, split: 0 }]);
    expect(trendDoubts([tree(0, 0, 2, 1)], 0, 1)).toEqual([{ tree: 0, split: 2 }]);
    expect(trendDoubts([tree(0, 1, 1, 2)], 1, -1)).toEqual([{ tree: 0, split: 1 }]);
  });

  it('does not mind a split that parts missing values from all numbers', () => {
    expect(trendDoubts([tree(9, 9, 1, 2)], 0, 1)).toEqual([{ tree: 0, split: 0 }]);
    expect(trendDoubts([tree(9, 9, 1, 2, null)], 0, 1)).toEqual([]);
  });
});
