import { basename } from 'node:path';
import { z } from 'zod';
import { canonicalJson, fail, issuesOfZod, packageVersion, sha256 } from '../core/index.ts';
import type { WorkerPool } from '../parallel/index.ts';
import { selectColumns, type Table } from '../table/index.ts';
import {
  artefactHash,
  defaultGrades,
  defaultScaling,
  MODEL_FORMAT,
  type ModelArtefact,
  type Scaling,
} from './artefact.ts';
import { mlLogisticConfig, trainMlLogisticRegression } from './baselines/ml-logistic-regression.ts';
import { mlRandomForestConfig, trainMlRandomForest } from './baselines/ml-random-forest.ts';
import { boostingConfig } from './boosting/config.ts';
import { trainBoosting } from './boosting/train.ts';
import { crossFitCalibration, MIN_PER_CLASS_TO_CALIBRATE } from './calibration/cross-fit.ts';
import { type Calibration, type CalibrationKind, calibrationKinds } from './calibration/schema.ts';
import { forestConfig } from './forest/config.ts';
import { trainForest } from './forest/train.ts';
import { chooseInputs, type InputChoice } from './inputs.ts';
import { logisticConfig, trainLogistic } from './logistic/train.ts';
import { bindColumns, type Model } from './model.ts';
import { neuralConfig } from './neural/config.ts';
import { trainNeural } from './neural/train.ts';
import { pruneInputs } from './prune.ts';
import { scorecardConfig } from './scorecard/config.ts';
import { trainScorecard } from './scorecard/train.ts';
import { strongestInputs } from './screen.ts';
import { makeModel } from './store.ts';
import { svmConfig } from './svm/config.ts';
import { trainSvm } from './svm/train.ts';
import { assertTwoClasses, type TargetSpec } from './target.ts';
import { type Fitted, type Phase, runPhase, type TrainContext, type TrainingSet } from './trainer.ts';
import { treeConfig } from './tree/config.ts';
import { trainTree } from './tree/train.ts';
import { assertWeights, countedRows } from './weights.ts';

type Context<Config> = TrainContext<Config> & { readonly scaling: Scaling };

interface Algorithm<Config> {
  readonly config: z.ZodType<Config>;
  readonly train: (set: TrainingSet, context: Context<Config>) => Promise<Fitted>;
}

/** Keeps a trainer and the schema of its configuration together without losing the type between them. */
function algorithm<Config>(config: z.ZodType<Config>, train: Algorithm<Config>['train']) {
  return (set: TrainingSet, context: Context<unknown>): Promise<Fitted> => {
    const parsed = config.safeParse(context.config);
    if (!parsed.success) {
      const issues = issuesOfZod(parsed.error.issues);
      const problem = issues.map(({ path, message }) => `${path}: ${message}`).join('; ');
      throw fail('PARUS_CONFIG_INVALID', { path: 'the training configuration', problem }, issues);
    }
    return train(set, { ...context, config: parsed.data });
  };
}

const ALGORITHMS = {
  scorecard: algorithm(scorecardConfig, trainScorecard),
  logistic: algorithm(logisticConfig, trainLogistic),
  svm: algorithm(svmConfig, trainSvm),
  tree: algorithm(treeConfig, trainTree),
  forest: algorithm(forestConfig, trainForest),
  boosting: algorithm(boostingConfig, trainBoosting),
  neural: algorithm(neuralConfig, trainNeural),
  'ml-logistic-regression': algorithm(mlLogisticConfig, trainMlLogisticRegression),
  'ml-random-forest': algorithm(mlRandomForestConfig, trainMlRandomForest),
} as const;

export type AlgorithmName = keyof typeof ALGORITHMS;

export const algorithmNames = Object.keys(ALGORITHMS) as readonly AlgorithmName[];

/** @throws PARUS_ALGORITHM_UNKNOWN */
export function parseAlgorithm(name: string): AlgorithmName {
  if (name in ALGORITHMS) return name as AlgorithmName;
  throw fail('PARUS_ALGORITHM_UNKNOWN', { got: name, expected: algorithmNames.join(', ') });
}

