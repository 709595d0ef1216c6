import { type Day, type Fen, type RandomStream, yuanToFen } from '../../../core/index.ts';
import type { SideBehaviour } from './behaviour.ts';
import { type Draft, draftOf } from './draft.ts';
import { K } from './draws.ts';
import { type Parties, partyAt, partyName } from './parties.ts';
import { splitDeal } from './pieces.ts';
import { remember, takeBack } from './red-letters.ts';
import { type VatClass, vatRate } from './tax-rates.ts';
import { dayAt, monthDays } from './work-days.ts';

/** A firm's desk on one side: what stays the same over its months, and what it remembers. */
export interface Desk {
  readonly stream: RandomStream;
  readonly firm: number;
  readonly side: 0 | 1;
  readonly behaviour: SideBehaviour;
  readonly parties: Parties;
  /** VAT class of the next deal, from the rank of its party, a uniform and its day. */
  readonly classOf: (rank: number, u: number, day: Day) => VatClass;
  /** Counts the events of the firm, both sides: the `j` of their draws. */
  readonly clock: { event: number };
  /** Invoices of earlier months, which a red letter may take back. INOUT. */
  readonly recent: Draft[];
}

/** Void invoices that are blank forms. CAL: .10 of the void ones that were issued. */
const BLANK_SHARE = 0.1;
/** Copies spoilt in a row before one is right; a bound, hardly ever met. */
const MOST_SPOILT = 4;
/** Prices on a firm's list. OWN. */
const LIST_LENGTH = 12;
/** Deals of a month; bounds the work of a firm whose deals are tiny against its turnover. */
const MOST_DEALS = 3_000;
const LEAST_DEAL_FEN = yuanToFen(1);

/**
 * Invoices deals of month `monthIndex` until `budgetFen` of deliveries is on paper, and pushes them to `out` (OUT), not in order
 * of days. No deal exceeds `mostFen`. The last deal is made with the chance that keeps the expected sum at the budget.
 * @returns the net amount put on paper, fen, which may differ from the budget by a deal.
 */
export function issueDeals(desk: Desk, monthIndex: number, budgetFen: Fen, mostFen: Fen, out: Draft[]): Fen {
  const { stream, firm, side, behaviour, parties, classOf, clock, recent } = desk;
  const days = monthDays(monthIndex);
  const totals: Fen[] = [];
  let left = budgetFen;
  let day = 0;
  let rank = 0;
  let netFen = 0;
  let priceEvent = 0;
  for (let n = 0; left > 0 && n < MOST_DEALS; n++) {
    const event = clock.event++;
    const newSession = n === 0 || stream.uniform(firm, event, K.session) * behaviour.dealsPerSession < 1;
    const sameParty = !newSession && stream.uniform(firm, event, K.sameParty) < behaviour.sameParty;
    if (!sameParty || stream.uniform(firm, event, K.sameDeal) >= behaviour.sameDeal) {
      priceEvent = event;
      netFen = Math.min(mostFen, dealFen(desk, event));
    }
    if (netFen > left && stream.uniform(firm, event, K.last) >= left / netFen) break;
    if (newSession)
      day = dayAt(days, behaviour.weekendShare, behaviour.earlyInWeek, stream.uniform(firm, event, K.day));
    if (!sameParty) rank = partyAt(parties, stream.uniform(firm, event, K.party));
    const taxRate = vatRate(classOf(rank, stream.uniform(firm, event, K.second), day), day);
    const counterparty = partyName(stream, parties, rank);
    const roundAt = stream.uniform(firm, priceEvent, K.round);
    splitDeal(behaviour, netFen, taxRate, roundAt, stream.uniform(firm, priceEvent, K.rest), totals);
    for (let i = 0; i < totals.length; i++) {
      const piece = i === 0 ? event : clock.event++;
      const draft = draftOf(day, counterparty, totals[i]!, taxRate, true);
      let luck = stream.uniform(firm, piece, K.void);
      // The share of all invoices that are void, as the chance that a copy is spoilt before the good one.
      for (let copy = 0; luck < behaviour.voidShare && copy < MOST_SPOILT; copy++) {
        luck /= behaviour.voidShare;
        const isBlank = side === 0 && stream.uniform(firm, piece, K.blank) < BLANK_SHARE;
        out.push({ ...draft, valid: false, ...(isBlank ? { amountFen: 0, taxFen: 0, taxRate: 0 } : {}) });
      }
      out.push(draft);
      left -= draft.amountFen;
      if (stream.uniform(firm, piece, K.red) < behaviour.redShare)
        takeBack(recent, day, stream.uniform(firm, piece, K.partRed), out);
    }
  }
  remember(recent, out);
  return budgetFen - left;
}

/** Net amount of a deal: one of the firm's list prices, or its own. */
function dealFen({ stream, firm, side, behaviour }: Desk, event: number): Fen {
  const { logMean, logSd, listShare } = behaviour;
  const isListed = stream.uniform(firm, event, K.listed) < listShare;
  const u = stream.uniform(firm, event, K.listPrice);
  const normal = isListed
    ? stream.normal(0, 1, firm, Math.floor(LIST_LENGTH * u * u), K.price[side])
    : stream.normal(0, 1, firm, event, K.deal);
  return Math.max(LEAST_DEAL_FEN, Math.round(100 * Math.exp(logMean + logSd * normal)));
}
