/** Bins of raw values: cuts to a guide table, values to bins. */

/** Bits of a double's upper half that a cell leaves out: it goes by sign, exponent and the first six of the mantissa. */
const GUIDE_SHIFT = 14;
export const GUIDE_CELLS = 2 ** (32 - GUIDE_SHIFT);

/**
 * Where to start looking for a value's bin: its upper bits name a cell, and the cell names the bin of its lowest value. From
 * there the search is a step or two forwards, where a binary search takes eight that no processor can predict.
 */
export interface BinGuide {
  /** Ascending, then NaN, which stops every search. */
  readonly cuts: Float64Array;
  readonly first: Uint8Array;
}

/** @param cuts ascending, at most 254 @param first OUT `GUIDE_CELLS` zeros */
export function fillGuide(cuts: Float64Array, first: Uint8Array): BinGuide {
  const value = new Float64Array(1);
  const halves = new Uint32Array(value.buffer);
  const half = GUIDE_CELLS / 2;
  // Cells of numbers from 0 upwards run upwards, those of negative numbers downwards from the middle: a cell past a cut
  // starts above it. The cell that holds the cut itself starts below it, unless the cut is where it starts.
  const negative = cuts.findLastIndex((cut) => cut < 0) + 1;
  first.fill(negative, 0, half);
  cuts.forEach((cut, k) => {
    value[0] = cut;
    const cell = halves[1]! >>> GUIDE_SHIFT;
    if (cut < 0) first.fill(k + 1, half, cell);
    else first.fill(k + 1, cell + 1, half);
  });
  const padded = new Float64Array(cuts.length + 1).fill(Number.NaN);
  padded.set(cuts);
  return { cuts: padded, first };
}

/**
 * Bins of a numeric column: the number of cuts at or below the value; NaN gets `missingBin`.
 * @param bins OUT by row
 */
export function binNumbers(
  values: Float64Array,
  { cuts, first }: BinGuide,
  missingBin: number,
  bins: Uint8Array,
): void {
  const halves = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  for (let i = 0; i < bins.length; i++) {
    const v = values[i]!;
    let bin = missingBin;
    if (!Number.isNaN(v)) {
      bin = first[halves[2 * i + 1]! >>> GUIDE_SHIFT]!;
      while (cuts[bin]! <= v) bin += 1;
    }
    bins[i] = bin;
  }
}

/** Bins of level codes; codes without a level (missing, unseen) get `missingBin`. @param bins OUT by row */
export function binCodes(
  codes: Int32Array,
  binOfLevel: Uint8Array,
  missingBin: number,
  bins: Uint8Array,
): void {
  for (let i = 0; i < bins.length; i++) {
    const code = codes[i]!;
    bins[i] = code < 0 ? missingBin : binOfLevel[code]!;
  }
}
