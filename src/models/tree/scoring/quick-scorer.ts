import { CODE_MISSING } from '../../model.ts';
import { below } from '../flat-trees.ts';
import type { TreeNodes, TreesBody } from '../tree-body.ts';
import type { RowScorer } from './walk.ts';

/** Leaves of a tree at most: one bit each in a 32-bit word. */
export const QUICK_LEAVES = 32;

/** Splits that send right: `tree` rules out all leaves but `kept`. */
interface Rules {
  readonly tree: Uint16Array;
  readonly kept: Int32Array;
}

interface InputRules {
  /** Ascending, then NaN; a number is right of all limits below it. Empty for categories. */
  readonly limits: Float64Array;
  readonly byLimit: Rules;
  /** By level, then for levels never seen; empty for numbers. */
  readonly byLevel: readonly Rules[];
  readonly missing: Rules;
}

/** Can the trees of a model be scored this way? */
export function isQuick({ trees }: TreesBody): boolean {
  return trees.length < 2 ** 16 && trees.every(({ value }) => value.length <= QUICK_LEAVES);
}

/**
 * Scoring without walking (Lucchese et al., "QuickScorer", SIGIR 2015). The leaves of a tree, from left to right, are the bits
 * of a word. A split that sends the row right rules out the leaves of its left subtree, and of all leaves never ruled out the
 * leftmost is the row's. Which splits send a number right is a prefix of their sorted limits, so that a row goes through
 * short runs of memory with hardly a branch that cannot be foreseen; walking mispredicts at every other split.
 *
 *   by input:  limits, ascending     0.2   0.5   0.9   |        row's value 0.7:
 *              tree                   4     0     2    |        rules out in trees 4 and 0
 *              leaves kept           ~00011 ~00100 ...
 *
 * @param nLevels levels of each input, 0 for numbers
 */
export function makeQuickScorer({ trees }: TreesBody, nLevels: readonly number[]): RowScorer {
  const splits = trees.flatMap(splitRules);
  const inputs = nLevels.map((levels, input) =>
    inputRules(
      splits.filter((split) => split.input === input),
      levels,
    ),
  );
  const alive = new Int32Array(trees.length);
  const leaves = new Float64Array(trees.length * QUICK_LEAVES);
  trees.forEach((tree, t) => {
    leavesInOrder(tree).forEach((leaf, bit) => {
      leaves[t * QUICK_LEAVES + bit] = tree.value[leaf]!;
    });
  });

  return (values, at) => {
    alive.fill(-1);
    for (let f = 0; f < inputs.length; f++) {
      const { limits, byLimit, byLevel, missing } = inputs[f]!;
      const v = values[at + f]!;
      if (byLevel.length > 0) {
        apply(v === CODE_MISSING ? missing : byLevel[v >= 0 ? v : byLevel.length - 1]!, alive);
      } else if (Number.isNaN(v)) {
        apply(missing, alive);
      } else {
        const { tree, kept } = byLimit;
        for (let k = 0; v > limits[k]!; k++) alive[tree[k]!]! &= kept[k]!;
      }
    }
    let sum = 0;
    for (let t = 0; t < alive.length; t++) {
      const word = alive[t]!;
      sum += leaves[t * QUICK_LEAVES + 31 - Math.clz32(word & -word)]!;
    }
    return sum;
  };
}

function apply({ tree, kept }: Rules, alive: Int32Array): void {
  for (let k = 0; k < tree.length; k++) alive[tree[k]!]! &= kept[k]!;
}

interface SplitRule {
  readonly tree: number;
  readonly kept: number;
  readonly input: number;
  readonly limit: number;
  readonly missingRight: boolean;
  /** For categories: levels that go left, and whether unseen ones go right. */
  readonly left: ReadonlySet<number> | undefined;
  readonly unseenRight: boolean;
}

function inputRules(splits: readonly SplitRule[], nLevels: number): InputRules {
  const rulesOf = (some: readonly SplitRule[]): Rules => ({
    tree: Uint16Array.from(some, ({ tree }) => tree),
    kept: Int32Array.from(some, ({ kept }) => kept),
  });
  const sorted = nLevels > 0 ? [] : splits.toSorted((a, b) => a.limit - b.limit || a.tree - b.tree);
  const byLevel = Array.from({ length: nLevels }, (_, level) =>
    rulesOf(splits.filter(({ left }) => !left?.has(level))),
  );
  if (nLevels > 0) byLevel.push(rulesOf(splits.filter(({ unseenRight }) => unseenRight)));
  return {
    limits: Float64Array.of(...sorted.map(({ limit }) => limit), Number.NaN),
    byLimit: rulesOf(sorted),
    byLevel,
    missing: rulesOf(splits.filter(({ missingRight }) => missingRight)),
  };
}

function splitRules(tree: TreeNodes, t: number): SplitRule[] {
  const order = leavesInOrder(tree);
  const bitOf = new Map(order.map((leaf, bit) => [leaf, bit]));
  const categories = new Map(tree.categories.map((split) => [split.split, split]));
  /** Bits of the leaves below a child. */
  const leavesOf = (child: number): number =>
    child < 0 ? 1 << bitOf.get(-1 - child)! : leavesOf(tree.left[child]!) | leavesOf(tree.right[child]!);
  return tree.input.map((input, i) => {
    const threshold = tree.threshold[i]!;
    const category = categories.get(i);
    return {
      tree: t,
      kept: ~leavesOf(tree.left[i]!),
      input,
      limit: threshold === null ? Number.POSITIVE_INFINITY : below(threshold),
      missingRight: tree.missingLeft[i] === 0,
      left: category && new Set(category.left),
      unseenRight: category ? !category.unseenLeft : false,
    };
  });
}

/** The leaves of a tree from left to right. */
function leavesInOrder({ input, left, right }: TreeNodes): number[] {
  const visit = (child: number): number[] =>
    child < 0 ? [-1 - child] : [...visit(left[child]!), ...visit(right[child]!)];
  return visit(input.length > 0 ? 0 : -1);
}
