import { fail } from '../core/index.ts';
import { type Column, columnOf, MISSING_CODE, MISSING_INT32, type Table } from '../table/index.ts';
import type { ModelInput } from './artefact.ts';

export interface Excluded {
  readonly name: string;
  readonly reason: string;
}

export interface InputChoice {
  readonly inputs: readonly ModelInput[];
  readonly excluded: readonly Excluded[];
}

/** A text column with more distinct values than this share of its rows names the row, not a trait of it. */
const IDENTIFIER_SHARE = 0.5;

/**
 * The columns of a training table that can be inputs: everything but the target, identifiers, dates, and columns that
 * are constant or missing throughout. Each column left out is named with its reason.
 * @param skip columns not to use, with the reason ("target", "dropped", ...); each must exist
 * @throws PARUS_TRAIN_NO_FEATURES, PARUS_TABLE_COLUMN_MISSING
 */
export function chooseInputs(table: Table, skip: ReadonlyMap<string, string>): InputChoice {
  for (const name of skip.keys()) columnOf(table, name);
  const inputs: ModelInput[] = [];
  const excluded: Excluded[] = [];
  for (const [name, column] of table.columns) {
    const reason = skip.get(name) ?? unusable(column);
    if (reason) excluded.push({ name, reason });
    else if (column.kind === 'category') inputs.push({ name, kind: 'category', levels: [...column.levels] });
    else inputs.push({ name, kind: 'numeric' });
  }
  if (inputs.length === 0) {
    const problem = excluded.map(({ name, reason }) => `${name} (${reason})`).join(', ');
    throw fail('PARUS_TRAIN_NO_FEATURES', { path: table.origin, problem: problem.slice(0, 500) });
  }
  return { inputs, excluded };
}

function unusable(column: Column): string | undefined {
  if (column.kind === 'date') return 'a date';
  const values = column.kind === 'category' ? column.codes : column.values;
  const isMissing = (v: number): boolean =>
    Number.isNaN(v) || (column.kind === 'category' ? v === MISSING_CODE : v === MISSING_INT32);
  let present = 0;
  let first: number | undefined;
  let constant = true;
  for (const v of values) {
    if (isMissing(v)) continue;
    present += 1;
    if (first === undefined) first = v;
    else if (v !== first) constant = false;
  }
  if (present === 0) return 'missing in every row';
  // A constant that is sometimes missing still tells present from missing.
  if (constant && present === values.length) return 'the same in every row';
  if (column.kind === 'category' && present > 20 && new Set(column.codes).size > IDENTIFIER_SHARE * present) {
    return 'text that differs from row to row';
  }
  return undefined;
}
