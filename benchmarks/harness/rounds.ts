import type { TimedRun } from './timed.ts';

/** The runs of one program on one case, each beside the run of the reference program in the same round. */
export interface ProgramRuns<Run extends TimedRun> {
  readonly case: string;
  readonly program: string;
  /** At least one. */
  readonly runs: readonly Run[];
  /** Rounds that both programs have: what a ratio is taken of, since a shared machine is never twice the same. */
  readonly pairs: readonly { readonly run: Run; readonly reference: Run }[];
}

/** Runs by case and program, both in the order in which they first came. */
export function byProgram<Run extends TimedRun>(runs: readonly Run[], reference: string): ProgramRuns<Run>[] {
  return [...Map.groupBy(runs, (run) => run.case)].flatMap(([name, ofCase]) =>
    [...Map.groupBy(ofCase, (run) => run.program)].map(([program, these]) => ({
      case: name,
      program,
      runs: these,
      pairs: these.flatMap((run) => {
        const beside = ofCase.find((other) => other.program === reference && other.round === run.round);
        return beside ? [{ run, reference: beside }] : [];
      }),
    })),
  );
}
