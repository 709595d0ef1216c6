/**
 * Training time, test AUC and scoring time of boosting and forests against XGBoost and scikit-learn, interleaved:
 *
 *   node benchmarks/training.ts [--runs 5] [--only boosting-1000000] [--resume] [--python /usr/bin/python3]
 *
 * Every program runs in a process of its own, one after the other, on the same made-up table; the medians and the ratio
 * within each round are reported, since a shared machine is never twice the same. Adds to results/training.json and writes
 * results/training.md.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { runNode, runPython, runR } from './harness/programs.ts';
import { markdownTable, provenance } from './harness/results.ts';
import { byProgram, type ProgramRuns } from './harness/rounds.ts';
import { median, medianAndRange } from './harness/statistics.ts';
import { runTimedBenchmark, type TimedRun } from './harness/timed.ts';
import { makeTrainingData, type Shape, writeTrainingData } from './training-data.ts';

interface Case {
  readonly name: string;
  readonly algorithm: 'boosting' | 'forest';
  readonly rows: number;
  readonly testRows: number;
  readonly columns: number;
  readonly shape: Shape;
  readonly trees: number;
  readonly peers: readonly string[];
}

const BOOSTING = { algorithm: 'boosting', trees: 100, testRows: 200_000 } as const;
const CASES: readonly Case[] = [
  {
    ...BOOSTING,
    name: 'boosting-1000000',
    rows: 1_000_000,
    testRows: 1_000_000,
    columns: 50,
    shape: 'uniform',
    peers: ['xgboost', 'xgboost, 1 thread', 'lightgbm', 'lightgbm, quantised'],
  },
  {
    ...BOOSTING,
    name: 'boosting-1000000-gaussian',
    rows: 1_000_000,
    testRows: 1_000_000,
    columns: 50,
    shape: 'gaussian',
    peers: ['xgboost', 'xgboost, 1 thread'],
  },
  {
    ...BOOSTING,
    name: 'boosting-100000',
    rows: 100_000,
    columns: 50,
    shape: 'uniform',
    peers: ['xgboost', 'xgboost, 1 thread', 'hist-gradient-boosting'],
  },
  {
    ...BOOSTING,
    name: 'boosting-10000',
    rows: 10_000,
    columns: 200,
    shape: 'uniform',
    peers: ['xgboost', 'xgboost, 1 thread', 'hist-gradient-boosting'],
  },
  {
    algorithm: 'forest',
    name: 'forest-100000',
    rows: 100_000,
    testRows: 200_000,
    columns: 50,
    shape: 'uniform',
    trees: 200,
    peers: ['random-forest', 'ranger'],
  },
  {
    algorithm: 'forest',
    name: 'forest-2000',
    rows: 2000,
    testRows: 20_000,
    columns: 50,
    shape: 'uniform',
    trees: 25,
    peers: ['random-forest', 'ranger', 'ml-random-forest'],
  },
];

const CONFIG = {
  boosting: {
    learningRate: 0.1,
    leaves: 31,
    maxDepth: 64,
    minChildWeight: 1,
    lambda: 1,
    maxBins: 255,
    patience: 0,
  },
  forest: { minLeafRows: 5, maxDepth: 64 },
} as const;

/** What the others are set against. */
const OWN = 'parus, 2 workers';

interface Run extends TimedRun {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly scoreSeconds: number;
  readonly auc: number;
  readonly version?: string;
  /** Memory that training needed beside the tables. */
  readonly heldBytes?: number;
  readonly oneRowMicroseconds?: { readonly p50: number; readonly p99: number };
}

interface Files {
  readonly train: string;
  readonly test: string;
}

await runTimedBenchmark<Case, Files, Run>({
  name: 'training',
  cases: CASES,
  programs: ({ peers }, python) => [
    OWN,
    'parus, 1 worker',
    ...peers.filter((peer) => !peer.startsWith('lightgbm') || hasLightgbm(python)),
  ],
  prepare: writeTables,
  start: startProgram,
  report,
});

/** LightGBM is no package of Debian: it takes part where somebody has built it (see peers/boosting/README.md). */
function hasLightgbm(python: string): boolean {
  return spawnSync(python, ['-c', 'import lightgbm']).status === 0;
}