export interface TrainOptions {
  readonly algorithm: AlgorithmName;
  readonly target: TargetSpec;
  /** The target of every row of the table, 1 = bad. */
  readonly bad: Uint8Array;
  /**
   * What each row counts for, finite, from 0 to 1e15, on shared memory; default 1. Rows of weight 0 are left out. For `weighedAlgorithms`
   * without calibration.
   */
  readonly weights?: Float64Array | undefined;
  /** Columns not to use and why: the target, identifiers, dropped ones. */
  readonly skip: ReadonlyMap<string, string>;
  readonly pool: WorkerPool;
  readonly seed: number;
  /** The algorithm's own options; checked against its schema. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Wraps the steps of training, for example to time them. */
  readonly phase?: Phase | undefined;
  /** The command that makes this model again, for its provenance. */
  readonly command: string;
}

export interface Trained {
  readonly model: Model;
  /** Facts of the fit worth telling, such as the penalty chosen. */
  readonly notes: Fitted['notes'];
}

/** Fewer of a class than this is an anecdote, not a training set. */
const MIN_PER_CLASS = 5;

/**
 * Trains a model on the rows of `table`. The heavy work runs in the pool's workers; the same table, configuration and
 * seed give the same artefact, byte for byte, at any number of workers.
 * @throws PARUS_TARGET_ONE_CLASS, PARUS_TRAIN_*, PARUS_CONFIG_INVALID, also for weights that are out of range or not asked of a
 * weighed algorithm
 */
export async function trainModel(table: Table, options: TrainOptions): Promise<Trained> {
  const { pool, seed, bad, target, weights } = options;
  const { calibration: kind, ...config } = parseCommon(options);
  if (weights) {
    assertWeights(weights, table.nRows);
    const counted = countedRows(table, bad, weights);
    if (counted.table !== table) return trainModel(counted.table, { ...options, ...counted });
  }
  assertTwoClasses(bad, target.column, table.origin, 'the training part', MIN_PER_CLASS);
  const phase = options.phase ?? runPhase;
  const choice = screened(chooseInputs(table, options.skip), table, options);
  const bound = bindColumns(choice.inputs, table);
  const scaling = defaultScaling;
  const fitted = await ALGORITHMS[options.algorithm](
    { inputs: choice.inputs, bound, bad, weights },
    { pool, seed, config, scaling, phase },
  );
  const pruned = pruneInputs(choice.inputs, fitted);
  const calibration = await phase('fit', () => calibrate(kind, table, { ...options, config }));
  const content: Omit<ModelArtefact, 'hash'> = {
    kind: 'parus-model',
    format: MODEL_FORMAT,
    algorithm: options.algorithm,
    target: { column: target.column, bad: target.bad ?? '1' },
    inputs: [...pruned.inputs],
    excluded: [...choice.excluded, ...fitted.dropped],
    body: pruned.body,
    ...(pruned.scorecard && { scorecard: pruned.scorecard }),
    calibration,
    scaling: fitted.scaling ?? scaling,
    grades: [...(fitted.grades ?? defaultGrades)],
    provenance: {
      seed,
      config: { ...options.config },
      data: {
        origin: basename(table.origin),
        rows: table.nRows,
        bads: bad.reduce((sum, y) => sum + y, 0),
        hash: dataHash(
          selectColumns(
            table,
            choice.inputs.map(({ name }) => name),
          ),
          bad,
          weights,
        ),
      },
      made: { parus: packageVersion(), node: process.versions.node, command: options.command },
    },
  };
  return {
    model: makeModel({ ...content, hash: artefactHash(content) }),
    notes: withWeight(fitted.notes, weights),
  };
}

/** The facts of a fit and, of weighed rows, what they add up to. */
function withWeight(notes: Fitted['notes'], weights: Float64Array | undefined): Fitted['notes'] {
  return weights ? { ...notes, weightOfRows: weights.reduce((sum, weight) => sum + weight, 0) } : notes;
}

