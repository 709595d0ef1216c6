import type { District } from './district.ts';
import { NEVER } from './layout.ts';

/**
 * What firms of the district ordered and paid last week reaches the other side: goods become a sale of the seller and a
 * debt of the buyer (one number, `linkOwed`, is both), money in transit becomes a receipt. A week's delay keeps the firms
 * of a week independent of each other, so that their order does not matter.
 */
export function deliver(d: District, week: number): void {
  const { seller, buyer, share } = d.network;
  const {
    linkOrdered,
    linkOwed,
    linkedSales,
    linkedReceivables,
    linkedPayables,
    shortage,
    supply,
    deathWeek,
  } = d;
  const { delivered } = d.tape;
  d.incoming.set(d.transit);
  d.transit.fill(0);
  linkedSales.fill(0);
  shortage.fill(0);
  const row = week * seller.length;
  for (let link = 0; link < seller.length; link++) {
    const s = seller[link]!;
    const b = buyer[link]!;
    if (deathWeek[s]! !== NEVER || deathWeek[b]! !== NEVER) continue;
    const amount = linkOrdered[link]!;
    linkOwed[link]! += amount;
    linkedPayables[b]! += amount;
    linkedReceivables[s]! += amount;
    linkedSales[s]! += amount;
    shortage[b]! += share[link]! * (1 - supply[s]!);
    delivered[row + link] = amount;
  }
}

/** Orders of the week go to the suppliers of the district that live; gives what is left for the others. */
export function placeOrders(d: District, i: number, order: number): number {
  const { seller, share, firstLink } = d.network;
  if (firstLink[i] === firstLink[i + 1]) return order;
  let rest = order;
  for (let link = firstLink[i]!; link < firstLink[i + 1]!; link++) {
    const amount = d.deathWeek[seller[link]!]! === NEVER ? Math.floor(share[link]! * order) : 0;
    d.linkOrdered[link] = amount;
    rest -= amount;
  }
  return rest;
}

/** Pays suppliers up to `amount` <= all payables, each in proportion to what is owed to it; gives what was paid. */
export function payPayables(d: District, i: number, week: number, amount: number): number {
  const { seller, firstLink } = d.network;
  const linked = d.linkedPayables[i]!;
  const all = d.payables[i]! + linked;
  let within = 0;
  if (linked > 0) {
    const { paid } = d.tape;
    const row = week * seller.length;
    for (let link = firstLink[i]!; link < firstLink[i + 1]!; link++) {
      const part = Math.floor(amount * (d.linkOwed[link]! / all));
      d.linkOwed[link]! -= part;
      d.transit[seller[link]!]! += part;
      paid[row + link] = part;
      within += part;
    }
    d.linkedPayables[i] = linked - within;
  }
  // Rounding down within the district may leave a few fen more than the others are owed.
  const outside = Math.min(d.payables[i]!, amount - within);
  d.payables[i]! -= outside;
  return within + outside;
}

/**
 * A firm is no more: its suppliers in the district lose what it owes them. What it is owed, its buyers go on owing to
 * its liquidator, outside the district.
 */
export function windUp(d: District, i: number): void {
  const { seller, buyer } = d.network;
  for (let link = 0; link < seller.length; link++) {
    if (buyer[link] !== i && seller[link] !== i) continue;
    const owed = d.linkOwed[link]!;
    d.linkOwed[link] = 0;
    d.linkOrdered[link] = 0;
    d.linkedPayables[buyer[link]!]! -= owed;
    d.linkedReceivables[seller[link]!]! -= owed;
    if (seller[link] === i) d.payables[buyer[link]!]! += owed;
  }
}
