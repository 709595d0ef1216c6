import { canonicalJson, sha256 } from '../../core/index.ts';
import { type OnProgress, sharedUint8, type WorkerPool } from '../../parallel/index.ts';
import { selectColumns, type Table } from '../../table/index.ts';
import { stratifiedFolds } from '../folds.ts';
import { assertTwoClasses, type TargetSpec } from '../target.ts';
import { type AlgorithmName, dataHash } from '../train.ts';
import { drawConfig } from './draw-config.ts';
import { halvingPlan, type Rung, sampleRows } from './halving.ts';
import { searchSpaces } from './spaces.ts';
import { type FoldScore, scoreFoldTask, type TrialInput } from './trial.ts';

/** What makes one configuration better than another. */
export const tuningMetrics = ['auc', 'logLoss'] as const;
export type TuningMetric = (typeof tuningMetrics)[number];

/** A configuration and how it did in the last round that it came to. */
export interface TrialResult {
  /** 0 is the defaults. */
  readonly trial: number;
  /** The options drawn; others have the values of `base` or their defaults. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The last round, from 1, and its rows. */
  readonly round: number;
  readonly rows: number;
  /** Means over the folds, and the standard deviation of the AUC between them. */
  readonly auc: number;
  readonly aucSd: number;
  readonly logLoss: number;
}

/** Keeps finished work, so that an interrupted search goes on where it stopped. */
export interface TuningStore {
  /** Called once with what identifies the search; throws where kept work is of another one. */
  open(fingerprint: string): Promise<void>;
  load(trial: number, round: number): Promise<readonly FoldScore[] | undefined>;
  save(trial: number, round: number, folds: readonly FoldScore[]): Promise<void>;
}

export interface TuneOptions {
  readonly algorithm: AlgorithmName;
  readonly target: TargetSpec;
  readonly bad: Uint8Array;
  readonly skip: ReadonlyMap<string, string>;
  readonly pool: WorkerPool;
  readonly seed: number;
  readonly trials: number;
  readonly folds: number;
  readonly metric: TuningMetric;
  /** Options that all trials share; drawn ones go before them. */
  readonly base: Readonly<Record<string, unknown>>;
  readonly store?: TuningStore | undefined;
  readonly onProgress?: OnProgress | undefined;
}

export interface Tuned {
  readonly best: TrialResult;
  /** Best first: by round, then by the metric. */
  readonly trials: readonly TrialResult[];
  readonly plan: readonly Rung[];
}

/**
 * Searches the options of an algorithm: random points of its space (`spaces.ts`), successive halving over rows, k-fold
 * cross-validation inside. Trials and folds are spread over the workers, each trained in one; the result is the same at any
 * number of them, and whether or not the search was interrupted. The defaults are trial 0 and reach the last round.
 * The best trial's figures lean to the good side, since it was chosen by them: measure the model on other rows.
 * @throws PARUS_TARGET_ONE_CLASS, and what training throws
 */
