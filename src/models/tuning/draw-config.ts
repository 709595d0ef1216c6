import { openStream } from '../../core/index.ts';
import type { Dimension, SearchSpace } from './spaces.ts';

/** Digits of a drawn number: nobody needs more to tell two trials apart, and a config file stays readable. */
const DIGITS = 4;

/** The options of trial `trial`: a pure function of seed, trial and space; trial 0 is the algorithm's defaults. */
export function drawConfig(space: SearchSpace, seed: number, trial: number): Record<string, unknown> {
  if (trial === 0) return {};
  const stream = openStream(seed, 'tuning trials');
  return Object.fromEntries(
    Object.entries(space).map(([name, dimension], k) => [name, valueAt(dimension, stream.uniform(trial, k))]),
  );
}

/** The value at quantile `u`, in [0, 1), of a dimension. */
export function valueAt(dimension: Dimension, u: number): unknown {
  switch (dimension.kind) {
    case 'choice':
      return dimension.values[Math.floor(u * dimension.values.length)];
    case 'uniform':
      return rounded(dimension.low + u * (dimension.high - dimension.low), dimension);
    case 'logUniform':
      return rounded(dimension.low * (dimension.high / dimension.low) ** u, dimension);
    case 'integer':
      return Math.floor(dimension.low + u * (dimension.high - dimension.low + 1));
    case 'logInteger':
      return Math.min(
        dimension.high,
        Math.floor(dimension.low * ((dimension.high + 1) / dimension.low) ** u),
      );
  }
}

function rounded(value: number, { low, high }: { readonly low: number; readonly high: number }): number {
  return Math.min(high, Math.max(low, Number(value.toPrecision(DIGITS))));
}
