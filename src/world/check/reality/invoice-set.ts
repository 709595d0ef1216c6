import type { Day } from '../../../core/index.ts';

/** The two sides of a firm's paper: what it issued and what it received. */
export const SIDES = ['sales', 'purchases'] as const;

export type Side = (typeof SIDES)[number];

/** One invoice as read, real or simulated. Amounts in yuan, without tax; negative on a red letter. */
export interface InvoiceRow {
  /** Position of the firm in the list of firms. */
  readonly firm: number;
  readonly side: Side;
  readonly day: Day;
  /** Code of the other side; equal codes of one firm and side are the same party. */
  readonly counterparty: number;
  readonly amount: number;
  readonly tax: number;
  readonly valid: boolean;
}

/** Invoices by firm and side, each block in order of days. Rows of block b are [offsets[b], offsets[b + 1]). */
export interface InvoiceSet {
  readonly firmIds: readonly string[];
  readonly offsets: Int32Array;
  readonly day: Int32Array;
  readonly counterparty: Int32Array;
  readonly amount: Float64Array;
  readonly tax: Float64Array;
  readonly valid: Uint8Array;
}

/** Block of a firm's side in an invoice set. */
export function blockOf(firm: number, side: Side): number {
  return SIDES.length * firm + SIDES.indexOf(side);
}

/** Groups invoices by firm and side and orders each group by day; equal days keep their order. */
export function groupInvoices(firmIds: readonly string[], rows: readonly InvoiceRow[]): InvoiceSet {
  const blocks = Int32Array.from(rows, ({ firm, side }) => blockOf(firm, side));
  const order = Uint32Array.from(rows, (_, i) => i);
  order.sort((a, b) => blocks[a]! - blocks[b]! || rows[a]!.day - rows[b]!.day || a - b);
  const offsets = new Int32Array(SIDES.length * firmIds.length + 1);
  for (const block of blocks) offsets[block + 1]! += 1;
  for (let b = 1; b < offsets.length; b++) offsets[b]! += offsets[b - 1]!;
  return {
    firmIds,
    offsets,
    day: Int32Array.from(order, (i) => rows[i]!.day),
    counterparty: Int32Array.from(order, (i) => rows[i]!.counterparty),
    amount: Float64Array.from(order, (i) => rows[i]!.amount),
    tax: Float64Array.from(order, (i) => rows[i]!.tax),
    valid: Uint8Array.from(order, (i) => Number(rows[i]!.valid)),
  };
}
