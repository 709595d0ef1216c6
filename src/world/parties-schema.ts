import { z } from 'zod';
import { FRAUDS } from './fraud.ts';
import { probability, rounded, share, sum } from './scenario-ranges.ts';

// Ranges of the blocks on who deals with whom: network, fraud, lenders. See scenario-schema.ts.

/** Who trades with whom, and guarantees for whom. */
export const network = z.strictObject({
  linkedShare: share,
  suppliersMean: z.number().min(1).max(8),
  tailExponent: z.number().min(1).max(10),
  sameRegion: probability,
  guaranteedShare: share,
  guaranteeCalled: share,
});

/** Two numbers in rising order. */
const rising = (least: number, most: number) =>
  z
    .tuple([z.int().min(least).max(most), z.int().min(least).max(most)])
    .superRefine(([low, high], context) => {
      if (low > high) context.addIssue({ code: 'custom', message: `least ${low} is above most ${high}` });
    });

/** More fraud than this among applications is another study. */
const MOST_FRAUD = 0.2;
const fraudIntent = z.strictObject({
  amountFactor: z.number().min(0.1).max(10),
  extractShare: share,
  stopChance: probability,
  stopAfter: rising(0, 60),
});
export const fraud = z.strictObject({
  shareOfApplications: z.record(z.enum(FRAUDS), share).superRefine((shares, context) => {
    const total = sum(Object.values(shares));
    if (total <= MOST_FRAUD) return;
    const message = `shares add up to ${rounded(total)}; expected at most ${MOST_FRAUD}`;
    context.addIssue({ code: 'custom', message });
  }),
  groupSize: rising(2, 50),
  adaptation: share,
  intents: z.record(z.enum(FRAUDS), fraudIntent),
  stacking: z.strictObject({ platforms: rising(1, 28), amountMonths: z.number().min(0).max(12) }),
});

const weight = z.number().min(-10).max(10);
/** The two lenders. */
export const lenders = z.strictObject({
  granting: z.enum(['trial', 'traditional']),
  bothShare: share,
  traditionalShare: share,
  traditional: z.strictObject({
    threshold: weight,
    visitSd: z.number().min(0).max(10),
    noiseSd: z.number().min(0).max(10),
    dressing: z.number().min(0).max(5),
    perVisit: weight,
    perMargin: weight,
    perLeverage: weight,
    perCollateral: weight,
    perAge: weight,
    perSize: weight,
    usualMonthlySalesFen: z.number().min(1).max(1e12),
    perLate: weight,
    workingDays: rising(0, 60),
    caseCostYuan: z.number().min(0).max(1e6),
  }),
});