function writeTables({ rows, testRows, columns, shape }: Case, scratch: string): Files {
  const files = { train: path.join(scratch, 'train.bin'), test: path.join(scratch, 'test.bin') };
  writeTrainingData(files.train, makeTrainingData(rows, columns, shape, 1));
  writeTrainingData(files.test, makeTrainingData(testRows, columns, shape, 2));
  return files;
}

function startProgram(one: Case, files: Files, program: string, python: string): unknown {
  const { algorithm, rows, testRows, columns, trees } = one;
  const tables = { ...files, rows, 'test-rows': testRows, columns };
  if (program.startsWith('parus')) {
    const config = JSON.stringify({ ...CONFIG[algorithm], trees });
    return runNode('training-parus.ts', { ...tables, workers: program === OWN ? 2 : 1, algorithm, config });
  }
  if (program === 'ml-random-forest') return runNode('peers/boosting/ml-forest.ts', { ...tables, trees });
  if (program === 'ranger') return runR('peers/boosting/ranger.R', { ...tables, trees, threads: 2 });
  const [peer = program, variant] = program.split(', ');
  const own = {
    peer,
    trees,
    threads: variant === '1 thread' ? 1 : 2,
    quantised: variant === 'quantised' ? 1 : 0,
  };
  return runPython(python, 'peers/boosting/train.py', { ...tables, ...own });
}

function row({ case: name, program, runs, pairs }: ProgramRuns<Run>): (string | number)[] {
  const { version } = runs[0]!;
  const oneRow = runs.flatMap((run) => run.oneRowMicroseconds ?? []);
  const latency = (of: 'p50' | 'p99'): string => median(oneRow.map((times) => times[of])).toFixed(1);
  return [
    name,
    version ? `${program} ${version}` : program,
    runs.length,
    medianAndRange(
      runs.map(({ seconds }) => seconds),
      2,
    ),
    median(runs.map(({ cpuSeconds }) => cpuSeconds)).toFixed(1),
    median(pairs.map(({ run, reference }) => reference.seconds / run.seconds)).toFixed(2),
    median(runs.map(({ auc }) => auc)).toFixed(5),
    median(runs.map(({ scoreSeconds }) => scoreSeconds)).toFixed(2),
    oneRow.length > 0 ? `${latency('p50')} / ${latency('p99')}` : '',
    held(name, runs),
    median(runs.map(({ load }) => load)).toFixed(1),
  ];
}

/** Bytes a cell; nothing for programs that do not tell. */
function held(name: string, runs: readonly Run[]): string {
  const { rows, columns } = CASES.find((one) => one.name === name)!;
  const bytes = runs.flatMap(({ heldBytes }) => heldBytes ?? []);
  return bytes.length > 0 ? (median(bytes) / (rows * columns)).toFixed(1) : '';
}

function report(runs: readonly Run[]): string[] {
  return [
    '# Training trees',
    '',
    'Binning and training from columns in memory; workers and threads: 2 unless said. Boosting: 100 trees, 31 leaves, 255 bins; forest: 200 trees,',
    'leaves of 5 rows. `ratio` is Parus with 2 workers over the program of the line, the median of the rounds. `score` is the test rows in one call on',
    'as many threads: 1,000,000 rows in the first case, 20,000 in the last, else 200,000. `one row` is the latency of a single row in microseconds,',
    'p50 / p99. `held` is the memory that training needed beside the tables in bytes a cell of the training table: threads, bins and all that is by row.',
    '`load` is the one-minute load of the machine when the run ended. Where it exceeds the cores, wall times say little: peers that spin at barriers',
    '(OpenMP) lose far more than they would alone, and their CPU seconds count the spinning.',
    '',
    ...markdownTable(
      [
        'case',
        'program',
        'runs',
        'seconds, median (range)',
        'CPU seconds',
        'ratio',
        'test AUC',
        'score, s',
        'one row',
        'held',
        'load',
      ],
      byProgram(runs, OWN).map(row),
    ),
    '',
    `${provenance('node benchmarks/training.ts')}.`,
  ];
}
