import type { BoundColumns } from '../../../models/index.ts';

/** Some rows of bound columns as a copy of their own. */
export function pickedRows({ columns }: BoundColumns, rows: Uint32Array): BoundColumns {
  const pick = (column: Float64Array | Int32Array): Float64Array | Int32Array =>
    column instanceof Int32Array
      ? Int32Array.from(rows, (row) => column[row]!)
      : Float64Array.from(rows, (row) => column[row]!);
  return { nRows: rows.length, columns: columns.map(pick), unseen: 0 };
}
