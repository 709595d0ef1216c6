import { CODE_MISSING } from '../model.ts';
import type { TreesBody } from './tree-body.ts';

/**
 * All trees of a model in flat arrays, laid out for walking: split s has its children at child[2 s] (left) and
 * child[2 s + 1] (right), as numbers of splits of the whole model, or leaves as -1 - leaf of the whole model.
 */
export interface FlatTrees {
  readonly input: Int32Array;
  /** Values up to and including it go left; NaN marks a split on categories. */
  readonly limit: Float64Array;
  readonly child: Int32Array;
  /** 1: missing goes left. */
  readonly missingLeft: Uint8Array;
  /** By split, for categories: flags by level, then one for levels never seen. */
  readonly levelsLeft: readonly (Uint8Array | undefined)[];
  /** First split, or leaf, of each tree, in the sense of `child`. */
  readonly roots: Int32Array;
  readonly value: Float64Array;
  /** Training rows by split and by leaf. */
  readonly splitRows: Float64Array;
  readonly leafRows: Float64Array;
}

/** @param nLevels levels of each input, 0 for numbers */
export function flattenTrees({ trees }: TreesBody, nLevels: readonly number[]): FlatTrees {
  const nSplits = trees.reduce((sum, { input }) => sum + input.length, 0);
  const nLeaves = nSplits + trees.length;
  const flat = {
    input: new Int32Array(nSplits),
    limit: new Float64Array(nSplits),
    child: new Int32Array(2 * nSplits),
    missingLeft: new Uint8Array(nSplits),
    levelsLeft: new Array<Uint8Array | undefined>(nSplits).fill(undefined),
    roots: new Int32Array(trees.length),
    value: new Float64Array(nLeaves),
    splitRows: new Float64Array(nSplits),
    leafRows: new Float64Array(nLeaves),
  };
  let split = 0;
  let leaf = 0;
  trees.forEach((tree, t) => {
    const place = (child: number): number => (child >= 0 ? split + child : child - leaf);
    const n = tree.input.length;
    flat.roots[t] = n > 0 ? split : -1 - leaf;
    for (let i = 0; i < n; i++) {
      const threshold = tree.threshold[i]!;
      flat.limit[split + i] = threshold === null ? Number.POSITIVE_INFINITY : below(threshold);
      flat.child[2 * (split + i)] = place(tree.left[i]!);
      flat.child[2 * (split + i) + 1] = place(tree.right[i]!);
    }
    for (const { split: i, left, unseenLeft } of tree.categories) {
      const levels = nLevels[tree.input[i]!]!;
      const flags = new Uint8Array(levels + 1);
      for (const level of left) flags[level] = 1;
      flags[levels] = unseenLeft ? 1 : 0;
      flat.levelsLeft[split + i] = flags;
      flat.limit[split + i] = Number.NaN;
    }
    flat.input.set(tree.input, split);
    flat.missingLeft.set(tree.missingLeft, split);
    flat.splitRows.set(tree.rows, split);
    flat.value.set(tree.value, leaf);
    flat.leafRows.set(tree.leafRows, leaf);
    split += n;
    leaf += tree.value.length;
  });
  return flat;
}

/** Does a value (NaN missing) or a level's code go left at this split? */
export function goesLeft({ limit, missingLeft, levelsLeft }: FlatTrees, split: number, v: number): boolean {
  const flags = levelsLeft[split];
  if (flags === undefined) return Number.isNaN(v) ? missingLeft[split] === 1 : v <= limit[split]!;
  if (v === CODE_MISSING) return missingLeft[split] === 1;
  return flags[v >= 0 ? v : flags.length - 1] === 1;
}

/** The largest number below `x`: v < x and v <= below(x) say the same. */
export function below(x: number): number {
  if (x === 0) return -Number.MIN_VALUE;
  const bits = new BigInt64Array(1);
  const value = new Float64Array(bits.buffer);
  value[0] = x;
  bits[0]! += x > 0 ? -1n : 1n;
  return value[0]!;
}
