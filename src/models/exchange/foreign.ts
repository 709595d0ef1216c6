import type { ModelInput } from '../artefact.ts';
import type { TreeNodes, TreesBody } from '../tree/tree-body.ts';

/** What a reader finds in another system's file. */
export interface ForeignTrees {
  readonly inputs: readonly ModelInput[];
  readonly body: TreesBody;
}

/**
 * Rows by split from rows by leaf: a split's rows are those of its children, as Shapley values need it, whatever was rounded
 * in the file. A leaf without rows counts as one.
 */
export function countedTree(tree: Omit<TreeNodes, 'rows'>): TreeNodes {
  const leafRows = tree.leafRows.map((rows) => Math.max(1, Math.round(rows)));
  const rows = new Array<number>(tree.input.length).fill(0);
  const of = (child: number): number => (child < 0 ? leafRows[-1 - child]! : rows[child]!);
  for (let i = rows.length - 1; i >= 0; i--) rows[i] = of(tree.left[i]!) + of(tree.right[i]!);
  return { ...tree, leafRows, rows };
}
