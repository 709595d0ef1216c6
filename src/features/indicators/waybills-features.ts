import { windowSlot } from '../engine/ages.ts';
import type { SourceState } from '../engine/source-state.ts';
import { herfindahlOf, type PartyGroup, partyCounts } from '../families/concentration.ts';
import {
  activeMonths,
  changes,
  longestGap,
  recency,
  seasonalChange,
  trendOfMonths,
  variationOfMonths,
} from '../families/dynamics.ts';
import type { Quantity } from '../families/quantity.ts';
import { ratioChange } from '../families/ratio-changes.ts';
import { ratios, totals } from '../families/totals.ts';
import { defineFeatures } from '../feature.ts';
import { change } from '../window.ts';
import { GRAMS_PER_KG, WAYBILL_PARTIES, WAYBILLS, type WaybillsTrail } from './waybills.ts';

const QUARTER = windowSlot(90);

const SENT: Quantity = {
  measure: WAYBILLS.sent,
  name: 'waybill_sent',
  meaning: 'consignments sent',
  meaningZh: '发货票数',
  formula: 'waybills sent, counted',
  unit: 'count',
  per: 1,
  monotone: 'decreasing',
  why: 'A carrier saw the goods leave: sales that no book-keeper can invent.',
};

const SENT_KG: Quantity = {
  measure: WAYBILLS.sentGrams,
  name: 'waybill_sent_weight',
  meaning: 'weight of goods sent',
  meaningZh: '发货重量',
  formula: 'weightKg of waybills sent',
  unit: 'kg',
  per: GRAMS_PER_KG,
  monotone: 'none',
  why: 'Goods moved; light and heavy trades differ, so it counts against the firm’s own past.',
};

const RECEIVED: Quantity = {
  measure: WAYBILLS.received,
  name: 'waybill_received',
  meaning: 'consignments received',
  meaningZh: '收货票数',
  formula: 'waybills received, counted',
  unit: 'count',
  per: 1,
  monotone: 'decreasing',
  why: 'Suppliers deliver to whom they trust to pay and to whom they expect to sell.',
};

const RECEIVED_KG: Quantity = {
  measure: WAYBILLS.receivedGrams,
  name: 'waybill_received_weight',
  meaning: 'weight of goods received',
  meaningZh: '收货重量',
  formula: 'weightKg of waybills received',
  unit: 'kg',
  per: GRAMS_PER_KG,
  monotone: 'none',
  why: 'Material that comes in today is sold in a month.',
};

const REGIONS: PartyGroup = {
  group: WAYBILL_PARTIES.regions,
  name: 'waybill_region',
  one: 'region delivered to',
  many: 'regions delivered to',
  zh: '发货地区',
  amount: 'weightKg of waybills sent',
};

const CARRIERS: PartyGroup = {
  group: WAYBILL_PARTIES.carriers,
  name: 'waybill_carrier',
  one: 'carrier used',
  many: 'carriers used',
  zh: '承运商',
  amount: 'waybills',
};

export const waybillsFeatures = defineFeatures<SourceState<WaybillsTrail>>(
  { sources: ['waybills'], sensitivity: 'business' },
  [
    ...totals(SENT, [30, 90, 365]),
    ...totals(SENT_KG, [90, 365]),
    ...changes(SENT_KG, [30, 90, 180], {
      monotone: 'decreasing',
      why: 'Less goods on the road now is less money in the account next month.',
    }),
    seasonalChange(SENT_KG, {
      monotone: 'decreasing',
      why: 'Harvests and festivals return; less than a year ago is less business.',
    }),
    variationOfMonths(SENT_KG, { monotone: 'increasing', why: 'Uneven deliveries are uneven income.' }),
    trendOfMonths(SENT_KG, {
      monotone: 'decreasing',
      why: 'Goods moved month by month show where a firm is heading.',
    }),
    activeMonths(SENT, { monotone: 'decreasing', why: 'A maker or trader at work ships every month.' }),
    longestGap(SENT, { monotone: 'increasing', why: 'Months in which nothing left the gate.' }),
    recency(
      { ...SENT, meaning: 'consignment sent', meaningZh: '发货', formula: 'waybill sent' },
      'waybill_days_since_sent',
      { monotone: 'increasing', why: 'When the lorries stop coming, so does the money.' },
    ),
    ...totals(RECEIVED, [90, 365]),
    ...changes(RECEIVED_KG, [90], {
      monotone: 'decreasing',
      why: 'A firm that expects less orders less material.',
    }),
    seasonalChange(RECEIVED_KG, {
      monotone: 'decreasing',
      why: 'Stocking up less than in last year’s season, by choice or for want of credit.',
    }),
    {
      name: 'waybill_received_balance_90',
      meaning: 'goods received against goods sent, last 90 days',
      meaningZh: '近90天收发货重量差',
      formula: '(a - b) / (a + b), a and b the sums of weightKg received and sent',
      unit: 'index',
      windowDays: 90,
      monotone: 'none',
      why: 'Goods that pile up are not sold; goods that only leave are stock sold off.',
      value: (s) => change(s.total(WAYBILLS.receivedGrams, QUARTER), s.total(WAYBILLS.sentGrams, QUARTER)),
    },
    ...ratios(
      {
        over: WAYBILLS.sentGrams,
        under: WAYBILLS.sentPieces,
        name: 'waybill_piece_weight',
        meaning: 'weight of a piece sent',
        meaningZh: '单件发货重量',
        formula: 'weightKg / pieces of waybills sent',
        unit: 'kg',
        per: GRAMS_PER_KG,
        monotone: 'none',
        why: 'Parcels or pallets: whether the goods are those of the trade declared.',
      },
      [365],
    ),
    ratioChange({
      over: WAYBILLS.sentGrams,
      under: WAYBILLS.sent,
      name: 'waybill_load',
      meaning: 'the weight of a consignment sent',
      meaningZh: '单票发货重量',
      formula: 'the mean weightKg of waybills sent',
      monotone: 'none',
      why: 'Consignments that become light while their number holds are orders that shrink, or empty boxes.',
    }),
    herfindahlOf(REGIONS, {
      monotone: 'increasing',
      why: 'A firm that delivers to one region falls with it.',
    }),
    ...partyCounts(REGIONS, [365], {
      monotone: 'decreasing',
      why: 'Reach beyond home spreads the risk of one place.',
    }),
    ...partyCounts(CARRIERS, [365], {
      monotone: 'none',
      why: 'Carriers give terms to those who pay; a firm that keeps changing them may not.',
    }),
  ],
);
