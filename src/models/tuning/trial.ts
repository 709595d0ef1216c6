import { logLoss } from '../../kernels/logistic-gradients.ts';
import { inlinePool, taskRef } from '../../parallel/index.ts';
import type { Table } from '../../table/index.ts';
import { labelledRows } from '../calibration/cross-fit.ts';
import { rankedAuc } from '../ranked-auc.ts';
import { scoreTable } from '../score.ts';
import type { TargetSpec } from '../target.ts';
import { type AlgorithmName, trainModel } from '../train.ts';

/** One configuration, trained on all folds but one and measured on that one. */
export interface TrialInput {
  readonly table: Table;
  readonly bad: Uint8Array;
  readonly target: TargetSpec;
  readonly skip: ReadonlyMap<string, string>;
  readonly algorithm: AlgorithmName;
  readonly config: Readonly<Record<string, unknown>>;
  readonly seed: number;
  /** Rows of the round, and the fold of each. */
  readonly rows: Uint32Array;
  readonly folds: Uint8Array;
  readonly fold: number;
}

export interface FoldScore {
  readonly auc: number;
  /** Mean over the rows of the fold, in nats. */
  readonly logLoss: number;
}

/** Trains and measures; the worker's task. */
export async function scoreFold(input: TrialInput): Promise<FoldScore> {
  const { table, bad, target, skip, algorithm, config, seed, rows, folds, fold } = input;
  const pool = inlinePool;
  const train = labelledRows(
    table,
    bad,
    rows.filter((_, k) => folds[k] !== fold),
  );
  const held = labelledRows(
    table,
    bad,
    rows.filter((_, k) => folds[k] === fold),
  );
  const { model } = await trainModel(train.table, {
    algorithm,
    target,
    bad: train.bad,
    skip,
    pool,
    seed,
    config,
    command: '',
  });
  const { margins } = await scoreTable(pool, model, held.table);
  const all = Uint32Array.from(held.bad.keys());
  return {
    auc: rankedAuc(margins, held.bad),
    logLoss: logLoss(all, 0, all.length, margins, held.bad, 1) / all.length,
  };
}

export const scoreFoldTask = taskRef(import.meta.url, scoreFold);
