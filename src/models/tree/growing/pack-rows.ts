import { fail } from '../../../core/index.ts';
import { MAX_PACKED_ROWS, PACK } from '../../../kernels/gradient-packing.ts';
import { packedRow } from '../../../kernels/split-counted.ts';

/** Rows as a counted tree adds them up. */
export interface PackedRows {
  /** By row of the table, 0 for rows that are left out: see `packedRow`. */
  readonly packed: Float64Array;
  /** Weight of one unit of packed sums. */
  readonly unit: number;
}

/** Rows whose number fits its half of a packed sum. */
const MAX_COUNTED_ROWS = PACK - 1;

/** Of weighed rows a tree takes half as many: a unit a row is kept for rounding. @throws PARUS_TRAIN_TOO_LARGE */
export function assertPackable(algorithm: string, rows: number, weights: Float64Array | undefined): void {
  const limit = weights ? MAX_PACKED_ROWS : MAX_COUNTED_ROWS;
  if (rows > limit) throw fail('PARUS_TRAIN_TOO_LARGE', { algorithm, rows, limit });
}

/** Packs rows that count once, or `times` (by row): sums are exact. @param rows as many as `assertPackable` allows, repeats counted */
export function packCounts(rows: Uint32Array, bad: Uint8Array, times?: Uint16Array): PackedRows {
  const packed = new Float64Array(bad.length);
  for (const row of rows) packed[row] = packedRow(bad[row]!, times ? times[row]! : 1);
  return { packed, unit: 1 };
}

/**
 * Packs rows by weight. The unit is the least power of two in which all weights together fit their half of a packed sum, some 2^-25 of
 * their sum or less: whole weights, halves, quarters are exact, and trees on them the same as on repeated rows. Others are rounded up
 * with the probability of the fraction, so that sums are unbiased however small the weights are.
 * @param rows as many as `assertPackable` allows @param weightOf a row's weight, finite and above 0
 * @param draw uniform on [0, 1) by row
 */
export function packWeights(
  rows: Uint32Array,
  bad: Uint8Array,
  weightOf: (row: number) => number,
  draw: (row: number) => number,
): PackedRows {
  let total = 0;
  for (const row of rows) total += weightOf(row);
  const perWeight = unitsPerWeight(total, rows.length);
  const packed = new Float64Array(bad.length);
  for (const row of rows) {
    const units = weightOf(row) * perWeight;
    const whole = Math.floor(units);
    packed[row] = packedRow(bad[row]!, whole === units || draw(row) >= units - whole ? whole : whole + 1);
  }
  return { packed, unit: 1 / perWeight };
}

/** The largest power of two whose multiple of `total` leaves one unit a row for rounding. */
function unitsPerWeight(total: number, nRows: number): number {
  const room = PACK - 1 - nRows;
  const power = 2 ** Math.floor(Math.log2(room / total));
  // The logarithm may have rounded up to the next whole number.
  return power * total > room ? power / 2 : power;
}
