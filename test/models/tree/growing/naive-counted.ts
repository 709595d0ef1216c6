/** The best split of weighed rows by going through all of them for every candidate: the twin of `growCounted`'s search. */

export interface NaiveNode {
  /** By feature, by row; `nBins` is missing. */
  readonly bins: readonly (readonly number[])[];
  readonly kinds: readonly ('numeric' | 'category')[];
  readonly nBins: number;
  readonly bad: readonly number[];
  readonly weights: readonly number[];
  readonly rows: readonly number[];
  readonly minLeafRows: number;
  readonly badWeight: number;
}

type Rows = readonly number[];

const sumOf = (rows: Rows, of: (row: number) => number): number => rows.reduce((a, row) => a + of(row), 0);

/** Weighted bads and rows; a bad weighs `badWeight` times its row. */
function weighed(node: NaiveNode, rows: Rows): { bads: number; all: number } {
  const own = (row: number): number => node.weights[row]! * (node.bad[row] ? node.badWeight : 1);
  return { bads: sumOf(rows, (row) => node.bad[row]! * own(row)), all: sumOf(rows, own) };
}

/** Weighted Gini impurity, summed over the rows and halved: all x share x (1 - share). */
export function impurity(node: NaiveNode, rows: Rows): number {
  const { bads, all } = weighed(node, rows);
  return bads * (1 - bads / all);
}

/** Impurity saved by sending these bins left; undefined where a child is too light. */
export function gainOf(node: NaiveNode, feature: number, left: ReadonlySet<number>): number | undefined {
  const side = (isLeft: boolean): Rows =>
    node.rows.filter((row) => left.has(node.bins[feature]![row]!) === isLeft);
  const sides = [side(true), side(false)];
  if (sides.some((rows) => sumOf(rows, (row) => node.weights[row]!) < node.minLeafRows)) return undefined;
  if (sides.some((rows) => rows.length === 0)) return undefined;
  return impurity(node, node.rows) - sides.reduce((a, rows) => a + impurity(node, rows), 0);
}

/** The greatest gain of any candidate; 0 where none gains. */
export function bestGain(node: NaiveNode): number {
  const gains = node.bins.flatMap((_, feature) =>
    (node.kinds[feature] === 'numeric' ? thresholds(node) : cutsOfCategories(node, feature)).map(
      (left) => gainOf(node, feature, new Set(left)) ?? 0,
    ),
  );
  return Math.max(0, ...gains);
}

function thresholds({ nBins }: NaiveNode): number[][] {
  return Array.from({ length: nBins }, (_, last) => Array.from({ length: last + 1 }, (_, b) => b)).flatMap(
    (values) => [values, [...values, nBins]],
  );
}

/** Categories of a weight of 10 or more by their share of bads, mixed with one row of goods, cut from either end. */
function cutsOfCategories(node: NaiveNode, feature: number): number[][] {
  const byBin = Map.groupBy(node.rows, (row) => node.bins[feature]![row]!);
  const weightOf = (bin: number): number => sumOf(byBin.get(bin)!, (row) => node.weights[row]!);
  const badsOf = (bin: number): number =>
    sumOf(byBin.get(bin)!, (row) => node.weights[row]! * node.bad[row]!);
  const rank = (bin: number): number => badsOf(bin) / (weightOf(bin) + 1);
  const known = [...byBin.keys()]
    .filter((bin) => weightOf(bin) >= 10)
    .sort((a, b) => rank(a) - rank(b) || a - b);
  return [known, known.toReversed()].flatMap((order) => order.map((_, k) => order.slice(0, k + 1)));
}
