import type { FineBins } from './optimal.ts';
import type { Outcome } from './outcome.ts';
import { shortestBetween } from './shortest-decimal.ts';

export interface NumericFineBins extends FineBins {
  /** cuts[k] separates fine bin k from k + 1: above the last value of k, at or below the first of k + 1. */
  readonly cuts: readonly number[];
  readonly mandated: readonly number[];
}

/**
 * Fine bins of about equal rows (or sums of weights); equal values are never torn apart. Every mandated cut is a cut between
 * two of them, with no rows on a side of it where no value lies there.
 * @param sorted rows in ascending order of their values, each of weight > 0
 * @param mandated ascending
 */
export function numericFineBins(
  sorted: Uint32Array,
  values: Float64Array,
  { bad, weights }: Outcome,
  preBins: number,
  mandated: readonly number[],
): NumericFineBins {
  const goods: number[] = [];
  const bads: number[] = [];
  const cuts: number[] = [];
  const starts: number[] = [];
  const n = sorted.length;
  const target = weights ? weightOf(sorted, weights) / preBins : n / preBins;
  let seen = 0;
  let reached = 0;
  let due = 0;
  let g = 0;
  let b = 0;
  const close = (cut: number): void => {
    goods.push(g);
    bads.push(b);
    cuts.push(cut);
    g = 0;
    b = 0;
  };
  const closeMandated = (): void => {
    close(mandated[due]!);
    starts.push(goods.length);
    due += 1;
  };
  let bound = target;
  for (let i = 0; i < n; i++) {
    const row = sorted[i]!;
    while (due < mandated.length && mandated[due]! <= values[row]!) closeMandated();
    const weight = weights ? weights[row]! : 1;
    if (bad[row]) b += weight;
    else g += weight;
    seen += weight;
    // Values are far apart in memory: they are looked at only where a fine bin may end.
    if (seen < bound || i + 1 === n) continue;
    const here = values[row]!;
    const next = values[sorted[i + 1]!]!;
    if (here === next) continue;
    reached += 1;
    bound = target * (reached + 1);
    // A mandated cut between the two values is as good a cut as any.
    if (due === mandated.length || mandated[due]! > next) close(shortestBetween(here, next));
  }
  while (n > 0 && due < mandated.length) closeMandated();
  if (n > 0) {
    goods.push(g);
    bads.push(b);
  }
  return { goods, bads, cuts, mandated: starts };
}

function weightOf(rows: Uint32Array, weights: Float64Array): number {
  let sum = 0;
  for (const row of rows) sum += weights[row]!;
  return sum;
}

/**
 * Joins neighbouring counts until at most `most` of about equal rows are left; gives the first of each, or all when there are
 * no more than `most` to begin with.
 */
export function joinToAtMost(goods: readonly number[], bads: readonly number[], most: number): number[] {
  if (goods.length <= most) return goods.map((_, k) => k);
  const target = goods.reduce((sum, g, k) => sum + g + bads[k]!, 0) / most;
  const starts: number[] = [];
  let seen = 0;
  let open = true;
  for (let k = 0; k < goods.length; k++) {
    if (open) starts.push(k);
    seen += goods[k]! + bads[k]!;
    open = seen >= target * starts.length;
  }
  return starts;
}

/** Goods and bads of fine bins [start, end). */
export function sumFine(fine: FineBins, start: number, end: number): [number, number] {
  let goods = 0;
  let bads = 0;
  for (let k = start; k < end; k++) {
    goods += fine.goods[k]!;
    bads += fine.bads[k]!;
  }
  return [goods, bads];
}
