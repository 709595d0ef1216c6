import type { SourceState } from '../engine/source-state.ts';
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
import { POS, type PosTrail } from './pos.ts';

const TAKINGS: Quantity = {
  measure: POS.takings,
  name: 'pos_takings',
  meaning: 'card and wallet takings',
  meaningZh: '刷卡扫码收款',
  formula: 'amountFen',
  unit: 'yuan',
  per: 100,
  monotone: 'decreasing',
  why: 'What customers pay at the counter is the size of the shop, day by day.',
};

const CUSTOMERS: Quantity = {
  measure: POS.customers,
  name: 'pos_customers',
  meaning: 'paying customers at the counter',
  meaningZh: '到店付款人数',
  formula: 'customers (distinct within a day and channel only)',
  unit: 'count',
  per: 1,
  monotone: 'decreasing',
  why: 'People who come in and pay are harder to invent than an amount.',
};

export const posFeatures = defineFeatures<SourceState<PosTrail>>(
  { sources: ['pos'], sensitivity: 'business' },
  [
    ...totals(TAKINGS, [7, 30, 90, 180, 365]),
    ...changes(TAKINGS, [30, 90, 180], {
      monotone: 'decreasing',
      why: 'Takings are cash of the same day: when they fall, so does the means to pay.',
    }),
    seasonalChange(TAKINGS, {
      monotone: 'decreasing',
      why: 'A shop has its seasons; less than in the same season last year is decline.',
    }),
    variationOfMonths(TAKINGS, {
      monotone: 'increasing',
      why: 'Rent is even, and paid from takings that are not.',
    }),
    trendOfMonths(TAKINGS, {
      monotone: 'decreasing',
      why: 'A street or a fashion that dies does so month by month.',
    }),
    activeMonths(TAKINGS, {
      monotone: 'decreasing',
      why: 'A shop that closes for a month earns nothing in it.',
    }),
    longestGap(TAKINGS, { monotone: 'increasing', why: 'A shop that was shut for long lost its regulars.' }),
    peakShare(TAKINGS, {
      monotone: 'increasing',
      why: 'A shop that lives off one month starves in the others.',
    }),
    recency(
      {
        ...TAKINGS,
        meaning: 'day with takings',
        meaningZh: '收款',
        formula: 'record with amountFen above 0',
      },
      'pos_days_since_takings',
      { monotone: 'increasing', why: 'A terminal that stands still is a closed door.' },
    ),
    ...activeDays(TAKINGS, [30, 90], { monotone: 'decreasing', why: 'Days open are days earned.' }),
    longestIdleDays(TAKINGS, {
      monotone: 'increasing',
      why: 'Shut for days on end outside the holidays is trouble.',
    }),
    bestDayShare(TAKINGS, {
      monotone: 'increasing',
      why: 'Real takings repeat; one giant day is a single order, or a card swiped for cash.',
    }),
    ...totals(CUSTOMERS, [30, 90, 365]),
    ...changes(CUSTOMERS, [30, 90], {
      monotone: 'decreasing',
      why: 'Customers stay away first; prices hide it for a while.',
    }),
    ...ratios(
      {
        over: POS.takings,
        under: POS.payments,
        name: 'pos_ticket',
        meaning: 'mean payment at the counter',
        meaningZh: '刷卡扫码客单价',
        formula: 'amountFen / transactions',
        unit: 'yuan',
        per: 100,
        monotone: 'none',
        why: 'It tells a noodle shop from a jeweller, and both from a terminal that lends against cards.',
      },
      [90],
    ),
    ratioChange({
      over: POS.takings,
      under: POS.payments,
      name: 'pos_ticket',
      meaning: 'the mean payment at the counter',
      meaningZh: '刷卡扫码客单价',
      formula: 'the mean payment (amountFen / transactions)',
      monotone: 'none',
      why: 'A shop that must discount sells smaller; one that inflates its takings sells larger.',
    }),
    ...heldRatios(
      {
        over: POS.refunds,
        under: POS.takings,
        most: 1,
        name: 'pos_refund_share',
        meaning: 'share of takings given back',
        meaningZh: '收款退款率',
        formula: 'refundsFen / amountFen',
        unit: 'share',
        monotone: 'increasing',
        why: 'Customers take their money back where service fails, and where a sale was only for show.',
      },
      [30, 90, 365],
    ),
    ...ratios(
      {
        over: POS.walletTakings,
        under: POS.takings,
        name: 'pos_wallet_share',
        meaning: 'share of payment codes in takings',
        meaningZh: '扫码收款占比',
        formula: 'amountFen of wallets / amountFen',
        unit: 'share',
        monotone: 'none',
        why: 'The kind of customer, and whether there is a card terminal at all.',
      },
      [90],
    ),
    ...ratios(
      {
        over: POS.weekendTakings,
        under: POS.takings,
        name: 'pos_weekend_share',
        meaning: 'share of weekends in takings',
        meaningZh: '周末收款占比',
        formula: 'amountFen of Saturdays and Sundays / amountFen',
        unit: 'share',
        monotone: 'none',
        why: 'Shops and restaurants earn at weekends, canteens and suppliers on weekdays; it should fit the trade declared.',
      },
      [90],
    ),
  ],
);
