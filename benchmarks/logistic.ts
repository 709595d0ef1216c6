/**
 * Ridge logistic regression at a fixed penalty on 1,000,000 x 50: Parus on one and two workers and scikit-learn's solvers, interleaved:
 *
 *   node benchmarks/logistic.ts [--runs 5] [--only rows-1000000] [--resume] [--python /usr/bin/python3]
 *
 * Every program runs in a process of its own, one after the other, on the same made-up table; the medians and the ratio within
 * each round are reported, since a shared machine is never twice the same. All minimise the same objective: where Parus ends above
 * another by more than rounding, or its coefficients are not those of scikit-learn's Newton solver, or its bytes depend on the
 * workers, the run fails. Adds to results/logistic.json and writes results/logistic.md.
 */
import path from 'node:path';
import { runNode, runPython } from './harness/programs.ts';
import { markdownTable, provenance } from './harness/results.ts';
import { byProgram, type ProgramRuns } from './harness/rounds.ts';
import { median, medianAndRange } from './harness/statistics.ts';
import { runTimedBenchmark, type TimedRun } from './harness/timed.ts';
import { makeTrainingData, writeTrainingData } from './training-data.ts';

interface Case {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
}

const CASES: readonly Case[] = [
  { name: 'rows-1000000', rows: 1_000_000, columns: 50 },
  { name: 'rows-100000', rows: 100_000, columns: 50 },
];

/** The program to beat others with. */
const OWN = 'parus, 2 workers';
const WHOLE = 'parus: whole training';
const NEWTON = 'scikit-learn: newton-cholesky';
const PROGRAMS = [OWN, 'parus, 1 worker', WHOLE, 'scikit-learn: lbfgs', NEWTON] as const;
/** scikit-learn's default penalty, C = 1. */
const LAMBDA = 1;
/** Fits in one process; the first is reported apart. */
const REPEATS = 4;
/** Share of the objective by which sums over a million rows may differ in their rounding. */
const OBJECTIVE_TOLERANCE = 1e-11;
/** scikit-learn's Newton solver at tol = 1e-8 against Parus at its own tolerance. */
const COEFFICIENT_TOLERANCE = 1e-5;

interface Run extends TimedRun {
  /** By fit. */
  readonly seconds: readonly number[];
  /** Of a fit after the first, on all threads. */
  readonly warmCpuSeconds: number;
  /** Half the penalised deviance at the end; null for the whole training, which chooses another penalty. */
  readonly objective: number | null;
  /** Intercept first; of the whole training on its own design. */
  readonly beta: readonly number[];
  /** Of one pass over all rows for the gradient, where the program tells. */
  readonly passMilliseconds?: number;
  readonly iterations: number;
  readonly version: string;
}

await runTimedBenchmark<Case, string, Run>({
  name: 'logistic',
  cases: CASES,
  programs: () => PROGRAMS,
  prepare: ({ rows, columns }, scratch) => {
    const file = path.join(scratch, 'table.bin');
    writeTrainingData(file, makeTrainingData(rows, columns, 'gaussian', 1));
    return file;
  },
  start: ({ rows, columns }, data, program, python) => {
    const table = { data, rows, columns, lambda: LAMBDA, repeats: REPEATS };
    if (!program.startsWith('parus'))
      return runPython(python, 'peers/logistic/fit.py', { ...table, solver: program.split(': ')[1]! });
    const task = program === WHOLE ? 'train' : 'fit';
    return runNode('logistic-parus.ts', { ...table, task, workers: program === 'parus, 1 worker' ? 1 : 2 });
  },
  check: checkAgainst,
  report,
});

function checkAgainst(run: Run, earlier: readonly Run[]): void {
  for (const other of earlier) {
    const [ours, theirs] = other.program === OWN ? [other, run] : [run, other];
    if (ours.program !== OWN || ours.objective === null || theirs.objective === null) continue;
    const bytes = theirs.program.startsWith('parus');
    if (bytes && ours.beta.some((b, j) => b !== theirs.beta[j]))
      throw new Error('coefficients depend on the workers');
    if (ours.objective > theirs.objective * (1 + OBJECTIVE_TOLERANCE))
      throw new Error(`${OWN} ends at ${ours.objective}, ${theirs.program} at ${theirs.objective}`);
    const gap = greatestGap(ours.beta, theirs.beta);
    if (theirs.program === NEWTON && !(gap <= COEFFICIENT_TOLERANCE))
      throw new Error(`coefficients of ${OWN} and ${NEWTON} differ by ${gap}`);
  }
}

function greatestGap(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((v, j) => Math.abs(v - b[j]!)));
}

function row({ case: name, program, runs, pairs }: ProgramRuns<Run>): (string | number)[] {
  const { version, objective, iterations, beta } = runs[0]!;
  const own = pairs[0]?.reference;
  const passes = runs.flatMap(({ passMilliseconds }) => passMilliseconds ?? []);
  const warm = runs.map(({ seconds }) => median(seconds.slice(1)));
  const ratios = pairs.map(({ run, reference }) => [
    reference.seconds[0]! / run.seconds[0]!,
    median(reference.seconds.slice(1)) / median(run.seconds.slice(1)),
  ]);
  const excess = objective === null || !own?.objective ? undefined : objective / own.objective - 1;
  return [
    name,
    `${program} ${version}`,
    runs.length,
    medianAndRange(
      runs.map(({ seconds }) => seconds[0]!),
      2,
    ),
    medianAndRange(warm, 2),
    median(runs.map(({ warmCpuSeconds }) => warmCpuSeconds)).toFixed(2),
    ratios.length > 0
      ? `${median(ratios.map(([first]) => first!)).toFixed(2)} / ${median(ratios.map(([, w]) => w!)).toFixed(2)}`
      : '',
    iterations,
    passes.length > 0 ? median(passes).toFixed(0) : '',
    excess === undefined ? '' : excess.toExponential(1),
    excess === undefined || !own ? '' : greatestGap(beta, own.beta).toExponential(1),
    median(runs.map(({ load }) => load)).toFixed(1),
  ];
}

function report(runs: readonly Run[]): string[] {
  return [
    '# Logistic regression',
    '',
    'Normal columns in memory as 64-bit floats (scikit-learn: row-major, as it likes them), a third of the rows bad, ridge penalty 1 on the sum over',
    `rows (C = 1), one thread a core. \`first\` is the first fit in a fresh process, whose workers start and compile while it runs; \`warm\` the`,
    `median of the ${REPEATS - 1} fits after it. \`ratio\` is Parus with 2 workers over the program of the line, first / warm, the median of the`,
    'rounds: below 1 Parus is the faster. `excess` is how far above the objective of Parus a program ends, as a share; `gap` its greatest difference',
    'in a coefficient. scikit-learn stops lbfgs at its default tolerance 1e-4; newton-cholesky runs at 1e-8 to give the coefficients to compare with.',
    'Parus fits a sample first and then needs as many passes over all rows as `iterations` says and one more; `pass` is one of them in ms.',
    '`whole training` is `parus train --algorithm logistic` by default, from columns in memory: rank-normal design, a path of nine',
    'penalties, the fit, its recalibration. `load` is the one-minute load of the machine; above the cores, wall times say little.',
    '',
    ...markdownTable(
      [
        'case',
        'program',
        'runs',
        'first, s, median (range)',
        'warm, s',
        'warm CPU, s',
        'ratio',
        'iterations',
        'pass, ms',
        'excess',
        'gap',
        'load',
      ],
      byProgram(runs, OWN).map(row),
    ),
    '',
    `${provenance('node benchmarks/logistic.ts')}.`,
  ];
}
