import { fail } from '../core/index.ts';

/** Lower and upper end. */
export type Interval = readonly [low: number, high: number];

export const DEFAULT_CONFIDENCE = 0.95;
export const DEFAULT_REPLICATES = 200;

/** How to resample; the defaults are what the command line uses. */
export interface BootstrapOptions {
  /** Integer in [0, 2^53): names the resamples. */
  readonly seed: number;
  /** Resamples, 1 to 1,000,000; default 200. */
  readonly replicates?: number | undefined;
  /** Coverage in (0, 1); default 0.95. */
  readonly confidence?: number | undefined;
}

/** Fills the defaults; PARUS_CONFIG_INVALID when a value is out of range. */
export function bootstrapSettings(options: BootstrapOptions): Required<{
  [K in keyof BootstrapOptions]: number;
}> {
  const { seed, replicates = DEFAULT_REPLICATES, confidence = DEFAULT_CONFIDENCE } = options;
  const path = 'bootstrap options';
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw fail('PARUS_CONFIG_INVALID', { path, problem: `seed is ${seed}; expected an integer >= 0` });
  }
  if (!Number.isInteger(replicates) || replicates < 1 || replicates > 1_000_000) {
    throw fail('PARUS_CONFIG_INVALID', {
      path,
      problem: `replicates is ${replicates}; expected 1 to 1000000`,
    });
  }
  return { seed, replicates, confidence: checkConfidence(confidence, path) };
}

/** Gives `confidence` back if it is within (0, 1). @throws PARUS_CONFIG_INVALID naming `path` */
export function checkConfidence(confidence: number, path: string): number {
  if (confidence > 0 && confidence < 1) return confidence;
  throw fail('PARUS_CONFIG_INVALID', {
    path,
    problem: `confidence is ${confidence}; expected within (0, 1)`,
  });
}

/**
 * Percentile interval of bootstrap replicates (Efron and Tibshirani 1993, chapter 13). NaN replicates are left out;
 * undefined when none is left. Quantiles interpolate linearly between order statistics (Hyndman and Fan's type 7).
 */
export function percentileInterval(replicates: Float64Array, confidence: number): Interval | undefined {
  const sorted = replicates.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return undefined;
  const tail = (1 - confidence) / 2;
  return [quantileOfSorted(sorted, tail), quantileOfSorted(sorted, 1 - tail)];
}

function quantileOfSorted(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (at - below) * (high - low);
}
