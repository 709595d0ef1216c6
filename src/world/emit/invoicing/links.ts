import { type Day, type Fen, monthIndexOf, yuanToFen } from '../../../core/index.ts';
import { drawFirm, type FirmTraits } from '../../firm.ts';
import type { PartnerTrade } from '../../life.ts';
import type { World } from '../../world.ts';
import { recordStreamOf } from '../record-stream.ts';
import { firmIdOf } from '../sink.ts';
import { behaviourOf, classSold, type InvoicingBehaviour, logistic } from './behaviour.ts';
import { type Draft, draftOf } from './draft.ts';
import { K } from './draws.ts';
import { isIdle } from './month-flow.ts';
import { paperLevel } from './paper-level.ts';
import { vatRate } from './tax-rates.ts';
import { isOpen } from './work-days.ts';

/** FIT: chance of a link's invoice in a week, over the share of open deliveries that the buyer's diligence brings to paper. */
const WEEKLY = 0.7;
/** FIT: smallest invoice of a link over the seller's usual deal. */
const LEAST_DEAL = 0.04;
const MOST_FORMS = 99;

/** Whether the firm that holds `trade` is the seller. */
export function sellsTo({ role }: PartnerTrade): boolean {
  return role === 'seller';
}

/**
 * The invoices of a link between two firms of the book, in order of days: a pure function of (seed, seller, buyer, what was
 * delivered), so that both sides hold the same numbers, days and amounts. How much comes to paper, and when, is the buyer's habit, who
 * asks for the invoice when he wants to deduct it; deliveries pile up until then and are invoiced together, in several forms where
 * one is not enough, unless nobody at the seller's sees to it.
 */
export function linkInvoices(world: World, traits: FirmTraits, trade: PartnerTrade, nWeeks: number): Draft[] {
  const isSeller = sellsTo(trade);
  const seller = isSeller ? traits.firm : trade.partner;
  const buyer = isSeller ? trade.partner : traits.firm;
  const counterparty = firmIdOf(trade.partner);
  const stream = recordStreamOf(world, 'invoices');
  // One counter for the pair: the buyer's number folded to the range of j; a clash only makes two links alike in luck.
  const pair = buyer % 2 ** 20;
  const behaviourOfFirm = (firm: number): InvoicingBehaviour => {
    const own = firm === traits.firm ? traits : drawFirm(world.scenario, world.seed, firm);
    return behaviourOf(stream, own, world.scenario.industries[own.industry].cashShare);
  };
  const behaviour = behaviourOfFirm(seller);
  const { sales } = behaviour;
  const { level, paperLogit, paperSd } = behaviourOfFirm(buyer).purchases;
  const { timeline } = world;
  const firstMonth = monthIndexOf(timeline.startDate);
  const drafts: Draft[] = [];
  const state = { drift: 0 };
  let onPaper = 1;
  let chance = 0;
  let iLast = -1;
  let open: Fen = 0;
  // Nobody fills a form in for far less than his usual deal.
  const least = Math.max(yuanToFen(1), LEAST_DEAL * 100 * Math.exp(sales.logMean));
  for (let week = 0; week < Math.min(nWeeks, trade.delivered.length); week++) {
    // Before the book the habits are those of its first month.
    const iMonth = Math.max(0, monthIndexOf(timeline.week0 + 7 * week) - firstMonth);
    if (iMonth !== iLast) {
      iLast = iMonth;
      onPaper = paperLevel(stream, buyer, 1, level, iMonth, firstMonth + iMonth, state);
      const luck = stream.normal(0, 1, seller, pair, K.linkMonth + iMonth);
      chance = WEEKLY * logistic(paperLogit + paperSd * luck);
    }
    open += onPaper * trade.delivered[week]!;
    const u = stream.uniform(seller, pair, K.linkWeek + week);
    if (open < least || u >= chance) continue;
    const day: Day = timeline.week0 + 7 * week + Math.floor((5 * u) / chance);
    if (!isOpen(day)) continue;
    const calendarMonth = (firstMonth + iMonth) % 12;
    if (day >= timeline.startDate && isIdle(stream, seller, 0, sales, iMonth, calendarMonth)) continue;
    const taxRate = vatRate(classSold(behaviour, day, 1), day);
    const full = Math.min(sales.fullTotalFen, Math.floor(sales.capFen * (1 + taxRate)));
    let left = Math.round(open * (1 + taxRate));
    open = 0;
    for (let i = 0; left > 0 && i <= MOST_FORMS; i++) {
      const total = i === MOST_FORMS ? left : Math.min(left, full);
      left -= total;
      if (day < timeline.startDate) continue;
      const number = linkNumber(seller, buyer, week, i);
      drafts.push({ ...draftOf(day, counterparty, total, taxRate, true), number });
    }
  }
  return drafts;
}

/** Seller, buyer, week and form make the number unique on both sides. */
function linkNumber(seller: number, buyer: number, week: number, form: number): string {
  const text = (n: number, width: number): string => String(n).padStart(width, '0');
  return `${text(seller, 7)}${text(buyer, 7)}${text(week, 4)}${text(form, 2)}`;
}
