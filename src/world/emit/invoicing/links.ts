import { type Day, type Fen, monthIndexOf, yuanToFen } from '../../../core/index.ts';
import { drawFirm, type FirmTraits } from '../../firm.ts';
import type { PartnerTrade } from '../../life.ts';
import type { World } from '../../world.ts';
import { recordStreamOf } from '../record-stream.ts';
import { firmIdOf } from '../sink.ts';
import { behaviourOf, classSold } from './behaviour.ts';
import { type Draft, draftOf } from './draft.ts';
import { K } from './draws.ts';
import { isIdle } from './month-flow.ts';
import { vatRate } from './tax-rates.ts';
import { isOpen } from './work-days.ts';

/** Weeks between the invoices of a link: drawn per link, at most so many. OWN. */
const MOST_WEEKS = 13;
/** Chance that a due invoice is put off for another week. OWN. */
const PUT_OFF = 0.4;
const MOST_FORMS = 99;

/** Whether the firm that holds `trade` is the seller. */
export function sellsTo({ role }: PartnerTrade): boolean {
  return role === 'seller';
}

/**
 * The invoices of a link between two firms of the book, in order of days: a pure function of (seed, seller, buyer, what was
 * delivered), so that both sides hold the same numbers, days and amounts. Deliveries pile up for some weeks, then are
 * invoiced together, in several forms where one is not enough.
 */
export function linkInvoices(world: World, traits: FirmTraits, trade: PartnerTrade, nWeeks: number): Draft[] {
  const isSeller = sellsTo(trade);
  const seller = isSeller ? traits.firm : trade.partner;
  const buyer = isSeller ? trade.partner : traits.firm;
  const counterparty = firmIdOf(trade.partner);
  const stream = recordStreamOf(world, 'invoices');
  // One counter for the pair: the buyer's number folded to the range of j; a clash only makes two links alike in luck.
  const pair = buyer % 2 ** 20;
  const every = 1 + stream.integer(MOST_WEEKS, seller, pair, K.link);
  // The seller's own habits, whoever asks.
  const sellerTraits = isSeller ? traits : drawFirm(world.scenario, world.seed, seller);
  const { cashShare } = world.scenario.industries[sellerTraits.industry];
  const behaviour = behaviourOf(stream, sellerTraits, cashShare);
  const { sales } = behaviour;
  const { timeline } = world;
  const firstMonth = monthIndexOf(timeline.startDate);
  const drafts: Draft[] = [];
  let open: Fen = 0;
  for (let week = 0; week < Math.min(nWeeks, trade.delivered.length); week++) {
    open += trade.delivered[week]!;
    if (week % every !== seller % every) continue;
    const u = stream.uniform(seller, pair, K.linkWeek + week);
    if (open < yuanToFen(1) || u < PUT_OFF) continue;
    const day: Day = timeline.week0 + 7 * week + Math.floor((5 * (u - PUT_OFF)) / (1 - PUT_OFF));
    if (!isOpen(day)) continue;
    const month = monthIndexOf(day);
    const iMonth = month - firstMonth;
    if (iMonth >= 0 && isIdle(stream, seller, 0, sales, iMonth, month % 12)) continue;
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
