import { z } from 'zod';

/**
 * Options of a small neural network; the defaults were settled on public credit tables of 480 to 105,000 rows (OWN, see
 * benchmarks/results/tabular.md).
 */
export const neuralConfig = z.strictObject({
  /** Units of each hidden layer, from the inputs on. */
  hidden: z.array(z.int().min(1).max(512)).min(1).max(3).default([32, 16]),
  activation: z.enum(['relu', 'silu']).default('silu'),
  /** Networks whose log-odds are averaged, each from its own weights and on its own training rows. */
  networks: z.int().min(1).max(32).default(3),
  learningRate: z.number().gt(0).lte(1).default(0.003),
  /**
   * Decay of weights and embeddings (AdamW) at 1,000 training rows, in units of the learning rate; in proportion less with
   * more rows, as a prior weighs less. Biases do not decay.
   */
  weightDecay: z.number().min(0).max(10).default(1),
  /** Share of hidden units that are switched off, drawn anew for each row and step. */
  dropout: z.number().min(0).max(0.9).default(0.2),
  batchRows: z.int().min(8).max(8192).default(128),
  /** Passes over the rows at most. */
  epochs: z.int().min(1).max(1000).default(60),
  /** Stop after so many passes without a better log loss on the validation rows, and keep the best weights. */
  patience: z.int().min(1).max(1000).default(10),
  /** Share of the rows that a network stops by; a different part for each of the first 1 / share networks. */
  validationShare: z.number().gte(0.05).lte(0.5).default(0.15),
  /** Weight of a bad row; a good one has 1. PDs are then those of a population with so many more bads. */
  badWeight: z.number().positive().default(1),
});
export type NeuralConfig = z.infer<typeof neuralConfig>;
