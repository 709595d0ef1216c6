import { binVariable } from '../src/binning/bin-variable.ts';
import type { BinningOptions, Trend } from '../src/binning/index.ts';
import { informationValue, type Totals } from '../src/binning/woe.ts';
import { asFloat64, type Column } from '../src/table/index.ts';

/** Intervals or groups of levels, and the information value of a variable. */
export interface Pooled {
  readonly bins: number;
  readonly iv: number;
}

/** Goods and bads of flags, 1 = bad. */
export function totalsOf(flags: ArrayLike<number>): Totals {
  let bads = 0;
  for (let i = 0; i < flags.length; i++) bads += flags[i]!;
  return { goods: flags.length - bads, bads };
}

/**
 * Bins a column by Parus and counts its information value as optbinning does: special codes together in one bin, missing in
 * another, both with plain WOE. A bin without goods or without bads counts nothing there, and so here.
 */
export function pooledBins(
  column: Column,
  bad: Uint8Array,
  trend: Trend,
  special: readonly number[],
  options: BinningOptions,
): Pooled {
  const binning =
    column.kind === 'category'
      ? binVariable({
          kind: 'category',
          codes: Int32Array.from(column.codes),
          nLevels: column.levels.length,
          bad,
          options,
        })
      : binVariable({ kind: 'numeric', values: asFloat64(column), bad, trend, special, options });
  const pooled = { goods: 0, bads: 0 };
  for (const { goods, bads } of binning.kind === 'numeric' ? binning.special : []) {
    pooled.goods += goods;
    pooled.bads += bads;
  }
  const totals = totalsOf(bad);
  const iv = [...binning.bins, pooled, binning.missing]
    .filter(({ goods, bads }) => goods > 0 && bads > 0)
    .reduce((sum, { goods, bads }) => sum + informationValue(goods, bads, totals), 0);
  return { bins: binning.bins.length, iv };
}