export async function tuneModel(table: Table, options: TuneOptions): Promise<Tuned> {
  const { algorithm, seed, trials, folds, metric, bad, target, base, store } = options;
  assertTwoClasses(bad, target.column, table.origin, 'the part to tune on', 2 * folds);
  const space = Object.fromEntries(
    Object.entries(searchSpaces[algorithm]).filter(([name]) => !(name in base)),
  );
  const configs = Array.from({ length: trials }, (_, trial) => drawConfig(space, seed, trial));
  const plan = halvingPlan(trials, table.nRows);
  await store?.open(fingerprintOf(table, options, configs));
  const latest = new Map<number, TrialResult>();
  let runners = configs.map((_, trial) => trial);
  let done = 0;
  const total = plan.reduce((sum, rung) => sum + rung.trials, plan.length - 1);
  for (const [r, { rows }] of plan.entries()) {
    const score = roundScorer(table, options, rows);
    const finish = (trial: number, scores: readonly FoldScore[]): void => {
      latest.set(trial, resultOf(trial, configs[trial]!, r + 1, rows, scores));
      done += 1;
      const best = ranked([...latest.values()], metric)[0]!;
      const label = `tune ${algorithm}, best ${metric} ${best[metric].toFixed(4)} (trial ${best.trial}, round ${best.round})`;
      options.onProgress?.({ label, done, total: Math.max(total, done) });
    };
    const open: number[] = [];
    for (const trial of runners) {
      const kept = await store?.load(trial, r + 1);
      if (kept?.length === folds) finish(trial, kept);
      else open.push(trial);
    }
    await score(
      open.map((trial) => ({ ...base, ...configs[trial] })),
      async (k, scores) => {
        await store?.save(open[k]!, r + 1, scores);
        finish(open[k]!, scores);
      },
    );
    const next = plan[r + 1];
    if (next) {
      const order = ranked(
        runners.map((trial) => latest.get(trial)!),
        metric,
      ).map(({ trial }) => trial);
      const kept = order.slice(0, next.trials);
      runners = kept.includes(0) ? kept : [...kept, 0];
    }
  }
  const all = ranked([...latest.values()], metric);
  return { best: all[0]!, trials: all, plan };
}

/** Later rounds first, then the better ones, then the earlier trials. */
function ranked(results: readonly TrialResult[], metric: TuningMetric): TrialResult[] {
  const worth = (result: TrialResult): number => (metric === 'auc' ? result.auc : -result.logLoss);
  return results.toSorted((a, b) => b.round - a.round || worth(b) - worth(a) || a.trial - b.trial);
}

type FinishTrial = (index: number, scores: readonly FoldScore[]) => Promise<void>;

/** Scores configurations on the rows of a round, fold by fold over the workers, and reports each that is complete. */
function roundScorer(table: Table, options: TuneOptions, rows: number) {
  const { algorithm, target, bad, skip, seed, folds: nFolds, pool } = options;
  const sample = sampleRows(bad, rows, seed);
  const badOfSample = Uint8Array.from(sample, (i) => bad[i]!);
  const folds = stratifiedFolds(badOfSample, nFolds, seed, 'tuning folds');
  const shared = sharedUint8(bad.length);
  shared.set(bad);
  return async (configs: readonly Record<string, unknown>[], finish: FinishTrial): Promise<void> => {
    const inputs = configs.flatMap((config) =>
      Array.from(
        { length: nFolds },
        (_, fold): TrialInput => ({
          ...{ table, bad: shared, target, skip, algorithm, config, seed, folds, fold },
          rows: sample,
        }),
      ),
    );
    await pool.reduceInOrder(scoreFoldTask, inputs, [] as FoldScore[], async (scores, score, index) => {
      scores.push(score);
      if (scores.length < nFolds) return scores;
      await finish(Math.floor(index / nFolds), scores);
      return [];
    });
  };
}

function resultOf(
  trial: number,
  config: TrialResult['config'],
  round: number,
  rows: number,
  scores: readonly FoldScore[],
): TrialResult {
  const mean = (of: (score: FoldScore) => number): number =>
    scores.reduce((sum, score) => sum + of(score), 0) / scores.length;
  const auc = mean((score) => score.auc);
  const variance = mean((score) => (score.auc - auc) ** 2) * (scores.length / (scores.length - 1));
  return {
    trial,
    config,
    round,
    rows,
    auc,
    aucSd: Math.sqrt(variance),
    logLoss: mean((score) => score.logLoss),
  };
}

/** Tells this search from any other: data, algorithm, trials, folds, seed and options. The metric may change: scores keep. */
function fingerprintOf(
  table: Table,
  { algorithm, seed, folds, base, bad, skip }: TuneOptions,
  configs: readonly unknown[],
): string {
  const inputs = [...table.columns.keys()].filter((name) => !skip.has(name));
  const data = dataHash(selectColumns(table, inputs), bad);
  return sha256(canonicalJson({ algorithm, seed, folds, base, configs, data }));
}
