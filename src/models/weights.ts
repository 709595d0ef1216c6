import { fail } from '../core/index.ts';
import { sharedFloat64, sharedUint8 } from '../parallel/index.ts';
import { asFloat64, columnOf, type Table, takeRows } from '../table/index.ts';

/** Beyond, products of weights leave the range of single precision, in which gradients are held. OWN. */
const MOST_WEIGHT = 1e15;
/** The least that weights must add up to: less than any number of rows, and far from the smallest numbers there are. OWN. */
const LEAST_TOTAL = 1e-9;

/**
 * A numeric column as weights of rows, on shared memory.
 * @throws PARUS_TABLE_COLUMN_MISSING, PARUS_TABLE_COLUMN_TYPE, PARUS_CONFIG_INVALID naming column and row (from 1) of a weight that is
 * missing, negative, not finite or above 1e15, or where they add up to next to nothing
 */
export function weightsOf(table: Table, name: string): Float64Array {
  const column = columnOf(table, name);
  if (column.kind === 'category' || column.kind === 'date') {
    const got = column.kind === 'category' ? 'text' : 'a date';
    throw fail('PARUS_TABLE_COLUMN_TYPE', { column: name, path: table.origin, got, expected: 'numbers' });
  }
  const weights = asFloat64(column);
  assertWeights(weights, table.nRows, `column ${name} of ${table.origin}`);
  return weights;
}

/** Checks that weights are as `weightsOf` promises. @param place of the weights, for messages @throws PARUS_CONFIG_INVALID as `weightsOf` */
export function assertWeights(weights: Float64Array, nRows: number, place = 'the row weights'): void {
  const refuse = (problem: string): Error => fail('PARUS_CONFIG_INVALID', { path: place, problem });
  if (weights.length !== nRows) throw refuse(`got ${weights.length} weights for ${nRows} rows`);
  const row = weights.findIndex((weight) => !(weight >= 0 && weight <= MOST_WEIGHT));
  if (row >= 0) {
    const got = Number.isNaN(weights[row]!) ? 'has no weight' : `weighs ${weights[row]}`;
    throw refuse(`row ${row + 1} ${got}; expected a number from 0 to ${MOST_WEIGHT}`);
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total < LEAST_TOTAL) {
    throw refuse(`the weights add up to ${total}; expected at least ${LEAST_TOTAL}, and not 0 in every row`);
  }
}

/** A labelled table with its weights. */
export interface WeightedRows {
  readonly table: Table;
  readonly bad: Uint8Array;
  readonly weights: Float64Array;
}

/** The rows that count at all: those of weight 0 are left out; the arguments themselves where there are none. */
export function countedRows(table: Table, bad: Uint8Array, weights: Float64Array): WeightedRows {
  if (weights.every((weight) => weight > 0)) return { table, bad, weights };
  const rows = Uint32Array.from(bad.keys()).filter((row) => weights[row]! > 0);
  const counted = {
    table: takeRows(table, rows),
    bad: sharedUint8(rows.length),
    ...takeWeights(weights, rows),
  };
  for (let k = 0; k < rows.length; k++) counted.bad[k] = bad[rows[k]!]!;
  return counted;
}

/** The weights of some rows, on shared memory. */
export function takeWeights(weights: Float64Array, rows: Uint32Array): { readonly weights: Float64Array } {
  const taken = sharedFloat64(rows.length);
  for (let k = 0; k < rows.length; k++) taken[k] = weights[rows[k]!]!;
  return { weights: taken };
}
