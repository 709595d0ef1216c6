import { z } from 'zod';
import { yuanToFen } from '../../core/index.ts';
import type { Claim, Evidence, Proof } from './bases.ts';

const yuan = z.number().min(0).max(1e12);

/**
 * What an applicant says of orders, stock, claims and refunds, as an application carries it: yuan at the edge, fen inside.
 * Everything comes out unconfirmed, whatever the applicant writes: whoever confirms it sets `verified`, and a limit that
 * rests on what nobody confirmed is a review.
 */
export const claimedEvidenceSchema = z
  .strictObject({
    ordersYuan: yuan.optional(),
    stockYuan: yuan.optional(),
    receivables: z
      .array(z.strictObject({ amountYuan: yuan, ageDays: z.int().min(0).max(3650) }))
      .max(1000)
      .optional(),
    taxRefundYuan: yuan.optional(),
  })
  .transform(({ ordersYuan, stockYuan, receivables, taxRefundYuan }): Evidence => {
    const said = (amountYuan: number | undefined): Proof | null =>
      amountYuan === undefined ? null : { amountFen: yuanToFen(amountYuan), verified: false };
    return {
      orders: said(ordersYuan),
      stock: said(stockYuan),
      receivables:
        receivables?.map(
          ({ amountYuan, ageDays }): Claim => ({
            amountFen: yuanToFen(amountYuan),
            ageDays,
            verified: false,
          }),
        ) ?? null,
      taxRefund: said(taxRefundYuan),
    };
  });
