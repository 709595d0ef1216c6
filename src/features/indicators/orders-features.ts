import type { SourceState } from '../engine/source-state.ts';
import { herfindahlOf, type PartyGroup, partyCounts } from '../families/concentration.ts';
import { activeDays, bestDayShare, longestIdleDays } from '../families/daily.ts';
import {
  activeMonths,
  changes,
  longestGap,
  peakShare,
  recency,
  seasonalChange,
  trendOfMonths,
  variationOfMonths,
} from '../families/dynamics.ts';
import { heldRatios } from '../families/held-ratios.ts';
import type { Quantity } from '../families/quantity.ts';
import { ratioChange } from '../families/ratio-changes.ts';
import { ratios, totals } from '../families/totals.ts';
import { defineFeatures } from '../feature.ts';
import { ORDER_PARTIES, ORDERS, type OrdersTrail } from './orders.ts';

/** Orders of one buyer on one day beyond this are all the same: not a household. OWN. */
const ORDERS_A_BUYER_CAP = 100;

const AMOUNT: Quantity = {
  measure: ORDERS.amount,
  name: 'order_amount',
  meaning: 'online shop turnover',
  meaningZh: '网店成交额',
  formula: 'amountFen of orders',
  unit: 'yuan',
  per: 100,
  monotone: 'decreasing',
  why: 'Turnover of the shop as the platform itself counts it.',
};

const COUNT: Quantity = {
  measure: ORDERS.orders,
  name: 'order_count',
  meaning: 'number of online orders',
  meaningZh: '网店订单数',
  formula: 'orders',
  unit: 'count',
  per: 1,
  monotone: 'decreasing',
  why: 'Many small orders carry a shop more safely than a few large ones.',
};

const BUYERS: Quantity = {
  measure: ORDERS.buyers,
  name: 'order_buyers',
  meaning: 'online buyers',
  meaningZh: '网店买家数',
  formula: 'buyers (distinct within a day and platform only)',
  unit: 'count',
  per: 1,
  monotone: 'decreasing',
  why: 'The reach of a shop.',
};

const PLATFORMS: PartyGroup = {
  group: ORDER_PARTIES.platforms,
  name: 'order_platform',
  one: 'platform sold on',
  many: 'platforms sold on',
  zh: '销售平台',
  amount: 'amountFen of orders',
};

const ONE_PLATFORM = {
  monotone: 'none',
  why: 'One platform’s rules and rankings decide over the shop; it is also where its reputation is.',
} as const;

