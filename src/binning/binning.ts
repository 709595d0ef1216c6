import { z } from 'zod';

/** Counts and weight of evidence of one bin on the training rows; sums of weights where rows had weights. */
export const binStats = z.object({
  goods: z.number().min(0),
  bads: z.number().min(0),
  /** ln(share of goods / share of bads); pulled towards 0 for missing and special values with few rows; 0 for no rows. */
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

/**
 * A fitted binning of a categorical variable: groups of levels. A level without training rows has the WOE of the rare
 * levels where those were put together, and else WOE 0: levels that the table knows from other rows have a bin for it.
 */
export const categoryBinning = z.object({
  kind: z.literal('category'),
  /** Level of the training table -> bin. */
  groupOfLevel: z.array(z.int().min(0)),
  /** The bin of the rare levels, and of levels never seen; absent where rare levels were not put together. */
  rareGroup: z.int().min(0).optional(),
  bins: z.array(binStats),
  missing: binStats,
  iv: z.number(),
});
export type CategoryBinning = z.infer<typeof categoryBinning>;

export type Binning = NumericBinning | CategoryBinning;

/** Shape of the bad rate over the bins of a numeric variable. */
export type Trend = 'none' | 'ascending' | 'descending' | 'peak' | 'valley' | 'auto';

/**
 * Cuts that a numeric variable must have. Every one is a cut of the result, even with no rows beyond it; the optimum adds
 * others unless `only`. Where the other constraints cannot be kept beside them, these cuts alone make the bins.
 */
export const mandatedCuts = z.strictObject({
  cuts: z
    .array(z.number())
    .min(1)
    .max(100)
    .refine((cuts) => cuts.every((cut, k) => k === 0 || cut > cuts[k - 1]!), { error: 'cuts must ascend' }),
  only: z.boolean().default(false),
});
export type MandatedCuts = z.infer<typeof mandatedCuts>;

/**
 * Groups of levels that a categorical variable must have, each a bin whatever its rows. Levels not named are grouped as
 * usual beside them, with `only` all in one further bin. Levels the table does not know are passed over.
 */
export const mandatedGroups = z.strictObject({
  groups: z
    .array(z.array(z.string()).min(1))
    .min(1)
    .refine((groups) => new Set(groups.flat()).size === groups.flat().length, {
      error: 'a level belongs to one group',
    }),
  only: z.boolean().default(false),
});
export type MandatedGroups = z.infer<typeof mandatedGroups>;

export interface BinningOptions {
  /** Most bins, missing and special values apart. Mandated cuts and groups come first. */
  readonly maxBins: number;
  /** Least bins where the other constraints allow as many; else as many as they allow. */
  readonly minBins: number;
  /** Least share of all training rows a bin holds. */
  readonly minShare: number;
  /** Least rows a bin holds, whatever their share: fewer would make its WOE a matter of luck. */
  readonly minRows: number;
  /** Neighbouring bins must differ in bad rate with at most this two-sided p-value (two-proportion z-test); 1 = off. */
  readonly maxPValue: number;
  /** Neighbouring bins must differ in bad rate by this much; 0 = off. */
  readonly minRateGap: number;
  /** Levels with less than this share of all training rows are put together before levels are grouped; 0 = off. */
  readonly rareShare: number;
  /** Fine bins, by equal counts, from which the optimum is put together. */
  readonly preBins: number;
}

/**
 * A small share lets large tables show their tails, where rare defaulters live; the floor of 20 rows keeps small tables
 * from bins of pure luck. No test between neighbours: a scorecard that is cross-fitted weighs its variables by what their bins
 * say of rows they were not cut from. Chosen by the AUC of splits of the public tables of benchmarks/tabular.ts, where
 * neighbouring values did about as well.
 */
export const defaultBinningOptions: BinningOptions = {
  maxBins: 8,
  minBins: 1,
  minShare: 0.02,
  minRows: 20,
  maxPValue: 1,
  minRateGap: 0,
  rareShare: 0,
  preBins: 50,
};
