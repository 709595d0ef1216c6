import type { FeatureInfo, Monotone } from '../feature.ts';

/** A measure as features speak of it. */
export interface Quantity {
  /** Number of the measure in its source. */
  readonly measure: number;
  /** What names of its features begin with. */
  readonly name: string;
  /** A noun phrase without window: "sales money received". */
  readonly meaning: string;
  readonly meaningZh: string;
  /** What is summed, in the words of the contract: "amountFen of sales receipts". */
  readonly formula: string;
  readonly unit: FeatureInfo['unit'];
  /** Stored units in one shown unit: 100 for fen shown as yuan, 1,000 for thousandths. */
  readonly per: number;
  /** Risk with a larger sum, and why. */
  readonly monotone: Monotone;
  readonly why: string;
}

/** "last 90 days" and its Chinese: how windows are spoken of everywhere. */
export function lastDays(days: number): string {
  return `last ${days} days`;
}

export function lastDaysZh(days: number): string {
  return `近${days}天`;
}
