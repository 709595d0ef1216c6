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
  const { specs, columns } = await phase('bin', () =>
    makeDesign(pool, inputs, bound, 'ml-logistic-regression'),
  );
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
  // The library knows no scaling of its own: columns of unit variance give plain gradient descent its best case.
  const scale = columns.map(inverseDeviation);
  const x = Matrix.ones(bad.length, columns.length + 1);
  columns.forEach((column, j) => {
    for (let i = 0; i < column.length; i++) x.set(i, j + 1, scale[j]! * column[i]!);
  });
  // The gradient is a sum whose slope is at most the largest eigenvalue of X'X / 4: this step size cannot diverge.
  const model = new LogisticRegression({ numSteps: steps, learningRate: 4 / largestEigenvalue(x) });
  model.train(x, Matrix.columnVector(Array.from(bad)));
  // Classifier 0 tells "not good" from good, so its weights are those of bad.
  const weights = model.classifiers[0]!.weights.getRow(0);
  return weights.map((w, j) => (j === 0 ? w : w * scale[j - 1]!));
}

/** 1 / standard deviation; 0 for a constant column, which then takes no part. */
function inverseDeviation(column: Float64Array): number {
  let sum = 0;
  for (const v of column) sum += v;
  const mean = sum / column.length;
  let squares = 0;
  for (const v of column) squares += (v - mean) ** 2;
  return squares > 0 ? Math.sqrt(column.length / squares) : 0;
}

/** Steps after which power iteration has more digits than a step size needs. */
const POWER_STEPS = 50;

/** Largest eigenvalue of X'X by power iteration from the vector of ones, which meets the leading one in practice. */
function largestEigenvalue(x: Matrix): number {
  const gram = x.transpose().mmul(x);
  let v = Matrix.ones(gram.rows, 1);
  let eigenvalue = 0;
  for (let step = 0; step < POWER_STEPS; step++) {
    const next = gram.mmul(v);
    eigenvalue = next.norm();
    v = next.div(eigenvalue);
  }
  // Power iteration comes from below: a little room keeps the step safe.
  return 1.05 * eigenvalue;
}
