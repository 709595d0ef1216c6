import { type BinTableOptions, binTable, type Trend } from '../../binning/index.ts';
import { fail } from '../../core/index.ts';
import type { WorkerPool } from '../../parallel/index.ts';
import type { Column } from '../../table/index.ts';
import type { TrainingSet } from '../trainer.ts';
import type { Candidate } from './candidate.ts';
import type { ScorecardConfig } from './config.ts';

/** Bins every input as the configuration asks. @throws PARUS_CONFIG_INVALID for mandated bins of no input */
export async function binInputs(
  pool: WorkerPool,
  set: TrainingSet,
  config: ScorecardConfig,
): Promise<Candidate[]> {
  const columns = namedColumns(
    set,
    set.inputs.map((_, i) => i),
  );
  const stranger = Object.keys(config.mandated).find((name) => !columns.has(name));
  if (stranger !== undefined) {
    const problem = `mandated.${stranger}: no input of the training table has this name`;
    throw fail('PARUS_CONFIG_INVALID', { path: 'the training configuration', problem });
  }
  const binnings = await binTable(pool, columns, set.bad, binTableOptions(config, set.weights));
  return binnings.map((binning, input) => ({ input, name: set.inputs[input]!.name, binning }));
}

/** The configuration as binning reads it. @param weights what each row counts for; default 1 */
export function binTableOptions(config: ScorecardConfig, weights?: Float64Array): BinTableOptions {
  return {
    ...config,
    ...(weights && { weights }),
    trendOf: (name): Trend => config.trend[name] ?? config.trend['*'] ?? 'auto',
    specialOf: (name) => config.special[name] ?? config.special['*'] ?? [],
    mandatedOf: (name) => config.mandated[name],
  };
}

/** The bound columns of some inputs as columns of a table, by name, in the order given. */
export function namedColumns({ inputs, bound }: TrainingSet, some: readonly number[]): Map<string, Column> {
  return new Map(
    some.map((i): [string, Column] => {
      const input = inputs[i]!;
      const column = bound.columns[i]!;
      return input.kind === 'numeric'
        ? [input.name, { kind: 'numeric', values: column as Float64Array }]
        : [input.name, { kind: 'category', codes: column as Int32Array, levels: input.levels }];
    }),
  );
}
