import type { FixedTreeShap } from '../../../../src/models/tree/explaining/tree-shap.ts';
import { type FlatTrees, goesLeft } from '../../../../src/models/tree/flat-trees.ts';

/**
 * Shapley values of trees by the weights of coalitions (Lundberg et al., Nature Machine Intelligence 2020, algorithm 2), the twin of
 * `makeFixedTreeShap`.
 *
 * The path from the root holds one entry an input met: the share `zero` of rows that pass where the input is out, `one`
 * (1 or 0) whether the row itself passes, and `weight[i]`, the share of coalitions with i of the path's inputs in, carried
 * along so that leaves need no enumeration. Paths of all depths lie one behind the other in flat arrays: a node reads its
 * parent's and writes its own.
 */
export function makeNaiveTreeShap(trees: FlatTrees): FixedTreeShap {
  const { input, child, value } = trees;
  const longest = deepest(trees) + 2;
  // Path d starts at d (d + 1) / 2 and has at most d + 1 entries.
  const size = (longest * (longest + 1)) / 2;
  const inputs = new Int32Array(size);
  const zeros = new Float64Array(size);
  const ones = new Float64Array(size);
  const weights = new Float64Array(size);
  // Divisions take several times as long as products.
  const inverse = Float64Array.from({ length: longest + 1 }, (_, i) => 1 / i);

  /** Adds an input to the path of `length` entries at `at`. */
  function extend(at: number, length: number, zero: number, one: number, added: number): void {
    inputs[at + length] = added;
    zeros[at + length] = zero;
    ones[at + length] = one;
    weights[at + length] = length === 0 ? 1 : 0;
    for (let i = length - 1; i >= 0; i--) {
      const weight = weights[at + i]! * inverse[length + 1]!;
      weights[at + i + 1]! += one * weight * (i + 1);
      weights[at + i] = zero * weight * (length - i);
    }
  }

  /** Takes entry k out of the path of `length` entries, as if it had never been added: undoes `extend`. */
  function unwind(at: number, length: number, k: number): void {
    const depth = length - 1;
    const [zero, one] = [zeros[at + k]!, ones[at + k]!];
    let next = weights[at + depth]!;
    for (let i = depth - 1; i >= 0; i--) {
      if (one !== 0) {
        const kept = weights[at + i]!;
        weights[at + i] = (next * length) / ((i + 1) * one);
        next = kept - (weights[at + i]! * zero * (depth - i)) / length;
      } else {
        weights[at + i] = (weights[at + i]! * length) / (zero * (depth - i));
      }
    }
    for (let i = k; i < depth; i++) {
      inputs[at + i] = inputs[at + i + 1]!;
      zeros[at + i] = zeros[at + i + 1]!;
      ones[at + i] = ones[at + i + 1]!;
    }
  }

  /** Sum of the weights that `unwind` would leave, for an entry whose row passes (one is 1). */
  function unwoundSum(at: number, length: number, k: number): number {
    const depth = length - 1;
    const zero = zeros[at + k]! * inverse[length]!;
    let next = weights[at + depth]!;
    let sum = 0;
    for (let i = depth - 1; i >= 0; i--) {
      const left = next * length * inverse[i + 1]!;
      sum += left;
      next = weights[at + i]! - left * zero * (depth - i);
    }
    return sum;
  }

  /** The same for an entry that the row fails (one is 0), times the entry's share `zero`: one number for all such entries. */
  function failedSum(at: number, length: number): number {
    const depth = length - 1;
    let sum = 0;
    for (let i = depth - 1; i >= 0; i--) sum += weights[at + i]! * inverse[depth - i]!;
    return sum * length;
  }

  let fixedInput = -1;
  let isFixedIn = false;

  /**
   * Walks down from `start`; the path of its parent has `length` entries at `from`, its own is written behind at `at`. Leaves
   * count by `factor`, the share of rows that pass the splits on the fixed input.
   */
  function descend(
    values: Float64Array,
    shares: Float64Array,
    start: number,
    depth: number,
    from: number,
    length: number,
    zero: number,
    one: number,
    added: number,
    factor: number,
  ): void {
    let node = start;
    while (node >= 0 && input[node] === fixedInput) {
      const [left, right] = [child[2 * node]!, child[2 * node + 1]!];
      if (isFixedIn) {
        node = goesLeft(trees, node, values[fixedInput]!) ? left : right;
        continue;
      }
      const total = rowsOf(trees, left) + rowsOf(trees, right);
      for (const next of [left, right]) {
        const share = rowsOf(trees, next) / total;
        if (share > 0) descend(values, shares, next, depth, from, length, zero, one, added, factor * share);
      }
      return;
    }
    const at = from + depth;
    for (let i = 0; i < length; i++) {
      inputs[at + i] = inputs[from + i]!;
      zeros[at + i] = zeros[from + i]!;
      ones[at + i] = ones[from + i]!;
      weights[at + i] = weights[from + i]!;
    }
    extend(at, length, zero, one, added);
    let own = length + 1;
    if (node < 0) {
      const leaf = factor * value[-1 - node]!;
      const failed = failedSum(at, own) * leaf;
      for (let i = 1; i < own; i++) {
        shares[inputs[at + i]!]! +=
          ones[at + i] === 0 ? -failed : unwoundSum(at, own, i) * (1 - zeros[at + i]!) * leaf;
      }
      return;
    }
    const splitInput = input[node]!;
    // An input met before takes its earlier entry along: it is in or out of the coalition once.
    let zeroBefore = 1;
    let oneBefore = 1;
    for (let i = 1; i < own; i++) {
      if (inputs[at + i] !== splitInput) continue;
      zeroBefore = zeros[at + i]!;
      oneBefore = ones[at + i]!;
      unwind(at, own, i);
      own -= 1;
      break;
    }
    const isLeft = goesLeft(trees, node, values[splitInput]!);
    const total = rowsOf(trees, child[2 * node]!) + rowsOf(trees, child[2 * node + 1]!);
    for (let side = 0; side < 2; side++) {
      const next = child[2 * node + side]!;
      const passes = (side === 0) === isLeft ? oneBefore : 0;
      const share = (zeroBefore * rowsOf(trees, next)) / total;
      // Nothing in or out of the coalition comes this way.
      if (share === 0 && passes === 0) continue;
      descend(values, shares, next, depth + 1, at, own, share, passes, splitInput, factor);
    }
  }

  return (root, values, shares, fixed, isIn) => {
    if (root < 0) return;
    fixedInput = fixed;
    isFixedIn = isIn;
    descend(values, shares, root, 0, 0, 0, 1, 1, -1, 1);
  };
}

function rowsOf({ splitRows, leafRows }: FlatTrees, child: number): number {
  return child < 0 ? leafRows[-1 - child]! : splitRows[child]!;
}

/** Splits on the longest path from a root to a leaf. */
function deepest({ roots, child }: FlatTrees): number {
  const depth = (at: number): number =>
    at < 0 ? 0 : 1 + Math.max(depth(child[2 * at]!), depth(child[2 * at + 1]!));
  return roots.reduce((most, root) => Math.max(most, depth(root)), 0);
}
