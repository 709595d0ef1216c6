import { evaluateAucKs } from '../../src/evaluation/index.ts';
import { type AlgorithmName, scoreTable, targetOf, trainModel } from '../../src/models/index.ts';
import { sharedUint8, type WorkerPool } from '../../src/parallel/index.ts';
import { readTable } from '../../src/table/index.ts';
import type { Fold } from './folds.ts';

/** An algorithm and its options where they are not the defaults. */
export interface OwnProgram {
  readonly algorithm: AlgorithmName;
  readonly config?: Readonly<Record<string, unknown>>;
}

/**
 * Trains on one half and measures on the other: the model that `parus train --table --test` makes of the same files. `seconds`
 * are those of the training, without reading and scoring.
 */
export async function trainOwn(
  pool: WorkerPool,
  { dataset, drop, files, seed }: Fold,
  { algorithm, config = {} }: OwnProgram,
): Promise<{ auc: number; seconds: number }> {
  const train = await readTable(files.train);
  const kinds = Object.fromEntries([...train.columns].map(([name, { kind }]) => [name, kind]));
  const test = await readTable(files.test, { kinds });
  const target = { column: dataset.target, bad: dataset.bad };
  const bad = sharedUint8(train.nRows);
  bad.set(targetOf(train, target));
  const special = algorithm === 'scorecard' && dataset.special.length > 0;
  const started = performance.now();
  const { model } = await trainModel(train, {
    algorithm,
    target,
    bad,
    skip: new Map([[dataset.target, 'the target'], ...drop.map((name) => [name, 'dropped'] as const)]),
    pool,
    seed,
    config: special ? { ...config, special: { '*': dataset.special } } : config,
    command: '',
  });
  const seconds = (performance.now() - started) / 1000;
  const { pd } = await scoreTable(pool, model, test);
  return { auc: evaluateAucKs(pd, targetOf(test, target)).auc, seconds };
}
