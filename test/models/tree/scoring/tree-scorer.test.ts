import { describe, expect, it } from 'vitest';
import { flattenTrees } from '../../../../src/models/tree/flat-trees.ts';
import { makeBitScorer } from '../../../../src/models/tree/scoring/bit-scorer.ts';
import { type BlockScorer, makeBlockScorer } from '../../../../src/models/tree/scoring/block-scorer.ts';
import { codeTrees } from '../../../../src/models/tree/scoring/coded-trees.ts';
import { makeSlots } from '../../../../src/models/tree/scoring/slots.ts';
import { makeTreeScorer } from '../../../../src/models/tree/scoring/tree-scorer.ts';
import { makeWalker } from '../../../../src/models/tree/scoring/walk.ts';
import type { TreesBody } from '../../../../src/models/tree/tree-body.ts';
import { MIXED_LEVELS, mixedColumns, mixedTree } from '../mixed-tree.ts';
import { randomTree } from '../random-tree.ts';

const N_ROWS = 700;

function bodyOf(seed: number, sizes: readonly number[], grid?: number): TreesBody {
  const trees = sizes.map((nSplits, t) => mixedTree(10 * seed + t, nSplits, grid));
  return { kind: 'trees', leaves: 'logOdds', base: 0, trees };
}

/** Sums by walking row after row. */
function walked(
  body: TreesBody,
  columns: ReturnType<typeof mixedColumns>,
  nLevels: readonly number[],
): number[] {
  const walk = makeWalker(flattenTrees(body, nLevels));
  return Array.from({ length: N_ROWS }, (_, i) =>
    walk(
      Float64Array.from(columns, (column) => column[i]!),
      0,
    ),
  );
}

/** Sums in blocks of `rows` rows. */
function inBlocks({ score }: BlockScorer, columns: ReturnType<typeof mixedColumns>, rows: number): number[] {
  const sums = new Float64Array(rows);
  const out: number[] = [];
  for (let from = 0; from < N_ROWS; from += rows) {
    const n = Math.min(rows, N_ROWS - from);
    score(columns, from, n, sums);
    out.push(...sums.subarray(0, n));
  }
  return out;
}

describe.each([1, 2, 3, 4])('trees of numbers and categories, seed %i', (seed) => {
  const columns = mixedColumns(seed, N_ROWS);

  it('score by bits with the same bits as walked', () => {
    const body = bodyOf(seed, [0, 1, 2, 12, 31, 30, 0]);
    const scorer = makeBitScorer(body, MIXED_LEVELS, makeSlots(body, MIXED_LEVELS)!);
    const expected = walked(body, columns, MIXED_LEVELS);
    for (const rows of [1, 31, 32, 33, 500]) expect(inBlocks(scorer, columns, rows)).toEqual(expected);
  });

  it('score side by side with the same bits as walked', () => {
    const body = bodyOf(seed, [0, 300, 2, 12, 31, 150, 0]);
    const scorer = makeBlockScorer(codeTrees(body, MIXED_LEVELS, makeSlots(body, MIXED_LEVELS)!));
    const expected = walked(body, columns, MIXED_LEVELS);
    for (const rows of [1, 3, 4, 5, 500]) expect(inBlocks(scorer, columns, rows)).toEqual(expected);
  });

  it('score alike where an input has more thresholds than a byte holds', () => {
    const body = bodyOf(seed, [2000, 1500], 1e6);
    const slots = makeSlots(body, MIXED_LEVELS)!;
    expect(slots.all.filter(({ input }) => input === 0).length).toBeGreaterThan(2);
    const scorer = makeBlockScorer(codeTrees(body, MIXED_LEVELS, slots));
    expect(inBlocks(scorer, columns, 100)).toEqual(walked(body, columns, MIXED_LEVELS));
  });

  it.each([[[3, 20]], [[3, 200]]])('score alike in one row and in many: %j splits', (sizes) => {
    const body = bodyOf(seed, sizes);
    const scorer = makeTreeScorer(body, MIXED_LEVELS);
    const expected = walked(body, columns, MIXED_LEVELS);
    expect(inBlocks(scorer, columns, 1)).toEqual(expected);
    expect(inBlocks(scorer, columns, scorer.blockRows)).toEqual(expected);
  });
});

describe('trees that cannot be coded', () => {
  it('are walked: a category of very many levels', () => {
    const nLevels = [300, 0];
    const tree = randomTree(1, 60, 2);
    const categories = tree.input.flatMap((input, split) =>
      input === 0 ? [{ split, left: [split, 299 - split], unseenLeft: split % 2 === 0 }] : [],
    );
    const body: TreesBody = { kind: 'trees', leaves: 'pd', base: 0, trees: [{ ...tree, categories }] };
    const columns = [
      Int32Array.from({ length: N_ROWS }, (_, i) => (i % 302) - 2),
      Float64Array.from({ length: N_ROWS }, (_, i) => (i % 97) / 97),
    ];
    expect(makeSlots(body, nLevels)).toBeUndefined();
    expect(inBlocks(makeTreeScorer(body, nLevels), columns, 200)).toEqual(walked(body, columns, nLevels));
  });
});

describe('codes of numbers', () => {
  it('stay right at thresholds of every size and sign', () => {
    const thresholds = [-1e308, -7, -1e-310, -0, 5e-324, 1e-9, 0.3, 1, 1.5, 2 ** 60, Number.MAX_VALUE];
    const trees = thresholds.map((threshold, t) => ({ ...randomTree(t, 1, 1), threshold: [threshold] }));
    const body: TreesBody = { kind: 'trees', leaves: 'logOdds', base: 0, trees };
    const around = thresholds.flatMap((t) => [t, t * (1 + 2 ** -52), t * (1 - 2 ** -53), -t, t / 2]);
    const values = Float64Array.from({ length: N_ROWS }, (_, i) => around[i % around.length]!);
    const scorer = makeBitScorer(body, [0], makeSlots(body, [0])!);
    expect(inBlocks(scorer, [values], 64)).toEqual(walked(body, [values], [0]));
  });
});
