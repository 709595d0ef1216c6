/**
 * The best chain of intervals over n ordered cells, by dynamic programming: the search behind optimal binning.
 *
 *   cells   0 1 2 3 4 5 6 7            An interval [s, e] has the index s * n + e and a gain; -Infinity forbids it.
 *   chain   [0 1][2 3 4][5 6 7]        Neighbours [s0, s-1] and [s, e] have a step: +1, -1, or 0, which forbids the pair.
 */

/** How far a chain has come in its shape: a track holds the best chains that end in it. */
export const TRACK = {
  /** Only steps up. */
  rising: 0,
  /** Only steps down. */
  falling: 1,
  /** Steps up, then steps down, at least the last of them if any. */
  pastPeak: 2,
  /** Steps down, then steps up. */
  pastValley: 3,
} as const;
const TRACKS = 4;

export interface ChainTables {
  /** [k][track * n + s]: the highest gain of k + 1 intervals over all cells whose last one starts at s. */
  readonly last: readonly Float64Array[];
  /** [k][track * n * n + s * n + e]: start of the interval before [s, e] times 2, plus 1 if it is past its turn too. */
  readonly from: readonly Uint16Array[];
}

/**
 * Fills the tables of chains of 1 to `maxLength` intervals; fewer when longer ones are impossible. O(maxLength n^3 / 6).
 * Of equal chains the one whose last interval but one starts first stays, and one before its turn.
 * @param gain IN n * n, -Infinity forbids; read where s <= e
 * @param step IN n * n * n at (s * n + s0) * n + e, read where s0 < s <= e
 */
export function chainIntervals(
  n: number,
  gain: Float64Array,
  step: Int8Array,
  maxLength: number,
): ChainTables {
  const size = n * n;
  const last: Float64Array[] = [];
  const from: Uint16Array[] = [];
  let before = new Float64Array(TRACKS * size).fill(-Infinity);
  let best = new Float64Array(TRACKS * size).fill(-Infinity);
  for (let e = 0; e < n; e++) for (let t = 0; t < TRACKS; t++) best[t * size + e] = gain[e]!;
  for (let k = 0; k < maxLength; k++) {
    const back = new Uint16Array(k === 0 ? 0 : TRACKS * size);
    if (k > 0) {
      [before, best] = [best, before];
      best.fill(-Infinity);
      if (!extendChains(n, gain, step, before, best, back)) break;
    }
    from.push(back);
    last.push(Float64Array.from({ length: TRACKS * n }, (_, i) => best[i * n + n - 1]!));
  }
  return { last, from };
}

/** Adds one interval to every chain; false when none can be. @param best OUT @param back OUT */
function extendChains(
  n: number,
  gain: Float64Array,
  step: Int8Array,
  before: Float64Array,
  best: Float64Array,
  back: Uint16Array,
): boolean {
  const size = n * n;
  const falling = TRACK.falling * size;
  const pastPeak = TRACK.pastPeak * size;
  const pastValley = TRACK.pastValley * size;
  let any = false;
  for (let s = 1; s < n; s++) {
    for (let s0 = 0; s0 < s; s0++) {
      const previous = s0 * n + s - 1;
      const up = before[previous]!;
      const down = before[falling + previous]!;
      const peak = before[pastPeak + previous]!;
      const valley = before[pastValley + previous]!;
      if (up === -Infinity && down === -Infinity && peak === -Infinity && valley === -Infinity) continue;
      const steps = (s * n + s0) * n;
      for (let e = s; e < n; e++) {
        const direction = step[steps + e]!;
        const i = s * n + e;
        const g = gain[i]!;
        if (direction === 0 || g === -Infinity) continue;
        any = true;
        // Sums are compared, not their first terms: rounding can make equal what was not.
        if (direction > 0) {
          if (up + g > best[i]!) {
            best[i] = up + g;
            back[i] = 2 * s0;
          }
          if (down + g > best[pastValley + i]!) {
            best[pastValley + i] = down + g;
            back[pastValley + i] = 2 * s0;
          }
          if (valley + g > best[pastValley + i]!) {
            best[pastValley + i] = valley + g;
            back[pastValley + i] = 2 * s0 + 1;
          }
        } else {
          if (down + g > best[falling + i]!) {
            best[falling + i] = down + g;
            back[falling + i] = 2 * s0;
          }
          if (up + g > best[pastPeak + i]!) {
            best[pastPeak + i] = up + g;
            back[pastPeak + i] = 2 * s0;
          }
          if (peak + g > best[pastPeak + i]!) {
            best[pastPeak + i] = peak + g;
            back[pastPeak + i] = 2 * s0 + 1;
          }
        }
      }
    }
  }
  return any;
}

/** The track that a chain was on before it took its turn. */
const TRACK_BEFORE = [TRACK.rising, TRACK.falling, TRACK.rising, TRACK.falling] as const;

/** Starts of the intervals of the chain of k + 1 intervals on `track` whose last one is [s, n - 1]. */
export function traceChain(
  { from }: ChainTables,
  n: number,
  k: number,
  track: number,
  s: number,
): readonly number[] {
  const starts = [s];
  let [start, end, on] = [s, n - 1, track];
  for (let length = k; length > 0; length--) {
    const code = from[length]![on * n * n + start * n + end]!;
    // The bit of a code says that the turn lay further back still; tracks without a turn never set it.
    if ((code & 1) === 0) on = TRACK_BEFORE[on]!;
    end = start - 1;
    start = code >>> 1;
    starts.push(start);
  }
  return starts.reverse();
}
