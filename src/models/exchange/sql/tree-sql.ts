import type { ModelInput } from '../../artefact.ts';
import type { TreeNodes } from '../../tree/tree-body.ts';
import { sqlNumber, sqlText } from './literals.ts';

/** The leaf of a tree as one nested CASE; `columns` are the inputs' expressions (NULL missing). */
export function treeSql(tree: TreeNodes, inputs: readonly ModelInput[], columns: readonly string[]): string {
  const categories = new Map(tree.categories.map((c) => [c.split, c]));
  const nodeSql = (child: number): string => {
    if (child < 0) return sqlNumber(tree.value[-1 - child]!);
    const input = tree.input[child]!;
    const x = columns[input]!;
    const missingLeft = tree.missingLeft[child] === 1;
    const category = categories.get(child);
    const left = category
      ? levelsLeftSql(category, levelsOf(inputs[input]!), x, missingLeft)
      : belowSql(tree.threshold[child]!, x, missingLeft);
    return `CASE WHEN ${left} THEN ${nodeSql(tree.left[child]!)} ELSE ${nodeSql(tree.right[child]!)} END`;
  };
  return nodeSql(tree.input.length > 0 ? 0 : -1);
}

// A comparison with NULL is not true, so that missing goes right unless it is named.

function belowSql(threshold: number | null, x: string, missingLeft: boolean): string {
  if (threshold === null) return missingLeft ? 'TRUE' : `${x} IS NOT NULL`;
  const left = `${x} < ${sqlNumber(threshold)}`;
  return missingLeft ? `${left} OR ${x} IS NULL` : left;
}

function levelsLeftSql(
  { left, unseenLeft }: TreeNodes['categories'][number],
  levels: readonly string[],
  x: string,
  missingLeft: boolean,
): string {
  const isLeft = new Set(left);
  const named = levels.filter((_, level) => isLeft.has(level) !== unseenLeft).map(sqlText);
  const listed = `${x} ${unseenLeft ? 'NOT IN' : 'IN'} (${named.join(', ')})`;
  const none = unseenLeft ? `${x} IS NOT NULL` : 'FALSE';
  const sql = named.length > 0 ? listed : none;
  return missingLeft ? `${sql} OR ${x} IS NULL` : sql;
}

function levelsOf(input: ModelInput): readonly string[] {
  return input.kind === 'category' ? input.levels : [];
}
