import { z } from 'zod';

/** Counts and weight of evidence of one bin on the training rows. */
export const binStats = z.object({
  goods: z.int().min(0),
  bads: z.int().min(0),
  /** ln(share of goods / share of bads); pulled towards 0 for missing and special values with few rows. */
  woe: z.number(),
});
export type BinStats = z.infer<typeof binStats>;

/**
 * A fitted binning of a numeric variable. Interval convention: bin k holds cuts[k-1] <= x < cuts[k], with -Infinity and
 * Infinity at the ends; special values and missing have bins of their own and never fall into an interval.
 */
export const numericBinning = z.object({
  kind: z.literal('numeric'),
  convention: z.literal('[low, high)'),
  cuts: z.array(z.number()),
  bins: z.array(binStats),
  special: z.array(binStats.extend({ value: z.number() })),
  missing: binStats,
  iv: z.number(),
});
export type NumericBinning = z.infer<typeof numericBinning>;

/** A fitted binning of a categorical variable: groups of levels. A level never seen in training has WOE 0. */
export const categoryBinning = z.object({
  kind: z.literal('category'),
  /** Level of the training table -> bin. */
  groupOfLevel: z.array(z.int().min(0)),
  bins: z.array(binStats),
  missing: binStats,
  iv: z.number(),
});
export type CategoryBinning = z.infer<typeof categoryBinning>;

export type Binning = NumericBinning | CategoryBinning;

/** Shape of the bad rate over the bins of a numeric variable. */
export type Trend = 'none' | 'ascending' | 'descending' | 'peak' | 'valley' | 'auto';

export interface BinningOptions {
  /** Most bins, missing and special values apart. */
  readonly maxBins: number;
  /** Least share of all training rows a bin holds. */
  readonly minShare: number;
  /** Least rows a bin holds, whatever their share: fewer would make its WOE a matter of luck. */
  readonly minRows: number;
  /** Neighbouring bins must differ in bad rate with at most this two-sided p-value (two-proportion z-test); 1 = off. */
  readonly maxPValue: number;
  /** Fine bins, by equal counts, from which the optimum is put together. */
  readonly preBins: number;
}

/**
 * A small share lets large tables show their tails, where rare defaulters live; the floor of 40 rows keeps small tables
 * from over-fitting. Chosen by the AUC of three splits of the public tables of benchmarks/tabular.ts, where neighbouring
 * values did about as well.
 */
export const defaultBinningOptions: BinningOptions = {
  maxBins: 8,
  minShare: 0.02,
  minRows: 40,
  maxPValue: 0.2,
  preBins: 50,
};
