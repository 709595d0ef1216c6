import { z } from 'zod';

const yuan = z.int().min(0).max(1e12);
const share = z.number().min(0).max(1);
const feature = z.string().min(1);

/** What a product's limit may rest on. */
export const BASES = ['cashFlow', 'sales', 'orders', 'stock', 'receivables', 'taxRefund'] as const;
export type Basis = (typeof BASES)[number];

const basesSchema = z.strictObject({
  /** Sales-based lending: a share of the sales of the last twelve months, seen in the largest of several sources. */
  sales: z.strictObject({ advance: share, features: z.array(feature).min(1) }),
  /** Orders in hand: proof that the applicant brings, else shop sales that the platform has not paid out yet. */
  orders: z.strictObject({
    advance: share,
    shop: z.strictObject({ sales: feature, returnedShare: feature }),
  }),
  /** Goods under warehouse receipts: proof alone. */
  stock: z.strictObject({ advance: share }),
  receivables: z.strictObject({
    advance: share,
    /** What a claim counts by its age; older than the last counts nothing. */
    haircuts: z
      .array(z.strictObject({ upToDays: z.int().min(1).max(3650), counts: share }))
      .min(1)
      .superRefine((steps, context) => {
        steps.forEach(({ upToDays, counts }, i) => {
          const before = steps[i - 1];
          if (before && (before.upToDays >= upToDays || before.counts < counts))
            context.addIssue({
              code: 'custom',
              path: [i],
              message: 'expected ages to rise and counts to fall',
            });
        });
      }),
    /** Without a list of claims: what the newest statement says, at a discount. */
    statement: z.strictObject({
      days: feature,
      revenue: feature,
      ageDays: feature,
      maxAgeDays: z.int().min(1).max(3650),
      counts: share,
    }),
  }),
  /** VAT to be refunded: proof, else exports of the last 90 days x a careful rate of refund. */
  taxRefund: z.strictObject({ advance: share, exports: feature, refundRate: share }),
});

/** Parameters of the limit; money in whole yuan. */
export const limitSchema = z.strictObject({
  /** No loan above it, whatever the grade. */
  absoluteCapYuan: yuan,
  /** A limit below it is not worth its cost: a decline. */
  minLimitYuan: yuan,
  /** Limits below the amount asked for are rounded down to a multiple of it. */
  stepYuan: yuan.min(1),
  /** Limit as a multiple of monthly revenue. */
  inflowMultiple: z.number().positive().max(24),
  /** Share of monthly revenue that the instalment, reckoned at the rate cap, may take. */
  instalmentShare: share,
  /** What declared revenue counts for beside money seen in the bank. */
  declaredShare: share,
  /** Features that hold mean monthly revenue in yuan. */
  revenueFeatures: z.strictObject({ banked: feature, declared: feature }),
  /** A grade that is not listed is reviewed; 0 is a decline. */
  capByGradeYuan: z.record(z.string(), yuan).refine((caps) => Object.keys(caps).length > 0, 'no grade'),
  /** Bases beside cash flow; null: products can rest on cash flow only. */
  bases: basesSchema.nullable().default(null),
});
export type LimitParams = z.infer<typeof limitSchema>;
export type BasesParams = z.infer<typeof basesSchema>;

/** Features that the limit reads. */
export function featuresOfLimit({ revenueFeatures, bases }: LimitParams): string[] {
  const names = [revenueFeatures.banked, revenueFeatures.declared];
  if (!bases) return names;
  const { sales, orders, receivables, taxRefund } = bases;
  const { days, revenue, ageDays } = receivables.statement;
  const shop = [orders.shop.sales, orders.shop.returnedShare];
  return [...names, ...sales.features, ...shop, days, revenue, ageDays, taxRefund.exports];
}
