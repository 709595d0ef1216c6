import { averagePathLength } from './path-length.ts';

/**
 * One tree of an isolation forest in arrays, children of a node side by side: `left[i]` and `left[i] + 1`. Node 0 is the root.
 *
 *   value < threshold[i]  -> left[i]
 *   else                  -> left[i] + 1
 *   missing               -> left[i] + missing[i]
 */
export interface IsolationTree {
  /** Position of the feature that a node splits on; -1 for a leaf. */
  readonly feature: readonly number[];
  /** NaN is not used: 0 for a leaf. */
  readonly threshold: readonly number[];
  /** 0 for a leaf. */
  readonly left: readonly number[];
  /** 1 where rows without the feature go right: to the side where most rows that have it are. */
  readonly missing: readonly number[];
  /** Rows of the tree's sample in the node. */
  readonly rows: readonly number[];
}

/** An isolation forest (Liu, Ting, Zhou, "Isolation forest", ICDM 2008), plain data. */
export interface IsolationForest {
  /** Features in the order of the trees' positions. */
  readonly features: readonly string[];
  /** Rows that each tree was grown on. */
  readonly sampleSize: number;
  readonly trees: readonly IsolationTree[];
  /** Scores that 0, 1/(k-1), .., 1 of the training rows do not exceed; rising. */
  readonly scoreQuantiles: readonly number[];
}

/** A forest unrolled for scoring: all trees one after the other. */
export interface ReadyForest {
  readonly forest: IsolationForest;
  readonly root: Int32Array;
  readonly feature: Int16Array;
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly missing: Uint8Array;
  /** Mean length of the paths of the tree's own sample that pass the node, from the root; what a path can expect there. */
  readonly expected: Float64Array;
  /** 1 / (trees x c(sample size)): turns a sum of path lengths into the exponent of the score. */
  readonly scale: number;
}

/** Lays a forest out for scoring. */
export function readyForest(forest: IsolationForest): ReadyForest {
  const { trees, sampleSize } = forest;
  const nNodes = trees.reduce((sum, { feature }) => sum + feature.length, 0);
  const ready: ReadyForest = {
    forest,
    root: new Int32Array(trees.length),
    feature: new Int16Array(nNodes),
    threshold: new Float64Array(nNodes),
    left: new Int32Array(nNodes),
    missing: new Uint8Array(nNodes),
    expected: new Float64Array(nNodes),
    scale: 1 / (trees.length * averagePathLength(sampleSize)),
  };
  let first = 0;
  trees.forEach((tree, t) => {
    ready.root[t] = first;
    ready.feature.set(tree.feature, first);
    ready.threshold.set(tree.threshold, first);
    ready.missing.set(tree.missing, first);
    for (const [i, child] of tree.left.entries()) ready.left[first + i] = first + child;
    ready.expected.set(expectedLengths(tree), first);
    first += tree.feature.length;
  });
  return ready;
}

/** By node, the mean path length of the sample's rows in it: depth + c(rows) at a leaf, the weighted mean above. */
export function expectedLengths({ feature, left, rows }: IsolationTree): Float64Array {
  const depth = new Int32Array(feature.length);
  const expected = new Float64Array(feature.length);
  // Children stand behind their parent: depths run forwards, means backwards.
  for (let i = 0; i < feature.length; i++) {
    if (feature[i]! < 0) continue;
    depth[left[i]!] = depth[left[i]! + 1] = depth[i]! + 1;
  }
  for (let i = feature.length - 1; i >= 0; i--) {
    const child = left[i]!;
    expected[i] =
      feature[i]! < 0
        ? depth[i]! + averagePathLength(rows[i]!)
        : (rows[child]! * expected[child]! + rows[child + 1]! * expected[child + 1]!) / rows[i]!;
  }
  return expected;
}

/** Where the path of `values` (NaN is missing) goes from node `i` of the laid-out forest. */
function next({ feature, threshold, left, missing }: ReadyForest, i: number, values: Float64Array): number {
  const value = values[feature[i]!]!;
  // A comparison with NaN is false, so missing values must be asked for.
  const right = value < threshold[i]! ? 0 : Number.isNaN(value) ? missing[i]! : 1;
  return left[i]! + right;
}

/**
 * Anomaly score of one row, in (0, 1): 2^(-E(h) / c(sample size)), equation 2 of the paper; 0.5 is average, near 1 is isolated
 * at once. `values` in the order of `forest.features`, NaN is missing: a missing value never makes a row odd, since it goes
 * with the larger side.
 */
export function anomalyScore(ready: ReadyForest, values: Float64Array): number {
  const { root, feature, expected, scale } = ready;
  let sum = 0;
  for (let t = 0; t < root.length; t++) {
    let i = root[t]!;
    while (feature[i]! >= 0) i = next(ready, i, values);
    sum += expected[i]!;
  }
  return 2 ** (-sum * scale);
}

/**
 * How much each feature shortens the mean path of a row (OUT, in edges; positive makes it odder): at every split the drop of the
 * expected path length, credited to the feature that splits. The path of a row is the root's expectation less the sum of its
 * contributions, exactly: an additive account, as path attributions of trees are (Saabas 2014).
 */
export function anomalyContributions(ready: ReadyForest, values: Float64Array, out: Float64Array): void {
  const { root, feature, expected } = ready;
  out.fill(0);
  for (let t = 0; t < root.length; t++) {
    let i = root[t]!;
    while (feature[i]! >= 0) {
      const child = next(ready, i, values);
      out[feature[i]!]! += (expected[i]! - expected[child]!) / root.length;
      i = child;
    }
  }
}

/** Share of the training rows with a lower score, in [0, 1]: between two known quantiles by straight line. */
export function scoreRank({ scoreQuantiles: quantiles }: IsolationForest, score: number): number {
  const last = quantiles.length - 1;
  if (score <= quantiles[0]!) return 0;
  if (score >= quantiles[last]!) return 1;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (quantiles[middle]! <= score) low = middle;
    else high = middle;
  }
  return (low + (score - quantiles[low]!) / (quantiles[high]! - quantiles[low]!)) / last;
}
