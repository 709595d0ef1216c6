import { openStream } from '../../core/index.ts';

/** One round of the search: so many trials, each cross-validated on so many rows. */
export interface Rung {
  readonly trials: number;
  readonly rows: number;
}

/** Each round keeps a third of the trials and triples the rows, as is usual for successive halving. */
const KEEP_ONE_OF = 3;
/** Fewer rows than this rank configurations by luck. OWN. */
const MIN_ROWS = 2000;

/**
 * The rounds of successive halving (Jamieson and Talwalkar, AISTATS 2016), rows being the budget: the last round sees all
 * rows, earlier ones a third of the next, never fewer than 2,000. Small tables have one round: plain random search.
 */
export function halvingPlan(trials: number, nRows: number): Rung[] {
  const steps = (from: number, to: number): number =>
    Math.max(0, Math.floor(Math.log(from / to) / Math.log(KEEP_ONE_OF) + 1e-9));
  const rounds = 1 + Math.min(steps(nRows, MIN_ROWS), steps(trials, 1));
  return Array.from({ length: rounds }, (_, r) => ({
    trials: Math.ceil(trials / KEEP_ONE_OF ** r),
    rows: Math.round(nRows / KEEP_ONE_OF ** (rounds - 1 - r)),
  }));
}

/** `rows` rows of a labelled table, both classes in proportion, in order; a smaller sample is part of a larger one. */
export function sampleRows(bad: Uint8Array, rows: number, seed: number): Uint32Array {
  const all = Uint32Array.from(bad.keys());
  if (rows >= bad.length) return all;
  const stream = openStream(seed, 'tuning rows');
  const draws = Float64Array.from(bad, (_, i) => stream.uniform(i));
  const chosen = new Uint8Array(bad.length);
  for (const label of [0, 1]) {
    const own = all.filter((i) => bad[i] === label).sort((a, b) => draws[a]! - draws[b]! || a - b);
    for (const i of own.subarray(0, Math.round((own.length * rows) / bad.length))) chosen[i] = 1;
  }
  return all.filter((i) => chosen[i] === 1);
}
