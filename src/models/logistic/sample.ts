import { sharedFloat64, sharedUint8, sharedUint32 } from '../../parallel/index.ts';

/** Rows of a design, gathered on shared memory. */
export interface DesignRows {
  readonly columns: readonly Float64Array[];
  readonly bad: Uint8Array;
  /** What each row counts for; undefined where all count alike. */
  readonly weights?: Float64Array | undefined;
}

/**
 * The largest k such that every k-th row leaves `rows` rows and `perClass` rows of each class, or all there are; at least 1.
 */
export function sampleStride(bad: Uint8Array, rows: number, perClass: number): number {
  let bads = 0;
  for (const y of bad) bads += y;
  const rarer = Math.min(bads, bad.length - bads);
  return Math.max(1, Math.floor(Math.min(bad.length / rows, rarer / perClass)));
}

/**
 * Every `stride`-th bad row and every `stride`-th good row, ascending: the share of bads is kept to within a row, and a table
 * whose outcomes alternate is sampled like any other. `first` (0 .. stride - 1) tells which; the samples of all firsts part the
 * rows.
 */
export function strideRows(bad: Uint8Array, stride: number, first: number): Uint32Array {
  const rows: number[] = [];
  const seen = [0, 0];
  for (let i = 0; i < bad.length; i++) {
    const label = bad[i]!;
    if (seen[label]! % stride === first) rows.push(i);
    seen[label]! += 1;
  }
  const out = sharedUint32(rows.length);
  out.set(rows);
  return out;
}

/** How many rows a design stands for: their number, or the sum of their weights. */
export function rowsOf({ bad, weights }: DesignRows): number {
  return weights ? sumOf(weights) : bad.length;
}

/** The sum of weights, in the order of the rows. */
export function sumOf(weights: Float64Array): number {
  let sum = 0;
  for (const weight of weights) sum += weight;
  return sum;
}

/** The mean of values that count for so much each; the weights must not all be 0. */
export function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * weights[i]!;
  return sum / sumOf(weights);
}

/** Copies rows of a design. @param rows IN row numbers */
export function gatherRows(
  columns: readonly Float64Array[],
  bad: Uint8Array,
  rows: Uint32Array,
  weights?: Float64Array,
): DesignRows {
  const outcomes = sharedUint8(rows.length);
  for (let k = 0; k < rows.length; k++) outcomes[k] = bad[rows[k]!]!;
  const gather = (column: Float64Array): Float64Array => {
    const out = sharedFloat64(rows.length);
    for (let k = 0; k < rows.length; k++) out[k] = column[rows[k]!]!;
    return out;
  };
  const gathered = { columns: columns.map(gather), bad: outcomes };
  return weights ? { ...gathered, weights: gather(weights) } : gathered;
}

/**
 * Rows that a penalty is chosen on, at least, where there are twice as many or more: with so many it hardly matters any more. OWN.
 */
const CHOICE_ROWS = 50_000;
/** Rows of the rarer class among them. OWN. */
const CHOICE_PER_CLASS = 2000;

/** The rows to choose a penalty on: all of them (not copied), or from 100,000 rows on a part with the same share of bads. */
export function choiceSample(
  columns: readonly Float64Array[],
  bad: Uint8Array,
  weights?: Float64Array,
): DesignRows {
  const stride = sampleStride(bad, CHOICE_ROWS, CHOICE_PER_CLASS);
  return stride === 1
    ? { columns, bad, weights }
    : gatherRows(columns, bad, strideRows(bad, stride, 0), weights);
}
