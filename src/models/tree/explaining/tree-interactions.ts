import type { FlatTrees } from '../flat-trees.ts';
import { makeFixedTreeShap } from './tree-shap.ts';

/**
 * Exact Shapley interaction values of a row under the path-dependent expectation (Lundberg et al. 2020, equations 4-6): entry
 * (i, j) is half of what i and j do together beyond what each does alone, the diagonal what is left of each input's own share.
 * Rows of the matrix add up to the Shapley values, the matrix to the sum of the leaves less `expectedSum`.
 *
 * @param values IN the row, one value an input @param matrix OUT inputs x inputs, row-major, symmetric
 */
export type TreeInteractions = (values: Float64Array, matrix: Float64Array) => void;

/** @param nInputs inputs of the model */
export function makeTreeInteractions(trees: FlatTrees, nInputs: number): TreeInteractions {
  const addTree = makeFixedTreeShap(trees);
  const inputsOf = Array.from(trees.roots, (root) => [...splitInputs(trees, root)]);
  const withIt = new Float64Array(nInputs);
  const without = new Float64Array(nInputs);

  return (values, matrix) => {
    matrix.fill(0);
    trees.roots.forEach((root, t) => {
      const tested = inputsOf[t]!;
      const own = new Float64Array(nInputs);
      addTree(root, values, own, -1, false);
      for (const j of tested) {
        withIt.fill(0);
        without.fill(0);
        addTree(root, values, withIt, j, true);
        addTree(root, values, without, j, false);
        for (const i of tested) {
          if (i !== j) matrix[i * nInputs + j]! += (withIt[i]! - without[i]!) / 2;
        }
      }
      for (const i of tested) matrix[i * nInputs + i]! += own[i]!;
    });
    for (let i = 0; i < nInputs; i++) {
      for (let j = 0; j < i; j++) {
        // Equal but for rounding.
        const pair = (matrix[i * nInputs + j]! + matrix[j * nInputs + i]!) / 2;
        matrix[i * nInputs + j] = pair;
        matrix[j * nInputs + i] = pair;
        matrix[i * nInputs + i]! -= pair;
        matrix[j * nInputs + j]! -= pair;
      }
    }
  };
}

/** Inputs that the tree at `root` splits on. */
function splitInputs({ input, child }: FlatTrees, root: number): Set<number> {
  const found = new Set<number>();
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node < 0) continue;
    found.add(input[node]!);
    open.push(child[2 * node]!, child[2 * node + 1]!);
  }
  return found;
}
