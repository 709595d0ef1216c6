import type { OnProgress, WorkerPool } from '../parallel/index.ts';
import type { Lab } from './lab.ts';
import type { AuditScale } from './scale.ts';

/** Learning gains little beyond this many firms, and the books of a great audit are only as large where they are judged on. */
export const MOST_TRAINING_FIRMS = 20_000;

/**
 * One way of measuring, on the books of one seed. What it gives is plain JSON: it is kept in the work folder, and one
 * measurement may answer several claims.
 */
export interface Experiment<Measurement> {
  readonly name: string;
  /** Raised whenever a measurement would come out differently: older ones are then measured again. */
  readonly version: number;
  /** What a measurement depends on besides scale and seed, for its key: hashes of rules and models. */
  readonly config?: () => Promise<unknown>;
  readonly measure: (seed: number, lab: Lab) => Promise<Measurement>;
}

/** What a claim runs with. */
export interface ClaimContext {
  /** Seeds of the audit, at least one; each has books of its own to train, to set cut-offs and to judge on. */
  readonly seeds: readonly number[];
  readonly scale: AuditScale;
  readonly pool: WorkerPool;
  readonly onProgress: OnProgress;
  /** The experiment on the books of every seed, in the order of `seeds`; what was measured before is read again. */
  readonly measure: <Measurement>(experiment: Experiment<Measurement>) => Promise<Measurement[]>;
}