export const ordersFeatures = defineFeatures<SourceState<OrdersTrail>>(
  { sources: ['orders'], sensitivity: 'business' },
  [
    ...totals(AMOUNT, [7, 30, 90, 180, 365]),
    ...changes(AMOUNT, [30, 90, 180], {
      monotone: 'decreasing',
      why: 'Online sales fall at once when ranking, reviews or stock do.',
    }),
    seasonalChange(AMOUNT, {
      monotone: 'decreasing',
      why: 'Shopping festivals return every year; less than last time is lost ground.',
    }),
    variationOfMonths(AMOUNT, {
      monotone: 'increasing',
      why: 'Sales that come in bursts leave instalments between them.',
    }),
    trendOfMonths(AMOUNT, { monotone: 'decreasing', why: 'A shop that slides down the rankings slides on.' }),
    activeMonths(AMOUNT, { monotone: 'decreasing', why: 'A shop with dead months is a side line.' }),
    longestGap(AMOUNT, { monotone: 'increasing', why: 'A shop closed for months starts from nothing.' }),
    peakShare(AMOUNT, { monotone: 'increasing', why: 'A year that hangs on one festival.' }),
    recency(
      { ...AMOUNT, meaning: 'online order', meaningZh: '网店订单', formula: 'record with amountFen above 0' },
      'order_days_since_order',
      { monotone: 'increasing', why: 'No orders, no shop.' },
    ),
    ...activeDays(AMOUNT, [90], {
      monotone: 'decreasing',
      why: 'An online shop never closes; days without orders are days without buyers.',
    }),
    longestIdleDays(AMOUNT, {
      monotone: 'increasing',
      why: 'A shop taken off the platform sells nothing for days.',
    }),
    bestDayShare(AMOUNT, {
      monotone: 'increasing',
      why: 'A quarter that hangs on one day’s campaign, or on orders placed to look large.',
    }),
    ...totals(COUNT, [90, 365]),
    ...changes(COUNT, [90], { monotone: 'decreasing', why: 'Fewer parcels a day, whatever they are worth.' }),
    ...totals(BUYERS, [90]),
    ...changes(BUYERS, [90], { monotone: 'decreasing', why: 'Buyers leave before turnover shows it.' }),
    ...heldRatios(
      {
        over: ORDERS.repeatBuyers,
        under: ORDERS.buyers,
        most: 1,
        name: 'order_repeat_share',
        meaning: 'share of buyers who came back',
        meaningZh: '网店复购率',
        formula: 'repeatBuyers / buyers',
        unit: 'share',
        monotone: 'none',
        why: 'Buyers who return were content; where nearly all do, they may be paid to.',
      },
      [90, 365],
    ),
    ratioChange({
      over: ORDERS.repeatBuyers,
      under: ORDERS.buyers,
      name: 'order_repeat_share',
      meaning: 'the share of buyers who came back',
      meaningZh: '网店复购率',
      formula: 'the shares of returning buyers (repeatBuyers / buyers)',
      monotone: 'none',
      why: 'Fading loyalty foretells fading sales; a sudden jump is the mark of a ring of accounts.',
    }),
    ...heldRatios(
      {
        over: ORDERS.returnedOrders,
        under: ORDERS.orders,
        most: 1,
        name: 'order_return_share',
        meaning: 'share of online orders sent back',
        meaningZh: '网店退货率',
        formula: 'returnedOrders / orders',
        unit: 'share',
        monotone: 'increasing',
        why: 'Goods that come back were paid for twice and sold not once.',
      },
      [30, 90, 365],
    ),
    ratioChange({
      over: ORDERS.returnedOrders,
      under: ORDERS.orders,
      name: 'order_return_share',
      meaning: 'the share of online orders sent back',
      meaningZh: '网店退货率',
      formula: 'the shares of returns (returnedOrders / orders)',
      monotone: 'increasing',
      why: 'Quality slips before turnover does.',
    }),
    ...heldRatios(
      {
        over: ORDERS.returns,
        under: ORDERS.amount,
        most: 1,
        name: 'order_return_amount_share',
        meaning: 'share of the amount of online orders given back',
        meaningZh: '网店退货金额占比',
        formula: 'returnsFen / amountFen',
        unit: 'share',
        monotone: 'increasing',
        why: 'Turnover that has to be paid back.',
      },
      [90],
    ),
    ...ratios(
      {
        over: ORDERS.amount,
        under: ORDERS.orders,
        name: 'order_ticket',
        meaning: 'mean online order',
        meaningZh: '网店客单价',
        formula: 'amountFen / orders',
        unit: 'yuan',
        per: 100,
        monotone: 'none',
        why: 'Cheap and dear goods are different trades, with different returns and stocks.',
      },
      [90],
    ),
    ratioChange({
      over: ORDERS.amount,
      under: ORDERS.orders,
      name: 'order_ticket',
      meaning: 'the mean online order',
      meaningZh: '网店客单价',
      formula: 'the mean orders (amountFen / orders)',
      monotone: 'none',
      why: 'Clearing stock shows as smaller orders.',
    }),
    ...heldRatios(
      {
        over: ORDERS.orders,
        under: ORDERS.buyers,
        most: ORDERS_A_BUYER_CAP,
        name: 'order_per_buyer',
        meaning: 'online orders a buyer and day',
        meaningZh: '网店人均日订单数',
        formula: 'orders / buyers',
        unit: 'ratio',
        monotone: 'none',
        why: 'Few accounts that order many times a day are the mark of brushed orders.',
      },
      [90],
    ),
    ...partyCounts(PLATFORMS, [365], {
      monotone: 'decreasing',
      why: 'A second platform is a second leg to stand on.',
    }),
    herfindahlOf(PLATFORMS, ONE_PLATFORM),
  ],
);
