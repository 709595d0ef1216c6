/**
 * AUC and KS of very many scores against scikit-learn, interleaved:
 *
 *   node benchmarks/evaluation.ts [--runs 5] [--only continuous-1000000] [--resume] [--python /usr/bin/python3]
 *
 * Every program runs in a process of its own, one after the other, on the same scores; the medians and the ratio within each
 * round are reported, since a shared machine is never twice the same. All agree on AUC and KS to 1e-9, or the run fails. Adds to
 * results/evaluation.json and writes results/evaluation.md.
 */
import { writeFileSync } from 'node:fs';
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
  /** PDs rounded to thousandths tie by the thousand. */
  readonly rounded: boolean;
}

const CASES: readonly Case[] = [
  { name: 'continuous-1000000', rows: 1_000_000, rounded: false },
  { name: 'rounded-1000000', rows: 1_000_000, rounded: true },
  { name: 'continuous-10000000', rows: 10_000_000, rounded: false },
];

const PEER = 'scikit-learn: ';
/** The program to beat: its calls with all the checks of a user's. */
const OWN = 'parus: auc-ks';
const PROGRAMS = [OWN, 'parus: ranking', 'parus: delong', `${PEER}auc`, `${PEER}auc-ks`] as const;
/** Calls in one process; the first is reported apart. */
const REPEATS = 6;
const TOLERANCE = 1e-9;

interface Run extends TimedRun {
  /** By call. */
  readonly seconds: readonly number[];
  /** Of one call, on all threads. */
  readonly cpuSeconds: number;
  readonly auc: number;
  readonly ks: number | null;
  readonly version: string;
}

await runTimedBenchmark<Case, string, Run>({
  name: 'evaluation',
  cases: CASES,
  programs: () => PROGRAMS,
  prepare: writeScores,
  start: startProgram,
  check: checkAgainst,
  report,
});

/** PDs as 64-bit floats, then outcomes drawn from them as bytes. @returns the path of the file */
function writeScores({ rows, rounded }: Case, scratch: string): string {
  const file = path.join(scratch, 'scores.bin');
  const stream = openStream(1, 'evaluation benchmark');
  const pd = new Float64Array(rows);
  const bad = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    const x = 1 / (1 + Math.exp(-stream.normal(-3, 1, i)));
    bad[i] = stream.uniform(i, 1) < x ? 1 : 0;
    pd[i] = rounded ? Math.round(1000 * x) / 1000 : x;
  }
  writeFileSync(file, Buffer.concat([Buffer.from(pd.buffer), bad]));
  return file;
}

function startProgram({ rows }: Case, data: string, program: string, python: string): unknown {
  const options = { program: program.split(': ')[1]!, data, rows, repeats: REPEATS };
  return program.startsWith(PEER)
    ? runPython(python, 'peers/evaluation/auc.py', options)
    : runNode('evaluation-parus.ts', options);
}

function checkAgainst({ program, auc, ks }: Run, [first]: readonly Run[]): void {
  if (!first) return;
  const gap = Math.max(
    Math.abs(auc - first.auc),
    ks === null || first.ks === null ? 0 : Math.abs(ks - first.ks),
  );
  if (!(gap <= TOLERANCE))
    throw new Error(`${program} says ${auc}, ${ks}; ${first.program} said ${first.auc}, ${first.ks}`);
}

/** The median call of a run after its first. */
function warm({ seconds }: Run): number {
  return median(seconds.slice(1));
}

function row({ case: name, program, runs, pairs }: ProgramRuns<Run>): (string | number)[] {
  const { version, auc, ks } = runs[0]!;
  return [
    name,
    `${program} ${version}`,
    runs.length,
    medianAndRange(runs.map(warm), 3),
    median(runs.map(({ seconds }) => seconds[0]!)).toFixed(3),
    median(runs.map(({ cpuSeconds }) => cpuSeconds)).toFixed(3),
    median(pairs.map(({ run, reference }) => warm(run) / warm(reference))).toFixed(2),
    auc.toFixed(9),
    ks?.toFixed(9) ?? '',
    median(runs.map(({ load }) => load)).toFixed(1),
  ];
}

function report(runs: readonly Run[]): string[] {
  return [
    '# AUC and KS of very many scores',
    '',
    `One thread, arrays in memory, ${REPEATS} calls a process. \`seconds\` is the median call after the first, which is apart: V8 compiles while`,
    'it runs. `CPU` is the processor time of one call, the first included. `ratio` is the time of the line over that of',
    '`parus: auc-ks`, the median of the rounds: how many times as fast it is. `parus: ranking` adds PR-AUC, `parus: delong` has the AUC with',
    'its variance; `scikit-learn: auc` is `roc_auc_score` alone, `auc-ks` has both figures out of one `roc_curve`. All lines of a case',
    'agree to 1e-9, or the run fails. `load` is the one-minute load of the machine; above the cores, wall times say little.',
    '',
    ...markdownTable(
      [
        'case',
        'program',
        'runs',
        'seconds, median (range)',
        'first call',
        'CPU',
        'ratio',
        'AUC',
        'KS',
        'load',
      ],
      byProgram(runs, OWN).map(row),
    ),
    '',
    `${provenance('node benchmarks/evaluation.ts')}.`,
  ];
}
