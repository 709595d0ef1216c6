import { chainIntervals, TRACK, traceChain } from '../kernels/interval-chain.ts';
import type { Trend } from './binning.ts';
import { informationValue, type Totals } from './woe.ts';

/** Counts (or sums of weights) of fine bins in order; the optimum joins neighbours of them. */
export interface FineBins {
  readonly goods: readonly number[];
  readonly bads: readonly number[];
  /** Fine bins at which a bin must start, ascending, without 0: mandated cuts. Default: none. */
  readonly mandated?: readonly number[];
}

export interface OptimalConstraints {
  readonly totals: Totals;
  readonly maxBins: number;
  /** Least bins; where fewer alone are possible, as many as are. Default 1. */
  readonly minBins?: number;
  /** Least rows of a bin. */
  readonly minRows: number;
  /** Least |z| of the two-proportion test between neighbours; 0 = off. */
  readonly minZ: number;
  /** Least difference of the bad rates of neighbours; default 0 = off. */
  readonly minRateGap?: number;
}

type Shape = Exclude<Trend, 'auto'>;

export interface Partition {
  /** First fine bin of each bin, the first being 0. */
  readonly starts: readonly number[];
  readonly iv: number;
  readonly trend: Shape;
}

/** A turning trend must earn its extra bend: this much more IV than the best monotone one. OWN. */
const TURN_GAIN = 1.15;

/** Where the best chain of each shape may end; `none` runs on the rising track with steps that have lost their sign. */
const TRACKS_OF: Readonly<Record<Shape, readonly number[]>> = {
  none: [TRACK.rising],
  ascending: [TRACK.rising],
  descending: [TRACK.falling],
  peak: [TRACK.rising, TRACK.pastPeak],
  valley: [TRACK.falling, TRACK.pastValley],
};

/**
 * The partition of ordered fine bins that maximises information value, exactly, under the trend of the bad rate and the
 * constraints. A bin has goods and bads; the tests between neighbours (`minZ`, `minRateGap`) are not asked at a mandated
 * cut, the trend is. `auto` takes the better monotone trend unless a turning one has far more IV.
 *
 * Where nothing is feasible the mandated cuts alone make the bins, and without any there is a single bin; its `iv` is 0.
 * O(maxBins n^3) for n fine bins.
 */
export function optimalPartition(fine: FineBins, trend: Trend, constraints: OptimalConstraints): Partition {
  const n = fine.goods.length;
  const starts = new Uint8Array(n);
  for (const at of fine.mandated ?? []) starts[at] = 1;
  const intervals = intervalTable(fine, starts, constraints);
  const step = stepTable(n, intervals, starts, constraints, trend === 'none');
  const tables = chainIntervals(n, intervals.iv, step, constraints.maxBins);
  const best = (shape: Shape): Partition => {
    let top: { k: number; track: number; s: number; iv: number } | undefined;
    for (let k = 0; k < tables.last.length; k++) {
      // A chain with too few bins gives way to any longer one.
      let least = !top || top.k + 1 < (constraints.minBins ?? 1) ? -Infinity : top.iv;
      for (let s = 0; s < n; s++) {
        for (const track of TRACKS_OF[shape]) {
          const iv = tables.last[k]![track * n + s]!;
          // Strictly better only: of equal partitions the one with fewer bins stays.
          if (iv > least) top = { k, track, s, iv };
          least = Math.max(least, iv);
        }
      }
    }
    return top
      ? { starts: traceChain(tables, n, top.k, top.track, top.s), iv: top.iv, trend: shape }
      : { starts: [0, ...(fine.mandated ?? [])], iv: 0, trend: shape };
  };
  return trend === 'auto' ? bestOfAll(best, constraints.minBins ?? 1) : best(trend);
}

function bestOfAll(best: (shape: Shape) => Partition, minBins: number): Partition {
  const ascending = best('ascending');
  const descending = best('descending');
  const peak = best('peak');
  const valley = best('valley');
  const monotone = descending.iv > ascending.iv ? descending : ascending;
  const turning = valley.iv > peak.iv ? valley : peak;
  const tooFew = monotone.starts.length < minBins && turning.starts.length > monotone.starts.length;
  return tooFew || turning.iv > TURN_GAIN * monotone.iv ? turning : monotone;
}

/** For every interval [s, e] of fine bins, at s * n + e: its IV (-Infinity: it may not be a bin), bad rate and rows. */
interface IntervalTable {
  readonly iv: Float64Array;
  readonly rate: Float64Array;
  readonly rows: Float64Array;
}

function intervalTable(
  { goods, bads }: FineBins,
  starts: Uint8Array,
  { totals, minRows }: OptimalConstraints,
): IntervalTable {
  const n = goods.length;
  const iv = new Float64Array(n * n).fill(-Infinity);
  const rate = new Float64Array(n * n);
  const rows = new Float64Array(n * n);
  for (let s = 0; s < n; s++) {
    let g = 0;
    let b = 0;
    for (let e = s; e < n; e++) {
      // An interval across a mandated cut is none.
      if (e > s && starts[e]) break;
      g += goods[e]!;
      b += bads[e]!;
      const i = s * n + e;
      rate[i] = b / (g + b);
      rows[i] = g + b;
      // A bin without goods or without bads has an infinite WOE: it must join a neighbour.
      if (g + b >= minRows && g > 0 && b > 0) iv[i] = informationValue(g, b, totals);
    }
  }
  return { iv, rate, rows };
}

/** At (s * n + s0) * n + e: 1 when the bad rate rises from [s0, s-1] to [s, e], -1 when it falls, 0 when too little. */
function stepTable(
  n: number,
  { iv, rate, rows }: IntervalTable,
  starts: Uint8Array,
  { minZ, minRateGap = 0 }: OptimalConstraints,
  anyWay: boolean,
): Int8Array {
  const step = new Int8Array(n * n * n);
  const minSquare = minZ * minZ;
  for (let s = 1; s < n; s++) {
    const tested = starts[s] === 0;
    for (let s0 = 0; s0 < s; s0++) {
      const a = s0 * n + s - 1;
      if (iv[a] === -Infinity) continue;
      const rateA = rate[a]!;
      const rowsA = rows[a]!;
      const at = (s * n + s0) * n;
      for (let e = s; e < n; e++) {
        const b = s * n + e;
        if (iv[b] === -Infinity) continue;
        const difference = rate[b]! - rateA;
        if (difference === 0) continue;
        if (tested) {
          if (Math.abs(difference) < minRateGap) continue;
          if (minZ > 0) {
            const rowsB = rows[b]!;
            const pooled = (rateA * rowsA + rate[b]! * rowsB) / (rowsA + rowsB);
            const variance = pooled * (1 - pooled) * (1 / rowsA + 1 / rowsB);
            if (difference * difference < minSquare * variance) continue;
          }
        }
        step[at + e] = anyWay || difference > 0 ? 1 : -1;
      }
    }
  }
  return step;
}
