import { readFileSync, writeFileSync } from 'node:fs';
import { openStream } from '../src/core/index.ts';
import { sharedFloat64, sharedUint8 } from '../src/parallel/index.ts';

/** A made-up table of numbers with two classes, the same for every program that is timed. */
export interface TrainingData {
  readonly nRows: number;
  readonly nColumns: number;
  readonly columns: readonly Float64Array[];
  readonly bad: Uint8Array;
}

export type Shape = 'uniform' | 'gaussian';

/** Columns that matter, and how far away the one is that each interacts with. */
const SIGNAL_COLUMNS = 10;
const INTERACTS_WITH = 7;

/** Ten columns matter, each by itself and through one other; the rest is noise. About a third of the rows are bad. */
export function makeTrainingData(nRows: number, nColumns: number, shape: Shape, seed: number): TrainingData {
  const stream = openStream(seed, `training ${shape}`);
  const columns = Array.from({ length: nColumns }, (_, j) => {
    const column = sharedFloat64(nRows);
    for (let i = 0; i < nRows; i++) {
      // Single precision, which is all that XGBoost keeps.
      column[i] = Math.fround(shape === 'uniform' ? stream.uniform(i, j) : stream.normal(0, 1, i, j));
    }
    return column;
  });
  const bad = sharedUint8(nRows);
  for (let i = 0; i < nRows; i++) {
    let margin = -1;
    for (let j = 0; j < SIGNAL_COLUMNS; j++) {
      const x = columns[j]![i]!;
      margin += (j % 2 ? 1 : -1) * (x + x * columns[(j + INTERACTS_WITH) % nColumns]![i]!);
    }
    bad[i] = stream.uniform(i, nColumns) < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
  }
  return { nRows, nColumns, columns, bad };
}

/** Writes the columns as 32-bit floats one behind the other, then the outcomes as bytes. */
export function writeTrainingData(path: string, { nRows, columns, bad }: TrainingData): void {
  const values = new Float32Array(nRows * columns.length);
  columns.forEach((column, j) => {
    values.set(column, j * nRows);
  });
  writeFileSync(path, Buffer.concat([Buffer.from(values.buffer), bad]));
}

/** Reads what `writeTrainingData` wrote. */
export function readTrainingData(path: string, nRows: number, nColumns: number): TrainingData {
  const file = readFileSync(path);
  const values = new Float32Array(file.buffer, file.byteOffset, nRows * nColumns);
  const columns = Array.from({ length: nColumns }, (_, j) => {
    const column = sharedFloat64(nRows);
    column.set(values.subarray(j * nRows, (j + 1) * nRows));
    return column;
  });
  const bad = sharedUint8(nRows);
  bad.set(file.subarray(values.byteLength));
  return { nRows, nColumns, columns, bad };
}
