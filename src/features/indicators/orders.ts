import { type Accumulator, groupsOf, measuresOf } from '../engine/accumulator.ts';
import { type DailyTrail, newDailyTrail, readDailyTrail } from '../families/daily.ts';

/** Amounts in fen. */
export const ORDERS = measuresOf('amount', 'orders', 'buyers', 'repeatBuyers', 'returnedOrders', 'returns');

export const ORDER_PARTIES = groupsOf('platforms');

/** The days with orders, all platforms taken together. */
export type OrdersTrail = DailyTrail;

export const ordersAccumulator: Accumulator<'orders', OrdersTrail> = {
  source: 'orders',
  keeps: 'horizon',
  measures: Object.keys(ORDERS),
  groups: Object.keys(ORDER_PARTIES),

  tally({ platform, orders, buyers, repeatBuyers, amountFen, returnedOrders, returnsFen }, row, to) {
    const fen = amountFen[row]!;
    to.add(ORDERS.amount, fen);
    to.add(ORDERS.orders, orders[row]!);
    to.add(ORDERS.buyers, buyers[row]!);
    to.add(ORDERS.repeatBuyers, repeatBuyers[row]!);
    to.add(ORDERS.returnedOrders, returnedOrders[row]!);
    to.add(ORDERS.returns, returnsFen[row]!);
    // A day of returns alone is no trade with the platform.
    if (fen > 0) to.meet(ORDER_PARTIES.platforms, platform[row]!, fen);
  },

  newTrail: newDailyTrail,
  readTrail: readDailyTrail,
};
