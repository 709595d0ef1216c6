import type { WorkerPool } from '../parallel/index.ts';
import type { GradeBand, ModelArtefact, ModelInput, Scaling } from './artefact.ts';
import type { BoundColumns } from './model.ts';

/** Rows to learn from: inputs bound in order, and the outcome (1 = bad), all on shared memory. */
export interface TrainingSet {
  readonly inputs: readonly ModelInput[];
  readonly bound: BoundColumns;
  readonly bad: Uint8Array;
  /** What each row counts for: a row of weight w stands for w rows alike. Finite and above 0; absent: 1 each. */
  readonly weights?: Float64Array | undefined;
}

/** What training found; the rest of the artefact is the same for every algorithm. */
export interface Fitted {
  readonly body: ModelArtefact['body'];
  readonly scorecard?: ModelArtefact['scorecard'];
  /** Scale and grades of this model; default: those of the house. */
  readonly scaling?: Scaling;
  readonly grades?: readonly GradeBand[];
  /** Facts of the fit worth telling: penalty chosen, iterations, inputs kept. */
  readonly notes: Readonly<Record<string, string | number>>;
  /** Inputs that training dropped, and why; the body refers to `keep` by new index. */
  readonly dropped: readonly { readonly name: string; readonly reason: string }[];
}

/** Runs one named step of training: `bin` (bins, design) or `fit`. */
export type Phase = <T>(name: 'bin' | 'fit', body: () => Promise<T>) => Promise<T>;

/** The phase runner that only runs. */
export const runPhase: Phase = (_, body) => body();

export interface TrainContext<Config> {
  readonly pool: WorkerPool;
  readonly seed: number;
  readonly config: Config;
  readonly phase: Phase;
}
