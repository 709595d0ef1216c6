import { z } from 'zod';
import { additiveBodyOf } from '../design/additive-body.ts';
import { makeDesign } from '../design/make.ts';
import type { Fitted, TrainContext, TrainingSet } from '../trainer.ts';
import { fitRidgePath } from './ridge-path.ts';

export const logisticConfig = z.strictObject({
  /** Ridge penalty on the scale of a sum over rows; default: the best of a grid by approximate leave-one-out. */
  lambda: z.number().positive().optional(),
});
export type LogisticConfig = z.infer<typeof logisticConfig>;

/** Ridge logistic regression on rank-normal numbers and one-hot categories. */
export async function trainLogistic(
  { inputs, bound, bad }: TrainingSet,
  { pool, config, phase }: TrainContext<LogisticConfig>,
): Promise<Fitted> {
  const { specs, columns } = await phase('bin', () => makeDesign(pool, inputs, bound, 'logistic'));
  const { lambda, slope, beta, iterations, converged } = await phase('fit', () =>
    fitRidgePath(pool, columns, bad, {
      nonNegative: false,
      ...(config.lambda !== undefined && { grid: [config.lambda] }),
    }),
  );
  return {
    body: additiveBodyOf(specs, inputs, columns, beta),
    notes: {
      lambda,
      slope: Number(slope.toFixed(4)),
      iterations,
      converged: String(converged),
      designColumns: columns.length,
    },
    dropped: [],
  };
}
