import { RANK_BINS } from '../kernels/ranking.ts';
import { type BadFlags, checkLabelled, type EvaluationPlace, UNNAMED_PLACE } from './labelled.ts';
import { orderRows } from './ranked.ts';

/** brier = reliability - resolution + uncertainty + withinBinVariance - withinBinCovariance, to rounding. */
export interface BrierDecomposition {
  readonly brier: number;
  /** Mean squared gap between mean PD and bad rate of a bin: 0 is calibrated. */
  readonly reliability: number;
  /** Variance of the bad rate over bins: what the model knows. */
  readonly resolution: number;
  /** Bad rate times good rate: nobody's merit or fault. */
  readonly uncertainty: number;
  /** Variance of the PDs within bins. */
  readonly withinBinVariance: number;
  /** Twice the covariance of PDs and outcomes within bins. */
  readonly withinBinCovariance: number;
  /** resolution - withinBinVariance + withinBinCovariance: the resolution that does not depend on how wide bins are. */
  readonly generalisedResolution: number;
  readonly bins: number;
}

/**
 * The Brier score in parts (A. Murphy, Journal of Applied Meteorology 12, 1973, pp. 595-600) over bins of equal numbers of rows,
 * ties kept together, with the two terms that make the identity exact where PDs differ within a bin (D. Stephenson, C. Coelho and
 * I. Jolliffe, Weather and Forecasting 23, 2008, pp. 752-757).
 * @throws RangeError for a number of bins below 1, and the errors of `evaluateScores`
 */
export function brierDecomposition(
  pd: Float64Array,
  bad: BadFlags,
  bins: number = RANK_BINS,
  place: EvaluationPlace = UNNAMED_PLACE,
): BrierDecomposition {
  if (!(Number.isInteger(bins) && bins >= 1)) throw new RangeError(`bins is ${bins}, expected 1 or more`);
  checkLabelled(pd, bad, place, true);
  const { pd: sorted, bad: flags } = orderRows(pd, bad);
  const n = sorted.length;
  const badRate = flags.reduce((sum, y) => sum + y, 0) / n;
  let brier = 0;
  let reliability = 0;
  let resolution = 0;
  let variance = 0;
  let covariance = 0;
  let used = 0;
  for (let start = 0; start < n; used++) {
    const end = endOfBin(sorted, start, bins);
    const rows = end - start;
    let pdSum = 0;
    let bads = 0;
    for (let p = start; p < end; p++) {
      pdSum += sorted[p]!;
      bads += flags[p]!;
    }
    const meanPd = pdSum / rows;
    const rate = bads / rows;
    for (let p = start; p < end; p++) {
      const x = sorted[p]!;
      const y = flags[p]!;
      brier += (x - y) ** 2;
      variance += (x - meanPd) ** 2;
      covariance += 2 * (x - meanPd) * (y - rate);
    }
    reliability += rows * (meanPd - rate) ** 2;
    resolution += rows * (rate - badRate) ** 2;
    start = end;
  }
  return {
    brier: brier / n,
    reliability: reliability / n,
    resolution: resolution / n,
    uncertainty: badRate * (1 - badRate),
    withinBinVariance: variance / n,
    withinBinCovariance: covariance / n,
    generalisedResolution: (resolution - variance + covariance) / n,
    bins: used,
  };
}

/** Where the bin that starts at `start` ends: at the first group of ties whose first row falls into a later bin. */
function endOfBin(sorted: Float64Array, start: number, bins: number): number {
  const n = sorted.length;
  const bin = Math.floor((bins * start) / n);
  let end = start + 1;
  while (end < n && (sorted[end] === sorted[end - 1] || Math.floor((bins * end) / n) === bin)) end += 1;
  return end;
}
