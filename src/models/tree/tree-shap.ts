import { type FlatTrees, goesLeft } from './flat-trees.ts';

/**
 * Exact Shapley values of one row under the path-dependent expectation: where a split's input is out of the coalition, both
 * sides count by their share of training rows (Lundberg et al., "From local explanations to global understanding with
 * explainable AI for trees", Nature Machine Intelligence 2020, algorithm 2). They add up to the sum of the row's leaves less
 * `expectedSum`.
 * @param values IN the row, one value an input @param shares OUT one share an input
 */
export function treeShap(trees: FlatTrees, values: Float64Array, shares: Float64Array): void {
  shares.fill(0);
  for (const root of trees.roots) if (root >= 0) descend(trees, values, shares, root, [], 1, 1, -1);
}

/** Sum over the trees of the average leaf of the training rows. */
export function expectedSum({ roots, child, value, leafRows, splitRows }: FlatTrees): number {
  const average = (at: number): number => {
    if (at < 0) return value[-1 - at]!;
    const [left, right] = [child[2 * at]!, child[2 * at + 1]!];
    const rows = (c: number): number => (c < 0 ? leafRows[-1 - c]! : splitRows[c]!);
    return (rows(left) * average(left) + rows(right) * average(right)) / (rows(left) + rows(right));
  };
  return roots.reduce((sum, root) => sum + average(root), 0);
}

/**
 * One input on the path from the root. `weight` at place i is the share of coalitions in which i of the path's inputs are
 * in, carried along so that leaves need no enumeration.
 */
interface PathStep {
  readonly input: number;
  /** Share of rows that pass where the input is out, and 1 or 0: does the row itself pass? */
  readonly zero: number;
  readonly one: number;
  weight: number;
}

function descend(
  trees: FlatTrees,
  values: Float64Array,
  shares: Float64Array,
  at: number,
  before: readonly PathStep[],
  zero: number,
  one: number,
  input: number,
): void {
  const path = extend(before, zero, one, input);
  if (at < 0) {
    const leaf = trees.value[-1 - at]!;
    for (let i = 1; i < path.length; i++) {
      const step = path[i]!;
      let weight = 0;
      for (const { weight: w } of unwind(path, i)) weight += w;
      shares[step.input]! += weight * (step.one - step.zero) * leaf;
    }
    return;
  }
  const splitInput = trees.input[at]!;
  const isLeft = goesLeft(trees, at, values[splitInput]!);
  const [left, right] = [trees.child[2 * at]!, trees.child[2 * at + 1]!];
  const total = rowsOf(trees, left) + rowsOf(trees, right);
  // An input met before takes its earlier place along: it is in or out of the coalition once.
  const met = path.findIndex((step, i) => i > 0 && step.input === splitInput);
  const [zeroBefore, oneBefore] = met > 0 ? [path[met]!.zero, path[met]!.one] : [1, 1];
  const rest = met > 0 ? unwind(path, met) : path;
  for (const child of [left, right]) {
    const passes = (child === left) === isLeft ? oneBefore : 0;
    const share = (zeroBefore * rowsOf(trees, child)) / total;
    // Nothing in or out of the coalition comes this way.
    if (share === 0 && passes === 0) continue;
    descend(trees, values, shares, child, rest, share, passes, splitInput);
  }
}

function rowsOf({ splitRows, leafRows }: FlatTrees, child: number): number {
  return child < 0 ? leafRows[-1 - child]! : splitRows[child]!;
}

/** The path with one more input. */
function extend(before: readonly PathStep[], zero: number, one: number, input: number): PathStep[] {
  const depth = before.length;
  const path = before.map((step) => ({ ...step }));
  path.push({ input, zero, one, weight: depth === 0 ? 1 : 0 });
  for (let i = depth - 1; i >= 0; i--) {
    path[i + 1]!.weight += (one * path[i]!.weight * (i + 1)) / (depth + 1);
    path[i]!.weight = (zero * path[i]!.weight * (depth - i)) / (depth + 1);
  }
  return path;
}

/** The path as if input `i` had never been added: undoes `extend`. */
function unwind(path: readonly PathStep[], i: number): PathStep[] {
  const depth = path.length - 1;
  const { zero, one } = path[i]!;
  const weights = path.map(({ weight }) => weight);
  let next = weights[depth]!;
  for (let j = depth - 1; j >= 0; j--) {
    if (one !== 0) {
      const kept = weights[j]!;
      weights[j] = (next * (depth + 1)) / ((j + 1) * one);
      next = kept - (weights[j]! * zero * (depth - j)) / (depth + 1);
    } else {
      weights[j] = (weights[j]! * (depth + 1)) / (zero * (depth - j));
    }
  }
  const rest = path.filter((_, j) => j !== i);
  return rest.map((step, j) => ({ ...step, weight: weights[j]! }));
}
