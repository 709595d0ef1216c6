/**
 * The best split of one feature of a small node, counted and searched at once: trees of forests have thousands of leaves
 * with a handful of rows each, where going through 256 bins would cost more than the rows.
 *
 * Rows weigh w (bad * 2^26 + 1): packed sums then hold the weight of bads and of all rows, and minimising the Gini impurity
 * is maximising the sum over children of bads^2 / rows. Where a bad weighs b, bads count b times in both. Weights are whole
 * numbers of a unit, 1 where rows are only counted; being a power of two, it moves no bit of a share.
 */

import { BIN_STRIDE } from './bin-blocks.ts';
import { PACK, packedHessian } from './gradient-packing.ts';
import type { SplitCandidate, SplitRules } from './split.ts';
import { splitCategory } from './split-category.ts';

const INVERSE_PACK = 1 / PACK;
/** Sums by bin and which bins have rows, one bit each; both are zero between calls. */
const sums = new Float64Array(BIN_STRIDE);
const occupied = new Int32Array(BIN_STRIDE / 32);

/** Packed weight of a row: its outcome and itself, `units` times, a whole number. */
export function packedRow(bad: number, units: number): number {
  return units * (bad * PACK + 1);
}

/**
 * Rules for splits of counted rows: no penalties, and leaves of at least so many rows, or of that weight.
 * @param badWeight weight of a bad; a good has 1 @param unit weight of one unit of packed sums, a power of two
 */
export function countedRules(
  minRows: number,
  badWeight: number,
  categorySmoothing: number,
  categorySupport: number,
  unit = 1,
): SplitRules {
  return {
    gradientUnit: badWeight * unit,
    hessianUnit: unit,
    // A bad is in the rows once already.
    hessianOfGradient: badWeight - 1,
    lambda: 0,
    alpha: 0,
    minChildWeight: minRows,
    categoryLambda: 0,
    categorySmoothing,
    categorySupport,
  };
}

/** Weighted bads squared over weighted rows. @param extra what a bad weighs more than a row */
function weightedScore(bads: number, rows: number, badWeight: number, extra: number): number {
  const weighted = badWeight * bads;
  return (weighted * weighted) / (rows + extra * bads);
}

/**
 * Improves `best` by the best split of rows[from .. to) on one feature, as `splitNumeric` and `splitCategory` do.
 * @param bins IN by row of the table @param total packed sum of the rows @param rules `countedRules` @param best INOUT
 */
export function splitCounted(
  kind: 'numeric' | 'category',
  feature: number,
  nBins: number,
  bins: Uint8Array,
  rows: Uint32Array,
  from: number,
  to: number,
  packed: Float64Array,
  total: number,
  rules: SplitRules,
  best: SplitCandidate,
): void {
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    const bin = bins[row]!;
    sums[bin]! += packed[row]!;
    occupied[bin >> 5]! |= 1 << (bin & 31);
  }
  const weight = packedHessian(total) * rules.hessianUnit;
  if (kind === 'category') splitCategory(feature, sums, 0, nBins + 1, total, weight, rules, best);
  else scanOccupied(feature, nBins, total, rules, best);
  for (let word = 0; word < occupied.length; word++) {
    for (let bits = occupied[word]!; bits !== 0; bits &= bits - 1) {
      sums[32 * word + 31 - Math.clz32(bits & -bits)] = 0;
    }
    occupied[word] = 0;
  }
}

function scanOccupied(
  feature: number,
  nBins: number,
  total: number,
  { gradientUnit, hessianUnit: unit, hessianOfGradient: extra, minChildWeight }: SplitRules,
  best: SplitCandidate,
): void {
  const badWeight = gradientUnit / unit;
  const minUnits = minChildWeight / unit;
  const totalBads = Math.floor(total * INVERSE_PACK);
  const totalRows = total - PACK * totalBads;
  const parent = weightedScore(totalBads, totalRows, badWeight, extra);
  const missing = sums[nBins]!;
  for (let direction = 0; direction < (missing === 0 ? 1 : 2); direction++) {
    let sum = direction === 0 ? 0 : missing;
    for (let word = 0; word < occupied.length; word++) {
      for (let bits = occupied[word]!; bits !== 0; bits &= bits - 1) {
        const bin = 32 * word + 31 - Math.clz32(bits & -bits);
        if (bin === nBins) continue;
        sum += sums[bin]!;
        const bads = Math.floor(sum * INVERSE_PACK);
        const left = sum - PACK * bads;
        const right = totalRows - left;
        if (left < minUnits || right < minUnits) continue;
        const rest = totalBads - bads;
        const found =
          weightedScore(bads, left, badWeight, extra) + weightedScore(rest, right, badWeight, extra) - parent;
        const gain = found * unit;
        if (gain <= best.gain) continue;
        best.gain = gain;
        best.feature = feature;
        best.bin = bin;
        best.missingLeft = direction === 1;
        best.left = sum;
      }
    }
  }
}
