import { z } from 'zod';

/** Options of a single classification tree. */
export const treeConfig = z.strictObject({
  maxDepth: z.int().min(1).max(64).default(12),
  minLeafRows: z.int().min(1).default(20),
  /** Squared error that a leaf must save, as a share of the error of the root; or chosen by cross-validation. */
  penalty: z.union([z.literal('cross-validated'), z.number().min(0)]).default('cross-validated'),
  folds: z.int().min(2).max(20).default(5),
  /** Take the smallest tree within so many standard errors of the best. */
  standardErrors: z.number().min(0).max(3).default(0),
  /** Rows of the average outcome that each leaf's share is mixed with, so that no PD is 0 or 1. */
  smoothing: z.number().min(0).default(2),
  /** Weight of a bad row; a good one has 1. It moves the PDs: a share s of bads becomes one of w s / (1 + (w - 1) s). */
  badWeight: z.number().positive().default(1),
  maxBins: z.int().min(2).max(255).default(255),
});
export type TreeConfig = z.infer<typeof treeConfig>;
