import { z } from 'zod';

/** Options of gradient boosting; defaults suit credit tables of hundreds to millions of rows. */
export const boostingConfig = z
  .strictObject({
    /** Trees at most; fewer where early stopping says so. */
    trees: z.int().min(1).max(10_000).default(400),
    learningRate: z.number().gt(0).lte(1).default(0.05),
    leaves: z.int().min(2).max(1024).default(15),
    maxDepth: z.int().min(1).max(64).default(6),
    /** Bins of a numeric input, the one for missing values not counted. */
    maxBins: z.int().min(2).max(255).default(255),
    /** Penalties on leaf values. */
    lambda: z.number().min(0).default(1),
    alpha: z.number().min(0).default(0),
    /** Least sum of p (1 - p) of a leaf: 1 is about four rows at even odds, 20 at a bad rate of 5 %. */
    minChildWeight: z.number().min(0.001).default(3),
    /** Least gain of a split. */
    minGain: z.number().min(0).default(0),
    /** Share of the rows that a tree sees, drawn anew for each. */
    rowShare: z.number().gt(0).lte(1).default(1),
    /**
     * Below 1, a tree sees so large a share of the rows with the largest gradients and draws `otherShare` of all rows from the
     * rest, which then count for all of it (GOSS). The first 1 / learningRate trees see all rows. Excludes `rowShare`.
     */
    topShare: z.number().min(0).lte(1).default(1),
    otherShare: z.number().gt(0).lte(1).default(0.1),
    /** Share of the inputs that a tree may use, drawn anew for each. */
    columnShare: z.number().gt(0).lte(1).default(1),
    /**
     * Above 0, trees are trained without some of the earlier ones, each left out with this probability and at least one of
     * them (DART); the finished model is a plain sum of trees. `skipDrop`: share of the trees that are trained with all
     * earlier ones nevertheless. `maxDropped`: how many are left out at most.
     */
    dropRate: z.number().min(0).lt(1).default(0),
    skipDrop: z.number().min(0).lte(1).default(0.5),
    maxDropped: z.int().min(1).default(50),
    /** Stop after so many trees without a better log loss on held-out rows, and keep the best number; 0: never. */
    patience: z.int().min(0).default(25),
    /** Share of the rows held out for that, stratified. */
    validationShare: z.number().gt(0).lte(0.5).default(0.15),
    /** Train anew on all rows with the number of trees found; else the held-out rows stay out. */
    refit: z.boolean().default(true),
    /** Weight of a bad row; a good one has 1. */
    badWeight: z.number().positive().default(1),
    /** By input: the bad rate may not fall (ascending) or rise (descending) with it; "*" for all other numeric ones. */
    trend: z.record(z.string(), z.enum(['none', 'ascending', 'descending'])).default({}),
    /** Groups of inputs that may meet in one tree path; inputs in no group stay alone. Empty: no constraint. */
    interactions: z.array(z.array(z.string()).min(1)).default([]),
    /** Hessian that pulls a category towards the average before categories are ordered; penalty on such splits. */
    categorySmoothing: z.number().min(0).default(10),
    categoryLambda: z.number().min(0).default(0),
    /** Rows of a leaf below which a category is not ordered but stays with the other rare ones. */
    categorySupport: z.number().min(0).default(10),
  })
  .superRefine(({ topShare, otherShare, rowShare }, context) => {
    if (topShare === 1) return;
    if (rowShare < 1) {
      context.addIssue({
        code: 'custom',
        path: ['rowShare'],
        message: 'expected 1 where topShare is below 1',
      });
    }
    if (topShare + otherShare > 1) {
      context.addIssue({ code: 'custom', path: ['otherShare'], message: 'topShare and otherShare exceed 1' });
    }
  });
export type BoostingConfig = z.infer<typeof boostingConfig>;
