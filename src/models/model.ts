import { fail } from '../core/index.ts';
import { sharedInt32 } from '../parallel/index.ts';
import { abbreviate, asFloat64, type CategoryColumn, MISSING_CODE, type Table } from '../table/index.ts';
import type { ModelArtefact, ModelInput } from './artefact.ts';

/** Code of a missing category in bound columns. */
export const CODE_MISSING = -1;
/** Code of a category the model never saw. */
export const CODE_UNSEEN = -2;

/** A table's columns in the order and coding a model expects; made once by `bind`, read by every scoring call. */
export interface BoundColumns {
  readonly nRows: number;
  /** One per input of the model: Float64 with NaN for missing, or Int32 codes of the model's levels. */
  readonly columns: readonly (Float64Array | Int32Array)[];
  /** Values of categorical inputs that the model never saw; they score as the documented fallback. */
  readonly unseen: number;
}

/** A trained model, ready to score. Scoring is pure: the same row gives the same bits offline, in batch and online. */
export interface Model {
  readonly artefact: ModelArtefact;
  /** Log-odds of bad of rows [start, end) into `out[0 .. end - start)` (OUT). */
  margins(bound: BoundColumns, start: number, end: number, out: Float64Array): void;
}

/** Probability of bad from log-odds of bad. */
export function pdOfMargin(margin: number): number {
  return margin >= 0 ? 1 / (1 + Math.exp(-margin)) : Math.exp(margin) / (1 + Math.exp(margin));
}

/**
 * Finds a model's inputs in `table` by name; the order of the table's columns does not matter.
 * @throws PARUS_TABLE_COLUMN_MISSING (all that are missing), PARUS_TABLE_COLUMN_TYPE
 */
export function bindColumns(inputs: readonly ModelInput[], table: Table): BoundColumns {
  const missing = inputs.filter(({ name }) => !table.columns.has(name)).map(({ name }) => name);
  if (missing.length > 0) {
    throw fail(
      'PARUS_TABLE_COLUMN_MISSING',
      { column: abbreviate(missing), path: table.origin, available: abbreviate([...table.columns.keys()]) },
      missing.map((name) => ({ path: name, message: 'missing column' })),
    );
  }
  let unseen = 0;
  const columns = inputs.map((input) => {
    const column = table.columns.get(input.name)!;
    if (input.kind === 'numeric' && column.kind !== 'category') return asFloat64(column);
    if (input.kind === 'category' && column.kind === 'category') {
      const codes = recode(column, input.levels);
      for (const code of codes) if (code === CODE_UNSEEN) unseen += 1;
      return codes;
    }
    throw fail('PARUS_TABLE_COLUMN_TYPE', {
      column: input.name,
      path: table.origin,
      got: column.kind,
      expected: input.kind,
    });
  });
  return { nRows: table.nRows, columns, unseen };
}

function recode({ codes, levels }: CategoryColumn, target: readonly string[]): Int32Array {
  const index = new Map(target.map((level, i) => [level, i]));
  const map = Int32Array.from(levels, (level) => index.get(level) ?? CODE_UNSEEN);
  const out = sharedInt32(codes.length);
  for (let i = 0; i < codes.length; i++) out[i] = codes[i] === MISSING_CODE ? CODE_MISSING : map[codes[i]!]!;
  return out;
}
