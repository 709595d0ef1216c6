import path from 'node:path';
import { Option } from 'commander';
import {
  algorithmNames,
  parseAlgorithm,
  type Tuned,
  type TuningMetric,
  tuneModel,
  tuningMetrics,
} from '../../models/index.ts';
import type { WorkerPool } from '../../parallel/index.ts';
import { type CommandContext, type CommandSpec, option, required, wholeNumber } from '../command.ts';
import { readConfigFile } from '../config-file.ts';
import { datasetOptions, readParts, type SplitOptions, splitOptions, withTrends } from '../dataset.ts';
import { startStopwatch } from '../stopwatch.ts';
import { textTable, thousands } from '../terminal.ts';
import { tuningFolder, writeJson } from '../tuning-folder.ts';

interface TuneCommandOptions extends SplitOptions {
  readonly algorithm: string;
  readonly trials: number;
  readonly folds: number;
  readonly metric: TuningMetric;
  readonly config?: string;
  readonly out?: string;
  readonly force?: boolean;
}

export const tuneCommand: CommandSpec<TuneCommandOptions> = {
  name: 'tune',
  summary: "search an algorithm's options by cross-validation on the training part",
  options: [
    ...datasetOptions({ withTarget: true }),
    required('--algorithm <name>', `one of ${algorithmNames.join(', ')}`),
    option('--trials <n>', 'configurations to try; the first is the defaults')
      .argParser(wholeNumber('--trials', 1, 100_000))
      .default(30),
    option('--folds <k>', 'folds of the cross-validation')
      .argParser(wholeNumber('--folds', 2, 20))
      .default(5),
    new Option('--metric <name>', 'what is best: highest auc or lowest logLoss')
      .choices([...tuningMetrics])
      .default('auc'),
    ...splitOptions(),
    option('--config <file>', 'JSON with options that all trials share; they are not searched'),
    option('--out <dir>', 'keep finished trials here, go on with those found, and write best.json'),
    option('--force', 'replace another search kept in --out'),
  ],
  example:
    'parus tune --table german.csv --target creditability --bad bad --algorithm boosting --trials 30 --out tuning',
  run: (options, context) => context.withPool((pool) => runTune(options, context, pool)),
};

async function runTune(options: TuneCommandOptions, context: CommandContext, pool: WorkerPool) {
  const algorithm = parseAlgorithm(options.algorithm);
  const fixed = options.config === undefined ? {} : await readConfigFile(options.config);
  const watch = startStopwatch(context.clock, ['read', 'tune'] as const);
  // The same split as `parus train`: the rows that it measures on take no part in the search.
  const { train } = await watch.time('read', () => readParts(options, pool, context));
  const { out } = options;
  const tuned = await watch.time('tune', () =>
    tuneModel(train.table, {
      algorithm,
      target: train.target,
      bad: train.bad,
      skip: train.skip,
      pool,
      seed: context.seed,
      trials: options.trials,
      folds: options.folds,
      metric: options.metric,
      base: withTrends(algorithm, fixed, train),
      ...(out !== undefined && { store: tuningFolder(out, options.force ?? false) }),
      onProgress: context.onProgress,
    }),
  );
  const file = out === undefined ? null : path.join(out, 'best.json');
  // What `train --config` takes: it adds the directions of the catalogue itself.
  const best = { ...tuned.best, config: { ...fixed, ...tuned.best.config } };
  if (file !== null) await writeJson(file, best.config);
  const { plan, trials } = tuned;
  const data = { algorithm, metric: options.metric, best, config: file, rounds: plan, trials };
  return {
    data: { ...data, seconds: watch.seconds() },
    text: tuneText(tuned, options, watch.seconds().total, file),
  };
}

/** Trials that the text shows; --json has all. */
const SHOWN = 10;

function tuneText(
  { best, trials, plan }: Tuned,
  { algorithm, folds, metric }: TuneCommandOptions,
  seconds: number,
  file: string | null,
): string {
  const defaults = trials.find(({ trial }) => trial === 0)!;
  const rounds = plan.map((rung) => `${rung.trials} on ${thousands(rung.rows)} rows`).join(', ');
  const shown = trials.slice(0, SHOWN);
  const figures = textTable(
    ['trial', 'round', 'auc', 'sd of folds', 'log loss'],
    shown.map((result) => [
      String(result.trial),
      String(result.round),
      result.auc.toFixed(4),
      result.aucSd.toFixed(4),
      result.logLoss.toFixed(4),
    ]),
  );
  // Options are of any length: they stand behind the table, not in it.
  const optionsOf = ['  options', '', ...shown.map(({ config }) => `  ${JSON.stringify(config)}`)];
  const gain = metric === 'auc' ? best.auc - defaults.auc : defaults.logLoss - best.logLoss;
  return [
    `${algorithm}: ${trials.length} configurations (${rounds}), ${folds} folds, best first by ${metric}; trial 0 is the defaults`,
    '',
    ...figures.split('\n').map((line, i) => `${line}${optionsOf[i]}`),
    '',
    `best   trial ${best.trial}, ${gain.toFixed(4)} better than the defaults; chosen by these figures, so measure it on other rows`,
    `time   ${seconds} s`,
    file === null ? 'config not saved (pass --out DIR)' : `config ${file}: parus train --config ${file}`,
  ].join('\n');
}
