/** Points before rounding, and after. */
export interface RoundedPoints {
  readonly base: number;
  readonly points: readonly (readonly number[])[];
}

/**
 * Rounds points to whole numbers so that the lowest and the highest total are those of the exact points, rounded. Rounding
 * each by itself lets errors of up to a half add up over the characteristics; here the base and the end points of each take
 * the errors where they cost least (the smallest sum of squared changes, as in the method of largest remainders), and the bins in
 * between are rounded to the nearest whole number that lies between the ends. Bins keep their order, though neighbours
 * may tie.
 * @param base points that every row has
 * @param exact the points that a row can get in each characteristic, of which at least two differ
 */
export function roundKeepingRange(base: number, exact: readonly (readonly number[])[]): RoundedPoints {
  const lows = exact.map((points) => Math.min(...points));
  const highs = exact.map((points) => Math.max(...points));
  const lowest = Math.round(lows.reduce((sum, v) => sum + v, base));
  const highest = Math.round(highs.reduce((sum, v) => sum + v, base));
  const candidates = [...new Set([Math.round(base), Math.floor(base), Math.ceil(base)])].map((b) => {
    const low = roundToSum(lows, lowest - b);
    const high = roundToSum(highs, highest - b, low);
    return { base: b, low, high, cost: (b - base) ** 2 + cost(low, lows) + cost(high, highs) };
  });
  const best = candidates.reduce((a, b) => (b.cost < a.cost ? b : a));
  return {
    base: best.base || 0,
    points: exact.map((points, c) => {
      const [from, to] = [best.low[c]!, best.high[c]!];
      return points.map((v) => {
        if (v === lows[c]) return from || 0;
        return (v === highs[c] ? to : Math.min(to, Math.max(from, Math.round(v)))) || 0;
      });
    }),
  };
}

/**
 * Whole numbers with a given sum, as near to `values` as can be by the sum of squares, none below its floor: the nearest ones,
 * then moves by one where a move costs least, which is optimal since the costs are convex and apart.
 * @param floors whose sum is at most `total`; default: none
 */
function roundToSum(values: readonly number[], total: number, floors?: readonly number[]): number[] {
  const floor = (i: number): number => floors?.[i] ?? Number.NEGATIVE_INFINITY;
  const out = values.map((v, i) => Math.max(Math.round(v), floor(i)));
  let missing = total - out.reduce((sum, v) => sum + v, 0);
  while (missing !== 0 && out.length > 0) {
    const step = Math.sign(missing);
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < out.length; i++) {
      const price = step * (out[i]! - values[i]!);
      if (price < least && out[i]! + step >= floor(i)) {
        best = i;
        least = price;
      }
    }
    out[best]! += step;
    missing -= step;
  }
  return out;
}

function cost(rounded: readonly number[], exact: readonly number[]): number {
  return rounded.reduce((sum, v, i) => sum + (v - exact[i]!) ** 2, 0);
}
