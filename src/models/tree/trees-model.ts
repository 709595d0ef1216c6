import type { ModelArtefact } from '../artefact.ts';
import { type BoundColumns, CODE_MISSING, type Model } from '../model.ts';
import { flattenTrees } from './flat-trees.ts';
import type { TreesBody } from './tree-body.ts';

/** Rows that walk a tree together: their values are read from the cache for every tree. OWN, by measurement. */
const BLOCK_ROWS = 256;

/** PDs of forests stay this far from 0 and 1, so that log-odds are finite. OWN: below any grade's bound. */
const LEAST_PD = 1e-6;

/** A model that is a sum or mean of trees. */
export function makeTreesModel(artefact: ModelArtefact, body: TreesBody): Model {
  const nInputs = artefact.inputs.length;
  const { input, limit, child, missingLeft, levelsLeft, roots, value } = flattenTrees(
    body,
    artefact.inputs.map((i) => (i.kind === 'category' ? i.levels.length : 0)),
  );
  const values = new Float64Array(BLOCK_ROWS * nInputs);
  const sums = new Float64Array(BLOCK_ROWS);

  /** Is the row's value to the left of a split that numbers alone do not decide? */
  function specialLeft(split: number, v: number): boolean {
    const flags = levelsLeft[split];
    if (flags === undefined) return Number.isNaN(v) ? missingLeft[split] === 1 : v <= limit[split]!;
    if (v === CODE_MISSING) return missingLeft[split] === 1;
    return flags[v >= 0 ? v : flags.length - 1] === 1;
  }

  function walk(root: number, at: number): number {
    let split = root;
    while (split >= 0) {
      const v = values[at + input[split]!]!;
      const l = limit[split]!;
      // One comparison decides for two numbers; a NaN on either side fails both.
      if (v <= l) split = child[2 * split]!;
      else if (v > l) split = child[2 * split + 1]!;
      else split = child[2 * split + (specialLeft(split, v) ? 0 : 1)]!;
    }
    return value[-1 - split]!;
  }

  function gather({ columns }: BoundColumns, from: number, n: number): void {
    for (let f = 0; f < nInputs; f++) {
      const column = columns[f]!;
      for (let i = 0; i < n; i++) values[i * nInputs + f] = column[from + i]!;
    }
  }

  function marginOf(sum: number): number {
    if (body.leaves === 'logOdds') return body.base + sum;
    const pd = Math.min(1 - LEAST_PD, Math.max(LEAST_PD, sum / roots.length));
    return Math.log(pd / (1 - pd));
  }

  return {
    artefact,
    margins(bound, start, end, out) {
      for (let from = start; from < end; from += BLOCK_ROWS) {
        const n = Math.min(BLOCK_ROWS, end - from);
        gather(bound, from, n);
        sums.fill(0, 0, n);
        for (const root of roots) {
          for (let i = 0; i < n; i++) sums[i]! += walk(root, i * nInputs);
        }
        for (let i = 0; i < n; i++) out[from - start + i] = marginOf(sums[i]!);
      }
    },
  };
}
