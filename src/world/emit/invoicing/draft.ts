import type { Day, Fen } from '../../../core/index.ts';

/** An invoice before it has a number and a firm. Amounts without tax; negative on a red letter. */
export interface Draft {
  readonly day: Day;
  readonly counterparty: string;
  readonly amountFen: Fen;
  readonly taxFen: Fen;
  readonly taxRate: number;
  readonly valid: boolean;
  /** Number of an invoice that both sides must know alike; others are numbered by the firm that holds them. */
  readonly number?: string;
}

/** An invoice over `totalFen` with tax: the net amount and the tax add up to it, to the fen. */
export function draftOf(
  day: Day,
  counterparty: string,
  totalFen: Fen,
  taxRate: number,
  valid: boolean,
): Draft {
  const amountFen = Math.round(totalFen / (1 + taxRate));
  return { day, counterparty, amountFen, taxFen: totalFen - amountFen, taxRate, valid };
}
