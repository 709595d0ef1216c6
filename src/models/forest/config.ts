import { z } from 'zod';

/** Options of a random forest (Breiman, Machine Learning 2001). */
export const forestConfig = z.strictObject({
  trees: z.int().min(1).max(5000).default(200),
  minLeafRows: z.int().min(1).default(10),
  maxDepth: z.int().min(1).max(64).default(30),
  /** Inputs looked at per split: a share of them, or the square root of their number. */
  columnsPerSplit: z.union([z.literal('sqrt'), z.number().gt(0).lte(1)]).default('sqrt'),
  /** Weight of a bad row; a good one has 1. It moves the PDs: a share s of bads becomes one of w s / (1 + (w - 1) s). */
  badWeight: z.number().positive().default(1),
  /** Bins of a numeric input, the one for missing values not counted. */
  maxBins: z.int().min(2).max(255).default(255),
});
export type ForestConfig = z.infer<typeof forestConfig>;
