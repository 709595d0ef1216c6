/**
 * Leaf-wise growth of one tree by a team: the leaf whose split gains most is split next. Every member runs these lines in
 * step and comes to the same decisions; they share the rows and features, and meet at barriers.
 */

import { BIN_STRIDE } from '../../kernels/bin-blocks.ts';
import { packedHessian } from '../../kernels/gradient-packing.ts';
import { addToHistogram, COUNT_ROWS, settleFeature } from '../../kernels/histogram.ts';
import { partRows, placeRows } from '../../kernels/row-partition.ts';
import {
  emptyCandidate,
  type SplitCandidate,
  type SplitRules,
  type ValueRange,
} from '../../kernels/split.ts';
import { splitCategory } from '../../kernels/split-category.ts';
import { splitNumeric, splitNumericWithin } from '../../kernels/split-numeric.ts';
import type { Team } from '../../parallel/index.ts';
import { type BinSplit, type BinTree, categoryFlags, numericFlags } from '../tree/growing/bin-tree.ts';
import { bestCandidate, publishCandidate } from './candidates.ts';
import type { BoostingMemory } from './memory.ts';

/** What splits may use of one feature. */
export interface FeatureRules {
  readonly kind: 'numeric' | 'category';
  readonly nBins: number;
  /** 1 the margin must not fall with the feature, -1 must not rise, 0 free. */
  readonly trend: -1 | 0 | 1;
}

export interface GrowOptions {
  readonly features: readonly FeatureRules[];
  readonly leaves: number;
  readonly maxDepth: number;
  readonly minGain: number;
  /** Features that may meet on one path, or none for all; a feature in no group may meet no other. */
  readonly interactions: readonly (readonly number[])[];
}

/** A leaf of the tree in hand: its rows, its sums and what it would gain by a split. */
export interface GrownLeaf {
  /** Its rows are rows[start .. end). */
  readonly start: number;
  readonly end: number;
  /** The values its constraints leave it. */
  readonly range: ValueRange;
}

interface OpenLeaf extends GrownLeaf {
  /** How many rows its rows stand for. */
  readonly nRows: number;
  /** Packed sum of the gradients. */
  readonly total: number;
  readonly depth: number;
  readonly histogram: Float64Array;
  /** Features on the path from the root. */
  readonly path: readonly number[];
  best: SplitCandidate | undefined;
  /** The split and side it hangs from. */
  readonly parent: BinSplit | undefined;
  readonly isLeft: boolean;
}

export interface GrownTree {
  /** Values are still to be filled in. */
  readonly tree: BinTree;
  readonly leaves: readonly GrownLeaf[];
}

/** Fewer rows cost more to add up than to count. */
const LEAST_COUNT_ROWS = 1024;

const FREE: ValueRange = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/**
 * Grows a tree on memory.rows[0 .. nRows), which it reorders by leaf.
 * @param columns IN flags: features this tree may use
 */
