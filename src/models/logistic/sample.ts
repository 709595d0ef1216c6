import { sharedFloat64, sharedUint8, sharedUint32 } from '../../parallel/index.ts';

/** Rows of a design, gathered on shared memory. */
export interface DesignRows {
  readonly columns: readonly Float64Array[];
  readonly bad: Uint8Array;
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

/** Copies rows of a design. @param rows IN row numbers */
export function gatherRows(columns: readonly Float64Array[], bad: Uint8Array, rows: Uint32Array): DesignRows {
  const outcomes = sharedUint8(rows.length);
  for (let k = 0; k < rows.length; k++) outcomes[k] = bad[rows[k]!]!;
  const gathered = columns.map((column) => {
    const out = sharedFloat64(rows.length);
    for (let k = 0; k < rows.length; k++) out[k] = column[rows[k]!]!;
    return out;
  });
  return { columns: gathered, bad: outcomes };
}

/**
 * Rows that a penalty is chosen on, at least, where there are twice as many or more: with so many it hardly matters any more. OWN.
 */
const CHOICE_ROWS = 50_000;
/** Rows of the rarer class among them. OWN. */
const CHOICE_PER_CLASS = 2000;

/** The rows to choose a penalty on: all of them (not copied), or from 100,000 rows on a part with the same share of bads. */
export function choiceSample(columns: readonly Float64Array[], bad: Uint8Array): DesignRows {
  const stride = sampleStride(bad, CHOICE_ROWS, CHOICE_PER_CLASS);
  return stride === 1 ? { columns, bad } : gatherRows(columns, bad, strideRows(bad, stride, 0));
}
