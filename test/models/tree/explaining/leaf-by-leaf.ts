import { type FlatTrees, goesLeft } from '../../../../src/models/tree/flat-trees.ts';

/** One input of a path: the share of training rows that pass its splits, and whether the row does (1 or 0). */
interface Entry {
  readonly zero: number;
  readonly one: number;
}

/**
 * Shapley values of trees leaf by leaf and input by input from their definition: a coalition of k of the path's other inputs counts
 * k! (n - 1 - k)! / n!, and the shares of rows of all such coalitions are a coefficient of the product of the others' factors. Sums of
 * positive numbers alone, so that paths of any length come out to some 1e-14.
 */
export function leafByLeaf(trees: FlatTrees, values: Float64Array): Float64Array {
  const { input, child, value, splitRows, leafRows, roots } = trees;
  const rowsOf = (at: number): number => (at < 0 ? leafRows[-1 - at]! : splitRows[at]!);
  const shares = new Float64Array(values.length);
  const visit = (at: number, path: ReadonlyMap<number, Entry>): void => {
    if (at < 0) {
      for (const [f, { zero, one }] of path) {
        const others = [...path].flatMap(([other, entry]) => (other === f ? [] : [entry]));
        shares[f]! += (one - zero) * weighed(others) * value[-1 - at]!;
      }
      return;
    }
    const f = input[at]!;
    const isLeft = goesLeft(trees, at, values[f]!);
    for (const side of [0, 1]) {
      const next = child[2 * at + side]!;
      const { zero, one } = path.get(f) ?? { zero: 1, one: 1 };
      const passes = (side === 0) === isLeft ? one : 0;
      visit(next, new Map(path).set(f, { zero: (zero * rowsOf(next)) / rowsOf(at), one: passes }));
    }
  };
  for (const root of roots) visit(root, new Map());
  return shares;
}

/** Sum over the coalitions of these inputs of their weight times the share of rows that comes by. */
function weighed(entries: readonly Entry[]): number {
  let bySize = [1];
  for (const { zero, one } of entries) {
    const [without, withIt] = [
      [...bySize, 0],
      [0, ...bySize],
    ];
    bySize = without.map((coefficient, k) => zero * coefficient + one * withIt[k]!);
  }
  // k! (n - 1 - k)! / n! for n - 1 others.
  let weight = 1 / bySize.length;
  return bySize.reduce((sum, coefficient, k) => {
    const term = weight * coefficient;
    weight *= (k + 1) / Math.max(1, entries.length - k);
    return sum + term;
  }, 0);
}
