import type { BinStats } from './binning.ts';

/** Goods and bads of a variable's training rows. */
export interface Totals {
  readonly goods: number;
  readonly bads: number;
}

/** Stands in for an empty class in a bin, so that its WOE stays finite: half a row, as is usual. */
const EMPTY_COUNT = 0.5;

/** Weight of evidence ln((goods / totalGoods) / (bads / totalBads)) (Siddiqi, Credit Risk Scorecards, ch. 6). */
export function weightOfEvidence(goods: number, bads: number, totals: Totals): number {
  const g = (goods || EMPTY_COUNT) / totals.goods;
  const b = (bads || EMPTY_COUNT) / totals.bads;
  return Math.log(g / b);
}

/** The bin's term of the information value: (share of goods - share of bads) * WOE. */
export function informationValue(goods: number, bads: number, totals: Totals): number {
  if (goods + bads === 0) return 0;
  return (goods / totals.goods - bads / totals.bads) * weightOfEvidence(goods, bads, totals);
}

/** A bin with its WOE; one with fewer than `minRows` rows gets 0, since a handful of rows tells nothing. */
export function makeBin(goods: number, bads: number, totals: Totals, minRows: number): BinStats {
  const enough = goods + bads >= minRows;
  return { goods, bads, woe: enough ? weightOfEvidence(goods, bads, totals) : 0 };
}
