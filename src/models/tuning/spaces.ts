import type { AlgorithmName } from '../train.ts';

/** How one option is drawn: ranges include both ends. */
export type Dimension =
  | { readonly kind: 'uniform' | 'logUniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'integer' | 'logInteger'; readonly low: number; readonly high: number }
  | { readonly kind: 'choice'; readonly values: readonly unknown[] };

/** The options of an algorithm that are searched, by name; all others keep their defaults. */
export type SearchSpace = Readonly<Record<string, Dimension>>;

const uniform = (low: number, high: number): Dimension => ({ kind: 'uniform', low, high });
const logUniform = (low: number, high: number): Dimension => ({ kind: 'logUniform', low, high });
const integer = (low: number, high: number): Dimension => ({ kind: 'integer', low, high });
const logInteger = (low: number, high: number): Dimension => ({ kind: 'logInteger', low, high });
const choice = (...values: unknown[]): Dimension => ({ kind: 'choice', values });

/**
 * What `parus tune` searches. Ranges are OWN: wide enough to hold the best of every public credit table that the
 * defaults were settled on, narrow enough that a random point is seldom absurd (docs/models.md prints them).
 */
export const searchSpaces: Readonly<Record<AlgorithmName, SearchSpace>> = {
  scorecard: {
    maxBins: integer(3, 12),
    minShare: logUniform(0.01, 0.1),
    maxPValue: logUniform(0.001, 1),
    minIv: logUniform(0.005, 0.1),
    lambda: logUniform(0.1, 300),
  },
  logistic: { lambda: logUniform(0.03, 1000) },
  svm: {
    kernel: choice('linear', 'rbf'),
    loss: choice('squaredHinge', 'hinge'),
    cost: logUniform(0.0005, 3),
    badWeight: choice('balanced', 1),
  },
  tree: {
    maxDepth: integer(3, 16),
    minLeafRows: logInteger(5, 200),
    penalty: logUniform(0.0001, 0.03),
    smoothing: logUniform(0.5, 20),
  },
  forest: {
    trees: choice(200, 400),
    minLeafRows: logInteger(2, 100),
    columnsPerSplit: logUniform(0.05, 0.8),
    maxDepth: integer(6, 30),
  },
  boosting: {
    learningRate: logUniform(0.02, 0.2),
    leaves: logInteger(4, 63),
    maxDepth: integer(2, 10),
    minChildWeight: logUniform(0.5, 20),
    lambda: logUniform(0.1, 100),
    rowShare: uniform(0.5, 1),
    columnShare: uniform(0.3, 1),
    categorySmoothing: logUniform(1, 100),
  },
  neural: {
    hidden: choice([16], [32], [64], [16, 8], [32, 16], [64, 32], [32, 16, 8]),
    activation: choice('relu', 'silu'),
    learningRate: logUniform(0.0005, 0.02),
    weightDecay: logUniform(0.03, 10),
    dropout: uniform(0, 0.5),
    batchRows: choice(32, 64, 128, 256, 512),
  },
  'ml-logistic-regression': { steps: logInteger(50, 5000) },
  'ml-random-forest': {
    trees: integer(10, 60),
    columnShare: uniform(0.2, 0.9),
    minLeafRows: logInteger(2, 40),
  },
};
