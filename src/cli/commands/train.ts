import { fail } from '../../core/index.ts';
import type { Evaluation } from '../../evaluation/index.ts';
import {
  type AlgorithmName,
  algorithmNames,
  parseAlgorithm,
  saveArtefact,
  trainModel,
  weighedAlgorithms,
} from '../../models/index.ts';
import type { WorkerPool } from '../../parallel/index.ts';
import { type CommandContext, type CommandSpec, option, required } from '../command.ts';
import { readConfigFile } from '../config-file.ts';
import { datasetOptions, readParts, type SplitOptions, splitOptions, withTrends } from '../dataset.ts';
import { metricsText } from '../metrics-text.ts';
import { measurePart } from '../report-model.ts';
import { type Stopwatch, startStopwatch } from '../stopwatch.ts';

interface TrainCommandOptions extends SplitOptions {
  readonly algorithm: string;
  readonly config?: string;
  readonly special?: readonly number[];
  readonly out?: string;
}

export const trainCommand: CommandSpec<TrainCommandOptions> = {
  name: 'train',
  summary: 'train a model in worker threads and measure it on rows it has not seen',
  options: [
    ...datasetOptions({ withTarget: true }),
    required('--algorithm <name>', `one of ${algorithmNames.join(', ')}`),
    ...splitOptions(),
    option(
      '--weight <column>',
      `numbers of at least 0 that say how many rows each row counts for in training, by ${weighedAlgorithms.join(', ')}; never a feature, and metrics count every row once`,
    ),
    option(
      '--special <values>',
      'codes that are no numbers, for every numeric column of a scorecard',
    ).argParser(numberList),
    option('--config <file>', "JSON with the algorithm's options"),
    option('--out <file>', 'where to write the model'),
  ],
  example:
    'parus train --table german.csv --target creditability --bad bad --algorithm scorecard --out german.json',
  run: (options, context) => context.withPool((pool) => runTrain(options, context, pool)),
};

type Phase = 'read' | 'bin' | 'train' | 'evaluate';

async function runTrain(options: TrainCommandOptions, context: CommandContext, pool: WorkerPool) {
  const algorithm = parseAlgorithm(options.algorithm);
  if (options.weight !== undefined && !weighedAlgorithms.includes(algorithm)) {
    const expected = weighedAlgorithms.join(', ');
    throw fail('PARUS_USAGE', {
      problem: `--weight got --algorithm ${algorithm}; expected one of ${expected}`,
    });
  }
  const watch = startStopwatch<Phase>(context.clock, ['read', 'bin', 'train', 'evaluate']);
  const config = await readConfig(options);
  const { train, test } = await watch.time('read', () => readParts(options, pool, context));
  const trained = await trainModel(train.table, {
    algorithm,
    target: train.target,
    bad: train.bad,
    skip: train.skip,
    weights: train.weights,
    pool,
    seed: context.seed,
    config: withTrends(algorithm, config, train),
    command: context.command,
    phase: (name, body) => watch.time(name === 'bin' ? 'bin' : 'train', body),
  });
  const evaluations = await watch.time('evaluate', async () => ({
    train: (await measurePart(trained.model, train, pool, context)).evaluation,
    test: (await measurePart(trained.model, test, pool, context)).evaluation,
  }));
  const { artefact } = trained.model;
  if (options.out !== undefined) await saveArtefact(options.out, artefact);
  const data = {
    model: options.out ?? null,
    algorithm,
    hash: artefact.hash,
    rows: { train: train.table.nRows, test: test.table.nRows },
    columns: artefact.inputs.length,
    excluded: artefact.excluded,
    notes: trained.notes,
    seconds: watch.seconds(),
    metrics: { train: evaluations.train.metrics, test: evaluations.test.metrics },
    ci95: { train: evaluations.train.ci95, test: evaluations.test.ci95 },
  };
  return { data, text: trainText(data, algorithm, watch, evaluations) };
}

async function readConfig({
  config,
  special,
  algorithm,
}: TrainCommandOptions): Promise<Record<string, unknown>> {
  const parsed = config === undefined ? {} : await readConfigFile(config);
  if (special === undefined) return parsed;
  if (algorithm !== 'scorecard') {
    throw fail('PARUS_USAGE', { problem: `--special is for scorecards, got --algorithm ${algorithm}` });
  }
  return { ...parsed, special: { '*': special } };
}

function numberList(text: string): number[] {
  const values = text.split(',').map(Number);
  if (values.some((v) => !Number.isFinite(v))) {
    throw fail('PARUS_USAGE', { problem: `--special got ${text}; expected numbers separated by commas` });
  }
  return values;
}

function trainText(
  data: {
    readonly hash: string;
    readonly rows: { train: number; test: number };
    readonly columns: number;
    readonly model: string | null;
    readonly notes: Readonly<Record<string, string | number>>;
  },
  algorithm: AlgorithmName,
  watch: Stopwatch<Phase>,
  evaluations: { readonly train: Evaluation; readonly test: Evaluation },
): string {
  const { read, bin, train, evaluate, total } = watch.seconds();
  return [
    `${algorithm}: ${data.columns} inputs, ${data.rows.train} rows to train, ${data.rows.test} to test`,
    '',
    metricsText([
      { name: 'train', ...evaluations.train },
      { name: 'test', ...evaluations.test },
    ]),
    '',
    `fit    ${notesText(data.notes)}`,
    `hash   ${data.hash}`,
    `time   read ${read} s, bin ${bin} s, train ${train} s, evaluate ${evaluate} s, total ${total} s`,
    data.model === null ? 'model  not saved (pass --out FILE)' : `model  ${data.model}`,
  ].join('\n');
}

/** Facts of the fit on a line; numbers in as many digits as a reader can use. */
function notesText(notes: Readonly<Record<string, string | number>>): string {
  return Object.entries(notes)
    .map(([name, value]) => `${name} ${typeof value === 'number' ? Number(value.toPrecision(4)) : value}`)
    .join(', ');
}
