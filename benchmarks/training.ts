/**
 * Training time, test AUC and scoring time of boosting and forests against XGBoost and scikit-learn, interleaved:
 *
 *   node benchmarks/training.ts [--runs 5] [--only boosting-1000000] [--python /usr/bin/python3]
 *
 * Every program runs in a process of its own, one after the other, on the same made-up table; the medians and the ratio
 * within each round are reported, since a shared machine is never twice the same. Adds to results/training.json and writes
 * results/training.md.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packageVersion } from '../src/core/index.ts';
import { makeTrainingData, type Shape, writeTrainingData } from './training-data.ts';

interface Case {
  readonly name: string;
  readonly algorithm: 'boosting' | 'forest';
  readonly rows: number;
  readonly columns: number;
  readonly shape: Shape;
  readonly trees: number;
  readonly peers: readonly string[];
}

const BOOSTING = { algorithm: 'boosting', trees: 100 } as const;
const CASES: readonly Case[] = [
  {
    ...BOOSTING,
    name: 'boosting-1000000',
    rows: 1_000_000,
    columns: 50,
    shape: 'uniform',
    peers: ['xgboost', 'xgboost, 1 thread'],
  },
  {
    ...BOOSTING,
    name: 'boosting-1000000-gaussian',
    rows: 1_000_000,
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
    columns: 50,
    shape: 'uniform',
    trees: 200,
    peers: ['random-forest'],
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

const TEST_ROWS = 200_000;

interface Run {
  readonly case: string;
  readonly round: number;
  readonly program: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly scoreSeconds: number;
  readonly auc: number;
  readonly version?: string;
  readonly oneRowMicroseconds?: { readonly p50: number; readonly p99: number };
  readonly peakBytes?: number;
  /** Runnable processes over the last minute when the run ended; there are as many cores as the results file says. */
  readonly load: number;
}

const { values: args } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    only: { type: 'string' },
    python: { type: 'string', default: '/usr/bin/python3' },
  },
});
const here = path.dirname(fileURLToPath(import.meta.url));
const resultsFile = path.join(here, 'results', 'training.json');
const scratch = mkdtempSync(path.join(tmpdir(), 'parus-training-'));
let runs: Run[] = existsSync(resultsFile) ? (JSON.parse(readFileSync(resultsFile, 'utf8')) as Run[]) : [];
try {
  for (const one of CASES) {
    if (args.only !== undefined && args.only !== one.name) continue;
    runs = runs.filter((run) => run.case !== one.name);
    runCase(one, Number(args.runs));
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function runCase(one: Case, rounds: number): void {
  const files = { train: path.join(scratch, 'train.bin'), test: path.join(scratch, 'test.bin') };
  writeTrainingData(files.train, makeTrainingData(one.rows, one.columns, one.shape, 1));
  writeTrainingData(files.test, makeTrainingData(TEST_ROWS, one.columns, one.shape, 2));
  for (let round = 0; round < rounds; round++) {
    const programs = ['parus, 2 workers', 'parus, 1 worker', ...one.peers];
    for (const program of programs) {
      const workers = program === 'parus, 2 workers' ? 2 : program === 'parus, 1 worker' ? 1 : 0;
      const output = workers > 0 ? runParus(one, files, workers) : runPeer(one, files, program);
      const run = {
        case: one.name,
        round,
        program,
        ...(JSON.parse(output) as object),
        load: loadavg()[0],
      } as Run;
      runs.push(run);
      console.log(JSON.stringify(run));
      writeResults();
    }
  }
}

interface Files {
  readonly train: string;
  readonly test: string;
}

function common({ rows, columns }: Case, { train, test }: Files): string[] {
  const sizes = ['--rows', String(rows), '--test-rows', String(TEST_ROWS), '--columns', String(columns)];
  return ['--train', train, '--test', test, ...sizes];
}

function runParus(one: Case, files: Files, workers: number): string {
  const config = JSON.stringify({ ...CONFIG[one.algorithm], trees: one.trees });
  const script = path.join(here, 'training-parus.ts');
  const own = ['--workers', String(workers), '--algorithm', one.algorithm, '--config', config];
  return execFileSync(process.execPath, [script, ...common(one, files), ...own], { encoding: 'utf8' });
}

function runPeer(one: Case, files: Files, peer: string): string {
  const script = path.join(here, 'peers', 'boosting', 'train.py');
  const [name = peer, threads] = peer.split(', ');
  const own = ['--peer', name, '--trees', String(one.trees), '--threads', threads === undefined ? '2' : '1'];
  return execFileSync(args.python, [script, ...common(one, files), ...own], { encoding: 'utf8' });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function writeResults(): void {
  writeFileSync(resultsFile, `${JSON.stringify(runs, null, 1)}\n`);
  const names = [...new Set(runs.map((run) => run.case))];
  const rows = names.flatMap((name) => {
    const own = runs.filter((run) => run.case === name);
    const programs = [...new Set(own.map(({ program }) => program))];
    return programs.map((program) => {
      const these = own.filter((run) => run.program === program);
      const ratios = these.flatMap((run) => {
        const parus = own.find(({ program: p, round }) => p === 'parus, 2 workers' && round === run.round);
        return parus ? [parus.seconds / run.seconds] : [];
      });
      const seconds = these.map((run) => run.seconds);
      const oneRow = these.flatMap((run) => (run.oneRowMicroseconds ? [run.oneRowMicroseconds] : []));
      const latency =
        oneRow.length > 0
          ? `${median(oneRow.map(({ p50 }) => p50)).toFixed(1)} / ${median(oneRow.map(({ p99 }) => p99)).toFixed(1)}`
          : '';
      return `| ${name} | ${program}${these[0]!.version ? ` ${these[0]!.version}` : ''} | ${these.length} | ${median(seconds).toFixed(2)} (${Math.min(...seconds).toFixed(2)} - ${Math.max(...seconds).toFixed(2)}) | ${median(these.map((run) => run.cpuSeconds)).toFixed(1)} | ${median(ratios).toFixed(2)} | ${median(these.map((run) => run.auc)).toFixed(5)} | ${median(these.map((run) => run.scoreSeconds)).toFixed(2)} | ${latency} | ${median(these.map((run) => run.load)).toFixed(1)} |`;
    });
  });
  const text = [
    '# Training trees',
    '',
    'Binning and training from columns in memory; workers and threads: 2 unless said. Boosting: 100 trees, 31 leaves, 255 bins; forest: 200 trees,',
    'leaves of 5 rows. `ratio` is Parus with 2 workers over the program of the line, the median of the rounds. `score` is 200,000 rows in batch',
    '(Parus: one thread). `one row` is the latency of a single row in microseconds, p50 / p99. `load` is the one-minute load of the machine when',
    'the run ended. Where it exceeds the cores, wall times say little: peers that spin at barriers (OpenMP) lose far more than they would alone,',
    'and their CPU seconds count the spinning. Then only the CPU seconds of one thread against one worker compare like with like.',
    '',
    '| case | program | runs | seconds, median (range) | CPU seconds | ratio | test AUC | score, s | one row | load |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `Made with \`node benchmarks/training.ts\`, Parus ${packageVersion()}, Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}).`,
    '',
  ];
  writeFileSync(path.join(here, 'results', 'training.md'), text.join('\n'));
}
