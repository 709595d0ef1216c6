/**
 * AUC and KS of very many scores against scikit-learn, interleaved:
 *
 *   node benchmarks/evaluation.ts [--runs 5] [--only continuous-1000000] [--python /usr/bin/python3]
 *
 * Every program runs in a process of its own, one after the other, on the same scores; the medians and the ratio within each
 * round are reported, since a shared machine is never twice the same. All agree on AUC and KS to 1e-9, or the run fails. Adds to
 * results/evaluation.json and writes results/evaluation.md.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openStream, packageVersion } from '../src/core/index.ts';

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

interface Run {
  readonly case: string;
  readonly round: number;
  readonly program: string;
  /** By call. */
  readonly seconds: readonly number[];
  /** Of one call, on all threads. */
  readonly cpuSeconds: number;
  readonly auc: number;
  readonly ks: number | null;
  readonly version: string;
  /** Runnable processes over the last minute when the run ended. */
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
const resultsFile = path.join(here, 'results', 'evaluation.json');
const scratch = mkdtempSync(path.join(tmpdir(), 'parus-evaluation-'));
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

/** PDs as 64-bit floats, then outcomes drawn from them as bytes. */
function writeScores(file: string, { rows, rounded }: Case): void {
  const stream = openStream(1, 'evaluation benchmark');
  const pd = new Float64Array(rows);
  const bad = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    const x = 1 / (1 + Math.exp(-stream.normal(-3, 1, i)));
    bad[i] = stream.uniform(i, 1) < x ? 1 : 0;
    pd[i] = rounded ? Math.round(1000 * x) / 1000 : x;
  }
  writeFileSync(file, Buffer.concat([Buffer.from(pd.buffer), bad]));
}

function runCase(one: Case, rounds: number): void {
  const data = path.join(scratch, 'scores.bin');
  writeScores(data, one);
  for (let round = 0; round < rounds; round++) {
    for (const program of PROGRAMS) {
      const output = JSON.parse(runProgram(one, data, program)) as object;
      const run = { case: one.name, round, program, ...output, load: loadavg()[0] } as Run;
      checkAgainst(
        runs.find((other) => other.case === one.name),
        run,
      );
      runs.push(run);
      console.log(JSON.stringify(run));
      writeResults();
    }
  }
}

function runProgram({ rows }: Case, data: string, program: string): string {
  const isPeer = program.startsWith(PEER);
  const script = path.join(here, isPeer ? 'peers/evaluation/auc.py' : 'evaluation-parus.ts');
  const name = program.split(': ')[1]!;
  const own = ['--program', name, '--data', data, '--rows', String(rows), '--repeats', String(REPEATS)];
  return execFileSync(isPeer ? args.python : process.execPath, [script, ...own], { encoding: 'utf8' });
}

/** A fast wrong answer is none. */
function checkAgainst(first: Run | undefined, { program, auc, ks }: Run): void {
  if (!first) return;
  const gap = Math.max(
    Math.abs(auc - first.auc),
    ks === null || first.ks === null ? 0 : Math.abs(ks - first.ks),
  );
  if (!(gap <= TOLERANCE))
    throw new Error(`${program} says ${auc}, ${ks}; ${first.program} said ${first.auc}, ${first.ks}`);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The median call of a run after its first. */
function warm({ seconds }: Run): number {
  return median(seconds.slice(1));
}

function writeResults(): void {
  writeFileSync(resultsFile, `${JSON.stringify(runs, null, 1)}\n`);
  const names = [...new Set(runs.map((run) => run.case))];
  const rows = names.flatMap((name) => {
    const own = runs.filter((run) => run.case === name);
    return [...new Set(own.map(({ program }) => program))].map((program) => {
      const these = own.filter((run) => run.program === program);
      const ratios = these.flatMap((run) => {
        const parus = own.find((other) => other.program === OWN && other.round === run.round);
        return parus ? [warm(run) / warm(parus)] : [];
      });
      const calls = these.map(warm);
      return `| ${[
        name,
        `${program} ${these[0]!.version}`,
        these.length,
        `${median(calls).toFixed(3)} (${Math.min(...calls).toFixed(3)} - ${Math.max(...calls).toFixed(3)})`,
        median(these.map(({ seconds }) => seconds[0]!)).toFixed(3),
        median(these.map(({ cpuSeconds }) => cpuSeconds)).toFixed(3),
        median(ratios).toFixed(2),
        these[0]!.auc.toFixed(9),
        these[0]!.ks?.toFixed(9) ?? '',
        median(these.map(({ load }) => load)).toFixed(1),
      ].join(' | ')} |`;
    });
  });
  const text = [
    '# AUC and KS of very many scores',
    '',
    `One thread, arrays in memory, ${REPEATS} calls a process. \`seconds\` is the median call after the first, which is apart: V8 compiles while`,
    'it runs. `CPU` is the processor time of one call, the first included. `ratio` is the time of the line over that of',
    '`parus: auc-ks`, the median of the rounds: how many times as fast it is. `parus: ranking` adds PR-AUC, `parus: delong` has the AUC with',
    'its variance; `scikit-learn: auc` is `roc_auc_score` alone, `auc-ks` has both figures out of one `roc_curve`. All lines of a case',
    'agree to 1e-9, or the run fails. `load` is the one-minute load of the machine; above the cores, wall times say little.',
    '',
    '| case | program | runs | seconds, median (range) | first call | CPU | ratio | AUC | KS | load |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `Made with \`node benchmarks/evaluation.ts\`, Parus ${packageVersion()}, Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}).`,
    '',
  ];
  writeFileSync(path.join(here, 'results', 'evaluation.md'), text.join('\n'));
}
