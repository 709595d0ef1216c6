import { type FlatTrees, goesLeft } from '../flat-trees.ts';
import { gaussLegendre } from './gauss-legendre.ts';

/**
 * Exact Shapley values of a row under the path-dependent expectation: where a split's input is out of the coalition, both
 * sides count by their share of training rows (Lundberg et al., "From local explanations to global understanding with
 * explainable AI for trees", Nature Machine Intelligence 2020, algorithm 1). They add up to the sum of the row's leaves less
 * `expectedSum`.
 *
 * Shapley values are the integral, over t from 0 to 1, of how much the expectation gains by an input where every other is in the
 * coalition with probability t (Owen, "Multilinear extensions of games", Management Science 1972). A leaf is then worth its value
 * times a factor of each input on its path: t + (1 - t) z where the row passes all the input's splits, (1 - t) z where it fails one; z
 * is the share of rows that pass them. That is a polynomial in t of the degree of the inputs on the path, so Gauss-Legendre
 * quadrature at half as many points is exact. At each point one walk over the tree gives all inputs their gains: on the way down the
 * product `reach` of the factors so far, on the way up the worth of a node relative to it:
 *
 *   first split on an input, shares p of the row's side and q = 1 - p of the other, worths a and b:
 *     gain += reach q (a - b)        worth = b + (p + t q) (a - b)        reach of a: reach (p + t q), of b: reach (1 - t) q
 *   again after splits that the row passed, Z the share of rows that did, old = t + (1 - t) Z:
 *     gain += reach Z q (a - b) / old^2     worth = b + (t + (1 - t) Z p) / old (a - b)     and so on with Z p, Z q, over old
 *   again after a split that it failed: both sides by their shares, nothing gained
 *
 * This takes some three products a split and point, whatever the depth, where carrying weights of coalitions of all sizes down
 * every path (algorithm 2 of Lundberg et al., the twin in the test) takes the square of the depth a leaf.
 *
 * @param values IN the row, one value an input @param shares OUT one share an input
 */
export type TreeShap = (values: Float64Array, shares: Float64Array) => void;

/**
 * Adds one tree's Shapley values to `shares` (INOUT) in the game without input `fixed`, which is in every coalition (isIn) or in
 * none; -1 fixes no input.
 */
export type FixedTreeShap = (
  root: number,
  values: Float64Array,
  shares: Float64Array,
  fixed: number,
  isIn: boolean,
) => void;

/** Prepares the trees for explaining row by row. */
export function makeTreeShap(trees: FlatTrees): TreeShap {
  const addTree = makeFixedTreeShap(trees);
  return (values, shares) => {
    shares.fill(0);
    for (const root of trees.roots) addTree(root, values, shares, -1, false);
  };
}

/** What the row did at the splits on an input further up the path. */
const NOT_MET = 0;
const PASSED = 1;
const FAILED = 2;

