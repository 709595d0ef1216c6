import { z } from 'zod';
import { fail } from '../../core/index.ts';
import { type Refuse, readJson, validated } from '../json-file.ts';
import { conditionSchema, featuresOfConditions } from './condition.ts';
import { BASES } from './limit-params.ts';
import { shapeSchema } from './repayment.ts';

const yuan = z.int().min(1).max(1e12);
const months = z.int().min(1).max(120);
const rate = z.number().min(0).max(1);
const text = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });

const productSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected an id such as seasonal-farm'),
    name: text,
    /** Whom it is for, as the applicant reads it: why it is proposed. */
    suits: text,
    /** All must hold; one that cannot be answered does not hold. */
    eligibility: z.array(conditionSchema),
    /** What the limit rests on: the least of several. */
    basis: z.array(z.enum(BASES)).min(1),
    amountYuan: z.strictObject({ min: yuan, max: yuan }),
    termMonths: z.strictObject({ min: months, max: months }),
    shape: shapeSchema,
    /** `asset`: the thing financed repays the loan, so that only interest burdens the monthly receipts. */
    repaidFrom: z.enum(['receipts', 'asset']),
    annualRate: z.strictObject({ min: rate, max: rate }),
  })
  .superRefine(({ amountYuan, termMonths, annualRate }, context) => {
    for (const [path, { min, max }] of Object.entries({ amountYuan, termMonths, annualRate }))
      if (min > max)
        context.addIssue({ code: 'custom', path: [path], message: `min ${min} is above max ${max}` });
  });

const catalogueSchema = z
  .strictObject({
    /** Id of the product that an application without a product is decided under. */
    standard: z.string(),
    /** Of equals the earlier comes first. */
    products: z.array(productSchema).min(1),
  })
  .superRefine(({ standard, products }, context) => {
    const ids = products.map(({ id }) => id);
    ids.forEach((id, i) => {
      if (ids.indexOf(id) < i)
        context.addIssue({ code: 'custom', path: ['products', i, 'id'], message: `a second ${id}` });
    });
    const found = products.find(({ id }) => id === standard);
    if (!found) context.addIssue({ code: 'custom', path: ['standard'], message: `no product ${standard}` });
    else if (found.eligibility.length > 0)
      context.addIssue({
        code: 'custom',
        path: ['standard'],
        message: 'the standard product is for everybody',
      });
  });

/** A loan product: for whom, what its limit rests on, how it is repaid. Whole yuan, months, rates as fractions a year. */
export type Product = z.infer<typeof productSchema>;

/** The products on offer. */
export interface ProductCatalogue {
  readonly standard: Product;
  readonly products: readonly Product[];
  readonly byId: ReadonlyMap<string, Product>;
}

/**
 * Validates a product catalogue; `path` names the file in errors.
 * @throws PARUS_CONFIG_INVALID with every issue and its path inside the file.
 */
export function parseProducts(json: unknown, path: string): ProductCatalogue {
  const { standard, products } = validated(catalogueSchema, json, refuseProducts(path));
  const byId = new Map(products.map((product) => [product.id, product]));
  return { standard: byId.get(standard)!, products, byId };
}

/** @throws PARUS_FILE_MISSING, PARUS_CONFIG_INVALID */
export async function loadProducts(path: string): Promise<{ products: ProductCatalogue; json: unknown }> {
  const json = await readJson(path, refuseProducts(path));
  return { products: parseProducts(json, path), json };
}

/** Features that the conditions of a catalogue read. */
export function featuresOfProducts({ products }: ProductCatalogue): string[] {
  return products.flatMap(({ eligibility }) => featuresOfConditions(eligibility));
}

const refuseProducts =
  (path: string): Refuse =>
  (problem, issues) =>
    fail('PARUS_CONFIG_INVALID', { path, problem }, issues);
