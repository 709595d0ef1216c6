import type { BinStats } from './binning.ts';

/** Goods and bads of a variable's training rows, or the sums of their weights. */
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

/** Rows at the overall bad rate that are added to a bin which cannot be joined with a neighbour. */
const PRIOR_ROWS = 10;

/**
 * A bin of its own kind (missing, a special value), however few its rows: its counts are pulled to the overall bad rate
 * by PRIOR_ROWS rows, so that none gives WOE 0 and many give the plain WOE.
 */
export function makeShrunkBin(goods: number, bads: number, totals: Totals): BinStats {
  const rows = totals.goods + totals.bads;
  const g = goods + (PRIOR_ROWS * totals.goods) / rows;
  const b = bads + (PRIOR_ROWS * totals.bads) / rows;
  return { goods, bads, woe: goods + bads === 0 ? 0 : Math.log(g / totals.goods / (b / totals.bads)) };
}

/** An interval or a group of levels with its plain WOE; no rows say nothing, so theirs is 0. */
export function makeBin(goods: number, bads: number, totals: Totals): BinStats {
  return { goods, bads, woe: goods + bads === 0 ? 0 : weightOfEvidence(goods, bads, totals) };
}

/** Information value of fitted bins: sum of (share of goods - share of bads) * WOE. */
export function totalInformationValue(bins: readonly BinStats[], totals: Totals): number {
  let iv = 0;
  for (const { goods, bads, woe } of bins) iv += (goods / totals.goods - bads / totals.bads) * woe;
  return iv;
}