export function growTree(
  team: Team,
  memory: BoostingMemory,
  nRows: number,
  columns: Uint8Array,
  rules: SplitRules,
  options: GrowOptions,
): GrownTree {
  const { rows, spare, packed, binned, blocks, memberHistograms, leafHistograms, leftCounts, candidates } =
    memory;
  const { features } = options;
  const own = memberHistograms[team.member]!;
  const constrained = features.some(({ trend }) => trend !== 0);
  const weights = features.some(({ kind }) => kind === 'category') ? memory.weights : undefined;

  /** Rows that rows[start .. end) stand for; their weights are added up only where a category asks for rows. */
  function countOf(start: number, end: number): number {
    if (!weights) return end - start;
    let sum = 0;
    for (let i = start; i < end; i++) sum += weights[rows[i]!]!;
    return sum;
  }

  /** Counts rows[start .. end) into the members' histograms; pieces are rows by block, so that small leaves share too. */
  function count(start: number, end: number): void {
    const size = Math.min(COUNT_ROWS, Math.max(LEAST_COUNT_ROWS, Math.ceil((end - start) / team.members)));
    const pieces = Math.ceil((end - start) / size) * blocks.length;
    for (let piece = team.claim(); piece < pieces; piece = team.claim()) {
      const from = start + Math.floor(piece / blocks.length) * size;
      const to = Math.min(end, from + size);
      addToHistogram(blocks[piece % blocks.length]!, rows, from, to, packed, own);
    }
    team.barrier();
  }

  function mayUse(feature: number, { path }: OpenLeaf): boolean {
    const { interactions } = options;
    if (interactions.length === 0 || path.every((used) => used === feature)) return true;
    return interactions.some(
      (group) => group.includes(feature) && path.every((used) => group.includes(used)),
    );
  }

  function search(leaf: OpenLeaf, feature: number, best: SplitCandidate): void {
    if (!columns[feature] || !mayUse(feature, leaf)) return;
    const { kind, nBins, trend } = features[feature]!;
    const at = feature * BIN_STRIDE;
    const { histogram, total, range, nRows: leafRows } = leaf;
    if (kind === 'category') splitCategory(feature, histogram, at, nBins + 1, total, leafRows, rules, best);
    else if (constrained) splitNumericWithin(feature, histogram, at, nBins, total, rules, range, trend, best);
    else splitNumeric(feature, histogram, at, nBins, total, rules, best);
  }

  /** Settles the histograms after a count and finds the best split of each leaf that may be split. */
  function settle(small: Float64Array, parent: Float64Array | undefined, leaves: readonly OpenLeaf[]): void {
    const found = leaves.map(() => ({ ...emptyCandidate(), gain: options.minGain }));
    for (let f = team.claim(); f < features.length; f = team.claim()) {
      settleFeature(f, memberHistograms, small, parent);
      leaves.forEach((leaf, child) => {
        if (splittable(leaf)) search(leaf, f, found[child]!);
      });
    }
    found.forEach((candidate, child) => {
      publishCandidate(candidates, team.member, child, candidate);
    });
    team.barrier();
    leaves.forEach((leaf, child) => {
      const best = bestCandidate(candidates, team.members, child);
      leaf.best = best.feature >= 0 ? best : undefined;
    });
  }

  function splittable({ depth, total }: OpenLeaf): boolean {
    const weight = packedHessian(total) * rules.hessianUnit;
    return depth < options.maxDepth && weight >= 2 * rules.minChildWeight;
  }

  /** Parts the rows of a leaf, each member a range; gives where the right child starts. */
  function part({ start, end }: OpenLeaf, { feature, goesLeft }: BinSplit): number {
    const { member, members } = team;
    const cut = (m: number): number => start + Math.floor(((end - start) * m) / members);
    const [from, to] = [cut(member), cut(member + 1)];
    leftCounts[member] = partRows(rows, from, to, binned.columns[feature]!, goesLeft, spare);
    team.barrier();
    let nLeft = 0;
    let before = 0;
    for (let m = 0; m < members; m++) {
      if (m === member) before = nLeft;
      nLeft += leftCounts[m]!;
    }
    const middle = start + nLeft;
    placeRows(spare, from, to, leftCounts[member]!, start + before, middle + (from - start - before), rows);
    team.barrier();
    return middle;
  }

  function splitOf(leaf: OpenLeaf, best: SplitCandidate): BinSplit {
    const { feature, bin, missingLeft, nPresent, order, left } = best;
    const { kind, nBins } = features[feature]!;
    // Hessian stands in for rows: what was not seen here goes with the greater part.
    const unseenLeft = 2 * packedHessian(left) >= packedHessian(leaf.total);
    const missingSeen = leaf.histogram[feature * BIN_STRIDE + nBins] !== 0;
    const goesLeft =
      kind === 'numeric'
        ? numericFlags(bin, nBins, missingSeen ? missingLeft : unseenLeft)
        : categoryFlags(order, bin, nPresent, unseenLeft);
    return {
      feature,
      goesLeft,
      bin,
      missingLeft: goesLeft[nBins] === 1,
      unseenLeft,
      gain: best.gain,
      rows: leaf.end - leaf.start,
      left: 0,
      right: 0,
    };
  }

  /** The ranges of the children: a trend parts the parent's range half-way between the children's values. */
  function rangesOf({ range }: OpenLeaf, best: SplitCandidate): readonly [ValueRange, ValueRange] {
    const { nBins, trend } = features[best.feature]!;
    if (trend === 0 || best.bin === nBins - 1) return [range, range];
    const middle = (best.leftValue + best.rightValue) / 2;
    const below = { low: range.low, high: middle };
    const above = { low: middle, high: range.high };
    return trend > 0 ? [below, above] : [above, below];
  }

  const splits: BinSplit[] = [];
  const first = leafHistograms[0]!;
  count(0, nRows);
  // The root's sum is that of any feature's bins: every member adds up its copy of the first one.
  let total = 0;
  for (const histogram of memberHistograms) for (let b = 0; b < BIN_STRIDE; b++) total += histogram[b]!;
  team.barrier();
  const root: OpenLeaf = {
    start: 0,
    end: nRows,
    range: FREE,
    nRows: countOf(0, nRows),
    total,
    depth: 0,
    histogram: first,
    path: [],
    best: undefined,
    parent: undefined,
    isLeft: false,
  };
  settle(first, undefined, [root]);
  const open: OpenLeaf[] = [root];

  while (open.length < options.leaves) {
    let at = -1;
    open.forEach(({ best }, i) => {
      if (best && (at < 0 || best.gain > open[at]!.best!.gain)) at = i;
    });
    if (at < 0) break;
    const leaf = open[at]!;
    const best = leaf.best!;
    const split = splitOf(leaf, best);
    if (leaf.parent) {
      if (leaf.isLeft) leaf.parent.left = splits.length;
      else leaf.parent.right = splits.length;
    }
    splits.push(split);
    const middle = part(leaf, split);
    const spareHistogram = leafHistograms[open.length]!;
    const leftIsSmall = middle - leaf.start <= leaf.end - middle;
    const [leftRange, rightRange] = rangesOf(leaf, best);
    const common = { depth: leaf.depth + 1, best: undefined, parent: split };
    const path = leaf.path.includes(best.feature) ? leaf.path : [...leaf.path, best.feature];
    const left: OpenLeaf = {
      ...common,
      path,
      start: leaf.start,
      end: middle,
      nRows: countOf(leaf.start, middle),
      total: best.left,
      range: leftRange,
      histogram: leftIsSmall ? spareHistogram : leaf.histogram,
      isLeft: true,
    };
    const right: OpenLeaf = {
      ...common,
      path,
      start: middle,
      end: leaf.end,
      nRows: countOf(middle, leaf.end),
      total: leaf.total - best.left,
      range: rightRange,
      histogram: leftIsSmall ? leaf.histogram : spareHistogram,
      isLeft: false,
    };
    open[at] = left;
    open.push(right);
    // The last leaves are never split: their histograms are not needed.
    if (open.length < options.leaves && (splittable(left) || splittable(right))) {
      const small = leftIsSmall ? left : right;
      count(small.start, small.end);
      settle(small.histogram, leaf.histogram, [left, right]);
    }
  }
  open.forEach(({ parent, isLeft }, i) => {
    if (!parent) return;
    if (isLeft) parent.left = -1 - i;
    else parent.right = -1 - i;
  });
  const leafRows = open.map(({ start, end }) => end - start);
  return { tree: { splits, values: leafRows.map(() => 0), leafRows }, leaves: open };
}
