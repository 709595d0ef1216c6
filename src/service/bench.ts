import type { Application, Decision, Outcome } from '../decision/index.ts';
import { type LatencySummary, openLatencyRecorder } from './latency.ts';

export interface BenchApprovalOptions {
  /** The whole walk of one application, from the dossier to the decision. */
  readonly assessAndDecide: (application: Application) => Decision | Promise<Decision>;
  /** At least one. */
  readonly applications: readonly Application[];
  /** Decisions made before measuring, so that the code is compiled. */
  readonly warmup: number;
  /** Each round decides every application once. */
  readonly rounds: number;
  /** Milliseconds from any start, monotonic, fractions welcome. */
  readonly clock: () => number;
}

export interface BenchApprovalResult {
  /** How it was measured, in one sentence. */
  readonly method: string;
  readonly decisions: number;
  /** Microseconds, over all rounds. */
  readonly latency: LatencySummary;
  readonly perSecond: number;
  /** Decisions per second of each round: the spread. */
  readonly roundsPerSecond: readonly number[];
  /** Shows that the decisions were made and read. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
}

/** In-process latency: one application after another, no network, no disk, each timed from dossier to decision. */
export async function benchApproval(options: BenchApprovalOptions): Promise<BenchApprovalResult> {
  const { assessAndDecide, applications, warmup, rounds, clock } = options;
  if (applications.length === 0) throw new RangeError('no application to decide');
  for (let i = 0; i < warmup; i++) await assessAndDecide(applications[i % applications.length]!);

  const recorder = openLatencyRecorder();
  const outcomes: Record<Outcome, number> = { approve: 0, review: 0, decline: 0 };
  const roundsPerSecond: number[] = [];
  const begun = clock();
  for (let round = 0; round < rounds; round++) {
    const roundBegun = clock();
    for (const application of applications) {
      const before = clock();
      const decision = await assessAndDecide(application);
      recorder.record(clock() - before);
      outcomes[decision.outcome] += 1;
    }
    roundsPerSecond.push(perSecond(applications.length, clock() - roundBegun));
  }
  return {
    method: `in process, one at a time, from dossier to decision; ${rounds} rounds of ${applications.length} applications after ${warmup} warm-up decisions`,
    decisions: recorder.count,
    latency: recorder.summary(),
    perSecond: perSecond(recorder.count, clock() - begun),
    roundsPerSecond,
    outcomes,
  };
}

function perSecond(count: number, ms: number): number {
  return ms > 0 ? (count * 1000) / ms : 0;
}
