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

/** @param cuts ascending, at most 254 @param first OUT `GUIDE_CELLS` places, whatever they held */
export function fillGuide(cuts: Float64Array, first: Uint8Array): BinGuide {
  const value = new Float64Array(1);
  const halves = new Uint32Array(value.buffer);
  const cellOf = (cut: number): number => {
    value[0] = cut;
    return halves[1]! >>> GUIDE_SHIFT;
  };
  const half = GUIDE_CELLS / 2;
  const negative = cuts.findLastIndex((cut) => cut < 0) + 1;
  // A cell past a cut starts above it. The cell that holds the cut itself starts below it, unless the cut is where it starts.
  // Cells of numbers from 0 upwards run upwards, those of negative numbers downwards from the middle.
  let to = GUIDE_CELLS;
  for (let k = 0; k < negative; k++) {
    const cell = cellOf(cuts[k]!);
    first.fill(k, cell, to);
    to = cell;
  }
  first.fill(negative, half, to);
  let from = 0;
  for (let k = negative; k < cuts.length; k++) {
    const end = Math.min(cellOf(cuts[k]!) + 1, half);
    first.fill(k, from, end);
    from = Math.max(from, end);
  }
  first.fill(cuts.length, from, half);
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
