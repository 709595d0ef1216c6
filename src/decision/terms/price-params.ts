import { z } from 'zod';
import { parseDay } from '../../core/index.ts';
import { churnCurveSchema, readyChurn } from './churn.ts';

const yuan = z.int().min(0).max(1e12);
const rate = z.number().min(0).max(1);

const lprSchema = z
  .array(
    z.strictObject({
      /** First day the rate holds. */
      from: z.string().transform((text, context) => {
        const day = parseDay(text);
        if (day === undefined) context.addIssue(`expected a date YYYY-MM-DD, got ${text}`);
        return day ?? z.NEVER;
      }),
      annualRate: rate,
    }),
  )
  .min(1)
  .superRefine((rows, context) => {
    rows.forEach((row, i) => {
      const before = rows[i - 1];
      if (before && before.from >= row.from)
        context.addIssue({ code: 'custom', path: [i, 'from'], message: 'expected dates in rising order' });
    });
  });

/** Carbon account: firms that use less power per yuan of sales than their industry pay less. */
const carbonSchema = z
  .strictObject({
    /** Feature: cost of electricity per sales. */
    intensityFeature: z.string().min(1),
    /** What is usual in the industry, as the feature measures it; an industry that is not listed has no discount. */
    usualByIndustry: z.record(z.string(), z.number().positive()),
    /** Below this share of the usual intensity the figures are not believed: no discount. */
    implausibleBelowShare: z.number().positive().max(1),
    /** Discount by intensity as a share of the usual one, greenest first: the first step it is at or below counts. */
    steps: z.array(z.strictObject({ upToShare: z.number().positive().max(1), discount: rate })).min(1),
    /** Where the figures come from. */
    provenance: z.string().min(1),
  })
  .superRefine(({ steps }, context) => {
    steps.forEach(({ upToShare, discount }, i) => {
      const before = steps[i - 1];
      if (before && (before.upToShare >= upToShare || before.discount < discount))
        context.addIssue({
          code: 'custom',
          path: ['steps', i],
          message: 'expected shares to rise and discounts to fall',
        });
    });
  });
export type CarbonParams = z.infer<typeof carbonSchema>;

const learntSchema = z
  .strictObject({
    /** Off: the price is the floor, rounded up. On: the most profitable rate between floor and cap. */
    mode: z.enum(['off', 'on']),
    /** Highest rate above the floor that may be asked, whatever pays best; null: only the cap binds. */
    maxMargin: rate.nullable(),
    curves: z.record(z.string(), churnCurveSchema.transform(readyChurn)),
    /** Which curve the customers of a grade follow, safest grade first; a grade that is not listed pays the floor. */
    grades: z.array(z.strictObject({ grade: z.string().min(1), curve: z.string().min(1) })).min(1),
    provenance: z.string().min(1),
  })
  .superRefine(({ curves, grades }, context) => {
    grades.forEach(({ grade, curve }, i) => {
      if (!Object.hasOwn(curves, curve))
        context.addIssue({ code: 'custom', path: ['grades', i, 'curve'], message: `no curve ${curve}` });
      if (grades.findIndex((other) => other.grade === grade) < i)
        context.addIssue({ code: 'custom', path: ['grades', i, 'grade'], message: `a second ${grade}` });
    });
  });
export type LearntParams = z.infer<typeof learntSchema>;

/** Parameters of the price; rates as fractions a year. */
export const priceSchema = z.strictObject({
  /** Annual cost of money. */
  fundingRate: rate,
  /** Share of the outstanding balance lost in default. */
  lossGivenDefault: rate,
  operatingCost: z.strictObject({ perLoanYuan: yuan, perYearYuan: yuan }),
  /** Charge = risk weight x ratio x (target return - funding rate), never below 0. */
  capital: z.strictObject({ riskWeight: z.number().min(0).max(2), ratio: rate, targetReturn: rate }),
  /** Rates are rounded up to a multiple of it, in basis points. */
  stepBp: z.int().min(1).max(100),
  /** Rate cap = multiple x the loan prime rate of the day of application. */
  cap: z.strictObject({ multiple: z.number().positive().max(10), lpr: lprSchema }),
  /** Null: no discount. */
  carbon: carbonSchema.nullable().default(null),
  /** Null: as off. */
  learnt: learntSchema.nullable().default(null),
});
export type PriceParams = z.infer<typeof priceSchema>;
