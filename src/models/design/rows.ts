import { sharedFloat64 } from '../../parallel/index.ts';

/** Columns as one row-major matrix on shared memory: for methods that visit rows one at a time. */
export function rowMajor(columns: readonly Float64Array[], nRows: number): Float64Array {
  const width = columns.length;
  const out = sharedFloat64(nRows * width);
  for (const [j, column] of columns.entries()) {
    for (let i = 0; i < nRows; i++) out[i * width + j] = column[i]!;
  }
  return out;
}
