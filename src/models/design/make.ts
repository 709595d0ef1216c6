import { fail } from '../../core/index.ts';
import type { WorkerPool } from '../../parallel/index.ts';
import type { DesignSpec, ModelInput } from '../artefact.ts';
import type { BoundColumns } from '../model.ts';
import { designWidth, encodeDesign } from './encode.ts';
import { fitDesign, type NumberScale } from './fit.ts';

export interface Design {
  readonly specs: readonly DesignSpec[];
  /** The design matrix of the training rows by columns, without missing values. */
  readonly columns: readonly Float64Array[];
}

/** Newton's equations are dense: beyond this many columns one solution takes seconds, and a fit takes dozens. */
const MAX_COLUMNS = 1000;

export interface DesignOptions {
  /** Default: rankNormal. */
  readonly numbers?: NumberScale;
  /** Default: 1000. */
  readonly maxColumns?: number;
}

/**
 * Learns the design of the inputs and encodes the training rows with it.
 * @throws PARUS_TRAIN_TOO_WIDE naming `algorithm`
 */
export async function makeDesign(
  pool: WorkerPool,
  inputs: readonly ModelInput[],
  bound: BoundColumns,
  algorithm: string,
  { numbers, maxColumns = MAX_COLUMNS }: DesignOptions = {},
): Promise<Design> {
  const specs = await fitDesign(pool, inputs, bound, numbers);
  const columns = specs.reduce((sum, spec) => sum + designWidth(spec), 0);
  if (columns > maxColumns) throw fail('PARUS_TRAIN_TOO_WIDE', { algorithm, columns, limit: maxColumns });
  return { specs, columns: await encodeDesign(pool, specs, bound) };
}
