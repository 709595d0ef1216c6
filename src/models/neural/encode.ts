import { sharedInt32, taskRef, type WorkerPool } from '../../parallel/index.ts';
import type { DesignSpec } from '../artefact.ts';
import { designWidth, encodeDesign } from '../design/encode.ts';
import { rowMajor } from '../design/rows.ts';
import { type BoundColumns, CODE_MISSING } from '../model.ts';

export type NumberSpec = Extract<DesignSpec, { kind: 'rankNormal' }>;
export type CategorySpec = Extract<DesignSpec, { kind: 'oneHot' }>;

/** How inputs enter a network: numbers as in the logistic design, categories by the slot of an embedding. */
export interface NetworkInputs {
  readonly numbers: readonly NumberSpec[];
  readonly categories: readonly CategorySpec[];
  /** Entries that the numbers take in a row. */
  readonly width: number;
}

/** Parts the design of the inputs; both parts keep its order. */
export function networkInputs(design: readonly DesignSpec[]): NetworkInputs {
  const numbers = design.filter((spec) => spec.kind === 'rankNormal');
  const categories = design.filter((spec) => spec.kind === 'oneHot');
  return { numbers, categories, width: numbers.reduce((sum, spec) => sum + designWidth(spec), 0) };
}

/** The slot of a level's code. */
export function slotReader(spec: CategorySpec): (code: number) => number {
  const slot = new Map(spec.levels.map((level, i) => [level, i]));
  const rest = spec.levels.length;
  return (code) => (code === CODE_MISSING ? rest + 1 : (slot.get(code) ?? rest));
}

interface SlotInput {
  readonly specs: readonly CategorySpec[];
  readonly columns: readonly Int32Array[];
  readonly category: number;
  /** OUT: one slot per category and row. */
  readonly out: Int32Array;
}

/** Fills the slots of one category; the worker's task. */
export function encodeSlots({ specs, columns, category, out }: SlotInput): void {
  const slotOf = slotReader(specs[category]!);
  const column = columns[category]!;
  for (let i = 0; i < column.length; i++) out[i * specs.length + category] = slotOf(column[i]!);
}

/** The training rows as networks read them, on shared memory. */
export async function encodeNetworkRows(
  pool: WorkerPool,
  { numbers, categories }: NetworkInputs,
  bound: BoundColumns,
): Promise<{ numbers: Float64Array; slots: Int32Array }> {
  const columns = await encodeDesign(pool, numbers, bound);
  const slots = sharedInt32(bound.nRows * categories.length);
  const codes = categories.map(({ input }) => bound.columns[input] as Int32Array);
  const tasks = categories.map((_, category) => ({
    specs: categories,
    columns: codes,
    category,
    out: slots,
  }));
  await pool.mapShards(taskRef(import.meta.url, encodeSlots), tasks, { label: 'encode' });
  return { numbers: rowMajor(columns, bound.nRows), slots };
}