/** Algorithms that can count a row for more or less than one. */
export const weighedAlgorithms: readonly AlgorithmName[] = [
  'scorecard',
  'logistic',
  'tree',
  'forest',
  'boosting',
];

/** Algorithms without a selection of their own, whose cost grows with the square of the columns or faster. */
const SCREENED: ReadonlySet<AlgorithmName> = new Set<AlgorithmName>([
  'logistic',
  'svm',
  'neural',
  'ml-logistic-regression',
  'ml-random-forest',
]);

/** Inputs that a screened algorithm gets at most; as many as a scorecard looks at by default. */
const MOST_INPUTS = 300;

/** Leaves the strongest inputs where there are more than an algorithm can do with; the others are named as excluded. */
function screened(choice: InputChoice, table: Table, { algorithm: name, bad }: TrainOptions): InputChoice {
  const { inputs } = choice;
  if (!SCREENED.has(name) || inputs.length <= MOST_INPUTS) return choice;
  const excluded = [...choice.excluded];
  const kept = strongestInputs(inputs, bindColumns(inputs, table), bad, MOST_INPUTS, (input, reason) =>
    excluded.push({ name: input.name, reason }),
  );
  return { inputs: kept.map((i) => inputs[i]!), excluded };
}

/** Options that every algorithm takes beside its own. */
const commonConfig = z.looseObject({ calibration: z.enum(calibrationKinds).default('none') });

/** @throws PARUS_CONFIG_INVALID */
function parseCommon({ algorithm: name, config, weights }: TrainOptions): z.infer<typeof commonConfig> {
  const path = 'the training configuration';
  const parsed = commonConfig.safeParse(config);
  if (!parsed.success) {
    const issues = issuesOfZod(parsed.error.issues);
    throw fail('PARUS_CONFIG_INVALID', { path, problem: `calibration: ${issues[0]!.message}` }, issues);
  }
  if (name === 'scorecard' && parsed.data.calibration !== 'none') {
    const problem = 'calibration: a scorecard takes none, since its printed points are its odds';
    throw fail('PARUS_CONFIG_INVALID', { path, problem });
  }
  if (weights && !weighedAlgorithms.includes(name)) {
    const problem = `${name} takes no row weights; expected one of ${weighedAlgorithms.join(', ')}`;
    throw fail('PARUS_CONFIG_INVALID', { path, problem });
  }
  if (weights && parsed.data.calibration !== 'none') {
    const problem = `calibration: ${parsed.data.calibration} counts every row alike; expected none beside row weights`;
    throw fail('PARUS_CONFIG_INVALID', { path, problem });
  }
  return parsed.data;
}

/** The calibration of a model on all rows, from models without some of them. @throws PARUS_TARGET_ONE_CLASS */
async function calibrate(kind: CalibrationKind, table: Table, options: TrainOptions): Promise<Calibration> {
  if (kind === 'none') return { kind };
  const { pool, bad, seed, target } = options;
  const part = 'the training part, to be cut into folds';
  assertTwoClasses(bad, target.column, table.origin, part, MIN_PER_CLASS_TO_CALIBRATE);
  const train = async (rows: Table, badOfRows: Uint8Array): Promise<Model> =>
    (await trainModel(rows, { ...options, bad: badOfRows, phase: undefined })).model;
  return crossFitCalibration(kind, pool, table, bad, seed, train);
}

/** SHA-256 over names, kinds, levels and values of the columns, over the target, and over the weights where there are any. */
export function dataHash(table: Table, bad: Uint8Array, weights?: Float64Array): string {
  const parts = [...table.columns].map(([name, column]) => {
    const values = column.kind === 'category' ? column.codes : column.values;
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    // Hashing copies out of shared memory: the digest refuses to read it in place.
    return {
      name,
      kind: column.kind,
      levels: column.kind === 'category' ? column.levels : [],
      sha: sha256(bytes.slice()),
    };
  });
  const weighed = weights && { weights: sha256(new Uint8Array(weights.slice().buffer)) };
  return sha256(canonicalJson({ parts, bad: sha256(bad.slice()), ...weighed }));
}
