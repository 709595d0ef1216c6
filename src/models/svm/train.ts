import { fail } from '../../core/index.ts';
import type { WorkerPool } from '../../parallel/index.ts';
import { fitPlatt, type PlattLine } from '../calibration/platt.ts';
import { additiveBodyOf } from '../design/additive-body.ts';
import { makeDesign } from '../design/make.ts';
import { rowMajor } from '../design/rows.ts';
import { stratifiedFolds } from '../folds.ts';
import { rankedAuc } from '../ranked-auc.ts';
import type { Fitted, TrainContext, TrainingSet } from '../trainer.ts';
import type { SvmConfig } from './config.ts';
import { fitPathTask, type SvmProblem } from './fit.ts';
import { drawRandomMap } from './random-map.ts';

/** Costs tried when none is given, ascending. OWN: AUC is flat beyond on public credit tables. */
export const COST_GRID: Readonly<Record<SvmConfig['kernel'], readonly number[]>> = {
  linear: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1],
  rbf: [0.1, 0.3, 1, 3],
};
/**
 * Gammas tried when none is given, in units of 1 / design columns, the usual default for columns of unit variance. OWN: the
 * random map of a few hundred features only follows wide kernels, and credit tables want no others.
 */
export const GAMMA_GRID: readonly number[] = [0.03, 0.1, 0.3];

/** Rows that costs are chosen and PDs calibrated on, at most; beyond, the noise of the AUC is below the differences. */
const MAX_CV_ROWS = { linear: 20_000, rbf: 5000 } as const;
/** Bytes of random features at most: they are kept in memory while descending. */
const MAX_FEATURE_BYTES = 2 ** 30;

/**
 * A support vector machine by dual coordinate descent on the logistic design, or on random features of it. Its decision
 * values become log-odds by Platt's line through cross-validated decision values.
 * @throws PARUS_TRAIN_TOO_WIDE, PARUS_TRAIN_TOO_LARGE
 */
export async function trainSvm(
  { inputs, bound, bad }: TrainingSet,
  { pool, seed, config, phase }: TrainContext<SvmConfig>,
): Promise<Fitted> {
  const rbf = config.kernel === 'rbf';
  const limit = Math.floor(MAX_FEATURE_BYTES / (Float32Array.BYTES_PER_ELEMENT * config.features));
  if (rbf && bad.length > limit) {
    throw fail('PARUS_TRAIN_TOO_LARGE', { algorithm: 'svm (rbf)', rows: bad.length, limit });
  }
  const { specs, columns } = await phase('bin', () => makeDesign(pool, inputs, bound, 'svm'));
  const width = columns.length;
  const problem: SvmProblem = {
    x: rowMajor(columns, bad.length),
    width,
    bad,
    loss: config.loss,
    badWeight: config.badWeight === 'balanced' ? balance(bad) : config.badWeight,
    map: rbf ? drawRandomMap(config.features, width, seed) : undefined,
    seed,
  };
  return phase('fit', async () => {
    const { cost, gamma, auc, line } = await crossValidate(pool, problem, config);
    const all = Uint32Array.from(bad.keys());
    const [final] = await pool.run(fitPathTask, {
      problem,
      train: all,
      held: new Uint32Array(0),
      costs: [cost],
      gamma,
    });
    const { weights, passes, converged } = final!;
    const sloped = weights.map((w) => line.slope * w);
    const intercept = sloped[sloped.length - 1]! + line.intercept;
    const coefficients = sloped.subarray(0, -1);
    return {
      body: problem.map
        ? {
            kind: 'random-features',
            design: [...specs],
            gamma,
            frequencies: Array.from(problem.map.frequencies),
            phases: Array.from(problem.map.phases),
            coefficients: Array.from(coefficients),
            intercept,
            baseline: columns.map(meanOf),
          }
        : additiveBodyOf(specs, inputs, columns, Float64Array.of(intercept, ...coefficients)),
      notes: {
        cost,
        ...(rbf && { gamma }),
        crossValidatedAuc: auc,
        plattSlope: line.slope,
        passes,
        converged: String(converged),
        designColumns: width,
      },
      dropped: [],
    };
  });
}

function meanOf(column: Float64Array): number {
  let sum = 0;
  for (const v of column) sum += v;
  return sum / column.length;
}

/** Goods per bad. */
function balance(bad: Uint8Array): number {
  const bads = bad.reduce((sum, y) => sum + y, 0);
  return (bad.length - bads) / bads;
}

/** Mean AUC over the folds that have both classes; 1/2 where none has. */
function meanAuc(held: readonly Float64Array[], outcomes: readonly Uint8Array[]): number {
  const aucs = held
    .map((values, fold) => rankedAuc(values, outcomes[fold]!))
    .filter((auc) => !Number.isNaN(auc));
  return aucs.length === 0 ? 0.5 : aucs.reduce((sum, auc) => sum + auc, 0) / aucs.length;
}

interface Choice {
  readonly cost: number;
  readonly gamma: number;
  /** Mean over the folds. */
  readonly auc: number;
  readonly line: PlattLine;
}

/** The cost and gamma that rank held-out rows best, and the line from those rows' decision values to log-odds. */
async function crossValidate(pool: WorkerPool, problem: SvmProblem, config: SvmConfig): Promise<Choice> {
  const { bad, width, seed } = problem;
  const costs = config.cost === undefined ? COST_GRID[config.kernel] : [config.cost];
  const gammas =
    config.kernel === 'linear'
      ? [0]
      : config.gamma === undefined
        ? GAMMA_GRID.map((g) => g / width)
        : [config.gamma];
  const stride = Math.ceil(bad.length / MAX_CV_ROWS[config.kernel]);
  const sample = Uint32Array.from({ length: Math.ceil(bad.length / stride) }, (_, k) => k * stride);
  const folds = stratifiedFolds(
    Uint8Array.from(sample, (i) => bad[i]!),
    config.folds,
    seed,
    'svm folds',
  );
  const parts = Array.from({ length: config.folds }, (_, fold) => ({
    train: sample.filter((_, k) => folds[k] !== fold),
    held: sample.filter((_, k) => folds[k] === fold),
  }));
  const tasks = gammas.flatMap((gamma) => parts.map((part) => ({ problem, ...part, costs, gamma })));
  const paths = await pool.mapShards(fitPathTask, tasks, { label: 'folds' });
  const outcomes = parts.map(({ held }) => Uint8Array.from(held, (i) => bad[i]!));
  let best: { cost: number; gamma: number; auc: number; held: readonly Float64Array[] } | undefined;
  for (const [g, gamma] of gammas.entries()) {
    for (const [c, cost] of costs.entries()) {
      const held = parts.map((_, fold) => paths[g * parts.length + fold]![c]!.held);
      const auc = meanAuc(held, outcomes);
      if (!best || auc > best.auc) best = { cost, gamma, auc, held };
    }
  }
  const { held, ...choice } = best!;
  const line = fitPlatt(
    Float64Array.from(held.flatMap((values) => [...values])),
    Uint8Array.from(outcomes.flatMap((values) => [...values])),
  );
  return { ...choice, line };
}
