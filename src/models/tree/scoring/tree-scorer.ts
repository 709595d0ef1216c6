import type { BoundColumns } from '../../model.ts';
import { flattenTrees } from '../flat-trees.ts';
import type { TreesBody } from '../tree-body.ts';
import { makeBitScorer } from './bit-scorer.ts';
import { type BlockScorer, makeBlockScorer } from './block-scorer.ts';
import { codeTrees } from './coded-trees.ts';
import { isQuick, makeQuickScorer } from './quick-scorer.ts';
import { makeSlots } from './slots.ts';
import { makeWalker, type RowScorer } from './walk.ts';

/**
 * The fastest way to score a model's trees, chosen by measurement (100 trees of 31 leaves; 200 trees of 5,700 leaves):
 * - small trees: many rows by bits (0.8 us a row, blocks side by side 2.2, QuickScorer 2.1), one row by QuickScorer (3 us)
 * - deep trees: blocks of rows side by side (12 us a row, the plain walker 190), one row by trees side by side (106 us, 166)
 * - trees whose inputs have no byte codes: the plain walker
 *
 * All give the same bits: leaves are added tree after tree.
 *
 * @param nLevels levels of each input, 0 for numbers
 */
export function makeTreeScorer(body: TreesBody, nLevels: readonly number[]): BlockScorer {
  const slots = makeSlots(body, nLevels);
  if (isQuick(body)) {
    const one = rowByRow(makeQuickScorer(body, nLevels), nLevels.length);
    if (slots === undefined) return one;
    const many = makeBitScorer(body, nLevels, slots);
    return {
      blockRows: many.blockRows,
      score: (columns, from, n, sums) => (n === 1 ? one : many).score(columns, from, n, sums),
    };
  }
  if (slots !== undefined) return makeBlockScorer(codeTrees(body, nLevels, slots));
  return rowByRow(makeWalker(flattenTrees(body, nLevels)), nLevels.length);
}

/** Rows whose values are gathered together: a column's are read side by side. OWN, by measurement. */
const GATHERED_ROWS = 256;

/** Scores blocks by a function of one row's values. */
function rowByRow(sumOf: RowScorer, nInputs: number): BlockScorer {
  const values = new Float64Array(GATHERED_ROWS * nInputs);
  return {
    blockRows: GATHERED_ROWS,
    score(columns: BoundColumns['columns'], from: number, n: number, sums: Float64Array): void {
      for (let f = 0; f < nInputs; f++) {
        const column = columns[f]!;
        for (let i = 0; i < n; i++) values[i * nInputs + f] = column[from + i]!;
      }
      for (let i = 0; i < n; i++) sums[i] = sumOf(values, i * nInputs);
    },
  };
}
