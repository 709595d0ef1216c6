import { firstDayOfMonthIndex } from '../../../core/index.ts';
import type { FirmLife } from '../../life.ts';
import type { World } from '../../world.ts';
import type { Draft } from './draft.ts';
import { linkInvoices, sellsTo } from './links.ts';

/** What a firm trades with firms of the book. */
export interface LinkedTrade {
  /** Delivered to, and by, linked firms, fen by week. */
  readonly sold: Float64Array;
  readonly bought: Float64Array;
  /** Their invoices in order of days: issued, received. */
  readonly drafts: readonly [Draft[], Draft[]];
}

/** Sums the links of a life and writes their invoices. */
export function linkedTrade(world: World, life: FirmLife): LinkedTrade {
  const sold = new Float64Array(life.sales.length);
  const bought = new Float64Array(life.sales.length);
  const drafts: [Draft[], Draft[]] = [[], []];
  for (const trade of life.partners) {
    const isSale = sellsTo(trade);
    const sum = isSale ? sold : bought;
    for (let week = 0; week < life.nWeeks; week++) sum[week]! += trade.delivered[week] ?? 0;
    const paper = linkInvoices(world, life.traits, trade, life.nWeeks);
    for (const draft of paper) drafts[isSale ? 0 : 1].push(draft);
  }
  for (const list of drafts) list.sort((a, b) => a.day - b.day);
  return { sold, bought, drafts };
}

/** What of a week's trade is not with linked firms. */
export function withoutLinked(all: Float64Array, linked: Float64Array, nWeeks: number): Float64Array {
  const out = new Float64Array(all.length);
  for (let week = 0; week < nWeeks; week++) out[week] = Math.max(0, all[week]! - linked[week]!);
  return out;
}

/** Moves the linked invoices of a month to `out` (OUT). @returns the position of the next month's first. */
export function takeMonth(linked: readonly Draft[], from: number, monthIndex: number, out: Draft[]): number {
  const end = firstDayOfMonthIndex(monthIndex + 1);
  let at = from;
  for (let draft = linked[at]; draft && draft.day < end; draft = linked[++at]) out.push(draft);
  return at;
}
