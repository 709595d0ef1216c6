import type { ScoredPart, ScoredParts } from '../../../../src/evaluation/report/index.ts';
import { type AlgorithmName, type Model, scoreTable, trainModel } from '../../../../src/models/index.ts';
import type { WorkerPool } from '../../../../src/parallel/index.ts';
import { creditSkip, creditTable, creditTarget } from '../../../models/credit-table.ts';

export const creditColumnsSkipped: ReadonlyMap<string, string> = new Map([
  ...creditSkip,
  ['id', 'identifier'],
]);

/** A model of the made-up credit table, with the rows it learnt from and others, scored. */
export async function creditModel(
  pool: WorkerPool,
  algorithm: AlgorithmName = 'scorecard',
): Promise<{ readonly model: Model; readonly parts: ScoredParts }> {
  const learnt = creditTable(1_500, 1);
  const { model } = await trainModel(learnt.table, {
    algorithm,
    target: creditTarget,
    bad: learnt.bad,
    skip: creditColumnsSkipped,
    pool,
    seed: 1,
    config: {},
    command: 'a test',
  });
  const scored = async ({ table, bad }: ReturnType<typeof creditTable>): Promise<ScoredPart> => ({
    table,
    bad,
    ...(await scoreTable(pool, model, table)),
  });
  return { model, parts: { train: await scored(learnt), test: await scored(creditTable(800, 2)) } };
}