/** Prepares the trees for explaining with one input fixed: what interactions are made of. */
export function makeFixedTreeShap(trees: FlatTrees): FixedTreeShap {
  const { input, child, value, roots } = trees;
  const nInputs = input.reduce((most, f) => Math.max(most, f), -1) + 1;
  const leftShare = leftShares(trees);
  const extentOf = new Map(Array.from(roots, (root) => [root, extent(trees, root, nInputs)]));
  let [mostDepth, mostPoints] = [0, 1];
  for (const { depth, inputs } of extentOf.values()) {
    mostDepth = Math.max(mostDepth, depth);
    mostPoints = Math.max(mostPoints, pointsFor(inputs));
  }
  const quadratures = Array.from({ length: mostPoints + 1 }, (_, n) => gaussLegendre(n));

  // The game in hand: a row, an input fixed, and the points t, with 1 - t, that do for its tree.
  let values: Float64Array = new Float64Array(0);
  let shares: Float64Array = new Float64Array(0);
  let fixedInput = -1;
  let isFixedIn = false;
  let nPoints = 1;
  const points = new Float64Array(mostPoints);
  const rest = new Float64Array(mostPoints);
  // By input: whether the path met it, and where the row passed, the share of rows that did.
  const met = new Uint8Array(nInputs);
  const passing = new Float64Array(nInputs);
  // By depth, then by point. Worths are of both children, that on the row's side first.
  const reach = new Float64Array((mostDepth + 1) * mostPoints);
  const worths = new Float64Array(2 * (mostDepth + 1) * mostPoints);
  const inverse = new Float64Array((mostDepth + 1) * mostPoints);

  /** Writes a node's worth at worths[out ..]; its reach is that of its depth times `scale`. */
  function visit(node: number, depth: number, scale: number, out: number): void {
    if (node < 0 || scale === 0) {
      const n = nPoints;
      // Where neither the row nor any training row comes, nothing is gained and any worth does.
      const worth = node < 0 ? value[-1 - node]! : 0;
      for (let k = 0; k < n; k++) worths[out + k] = worth;
      return;
    }
    const split = input[node]!;
    const isLeft = goesLeft(trees, node, values[split]!);
    const own = child[2 * node + (isLeft ? 0 : 1)]!;
    const other = child[2 * node + (isLeft ? 1 : 0)]!;
    const share = isLeft ? leftShare[node]! : 1 - leftShare[node]!;
    const isFixed = split === fixedInput;
    if (isFixed && isFixedIn) visit(own, depth, scale, out);
    else if (isFixed || met[split] === FAILED) visitAlike(own, other, share, depth, scale, out);
    else if (met[split] === PASSED) visitAgain(split, own, other, share, depth, scale, out);
    else visitFirst(split, own, other, share, depth, scale, out);
  }

  /** A split whose input is out of the coalition, or cannot bring the row back: both sides count by their shares. */
  function visitAlike(
    own: number,
    other: number,
    share: number,
    depth: number,
    scale: number,
    out: number,
  ): void {
    const n = nPoints;
    const here = depth * n;
    const next = here + n;
    const [a, b] = [2 * next, 2 * next + n];
    for (let k = 0; k < n; k++) reach[next + k] = reach[here + k]!;
    visit(own, depth + 1, scale * share, a);
    visit(other, depth + 1, scale * (1 - share), b);
    for (let k = 0; k < n; k++) worths[out + k] = share * worths[a + k]! + (1 - share) * worths[b + k]!;
  }

  /** The first split on its input. */
  function visitFirst(
    split: number,
    own: number,
    other: number,
    p: number,
    depth: number,
    scale: number,
    out: number,
  ): void {
    const n = nPoints;
    const here = depth * n;
    const next = here + n;
    const [a, b] = [2 * next, 2 * next + n];
    const q = 1 - p;
    // A third of all splits have two leaves: no walk, one step.
    if (own < 0 && other < 0) {
      const leaf = value[-1 - other]!;
      const step = value[-1 - own]! - leaf;
      let reached = 0;
      for (let k = 0; k < n; k++) {
        reached += reach[here + k]!;
        worths[out + k] = leaf + (p + points[k]! * q) * step;
      }
      shares[split]! += scale * q * step * reached;
      return;
    }
    met[split] = PASSED;
    passing[split] = p;
    for (let k = 0; k < n; k++) reach[next + k] = reach[here + k]! * (p + points[k]! * q);
    visit(own, depth + 1, scale, a);
    met[split] = FAILED;
    for (let k = 0; k < n; k++) reach[next + k] = reach[here + k]! * rest[k]!;
    visit(other, depth + 1, scale * q, b);
    met[split] = NOT_MET;
    let gain = 0;
    for (let k = 0; k < n; k++) {
      const base = worths[b + k]!;
      const step = worths[a + k]! - base;
      gain += reach[here + k]! * step;
      worths[out + k] = base + (p + points[k]! * q) * step;
    }
    shares[split]! += scale * q * gain;
  }

  /** A split on an input whose splits further up the row passed. */
  function visitAgain(
    split: number,
    own: number,
    other: number,
    share: number,
    depth: number,
    scale: number,
    out: number,
  ): void {
    const n = nPoints;
    const here = depth * n;
    const next = here + n;
    const [a, b] = [2 * next, 2 * next + n];
    const all = passing[split]!;
    const [passed, failed] = [all * share, all * (1 - share)];
    passing[split] = passed;
    for (let k = 0; k < n; k++) {
      const t = points[k]!;
      inverse[here + k] = 1 / (t + rest[k]! * all);
      reach[next + k] = reach[here + k]! * (t + rest[k]! * passed) * inverse[here + k]!;
    }
    visit(own, depth + 1, scale, a);
    met[split] = FAILED;
    for (let k = 0; k < n; k++) reach[next + k] = reach[here + k]! * rest[k]! * inverse[here + k]!;
    visit(other, depth + 1, scale * failed, b);
    met[split] = PASSED;
    passing[split] = all;
    let gain = 0;
    for (let k = 0; k < n; k++) {
      const base = worths[b + k]!;
      const step = (worths[a + k]! - base) * inverse[here + k]!;
      gain += reach[here + k]! * inverse[here + k]! * step;
      worths[out + k] = base + (points[k]! + rest[k]! * passed) * step;
    }
    shares[split]! += scale * failed * gain;
  }

  return (root, ofRow, sharesOfRow, fixed, isIn) => {
    if (root < 0) return;
    values = ofRow;
    shares = sharesOfRow;
    fixedInput = fixed;
    isFixedIn = isIn;
    nPoints = pointsFor(extentOf.get(root)!.inputs);
    const quadrature = quadratures[nPoints]!;
    for (let k = 0; k < nPoints; k++) {
      points[k] = quadrature.points[k]!;
      rest[k] = 1 - points[k]!;
      reach[k] = quadrature.weights[k]!;
    }
    visit(root, 0, 1, 0);
  };
}

