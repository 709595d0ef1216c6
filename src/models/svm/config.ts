import { z } from 'zod';

/** Options of a support vector machine. */
export const svmConfig = z.strictObject({
  /** A plane in the design columns, or in random features of the radial basis function exp(-gamma |x - y|^2). */
  kernel: z.enum(['linear', 'rbf']).default('linear'),
  /** squaredHinge is smooth, hinge is Vapnik's: it forgets rows that lie well on their side. */
  loss: z.enum(['squaredHinge', 'hinge']).default('squaredHinge'),
  /** C, what a row on the wrong side costs; default: the best of a grid by cross-validated AUC. */
  cost: z.number().positive().optional(),
  /** Of the radial basis function, on the design columns; default: the best of a grid by cross-validated AUC. */
  gamma: z.number().positive().optional(),
  /** Random features of the radial basis function. */
  features: z.int().min(8).max(8192).default(512),
  /** C of a bad row in units of C of a good one; balanced: both classes count the same. */
  badWeight: z.union([z.literal('balanced'), z.number().positive()]).default('balanced'),
  folds: z.int().min(2).max(20).default(5),
});
export type SvmConfig = z.infer<typeof svmConfig>;
