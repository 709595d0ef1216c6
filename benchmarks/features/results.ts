import type { Latency } from './latency.ts';

/** One program on one book in one round. */
export interface BatchRun {
  readonly book: 'whole' | 'small';
  readonly program: string;
  readonly round: number;
  /** From the files of the book to the file of features. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakBytes: number;
  /** Runnable processes over the last minute when the run ended. */
  readonly load: number;
}

/** What a program reads and gives, the same in every round. */
export interface Program {
  readonly book: BatchRun['book'];
  readonly name: string;
  /** Records of the sources it reads; firms of the book; applications, which are the rows it writes. */
  readonly records: number;
  readonly features: number;
}

export interface CallLatency extends Latency {
  /** CPU time of a call, all threads of the process, microseconds: what other programs on the machine do not change. */
  readonly cpu: number;
  /** Allocated by a call. */
  readonly bytes: number;
}

/** What online.ts prints, microseconds, and when. */
export interface OnlineRun {
  readonly round: number;
  readonly load: number;
  readonly features: number;
  readonly firms: number;
  /** Records of the median firm in its last 455 days. */
  readonly records: number;
  readonly fromReadyDossier: CallLatency;
  readonly withDossier: CallLatency;
  readonly append: Latency;
  readonly newDay: Latency;
  readonly bySource: readonly (Latency & { readonly source: string })[];
}

export interface Results {
  readonly command: string;
  readonly machine: string;
  readonly versions: string;
  /** How the book was made. */
  readonly book: string;
  readonly firms: { readonly whole: number; readonly small: number };
  readonly applications: { readonly whole: number; readonly small: number };
  readonly programs: readonly Program[];
  /** What was proved before anything was timed: one line per pair. */
  readonly equality: readonly string[];
  readonly twinFeatures: readonly string[];
  /** Why danfojs-node is not among the programs, where it is not. */
  readonly withoutDanfo?: string;
  readonly runs: readonly BatchRun[];
  readonly online: readonly OnlineRun[];
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
