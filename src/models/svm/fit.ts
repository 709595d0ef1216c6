import { streamKey } from '../../core/index.ts';
import { type DescentProblem, decision, descendDual } from '../../kernels/dual-descent.ts';
import { randomFeatures } from '../../kernels/random-features.ts';
import { taskRef } from '../../parallel/index.ts';
import type { RandomMap } from './random-map.ts';

/** What every descent of one training shares; on shared memory where it is large. */
export interface SvmProblem {
  /** Design rows, row-major. */
  readonly x: Float64Array;
  readonly width: number;
  readonly bad: Uint8Array;
  readonly loss: DescentProblem['loss'];
  /** C of a bad row in units of that of a good one. */
  readonly badWeight: number;
  /** Random features to learn on instead of the design columns. */
  readonly map?: RandomMap | undefined;
  readonly seed: number;
}

export interface PathInput {
  readonly problem: SvmProblem;
  readonly train: Uint32Array;
  readonly held: Uint32Array;
  /** Costs to fit one after the other, ascending: each starts where the one before ended. */
  readonly costs: readonly number[];
  readonly gamma: number;
}

export interface PathStep {
  /** Weights of the columns or features, then the intercept. */
  readonly weights: Float64Array;
  /** Decision values of the held rows. */
  readonly held: Float64Array;
  readonly passes: number;
  readonly converged: boolean;
}

/** As in LIBLINEAR, but ten times closer: its default leaves the third decimal of an AUC to chance. */
const TOLERANCE = 0.01;
/** Passes over the rows at most; a fit that needs more is as good as it will be for ranking. OWN. */
const MAX_PASSES = { columns: 300, features: 100 } as const;

/** Fits along a path of costs on some rows and decides on others; the worker's task. */
export function fitPath({ problem, train, held, costs, gamma }: PathInput): PathStep[] {
  const { loss, badWeight, seed, map } = problem;
  const rows = map ? lift(problem, map, gamma, train, held) : { ...problem, train, held };
  const { x, width, bad } = rows;
  const weights = new Float64Array(width + 1);
  const alpha = new Float64Array(rows.train.length);
  const [key0, key1] = streamKey(seed, 'descent order');
  return costs.map((cost) => {
    const { passes, converged } = descendDual(
      { x, width, bad, rows: rows.train, loss, goodCost: cost, badCost: cost * badWeight },
      { weights, alpha },
      { tolerance: TOLERANCE, maxPasses: map ? MAX_PASSES.features : MAX_PASSES.columns, key0, key1 },
    );
    const decided = Float64Array.from(rows.held, (row) => decision(x, row * width, width, weights));
    return { weights: weights.slice(), held: decided, passes, converged };
  });
}

export const fitPathTask = taskRef(import.meta.url, fitPath);

/** The random features of the rows in question, in single precision, train rows first. */
function lift(
  { x, width, bad }: SvmProblem,
  { frequencies, phases }: RandomMap,
  gamma: number,
  train: Uint32Array,
  held: Uint32Array,
) {
  const nFeatures = phases.length;
  const lifted = new Float32Array((train.length + held.length) * nFeatures);
  const liftedBad = new Uint8Array(train.length + held.length);
  let to = 0;
  for (const list of [train, held]) {
    for (const row of list) {
      randomFeatures(x, row * width, width, frequencies, phases, gamma, lifted, to * nFeatures);
      liftedBad[to] = bad[row]!;
      to += 1;
    }
  }
  return {
    x: lifted,
    width: nFeatures,
    bad: liftedBad,
    train: Uint32Array.from(train.keys()),
    held: Uint32Array.from(held, (_, k) => train.length + k),
  };
}
