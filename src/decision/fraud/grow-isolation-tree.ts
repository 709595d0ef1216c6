import { openStream, type RandomStream } from '../../core/index.ts';
import type { IsolationTree } from './isolation-forest.ts';

/** What the draws of a tree are for: the third counter of its stream. */
const DRAW = { row: 0, feature: 1, cut: 2 } as const;

/**
 * Grows tree number `iTree` of a forest on `sampleSize` of the rows, drawn without replacement, to the depth at which an average
 * row is isolated. A split draws a feature, in proportion to the rows of the node that have it, and a cut between the least and
 * the largest of its values there; rows without the feature join the larger side. The tree depends on columns, `seed` and `iTree` alone.
 * @param columns one per feature, NaN for missing
 */
export function growIsolationTree(
  columns: readonly Float64Array[],
  sampleSize: number,
  seed: number,
  iTree: number,
): IsolationTree {
  const stream = openStream(seed, 'fraud.isolation');
  const rows = drawRows(columns[0]?.length ?? 0, sampleSize, stream, iTree);
  const mostDepth = Math.ceil(Math.log2(Math.max(rows.length, 2)));
  const tree = {
    feature: [] as number[],
    threshold: [] as number[],
    left: [] as number[],
    missing: [] as number[],
    rows: [] as number[],
  };
  const open = [{ rows, depth: 0 }];
  // First in, first out: children get neighbouring places, behind their parent.
  for (let i = 0; i < open.length; i++) {
    const node = open[i]!;
    const split = node.depth < mostDepth ? drawSplit(columns, node.rows, stream, iTree, i) : undefined;
    tree.rows.push(node.rows.length);
    tree.feature.push(split?.feature ?? -1);
    tree.threshold.push(split?.threshold ?? 0);
    tree.missing.push(split?.missing ?? 0);
    tree.left.push(split ? open.length : 0);
    if (!split) continue;
    const depth = node.depth + 1;
    open.push({ rows: split.below, depth }, { rows: split.above, depth });
  }
  return tree;
}

/** `size` different rows of `n` (all where there are no more), by the first steps of a Fisher-Yates shuffle. */
function drawRows(n: number, size: number, stream: RandomStream, iTree: number): number[] {
  const moved = new Map<number, number>();
  const at = (i: number): number => moved.get(i) ?? i;
  const rows: number[] = [];
  for (let i = 0; i < Math.min(size, n); i++) {
    const j = i + stream.integer(n - i, iTree, i, DRAW.row);
    rows.push(at(j));
    moved.set(j, at(i));
  }
  return rows;
}

interface Split {
  readonly feature: number;
  readonly threshold: number;
  readonly missing: 0 | 1;
  readonly below: number[];
  readonly above: number[];
}

/** A split of a node's rows; none where no feature has two values. */
function drawSplit(
  columns: readonly Float64Array[],
  rows: readonly number[],
  stream: RandomStream,
  iTree: number,
  iNode: number,
): Split | undefined {
  if (rows.length < 2) return undefined;
  const ranges = columns.map((values) => rangeOf(values, rows));
  const weights = ranges.map(({ least, most, known }) => (least < most ? known : 0));
  if (!weights.some((weight) => weight > 0)) return undefined;
  const feature = stream.categorical(weights, iTree, iNode, DRAW.feature);
  const { least, most } = ranges[feature]!;
  const drawn = least + stream.uniform(iTree, iNode, DRAW.cut) * (most - least);
  // Below the threshold goes left: it must lie above the least value for both sides to have a row.
  const threshold = drawn > least ? drawn : most;
  const values = columns[feature]!;
  const below: number[] = [];
  const above: number[] = [];
  const without: number[] = [];
  for (const row of rows) {
    const value = values[row]!;
    if (Number.isNaN(value)) without.push(row);
    else if (value < threshold) below.push(row);
    else above.push(row);
  }
  const missing = below.length >= above.length ? 0 : 1;
  (missing === 0 ? below : above).push(...without);
  return { feature, threshold, missing, below, above };
}

function rangeOf(
  values: Float64Array,
  rows: readonly number[],
): { least: number; most: number; known: number } {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let known = 0;
  for (const row of rows) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    known += 1;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most, known };
}
