import { z } from 'zod';
import { numberScales } from '../design/fit.ts';
import { solvers } from './fit-ridge.ts';

/** Options of a logistic regression. */
export const logisticConfig = z
  .strictObject({
    /** Weight of the penalty on the scale of a sum over rows; default: the best of a path by approximate leave-one-out. */
    lambda: z.number().positive().optional(),
    /** Share of the l1 norm in the penalty (glmnet's alpha): 0 is ridge, 1 the lasso; over 0, inputs may be dropped. */
    l1Share: z.number().min(0).max(1).default(0),
    /** Of ridge: Newton's method, L-BFGS, or the faster for the rows and columns at hand. */
    solver: z.enum(solvers).default('auto'),
    /** How numbers are scaled: by their ranks, or by mean and standard deviation. */
    numbers: z.enum(numberScales).default('rankNormal'),
    /** Pairs of inputs, by name, whose product comes in beside them; one of the two must be a number. */
    interactions: z.array(z.tuple([z.string(), z.string()])).default([]),
  })
  .refine(({ l1Share, solver }) => l1Share === 0 || solver === 'auto', {
    path: ['solver'],
    message: 'an l1 norm has a solver of its own: leave it at auto',
  });
export type LogisticConfig = z.infer<typeof logisticConfig>;
