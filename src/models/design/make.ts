import type { WorkerPool } from '../../parallel/index.ts';
import type { DesignSpec, ModelInput } from '../artefact.ts';
import type { BoundColumns } from '../model.ts';
import { encodeDesign } from './encode.ts';
import { fitDesign } from './fit.ts';

export interface Design {
  readonly specs: readonly DesignSpec[];
  /** The design matrix of the training rows by columns, without missing values. */
  readonly columns: readonly Float64Array[];
}

/** Learns the design of the inputs and encodes the training rows with it. */
export async function makeDesign(
  pool: WorkerPool,
  inputs: readonly ModelInput[],
  bound: BoundColumns,
): Promise<Design> {
  const specs = await fitDesign(pool, inputs, bound);
  return { specs, columns: await encodeDesign(pool, specs, bound) };
}
