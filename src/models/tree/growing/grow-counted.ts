import type { BinColumns } from '../../../kernels/bin-blocks.ts';
import { packedGradient, packedHessian } from '../../../kernels/gradient-packing.ts';
import { emptyCandidate, type SplitCandidate } from '../../../kernels/split.ts';
import { countedRules, splitCounted } from '../../../kernels/split-counted.ts';
import type { BinMapper } from './bin-mapper.ts';
import { type BinSplit, type BinTree, categoryFlags, numericFlags } from './bin-tree.ts';

/** What a tree of shares of bads is grown on; one worker grows it alone. */
export interface CountedRows {
  readonly binned: BinColumns;
  readonly mappers: readonly BinMapper[];
  /** INOUT: reordered by leaf. */
  readonly rows: Uint32Array;
  /** By row of the table: see `packedRow`. */
  readonly packed: Float64Array;
  /** Weight of one unit of packed sums, a power of two; 1 where rows are only counted. */
  readonly unit: number;
}

/** A grown tree with the packed sums of its nodes. */
export interface CountedTree extends BinTree {
  readonly splitSums: readonly number[];
  readonly leafSums: readonly number[];
}

export interface CountedOptions {
  readonly maxDepth: number;
  /** Rows of a leaf at least; of weighed rows, their weight, so that a row of weight k is k rows. */
  readonly minLeafRows: number;
  readonly minGain: number;
  /** Features looked at per split; more only while none of them splits. */
  readonly featuresPerSplit: number;
  /** Draw k of node `node`, uniform on [0, 1): which features are looked at. */
  readonly draw: (node: number, k: number) => number;
  /** Rows of the average outcome that each leaf's share is mixed with. */
  readonly smoothing: number;
  /** Weight of a bad row in splits and shares; a good one has 1. */
  readonly badWeight: number;
}

/** The weighted share of bads of `bads` among `rows` (counts, or sums of row weights), mixed with `smoothing` rows of `average`. */
export function badShare(
  bads: number,
  rows: number,
  badWeight: number,
  smoothing: number,
  average: number,
): number {
  return (badWeight * bads + smoothing * average) / (rows + (badWeight - 1) * bads + smoothing);
}

interface Pending {
  readonly start: number;
  readonly end: number;
  readonly total: number;
  readonly depth: number;
  readonly parent: BinSplit | undefined;
  readonly isLeft: boolean;
}

/** Rows of the average that a category's share is mixed with before categories are ordered. OWN. */
const CATEGORY_SMOOTHING = 1;
/** Rows below which a category is not ordered: as scikit-learn does. */
const CATEGORY_SUPPORT = 10;

/** Grows a tree depth first; its leaves hold the weighted share of bads among their rows. */
export function growCounted(
  { binned: { columns }, mappers, rows, packed, unit }: CountedRows,
  options: CountedOptions,
): CountedTree {
  const { minLeafRows, badWeight, smoothing } = options;
  const rules = countedRules(minLeafRows, badWeight, CATEGORY_SMOOTHING, CATEGORY_SUPPORT, unit);
  let total = 0;
  for (const row of rows) total += packed[row]!;
  const average = badShare(packedGradient(total), packedHessian(total), badWeight, 0, 0);
  const order = Uint32Array.from({ length: columns.length }, (_, f) => f);
  const spare = new Uint32Array(rows.length);
  const splits: BinSplit[] = [];
  const values: number[] = [];
  const leafRows: number[] = [];
  const splitSums: number[] = [];
  const leafSums: number[] = [];
  const candidate = emptyCandidate();

  /** Looks at features in random order until enough have been seen and one of them splits. */
  function bestSplit({ start, end, total: sum }: Pending, node: number): SplitCandidate | undefined {
    candidate.gain = options.minGain;
    candidate.feature = -1;
    for (let k = 0; k < order.length; k++) {
      if (k >= options.featuresPerSplit && candidate.feature >= 0) break;
      if (options.featuresPerSplit < order.length) {
        const pick = k + Math.floor(options.draw(node, k) * (order.length - k));
        [order[k], order[pick]] = [order[pick]!, order[k]!];
      }
      const feature = order[k]!;
      const { kind, nBins } = mappers[feature]!;
      splitCounted(kind, feature, nBins, columns[feature]!, rows, start, end, packed, sum, rules, candidate);
    }
    return candidate.feature >= 0 ? candidate : undefined;
  }

  function splitOf({ start, end, total: sum }: Pending, best: SplitCandidate): BinSplit {
    const { feature, bin, missingLeft, nPresent, order: ranked, gain } = best;
    const { kind, nBins } = mappers[feature]!;
    const unseenLeft = 2 * packedHessian(best.left) >= packedHessian(sum);
    const bins = columns[feature]!;
    let missingSeen = false;
    for (let i = start; i < end && !missingSeen; i++) missingSeen = bins[rows[i]!] === nBins;
    const goesLeft =
      kind === 'numeric'
        ? numericFlags(bin, nBins, missingSeen ? missingLeft : unseenLeft)
        : categoryFlags(ranked, bin, nPresent, unseenLeft);
    return {
      feature,
      goesLeft,
      bin,
      missingLeft: goesLeft[nBins] === 1,
      unseenLeft,
      gain,
      rows: end - start,
      left: 0,
      right: 0,
    };
  }

  function part({ start, end }: Pending, { feature, goesLeft }: BinSplit): number {
    const bins = columns[feature]!;
    let left = start;
    let right = 0;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      const isLeft = goesLeft[bins[row]!]!;
      rows[left] = row;
      spare[right] = row;
      left += isLeft;
      right += 1 - isLeft;
    }
    rows.set(spare.subarray(0, right), left);
    return left;
  }

  function hang({ parent, isLeft }: Pending, child: number): void {
    if (!parent) return;
    if (isLeft) parent.left = child;
    else parent.right = child;
  }

  const stack: Pending[] = [
    { start: 0, end: rows.length, total, depth: 0, parent: undefined, isLeft: false },
  ];
  let node = 0;
  for (let next = stack.pop(); next; next = stack.pop()) {
    const bads = packedGradient(next.total) * unit;
    const all = packedHessian(next.total) * unit;
    const mayGrow = next.depth < options.maxDepth && all >= 2 * minLeafRows && bads > 0 && bads < all;
    const best = mayGrow ? bestSplit(next, node++) : undefined;
    if (!best) {
      hang(next, -1 - values.length);
      leafSums.push(next.total);
      values.push(badShare(bads, all, badWeight, smoothing, average));
      leafRows.push(next.end - next.start);
      continue;
    }
    const split = splitOf(next, best);
    hang(next, splits.length);
    splits.push(split);
    splitSums.push(next.total);
    const { left } = best;
    const middle = part(next, split);
    const common = { depth: next.depth + 1, parent: split };
    stack.push({ ...common, start: middle, end: next.end, total: next.total - left, isLeft: false });
    stack.push({ ...common, start: next.start, end: middle, total: left, isLeft: true });
  }
  return { splits, values, leafRows, splitSums, leafSums };
}
