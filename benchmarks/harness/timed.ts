import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { readRuns, writeResults } from './results.ts';
import { withScratch } from './scratch.ts';

/** What every run has, beside what its program printed. */
export interface TimedRun {
  readonly case: string;
  readonly round: number;
  readonly program: string;
  /** Runnable processes over the last minute when the run ended. */
  readonly load: number;
}

export interface TimedBenchmark<Case extends { readonly name: string }, Files, Run extends TimedRun> {
  /** Names results/NAME.json and results/NAME.md. */
  readonly name: string;
  readonly cases: readonly Case[];
  /** Run one after the other in every round. */
  readonly programs: (one: Case, python: string) => readonly string[];
  /** Writes what the programs of a case read, once for all rounds. */
  readonly prepare: (one: Case, scratch: string) => Files | Promise<Files>;
  /** Runs one program in a process of its own. @returns what it printed: all of a run but what TimedRun has */
  readonly start: (one: Case, files: Files, program: string, python: string) => unknown;
  /** Throws where a run contradicts an earlier one of the same case: a fast wrong answer is none. */
  readonly check?: (run: Run, earlier: readonly Run[]) => void;
  /** Lines of results/NAME.md. */
  readonly report: (runs: readonly Run[]) => readonly string[];
}

/**
 * Times programs on cases in rounds, each program in a process of its own, in turn, so that a machine that slows down
 * slows all of them; results are written after every run. Options of the command: `--runs` rounds (default 5), `--only` some
 * cases (names, separated by commas), `--python`, and `--resume`, which keeps the runs that the results file has of a case
 * and adds the missing ones; without it a case is run anew. Cases that are not run keep their results.
 */
export async function runTimedBenchmark<Case extends { readonly name: string }, Files, Run extends TimedRun>(
  benchmark: TimedBenchmark<Case, Files, Run>,
): Promise<void> {
  const { values: args } = parseArgs({
    options: {
      runs: { type: 'string', default: '5' },
      only: { type: 'string' },
      python: { type: 'string', default: '/usr/bin/python3' },
      resume: { type: 'boolean', default: false },
    },
  });
  const only = args.only?.split(',');
  let runs = readRuns<Run>(benchmark.name);
  const cases = benchmark.cases.filter(({ name }) => only?.includes(name) ?? true);
  await withScratch(benchmark.name, async (scratch) => {
    for (const one of cases) {
      if (!args.resume) runs = runs.filter((run) => run.case !== one.name);
      const files = await benchmark.prepare(one, scratch);
      for (let round = 0; round < Number(args.runs); round++) runRound(one, files, round);
    }
  });
  writeResults(benchmark.name, runs, benchmark.report(runs));

  function runRound(one: Case, files: Files, round: number): void {
    for (const program of benchmark.programs(one, args.python)) {
      const ofCase = runs.filter((run) => run.case === one.name);
      if (ofCase.some((run) => run.round === round && run.program === program)) continue;
      const printed = benchmark.start(one, files, program, args.python) as object;
      const run = { case: one.name, round, program, ...printed, load: loadavg()[0] } as Run;
      benchmark.check?.(run, ofCase);
      runs.push(run);
      console.log(JSON.stringify(run));
      writeResults(benchmark.name, runs, benchmark.report(runs));
    }
  }
}
