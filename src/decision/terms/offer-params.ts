import { z } from 'zod';

/** Parameters of the offer. */
export const offerSchema = z.strictObject({
  validDays: z.int().min(1).max(365),
  /** Share of a month's forecast receipts that a payment may take; null: receipts are not looked at. */
  paymentShare: z.number().positive().max(1).nullable().default(null),
  /** What a plan above that share leads to: nothing but counter-offers, or a person who looks at it. */
  misfit: z.enum(['advise', 'review']).default('advise'),
  /** Most counter-offers made; 0: none. */
  counterOffers: z.int().min(0).max(3).default(3),
});
export type OfferParams = z.infer<typeof offerSchema>;
