import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Trend } from '../../src/binning/index.ts';
import { optimalPartition } from '../../src/binning/optimal.ts';
import { normalQuantile } from '../../src/core/index.ts';

/** Made by fixtures/optimum.py: optbinning's mixed-integer model, solved by HiGHS. */
const known = JSON.parse(readFileSync(new URL('./fixtures/optimum.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly {
    readonly trend: Exclude<Trend, 'auto'>;
    readonly limits: {
      readonly min_n_bins?: number;
      readonly max_n_bins?: number;
      /** Share of the rows. */
      readonly min_bin_size?: number;
      readonly max_pvalue?: number;
      readonly min_event_rate_diff?: number;
    };
    readonly goods: readonly number[];
    readonly bads: readonly number[];
    /** Null where nothing keeps the limits. */
    readonly found: { readonly starts: readonly number[]; readonly iv: number } | null;
  }[];
};

const cases = known.cases.map((one, index) => ({ ...one, index, text: JSON.stringify(one.limits) }));

function optimumOf({ trend, limits, goods, bads }: (typeof cases)[number]) {
  const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
  const totals = { goods: sum(goods), bads: sum(bads) };
  return optimalPartition({ goods, bads }, trend, {
    totals,
    maxBins: limits.max_n_bins ?? goods.length,
    minBins: limits.min_n_bins ?? 1,
    minRows: Math.ceil((limits.min_bin_size ?? 0) * (totals.goods + totals.bads)),
    minZ: limits.max_pvalue === undefined ? 0 : normalQuantile(1 - limits.max_pvalue / 2),
    minRateGap: limits.min_event_rate_diff ?? 0,
  });
}

describe('the optimal partition is that of optbinning', () => {
  it.each(cases)('case $index: trend $trend, limits $text', (one) => {
    const { starts, iv } = optimumOf(one);
    // optbinning finds nothing with as many bins as asked for; Parus then has as many as are possible.
    if (!one.found) return expect(starts.length).toBeLessThan(one.limits.min_n_bins!);
    expect(iv).toBeCloseTo(one.found.iv, 9);
    expect(starts).toEqual(one.found.starts);
  });
});
