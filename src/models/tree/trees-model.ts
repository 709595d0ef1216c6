import type { AdditiveModel } from '../additive/model.ts';
import type { ModelArtefact } from '../artefact.ts';
import { expectedSum, makeTreeShap } from './explaining/tree-shap.ts';
import { flattenTrees } from './flat-trees.ts';
import { marginOfSum, stretchTo } from './margin.ts';
import { makeTreeScorer } from './scoring/tree-scorer.ts';
import { makeWalker } from './scoring/walk.ts';
import type { TreesBody } from './tree-body.ts';

/** A model that is a sum or mean of trees. Its contributions are Shapley values, so their average is 0. */
export function makeTreesModel(artefact: ModelArtefact, body: TreesBody): AdditiveModel {
  const nInputs = artefact.inputs.length;
  const nLevels = artefact.inputs.map((input) => (input.kind === 'category' ? input.levels.length : 0));
  const trees = flattenTrees(body, nLevels);
  const { blockRows, score } = makeTreeScorer(body, nLevels);
  const sums = new Float64Array(blockRows);

  const marginOf = marginOfSum(body);
  const averageSum = expectedSum(trees);
  const average = marginOf(averageSum);
  const explain = makeTreeShap(trees);
  const sumOf = makeWalker(trees);

  return {
    artefact,
    body: { intercept: average, terms: artefact.inputs.map((_, i) => ({ input: i, mean: 0 })) },
    margins({ columns }, start, end, out) {
      for (let from = start; from < end; from += blockRows) {
        const n = Math.min(blockRows, end - from);
        score(columns, from, n, sums);
        for (let i = 0; i < n; i++) out[from - start + i] = marginOf(sums[i]!);
      }
    },
    contributions({ columns }, row) {
      const values = Float64Array.from(columns, (column) => column[row]!);
      const shares = new Float64Array(nInputs);
      explain(values, shares);
      if (body.leaves === 'pd') stretchTo(shares, averageSum, sumOf(values, 0), marginOf);
      return shares;
    },
  };
}
