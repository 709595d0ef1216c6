import { sharedFloat64, taskRef, type WorkerPool } from '../../parallel/index.ts';
import { lineReader } from '../additive/shapes.ts';
import type { DesignSpec } from '../artefact.ts';
import { type BoundColumns, CODE_MISSING } from '../model.ts';

/**
 * Value of the missing column where a number is missing. Above 1, so that the ridge penalty, made for columns of unit
 * variance, hardly touches it: that a figure is absent often says more than any figure, and there are few such columns.
 */
export const MISSING_MARK = 5;

/** Columns one input takes: its value or its levels and the rest, then one for missing where training saw any. */
export function designWidth(spec: DesignSpec): number {
  const values = spec.kind === 'rankNormal' ? 1 : spec.levels.length + 1;
  return values + (spec.missingColumn ? 1 : 0);
}

interface EncodeInput {
  readonly spec: DesignSpec;
  readonly column: Float64Array | Int32Array;
  /** OUT: `designWidth(spec)` columns. */
  readonly out: readonly Float64Array[];
}

/** The design matrix by columns on shared memory; no value is missing. */
export async function encodeDesign(
  pool: WorkerPool,
  specs: readonly DesignSpec[],
  bound: BoundColumns,
): Promise<Float64Array[]> {
  const inputs = specs.map(
    (spec): EncodeInput => ({
      spec,
      column: bound.columns[spec.input]!,
      out: Array.from({ length: designWidth(spec) }, () => sharedFloat64(bound.nRows)),
    }),
  );
  await pool.mapShards(taskRef(import.meta.url, encodeInput), inputs, { label: 'encode' });
  return inputs.flatMap(({ out }) => out);
}

/** Fills the columns of one input; the worker's task. */
export function encodeInput({ spec, column, out }: EncodeInput): void {
  const fill = rowEncoder(spec);
  const row = new Float64Array(out.length);
  for (let i = 0; i < column.length; i++) {
    fill(column[i]!, row, 0);
    for (let j = 0; j < out.length; j++) out[j]![i] = row[j]!;
  }
}

/** Writes the design columns of one value into `row[at ..]` (OUT). The one definition of the encoding. */
export function rowEncoder(spec: DesignSpec): (value: number, row: Float64Array, at: number) => void {
  const width = designWidth(spec);
  if (spec.kind === 'rankNormal') {
    // A missing number takes the middle of the scale; its own column says that it was missing.
    const read = lineReader(Float64Array.from(spec.x), Float64Array.from(spec.z), 0);
    return (value, row, at) => {
      row[at] = read(value);
      if (spec.missingColumn) row[at + 1] = Number.isNaN(value) ? MISSING_MARK : 0;
    };
  }
  const rest = spec.levels.length;
  const slot = new Map(spec.levels.map((level, i) => [level, i]));
  return (code, row, at) => {
    row.fill(0, at, at + width);
    if (code !== CODE_MISSING) row[at + (slot.get(code) ?? rest)] = 1;
    else if (spec.missingColumn) row[at + rest + 1] = 1;
  };
}
