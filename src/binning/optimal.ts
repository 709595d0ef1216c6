import type { Trend } from './binning.ts';
import { informationValue, type Totals } from './woe.ts';

/** Counts of fine bins in order; the optimum joins neighbours of them. */
export interface FineBins {
  readonly goods: readonly number[];
  readonly bads: readonly number[];
}

export interface OptimalConstraints {
  readonly totals: Totals;
  readonly maxBins: number;
  /** Least rows of a bin. */
  readonly minRows: number;
  /** Least |z| of the two-proportion test between neighbours; 0 = off. */
  readonly minZ: number;
}

export interface Partition {
  /** First fine bin of each bin, the first being 0. */
  readonly starts: readonly number[];
  readonly iv: number;
  readonly trend: Exclude<Trend, 'auto'>;
}

/**
 * The partition of ordered fine bins into at most `maxBins` bins that maximises information value under the trend of the
 * bad rate, exactly, by dynamic programming.
 *
 * State: a last bin [s, e], the number of bins used, and the phase of the trend. `peak` rises in phase 0 and falls in
 * phase 1, `valley` the other way round, `ascending` and `descending` never leave phase 0. O(maxBins n^3) for n fine bins.
 * Gives a single bin when nothing else is feasible.
 */
export function optimalPartition(
  fine: FineBins,
  trend: Exclude<Trend, 'auto'>,
  constraints: OptimalConstraints,
): Partition {
  const n = fine.goods.length;
  const { maxBins } = constraints;
  const interval = intervalTable(fine, constraints);
  const phases = trend === 'peak' || trend === 'valley' ? 2 : 1;
  const size = n * n * phases;
  // best[k][(s * n + e) * phases + phase]: highest IV of fine bins 0..e in k + 1 bins, the last one [s, e].
  const best = Array.from({ length: maxBins }, () => new Float64Array(size).fill(-Infinity));
  const from = Array.from({ length: maxBins }, () => new Int32Array(size).fill(-1));

  for (let e = 0; e < n; e++) {
    if (interval.feasible[e]) for (let f = 0; f < phases; f++) best[0]![e * phases + f] = interval.iv[e]!;
  }
  for (let k = 1; k < maxBins; k++) {
    for (let s = 1; s < n; s++) {
      for (let e = s; e < n; e++) {
        const last = s * n + e;
        if (!interval.feasible[last]) continue;
        for (let s0 = 0; s0 < s; s0++) {
          const before = s0 * n + (s - 1);
          if (!interval.feasible[before]) continue;
          const step = stepOf(interval, before, last, constraints.minZ);
          if (step === 0) continue;
          for (let f = 0; f < phases; f++) {
            if (!allows(trend, f, step)) continue;
            for (let f0 = 0; f0 <= f; f0++) {
              const value = best[k - 1]![before * phases + f0]! + interval.iv[last]!;
              if (value > best[k]![last * phases + f]!) {
                best[k]![last * phases + f] = value;
                from[k]![last * phases + f] = before * phases + f0;
              }
            }
          }
        }
      }
    }
  }
  return traceBack(best, from, n, phases, trend);
}

interface IntervalTable {
  readonly iv: Float64Array;
  readonly rate: Float64Array;
  readonly rows: Float64Array;
  readonly feasible: Uint8Array;
}

/** For every interval [s, e] of fine bins (index s * n + e): its IV, bad rate, rows and whether it may be a bin. */
function intervalTable({ goods, bads }: FineBins, { totals, minRows }: OptimalConstraints): IntervalTable {
  const n = goods.length;
  const table = {
    iv: new Float64Array(n * n),
    rate: new Float64Array(n * n),
    rows: new Float64Array(n * n),
    feasible: new Uint8Array(n * n),
  };
  for (let s = 0; s < n; s++) {
    let g = 0;
    let b = 0;
    for (let e = s; e < n; e++) {
      g += goods[e]!;
      b += bads[e]!;
      const i = s * n + e;
      table.iv[i] = informationValue(g, b, totals);
      table.rate[i] = b / (g + b);
      table.rows[i] = g + b;
      // A bin without goods or without bads has an infinite WOE: it must join a neighbour.
      table.feasible[i] = g + b >= minRows && g > 0 && b > 0 ? 1 : 0;
    }
  }
  return table;
}

/** 1 when the bad rate rises from interval `a` to `b`, -1 when it falls, 0 when they do not differ enough. */
function stepOf({ rate, rows }: IntervalTable, a: number, b: number, minZ: number): -1 | 0 | 1 {
  const difference = rate[b]! - rate[a]!;
  if (difference === 0) return 0;
  if (minZ > 0) {
    const pooled = (rate[a]! * rows[a]! + rate[b]! * rows[b]!) / (rows[a]! + rows[b]!);
    const variance = pooled * (1 - pooled) * (1 / rows[a]! + 1 / rows[b]!);
    if (difference * difference < minZ * minZ * variance) return 0;
  }
  return difference > 0 ? 1 : -1;
}

function allows(trend: Exclude<Trend, 'auto'>, phase: number, step: -1 | 1): boolean {
  switch (trend) {
    case 'none':
      return true;
    case 'ascending':
      return step === 1;
    case 'descending':
      return step === -1;
    case 'peak':
      return phase === 0 ? step === 1 : step === -1;
    case 'valley':
      return phase === 0 ? step === -1 : step === 1;
  }
}

function traceBack(
  best: readonly Float64Array[],
  from: readonly Int32Array[],
  n: number,
  phases: number,
  trend: Exclude<Trend, 'auto'>,
): Partition {
  let top = { k: -1, state: -1, iv: -Infinity };
  for (let k = 0; k < best.length; k++) {
    for (let s = 0; s < n; s++) {
      for (let f = 0; f < phases; f++) {
        const state = (s * n + n - 1) * phases + f;
        // Strictly better only: of equal partitions the one with fewer bins stays.
        if (best[k]![state]! > top.iv) top = { k, state, iv: best[k]![state]! };
      }
    }
  }
  if (top.k < 0) return { starts: [0], iv: 0, trend };
  const starts: number[] = [];
  let { state } = top;
  for (let k = top.k; k >= 0; k--) {
    starts.push(Math.floor(state / phases / n));
    state = from[k]![state]!;
  }
  return { starts: starts.reverse(), iv: top.iv, trend };
}
