import LogisticRegression from 'ml-logistic-regression';
import { Matrix } from 'ml-matrix';
import { z } from 'zod';
import { fail } from '../../core/index.ts';
import { taskRef } from '../../parallel/index.ts';
import { additiveBodyOf } from '../design/additive-body.ts';
import { makeDesign } from '../design/make.ts';
import type { Fitted, TrainContext, TrainingSet } from '../trainer.ts';

export const mlLogisticConfig = z.strictObject({
  /** Steps of gradient descent. */
  steps: z.int().min(1).max(100_000).default(500),
});
export type MlLogisticConfig = z.infer<typeof mlLogisticConfig>;

/** The library copies the table into JS arrays: beyond this it only costs memory. */
const MAX_ROWS = 200_000;

/** The npm package `ml-logistic-regression` on the same design matrix as our own: a baseline, plain gradient descent. */
export async function trainMlLogisticRegression(
  { inputs, bound, bad }: TrainingSet,
  { pool, config, phase }: TrainContext<MlLogisticConfig>,
): Promise<Fitted> {
  if (bad.length > MAX_ROWS) {
    throw fail('PARUS_TRAIN_TOO_LARGE', {
      algorithm: 'ml-logistic-regression',
      rows: bad.length,
      limit: MAX_ROWS,
    });
  }
  const { specs, columns } = await phase('bin', () => makeDesign(pool, inputs, bound));
  const beta = await phase('fit', () =>
    pool.run(taskRef(import.meta.url, fitMlLogistic), { columns, bad, steps: config.steps }),
  );
  return { body: additiveBodyOf(specs, inputs, columns, beta), notes: { steps: config.steps }, dropped: [] };
}

/** Trains the library's model; the worker's task. Gives the intercept, then one weight per column. */
export function fitMlLogistic({
  columns,
  bad,
  steps,
}: {
  readonly columns: readonly Float64Array[];
  readonly bad: Uint8Array;
  readonly steps: number;
}): number[] {
  const x = Matrix.ones(bad.length, columns.length + 1);
  let trace = bad.length;
  for (const [j, column] of columns.entries()) {
    for (let i = 0; i < column.length; i++) {
      x.set(i, j + 1, column[i]!);
      trace += column[i]! ** 2;
    }
  }
  // The gradient is a sum whose slope is at most X'X / 4: this step size cannot diverge.
  const model = new LogisticRegression({ numSteps: steps, learningRate: 4 / trace });
  model.train(x, Matrix.columnVector(Array.from(bad)));
  // Classifier 0 tells "not good" from good, so its weights are those of bad.
  return model.classifiers[0]!.weights.getRow(0);
}
