import { z } from 'zod';
import { fail } from '../core/index.ts';
import { consentParamsSchema } from './consent/index.ts';
import { fraudParams } from './fraud/index.ts';
import { identityParamsSchema } from './identity/index.ts';
import { type Refuse, readJson, validated } from './json-file.ts';
import { listParamsSchema } from './lists/index.ts';
import { limitSchema, offerSchema, priceSchema, receiptsSchema } from './terms/index.ts';

const yuan = z.int().min(0).max(1e12);
const months = z.int().min(1).max(120);

const schema = z
  .strictObject({
    name: z.string().min(1),
    identity: identityParamsSchema.nullable().default(null),
    consent: consentParamsSchema.nullable().default(null),
    lists: listParamsSchema.nullable().default(null),
    fraud: fraudParams.nullable().default(null),
    /** Fraud models: `standard` for those that come with Parus, else a path from the folder of this file; null: the fraud rules alone. */
    fraudModels: z.string().min(1).nullable().default(null),
    product: z.strictObject({
      minAmountYuan: yuan,
      maxAmountYuan: yuan,
      minTermMonths: months,
      maxTermMonths: months,
    }),
    limit: limitSchema,
    price: priceSchema,
    offer: offerSchema,
    /** Forecast of monthly receipts; null: every month as the mean. */
    receipts: receiptsSchema.nullable().default(null),
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

/**
 * Parameters of the steps of a decision: whole yuan, rates as fractions per year, days since 1970-01-01. Sections and
 * settings that a file leaves out are off.
 */
export type DecisionParams = z.infer<typeof schema>;

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
