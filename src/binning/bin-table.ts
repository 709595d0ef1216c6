import type { WorkerPool } from '../parallel/index.ts';
import { asFloat64, type Column } from '../table/index.ts';
import { type BinVariableInput, binVariableTask } from './bin-variable.ts';
import type { Binning, BinningOptions, Trend } from './binning.ts';

export interface BinTableOptions extends BinningOptions {
  readonly trendOf: (name: string) => Trend;
  readonly specialOf: (name: string) => readonly number[];
}

/** Bins every column against `bad` (1 = bad, one per row), one variable a task, spread over the workers. */
export function binTable(
  pool: WorkerPool,
  columns: ReadonlyMap<string, Column>,
  bad: Uint8Array,
  { trendOf, specialOf, ...options }: BinTableOptions,
): Promise<Binning[]> {
  const inputs = [...columns].map(
    ([name, column]): BinVariableInput =>
      column.kind === 'category'
        ? { kind: 'category', bad, options, codes: column.codes, nLevels: column.levels.length }
        : {
            kind: 'numeric',
            bad,
            options,
            values: asFloat64(column),
            trend: trendOf(name),
            special: specialOf(name),
          },
  );
  return pool.mapShards(binVariableTask, inputs, { label: 'binning' });
}