/** Sum over the trees of the average leaf of the training rows. */
export function expectedSum(trees: FlatTrees): number {
  const { roots, child, value } = trees;
  const average = (at: number): number => {
    if (at < 0) return value[-1 - at]!;
    const [left, right] = [child[2 * at]!, child[2 * at + 1]!];
    const [a, b] = [rowsOf(trees, left), rowsOf(trees, right)];
    return (a * average(left) + b * average(right)) / (a + b);
  };
  return roots.reduce((sum, root) => sum + average(root), 0);
}

function rowsOf({ splitRows, leafRows }: FlatTrees, child: number): number {
  return child < 0 ? leafRows[-1 - child]! : splitRows[child]!;
}

/** Points that are exact for a path of so many inputs: its polynomial has one degree less. */
function pointsFor(inputs: number): number {
  return Math.max(1, Math.ceil(inputs / 2));
}

/** By split: the share of its training rows that went left. */
function leftShares(trees: FlatTrees): Float64Array {
  const { child, input } = trees;
  const shares = new Float64Array(input.length);
  for (let node = 0; node < shares.length; node++) {
    const left = rowsOf(trees, child[2 * node]!);
    shares[node] = left / (left + rowsOf(trees, child[2 * node + 1]!));
  }
  return shares;
}

interface Extent {
  /** Splits, and different inputs, on a path from the root to a leaf at most. */
  readonly depth: number;
  readonly inputs: number;
}

function extent({ child, input }: FlatTrees, root: number, nInputs: number): Extent {
  const times = new Uint16Array(nInputs);
  let [mostDepth, mostInputs] = [0, 0];
  const visit = (node: number, depth: number, inputs: number): void => {
    if (node < 0) {
      mostDepth = Math.max(mostDepth, depth);
      mostInputs = Math.max(mostInputs, inputs);
      return;
    }
    const tested = input[node]!;
    const isNew = times[tested] === 0 ? 1 : 0;
    times[tested]! += 1;
    visit(child[2 * node]!, depth + 1, inputs + isNew);
    visit(child[2 * node + 1]!, depth + 1, inputs + isNew);
    times[tested]! -= 1;
  };
  visit(root, 0, 0);
  return { depth: mostDepth, inputs: mostInputs };
}
