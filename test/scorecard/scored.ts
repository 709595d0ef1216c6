import { type BoundColumns, bindColumns, type Model, trainModel } from '../../src/models/index.ts';
import type { WorkerPool } from '../../src/parallel/index.ts';
import { creditSkip, creditTable, creditTarget } from '../models/credit-table.ts';

export interface Scored {
  readonly model: Model;
  readonly bound: BoundColumns;
  readonly margins: Float64Array;
}

/** A model trained on the made-up credit table and its margins on 500 other rows. */
export async function trainAndScore(
  pool: WorkerPool,
  algorithm: 'scorecard' | 'logistic' | 'ml-random-forest',
): Promise<Scored> {
  const { table, bad } = creditTable(1500, 1);
  const config =
    algorithm === 'scorecard' ? { special: { score: [-9] } } : algorithm === 'logistic' ? {} : { trees: 2 };
  const { model } = await trainModel(table, {
    algorithm,
    target: creditTarget,
    bad,
    skip: creditSkip,
    pool,
    seed: 7,
    config,
    command: 'c',
  });
  const bound = bindColumns(model.artefact.inputs, creditTable(500, 2).table);
  const margins = new Float64Array(500);
  model.margins(bound, 0, 500, margins);
  return { model, bound, margins };
}
