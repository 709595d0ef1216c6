import type { TreesBody } from '../tree-body.ts';
import type { Slot } from './row-coder.ts';
import type { Slots } from './slots.ts';

/**
 * All trees of a model as tests on coded rows, laid out for walking many rows, or many trees, side by side. Node i of the
 * whole model is a pair of words:
 *
 *   nodes[2 i]      slot << 8 | last code that goes left; for a split on categories -1 - its set
 *   nodes[2 i + 1]  the left child; the right one follows it
 *
 * A tree's nodes lie level by level, so that its upper levels, which every row passes, share a few cache lines. A leaf is a
 * test that always goes left and leads to itself: walks need not ask whether they are there.
 */
export interface CodedTrees {
  readonly slots: readonly Slot[];
  readonly nodes: Int32Array;
  /** By node; 0 for splits. */
  readonly value: Float64Array;
  /** First node of each tree. */
  readonly roots: Int32Array;
  /** Splits on each tree's longest path. */
  readonly depths: Int32Array;
  /** SET_WORDS words a set, a bit a code: does it go right? */
  readonly sets: Int32Array;
  /** Slot that each set is tested on. */
  readonly setSlots: Int32Array;
}

/** Words of a set of 256 codes. */
export const SET_WORDS = 8;

/** A test that always goes left: no code is beyond it. */
const ALWAYS_LEFT = 255;

/** @param nLevels levels of each input, 0 for numbers */
export function codeTrees({ trees }: TreesBody, nLevels: readonly number[], slots: Slots): CodedTrees {
  const nNodes = trees.reduce((sum, { input }) => sum + 2 * input.length + 1, 0);
  const nodes = new Int32Array(2 * nNodes);
  const value = new Float64Array(nNodes);
  const sets: number[] = [];
  const setSlots: number[] = [];
  const depths = new Int32Array(trees.length);
  let next = 0;
  const roots = Int32Array.from(trees, (tree, t) => {
    const root = next;
    const categories = new Map(tree.categories.map((category) => [category.split, category]));
    next += 1;
    let level: [number, number][] = [[root, tree.input.length > 0 ? 0 : -1]];
    for (let depth = 0; level.length > 0; depth++) {
      depths[t] = depth;
      level = level.flatMap(([node, child]): [number, number][] => {
        if (child < 0) {
          nodes[2 * node] = ALWAYS_LEFT;
          nodes[2 * node + 1] = node;
          value[node] = tree.value[-1 - child]!;
          return [];
        }
        const left = next;
        next += 2;
        const category = categories.get(child);
        nodes[2 * node + 1] = left;
        if (category) {
          nodes[2 * node] = -1 - setSlots.length;
          const input = tree.input[child]!;
          setSlots.push(slots.ofCategory(input));
          sets.push(...bitsOf(slots.codesRight(category, tree.missingLeft[child]!, nLevels[input]!)));
        } else {
          const { slot, last } = slots.ofNumber(tree, child);
          nodes[2 * node] = (slot << 8) | last;
        }
        return [
          [left, tree.left[child]!],
          [left + 1, tree.right[child]!],
        ];
      });
    }
    return root;
  });
  return {
    slots: slots.all,
    nodes,
    value,
    roots,
    depths,
    sets: Int32Array.from(sets),
    setSlots: Int32Array.from(setSlots),
  };
}

/** A bit a code. */
function bitsOf(codes: readonly number[]): Int32Array {
  const words = new Int32Array(SET_WORDS);
  for (const code of codes) words[code >> 5]! |= 1 << (code & 31);
  return words;
}
