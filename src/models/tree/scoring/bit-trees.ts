import type { TreesBody } from '../tree-body.ts';
import { QUICK_LEAVES } from './quick-scorer.ts';
import type { Slots } from './slots.ts';

/**
 * Trees of at most QUICK_LEAVES leaves laid out for scoring by bits. Words of `goesRight` are given by threshold, slot after
 * slot, then by set of a category's codes.
 */
export interface BitTrees {
  /** By split, tree after tree: the word of `goesRight` that holds its test. */
  readonly test: Int32Array;
  /** By split: where its left and right child lie among a tree's words; leaf l is word QUICK_LEAVES + l. */
  readonly child: Int32Array;
  /** QUICK_LEAVES a tree, those that it lacks 0. */
  readonly value: Float64Array;
  /** By tree. */
  readonly nSplits: Int32Array;
  /** By slot: its first word. */
  readonly firstWord: Int32Array;
  /** By slot: its words less one; larger codes, which only missing has, share the last. */
  readonly lastCode: Int32Array;
  /** By set: the words whose rows go right. */
  readonly setMembers: readonly Int32Array[];
  /** Word of the first set. */
  readonly firstSet: number;
}

/** @param nLevels levels of each input, 0 for numbers */
export function layBits({ trees }: TreesBody, nLevels: readonly number[], slots: Slots): BitTrees {
  const lastCode = Int32Array.from(slots.all, (slot) =>
    slot.kind === 'numeric' ? slot.cuts.length + 1 : slot.nLevels + 1,
  );
  let firstSet = 0;
  const firstWord = lastCode.map((last) => {
    firstSet += last + 1;
    return firstSet - last - 1;
  });
  const setMembers: Int32Array[] = [];
  const test = trees.flatMap((tree) => {
    const categories = new Map(tree.categories.map((category) => [category.split, category]));
    return tree.input.map((input, i) => {
      const category = categories.get(i);
      if (!category) {
        const { slot, last } = slots.ofNumber(tree, i);
        return firstWord[slot]! + last;
      }
      const members = slots.codesRight(category, tree.missingLeft[i]!, nLevels[input]!);
      setMembers.push(Int32Array.from(members, (code) => firstWord[slots.ofCategory(input)]! + code));
      return firstSet + setMembers.length - 1;
    });
  });
  const place = (child: number): number => (child >= 0 ? child : QUICK_LEAVES - 1 - child);
  const value = new Float64Array(trees.length * QUICK_LEAVES);
  trees.forEach((tree, t) => {
    value.set(tree.value, t * QUICK_LEAVES);
  });
  return {
    test: Int32Array.from(test),
    child: Int32Array.from(
      trees.flatMap(({ left, right }) => left.flatMap((child, i) => [place(child), place(right[i]!)])),
    ),
    value,
    nSplits: Int32Array.from(trees, ({ input }) => input.length),
    firstWord,
    lastCode,
    setMembers,
    firstSet,
  };
}
