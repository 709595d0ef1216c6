import { fail } from '../core/index.ts';
import type { WorkerPool } from '../parallel/index.ts';
import { asFloat64, type CategoryColumn, type Column } from '../table/index.ts';
import type { CategoryVariable } from './bin-category.ts';
import { type BinVariableInput, binVariableTask } from './bin-variable.ts';
import type { Binning, BinningOptions, MandatedCuts, MandatedGroups, Trend } from './binning.ts';

/** What a user demands of the bins of one variable. */
export type Mandated = MandatedCuts | MandatedGroups;

export interface BinTableOptions extends BinningOptions {
  readonly trendOf: (name: string) => Trend;
  readonly specialOf: (name: string) => readonly number[];
  /** Cuts for a numeric column, groups of levels for a categorical one; default: none. */
  readonly mandatedOf?: (name: string) => Mandated | undefined;
  /** Weight of each row, finite and >= 0; default 1. On shared memory it is not copied. */
  readonly weights?: Float64Array;
}

/**
 * Bins every column against `bad` (1 = bad, one per row), one variable a task, spread over the workers; the bins do not
 * depend on their number.
 * @throws PARUS_CONFIG_INVALID when cuts are demanded of a categorical column or groups of a numeric one, or for weights
 * that are negative, not finite, or not as many as rows
 */
export function binTable(
  pool: WorkerPool,
  columns: ReadonlyMap<string, Column>,
  bad: Uint8Array,
  { trendOf, specialOf, mandatedOf = () => undefined, weights, ...options }: BinTableOptions,
): Promise<Binning[]> {
  if (weights) assertWeights(weights, bad.length);
  const common = { bad, options, ...(weights && { weights }) };
  const inputs = [...columns].map(([name, column]): BinVariableInput => {
    const mandated = mandatedOf(name);
    if (column.kind === 'category') {
      const groups = mandated && levelGroups(name, column, mandated);
      const { codes, levels } = column;
      return { kind: 'category', ...common, codes, nLevels: levels.length, mandated: groups };
    }
    return {
      kind: 'numeric',
      ...common,
      values: asFloat64(column),
      trend: trendOf(name),
      special: specialOf(name),
      mandated: mandated && numericCuts(name, mandated),
    };
  });
  return pool.mapShards(binVariableTask, inputs, { label: 'binning' });
}

function assertWeights(weights: Float64Array, rows: number): void {
  const row = weights.findIndex((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY));
  if (row < 0 && weights.length === rows) return;
  const problem =
    row < 0
      ? `got ${weights.length} weights for ${rows} rows`
      : `row ${row} weighs ${weights[row]}; expected a finite number of at least 0`;
  throw fail('PARUS_CONFIG_INVALID', { path: 'the row weights', problem });
}

function numericCuts(name: string, mandated: Mandated): MandatedCuts {
  if ('cuts' in mandated) return mandated;
  const problem = `mandated.${name}: a numeric column takes cuts, not groups of levels`;
  throw fail('PARUS_CONFIG_INVALID', { path: 'the training configuration', problem });
}

function levelGroups(
  name: string,
  { levels }: CategoryColumn,
  mandated: Mandated,
): CategoryVariable['mandated'] {
  if ('cuts' in mandated) {
    const problem = `mandated.${name}: a column of texts takes groups of levels, not cuts`;
    throw fail('PARUS_CONFIG_INVALID', { path: 'the training configuration', problem });
  }
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  const groups = mandated.groups
    .map((group) => group.flatMap((level) => codeOf.get(level) ?? []))
    .filter((group) => group.length > 0);
  return { groups, only: mandated.only };
}
