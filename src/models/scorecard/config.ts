import { z } from 'zod';
import { defaultBinningOptions, mandatedCuts, mandatedGroups } from '../../binning/index.ts';
import { gradesConfig } from './grades-config.ts';
import { scalingConfig } from './scaling.ts';

const trend = z.enum(['none', 'ascending', 'descending', 'peak', 'valley', 'auto']);

export const scorecardConfig = z.strictObject({
  maxBins: z.int().min(2).max(30).default(defaultBinningOptions.maxBins),
  minBins: z.int().min(1).max(30).default(defaultBinningOptions.minBins),
  minShare: z.number().gt(0).lt(0.5).default(defaultBinningOptions.minShare),
  minRows: z.int().min(1).default(defaultBinningOptions.minRows),
  maxPValue: z.number().gt(0).lte(1).default(defaultBinningOptions.maxPValue),
  minRateGap: z.number().min(0).lt(1).default(defaultBinningOptions.minRateGap),
  rareShare: z.number().min(0).lt(0.5).default(defaultBinningOptions.rareShare),
  preBins: z.int().min(2).max(200).default(defaultBinningOptions.preBins),
  /** Codes that are no numbers, such as -9 for "not reported": for every numeric column ("*") or by name. */
  special: z.record(z.string(), z.array(z.number())).default({}),
  /** Trend of the bad rate by column; "*" for all others. */
  trend: z.record(z.string(), trend).default({}),
  /** Cuts or groups of levels that the bins of a column must have, by name. */
  mandated: z.record(z.string(), z.union([mandatedCuts, mandatedGroups])).default({}),

  /** Characteristics with less information value are left out. */
  minIv: z.number().min(0).default(0.02),
  /** Characteristics with more information value are left out as leaks of the outcome; default: kept, and named in the notes from 0.5 on. */
  maxIv: z.number().positive().optional(),
  /** Characteristics that are looked at, at most, by information value. */
  maxCandidates: z.int().min(1).max(1000).default(300),
  /** Of two characteristics whose WOE correlates more than this, the one with less information value is left out. */
  maxCorrelation: z.number().gt(0).lt(1).optional(),
  /** Characteristics are left out, the most inflated first, until none has a larger variance inflation factor. */
  maxVif: z.number().gt(1).optional(),
  /** How characteristics are chosen by what each adds beside the others; see `selection/`. */
  selection: z.enum(['none', 'forward', 'backward', 'stepwise']).default('none'),
  /** What a characteristic must gain to be chosen: an information criterion, or a p-value. */
  criterion: z.union([z.enum(['aic', 'bic']), z.number().gt(0).lt(1)]).default('bic'),
  /** Most characteristics of the scorecard; without a `selection` they enter forward, whatever they gain. */
  maxCharacteristics: z.int().min(1).max(1000).optional(),

  /** Folds of the training rows: the regression sees each row by bins that were cut without its fold; 0 = off. */
  crossFit: z
    .int()
    .min(0)
    .max(20)
    .refine((folds) => folds !== 1, { error: '0 (off) or at least 2 folds' })
    .default(5),
  lambda: z.number().positive().optional(),
  /** Writes standard errors and p-values of the coefficients; a scorecard with a selection has them anyway. */
  standardErrors: z.boolean().default(false),
  scaling: scalingConfig.optional(),
  /** Of points to whole numbers: each to the nearest, or so that the lowest and the highest score stay. */
  rounding: z.enum(['nearest', 'range']).default('nearest'),
  grades: gradesConfig.optional(),
});
export type ScorecardConfig = z.infer<typeof scorecardConfig>;
