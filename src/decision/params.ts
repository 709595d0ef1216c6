import { z } from 'zod';
import { fail, parseDay } from '../core/index.ts';
import { type Refuse, readJson, validated } from './json-file.ts';

const yuan = z.int().min(0).max(1e12);
const rate = z.number().min(0).max(1);
const months = z.int().min(1).max(120);

const lpr = z
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

const schema = z
  .strictObject({
    name: z.string().min(1),
    product: z.strictObject({
      minAmountYuan: yuan,
      maxAmountYuan: yuan,
      minTermMonths: months,
      maxTermMonths: months,
    }),
    limit: z.strictObject({
      /** No loan above it, whatever the grade. */
      absoluteCapYuan: yuan,
      /** A limit below it is not worth its cost: a decline. */
      minLimitYuan: yuan,
      /** Limits below the amount asked for are rounded down to a multiple of it. */
      stepYuan: yuan.min(1),
      /** Limit as a multiple of monthly revenue. */
      inflowMultiple: z.number().positive().max(24),
      /** Share of monthly revenue that the instalment, reckoned at the rate cap, may take. */
      instalmentShare: rate,
      /** What declared revenue counts for beside money seen in the bank. */
      declaredShare: rate,
      /** Features that hold mean monthly revenue in yuan. */
      revenueFeatures: z.strictObject({ banked: z.string().min(1), declared: z.string().min(1) }),
      /** A grade that is not listed is reviewed; 0 is a decline. */
      capByGradeYuan: z.record(z.string(), yuan).refine((caps) => Object.keys(caps).length > 0, 'no grade'),
    }),
    price: z.strictObject({
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
      cap: z.strictObject({ multiple: z.number().positive().max(10), lpr }),
    }),
    offer: z.strictObject({ validDays: z.int().min(1).max(365) }),
    /** How many of the model's reasons a decision names. */
    modelReasons: z.int().min(1).max(10),
    /** Features the policy reads but can do without; any other that is missing sends an approval to review. */
    mayBeMissing: z.array(z.string()),
  })
  .superRefine(({ product, limit }, context) => {
    const order = (path: string[], low: number, high: number): void => {
      if (low > high) context.addIssue({ code: 'custom', path, message: `${low} is above ${high}` });
    };
    order(['product', 'minAmountYuan'], product.minAmountYuan, product.maxAmountYuan);
    order(['product', 'minTermMonths'], product.minTermMonths, product.maxTermMonths);
    order(['limit', 'minLimitYuan'], limit.minLimitYuan, limit.absoluteCapYuan);
  });

/** Parameters of limit, price and offer: whole yuan, rates as fractions per year, days since 1970-01-01. */
export type DecisionParams = z.infer<typeof schema>;
export type LimitParams = DecisionParams['limit'];
export type PriceParams = DecisionParams['price'];

/**
 * Validates parameters; `path` names the file in errors.
 * @throws PARUS_CONFIG_INVALID with every issue and its path inside the file.
 */
export function parseParams(json: unknown, path: string): DecisionParams {
  return validated(schema, json, refuseParams(path));
}

/** @throws PARUS_FILE_MISSING, PARUS_CONFIG_INVALID */
export async function loadParams(path: string): Promise<{ params: DecisionParams; json: unknown }> {
  const json = await readJson(path, refuseParams(path));
  return { params: parseParams(json, path), json };
}

const refuseParams =
  (path: string): Refuse =>
  (problem, issues) =>
    fail('PARUS_CONFIG_INVALID', { path, problem }, issues);
