import type { AdditiveModel } from '../additive/model.ts';
import type { ModelArtefact } from '../artefact.ts';
import type { BoundColumns } from '../model.ts';
import { flattenTrees } from './flat-trees.ts';
import { isQuick, makeQuickScorer } from './quick-scorer.ts';
import type { TreesBody } from './tree-body.ts';
import { expectedSum, makeTreeShap } from './tree-shap.ts';
import { makeWalker } from './walk.ts';

/** Rows that walk a tree together: their values are read from the cache for every tree. OWN, by measurement. */
const BLOCK_ROWS = 256;

/** PDs of forests stay this far from 0 and 1, so that log-odds are finite. OWN: below any grade's bound. */
export const LEAST_PD = 1e-6;

/** A model that is a sum or mean of trees. Its contributions are Shapley values, so their average is 0. */
export function makeTreesModel(artefact: ModelArtefact, body: TreesBody): AdditiveModel {
  const nInputs = artefact.inputs.length;
  const nLevels = artefact.inputs.map((input) => (input.kind === 'category' ? input.levels.length : 0));
  const trees = flattenTrees(body, nLevels);
  const values = new Float64Array(BLOCK_ROWS * nInputs);

  const sumOf = isQuick(body) ? makeQuickScorer(body, nLevels) : makeWalker(trees);

  function gather({ columns }: BoundColumns, from: number, n: number): void {
    for (let f = 0; f < nInputs; f++) {
      const column = columns[f]!;
      for (let i = 0; i < n; i++) values[i * nInputs + f] = column[from + i]!;
    }
  }

  function marginOf(sum: number): number {
    if (body.leaves === 'logOdds') return body.base + sum;
    const pd = Math.min(1 - LEAST_PD, Math.max(LEAST_PD, sum / body.trees.length));
    return Math.log(pd / (1 - pd));
  }

  const averageSum = expectedSum(trees);
  const average = marginOf(averageSum);
  const explain = makeTreeShap(trees);

  return {
    artefact,
    body: { intercept: average, terms: artefact.inputs.map((_, i) => ({ input: i, mean: 0 })) },
    margins(bound, start, end, out) {
      for (let from = start; from < end; from += BLOCK_ROWS) {
        const n = Math.min(BLOCK_ROWS, end - from);
        gather(bound, from, n);
        for (let i = 0; i < n; i++) out[from - start + i] = marginOf(sumOf(values, i * nInputs));
      }
    },
    contributions(bound, row) {
      gather(bound, row, 1);
      const shares = new Float64Array(nInputs);
      explain(values.subarray(0, nInputs), shares);
      if (body.leaves === 'logOdds') return shares;
      // Shares of a PD are stretched to log-odds by one factor a row: they add up again and keep their order.
      const sum = sumOf(values, 0);
      const moved = sum - averageSum;
      const factor = moved === 0 ? 0 : (marginOf(sum) - average) / moved;
      return shares.map((share) => share * factor);
    },
  };
}
