/** Cost-complexity pruning (Breiman, Friedman, Olshen and Stone, "Classification and Regression Trees", 1984, chapter 3). */

import { type BinSplit, type BinTree, isLeaf, leafOfChild } from './bin-tree.ts';

/** What a node is as a leaf: its share of bads and the squared error of that share over its rows. */
export interface NodeCost {
  readonly value: number;
  readonly rows: number;
  readonly cost: number;
}

export interface CostedTree {
  readonly tree: BinTree;
  /** By split, as if it were a leaf. */
  readonly splitCosts: readonly NodeCost[];
  readonly leafCosts: readonly NodeCost[];
}

/**
 * The penalties at which the best subtree changes, ascending from 0: between two of them one subtree is best. Each step
 * collapses the weakest link, the split whose subtree saves least cost a leaf.
 */
export function pruningPath(costed: CostedTree): number[] {
  const path = [0];
  const collapsed = new Set<number>();
  while (costed.tree.splits.length > 0 && !collapsed.has(0)) {
    const links = linkStrengths(costed, collapsed);
    let weakest = Number.POSITIVE_INFINITY;
    for (const strength of links.values()) weakest = Math.min(weakest, strength);
    const penalty = Math.max(path.at(-1)!, weakest);
    for (const [split, strength] of links) if (strength <= penalty) collapsed.add(split);
    if (penalty > path.at(-1)!) path.push(penalty);
  }
  return path;
}

/** The smallest subtree that minimises cost + penalty x leaves. */
export function pruneTree(costed: CostedTree, penalty: number): BinTree {
  const collapsed = new Set<number>();
  for (;;) {
    const links = [...linkStrengths(costed, collapsed)].filter(([, strength]) => strength <= penalty);
    if (links.length === 0) break;
    // Only the weakest go: what hangs from them may be stronger once they are gone.
    const weakest = Math.min(...links.map(([, strength]) => strength));
    for (const [split, strength] of links) if (strength === weakest) collapsed.add(split);
  }
  return cut(costed, collapsed);
}

/** By split still in the tree: cost saved a leaf by keeping its subtree, (R(t) - R(T_t)) / (leaves - 1). */
function linkStrengths(
  { tree, splitCosts, leafCosts }: CostedTree,
  collapsed: ReadonlySet<number>,
): Map<number, number> {
  const strengths = new Map<number, number>();
  const visit = (child: number): { cost: number; leaves: number } => {
    if (isLeaf(child)) return { cost: leafCosts[leafOfChild(child)]!.cost, leaves: 1 };
    const own = splitCosts[child]!.cost;
    if (collapsed.has(child)) return { cost: own, leaves: 1 };
    const { left, right } = tree.splits[child]!;
    const [a, b] = [visit(left), visit(right)];
    const cost = a.cost + b.cost;
    const leaves = a.leaves + b.leaves;
    strengths.set(child, (own - cost) / (leaves - 1));
    return { cost, leaves };
  };
  if (tree.splits.length > 0) visit(0);
  return strengths;
}

/** The tree with the collapsed splits as leaves, numbered anew depth first. */
function cut({ tree, splitCosts, leafCosts }: CostedTree, collapsed: ReadonlySet<number>): BinTree {
  const splits: BinSplit[] = [];
  const values: number[] = [];
  const leafRows: number[] = [];
  const visit = (child: number): number => {
    if (!isLeaf(child) && !collapsed.has(child)) {
      const at = splits.length;
      const split = { ...tree.splits[child]! };
      splits.push(split);
      split.left = visit(split.left);
      split.right = visit(split.right);
      return at;
    }
    const { value, rows } = isLeaf(child) ? leafCosts[leafOfChild(child)]! : splitCosts[child]!;
    values.push(value);
    leafRows.push(rows);
    return -values.length;
  };
  visit(tree.splits.length > 0 ? 0 : -1);
  return { splits, values, leafRows };
}
