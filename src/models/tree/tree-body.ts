import { z } from 'zod';

/**
 * One tree by columns: entry i of the first six belongs to split i, the root is split 0. A child that is not negative is a
 * split, else leaf -1 - child; a tree without splits is leaf 0 alone.
 */
export const treeNodes = z.object({
  input: z.array(z.int().min(0)),
  /** Numbers below it go left; null: every number does, and only missing goes right. Not read for categories. */
  threshold: z.array(z.number().nullable()),
  /** 1: missing goes left. */
  missingLeft: z.array(z.int().min(0).max(1)),
  left: z.array(z.int()),
  right: z.array(z.int()),
  /** Training loss saved. */
  gain: z.array(z.number()),
  /** Training rows that came to each split. */
  rows: z.array(z.int().min(0)),
  /** Splits on categories: the levels that go left, and whether levels never seen do. */
  categories: z.array(
    z.object({ split: z.int().min(0), left: z.array(z.int().min(0)), unseenLeft: z.boolean() }),
  ),
  /** By leaf. */
  value: z.array(z.number()).min(1),
  leafRows: z.array(z.int().min(0)),
});
export type TreeNodes = z.infer<typeof treeNodes>;

/**
 * A sum or a mean of trees:
 * - logOdds: log-odds of bad = base + sum of the leaves
 * - pd: probability of bad = mean of the leaves
 */
export const treesBody = z
  .object({
    kind: z.literal('trees'),
    leaves: z.enum(['logOdds', 'pd']),
    base: z.number(),
    trees: z.array(treeNodes),
  })
  .superRefine(({ trees }, context) => {
    trees.forEach((tree, t) => {
      const problem = shapeProblem(tree);
      if (problem) context.addIssue({ code: 'custom', path: ['trees', t], message: problem });
    });
  });
export type TreesBody = z.infer<typeof treesBody>;

/** What is wrong with the shape of a tree: every split and leaf must hang from exactly one earlier split. */
function shapeProblem(tree: TreeNodes): string | undefined {
  const n = tree.input.length;
  const perSplit = [tree.threshold, tree.missingLeft, tree.left, tree.right, tree.gain, tree.rows];
  if (perSplit.some(({ length }) => length !== n)) return 'columns of splits differ in length';
  if (tree.value.length !== n + 1 || tree.leafRows.length !== n + 1)
    return `${n} splits need ${n + 1} leaves`;
  const seen = new Set<number>();
  for (let i = 0; i < n; i++) {
    for (const child of [tree.left[i]!, tree.right[i]!]) {
      if (child >= 0 ? child <= i || child >= n : child < -1 - n) return `split ${i} has no child ${child}`;
      if (seen.has(child)) return `child ${child} hangs from two splits`;
      seen.add(child);
    }
  }
  if (tree.categories.some(({ split }) => split >= n)) return 'categories of a split that is not there';
  return undefined;
}
