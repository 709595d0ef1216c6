import { z } from 'zod';

/** Options of a graph network; OWN where no paper is named. */
export const sageConfig = z.strictObject({
  /** Units of the two layers. */
  hidden: z.tuple([z.int().min(1).max(256), z.int().min(1).max(256)]).default([32, 16]),
  /** Neighbours drawn of a firm, and of each of them; in the paper 25 and 10. */
  neighbours: z.tuple([z.int().min(1).max(50), z.int().min(1).max(50)]).default([10, 10]),
  learningRate: z.number().gt(0).lte(1).default(0.005),
  /** Decay of weights (AdamW), in units of the learning rate; biases do not decay. */
  weightDecay: z.number().min(0).max(10).default(0.05),
  batchAsks: z.int().min(8).max(4096).default(128),
  /** Passes over the asks at most. */
  epochs: z.int().min(1).max(1000).default(40),
  /** Stop after so many passes without a better loss on the asks held out, and keep the best weights. */
  patience: z.int().min(1).max(1000).default(6),
  /** Share of the asks held out for that. */
  validationShare: z.number().gte(0.05).lte(0.5).default(0.2),
  /** Weight of a bad ask while training, a good one having 1; 'balanced' is goods per bad. Probabilities are set right again. */
  badWeight: z.union([z.number().positive(), z.literal('balanced')]).default('balanced'),
});
export type SageConfig = z.infer<typeof sageConfig>;
/** What a caller may leave out has its default. */
export type SageOptions = z.input<typeof sageConfig>;
