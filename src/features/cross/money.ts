import { type WindowDays, windowSlot } from '../engine/ages.ts';
import { defineFeatures, type FeatureSpec } from '../feature.ts';
import { BANK } from '../indicators/bank.ts';
import { INVOICES } from '../indicators/invoices.ts';
import { ORDERS } from '../indicators/orders.ts';
import { POS } from '../indicators/pos.ts';
import { TAX } from '../indicators/tax.ts';
import { WAYBILLS } from '../indicators/waybills.ts';
import type { KnownFirm } from '../known-firm.ts';
import { change } from '../window.ts';
import { capped, RATIO_CAP } from './capped.ts';

const QUARTER = windowSlot(90);
const HALF = windowSlot(180);
const YEAR = windowSlot(365);

/** A sum as one source tells it, fen; NaN where the source is not known. */
type Told = (firm: KnownFirm, slot: number) => number;

const declared: Told = ({ tax }, slot) =>
  tax.total(TAX.revenueFilings, slot) > 0 ? tax.total(TAX.revenue, slot) : Number.NaN;
const banked: Told = ({ bank }, slot) => (bank.isKnown ? bank.total(BANK.sales, slot) : Number.NaN);
const invoiced: Told = ({ invoices }, slot) =>
  invoices.isKnown ? Math.max(0, invoices.total(INVOICES.issued, slot)) : Number.NaN;
const bought: Told = ({ invoices }, slot) =>
  invoices.isKnown ? Math.max(0, invoices.total(INVOICES.received, slot)) : Number.NaN;
const tills: Told = ({ pos }, slot) => (pos.isKnown ? pos.total(POS.takings, slot) : Number.NaN);
const shops: Told = ({ orders }, slot) => (orders.isKnown ? orders.total(ORDERS.amount, slot) : Number.NaN);

interface Compared {
  readonly sources: FeatureSpec<KnownFirm>['sources'] & object;
  readonly name: string;
  readonly meaning: string;
  readonly meaningZh: string;
  readonly formula: string;
  readonly why: string;
  readonly part: Told;
  readonly whole: Told;
}

const compared = (c: Compared, days: WindowDays & number): FeatureSpec<KnownFirm> => {
  const slot = windowSlot(days);
  return {
    name: `${c.name}_${days}`,
    sources: c.sources,
    meaning: `${c.meaning}, last ${days} days`,
    meaningZh: `近${days}天${c.meaningZh}`,
    formula: `${c.formula}, at most ${RATIO_CAP}`,
    unit: 'ratio',
    windowDays: days,
    monotone: 'none',
    why: c.why,
    value: (firm) => capped(c.part(firm, slot), c.whole(firm, slot)),
  };
};

/** How far two sources agree on where sales are going: 0 where they say the same, up to 1. */
const disagreement = (
  name: string,
  sources: FeatureSpec<KnownFirm>['sources'] & object,
  [meaning, meaningZh]: readonly [string, string],
  of: readonly [string, string],
  a: (firm: KnownFirm) => number,
  b: (firm: KnownFirm) => number,
): FeatureSpec<KnownFirm> => ({
  name,
  sources,
  meaning,
  meaningZh,
  formula: `half the distance of the 90-day changes of ${of[0]} and ${of[1]}, each (a - b) / (a + b) of the sums 0-89 and 90-179 days old`,
  unit: 'share',
  windowDays: 180,
  monotone: 'none',
  why: 'Two honest accounts of one business move together.',
  value: (firm) => Math.abs(a(firm) - b(firm)) / 2,
});

const bankedChange = ({ bank }: KnownFirm): number => changeOf((slot) => bank.total(BANK.sales, slot));
const invoicedChange = ({ invoices }: KnownFirm): number =>
  changeOf((slot) => Math.max(0, invoices.total(INVOICES.issued, slot)));
const declaredChange = ({ tax }: KnownFirm): number => changeOf((slot) => tax.total(TAX.revenue, slot));
const tillChange = ({ pos }: KnownFirm): number => changeOf((slot) => pos.total(POS.takings, slot));
const shippedChange = ({ waybills }: KnownFirm): number =>
  changeOf((slot) => waybills.total(WAYBILLS.sent, slot));

function changeOf(total: (slot: number) => number): number {
  const recent = total(QUARTER);
  return change(recent, Math.max(0, total(HALF) - recent));
}

const orderedChange = ({ orders }: KnownFirm): number =>
  changeOf((slot) => orders.total(ORDERS.amount, slot));

/** Every account of which way sales go. */
const SALES_CHANGES = [
  declaredChange,
  bankedChange,
  invoicedChange,
  tillChange,
  shippedChange,
  orderedChange,
] as const;

/** (a - b) / (a + b) of a fall by a third. */
const CLEAR_FALL = -0.2;

/** The same money as several sources saw it. */
export const moneyFeatures = defineFeatures<KnownFirm>(
  { sources: ['tax', 'bank'], sensitivity: 'business' },
  [
    ...([180, 365] as const).map((days) =>
      compared(
        {
          sources: ['tax', 'bank'],
          name: 'declared_to_banked',
          meaning: 'declared revenue per sales receipts',
          meaningZh: '申报收入与回款之比',
          formula: 'declared revenue / sales receipts',
          why: 'Far below 1 hides revenue from the tax office, far above 1 invents it for the lender.',
          part: declared,
          whole: banked,
        },
        days,
      ),
    ),
    ...([90, 365] as const).map((days) =>
      compared(
        {
          sources: ['invoices', 'bank'],
          name: 'invoiced_to_banked',
          meaning: 'invoiced sales per sales receipts',
          meaningZh: '开票收入与回款之比',
          formula: 'net amount of valid invoices issued, at least 0 / sales receipts',
          why: 'Invoices that are never paid are receivables at best and paper at worst.',
          part: invoiced,
          whole: banked,
        },
        days,
      ),
    ),
    compared(
      {
        sources: ['tax', 'invoices'],
        name: 'declared_to_invoiced',
        meaning: 'declared revenue per invoiced sales',
        meaningZh: '申报收入与开票收入之比',
        formula: 'declared revenue / net amount of valid invoices issued',
        why: 'The tax office compares the two as well.',
        part: declared,
        whole: invoiced,
      },
      365,
    ),
    compared(
      {
        sources: ['pos', 'bank'],
        name: 'till_to_banked',
        meaning: 'takings at the till per sales receipts',
        meaningZh: '收单流水与回款之比',
        formula: 'takings / sales receipts',
        why: 'Takings that do not reach the account go elsewhere.',
        part: tills,
        whole: banked,
      },
      365,
    ),
    compared(
      {
        sources: ['orders', 'bank'],
        name: 'shop_to_banked',
        meaning: 'shop orders per sales receipts',
        meaningZh: '电商订单额与回款之比',
        formula: 'amount of orders / sales receipts',
        why: 'Brushed orders bring no money.',
        part: shops,
        whole: banked,
      },
      365,
    ),
    compared(
      {
        sources: ['invoices', 'bank'],
        name: 'bought_to_paid',
        meaning: 'purchase invoices per purchase payments',
        meaningZh: '进项发票与采购支出之比',
        formula: 'net amount of valid invoices received, at least 0 / purchase payments',
        why: 'Purchases invoiced but not paid are stretched suppliers.',
        part: bought,
        whole: ({ bank }, slot) => (bank.isKnown ? bank.total(BANK.purchases, slot) : Number.NaN),
      },
      90,
    ),
    {
      name: 'statement_to_declared',
      sources: ['statements', 'tax'],
      meaning: 'revenue of the newest statement per declared revenue of a year',
      meaningZh: '财报收入与近一年申报收入之比',
      formula: `revenue of the newest known statement / declared revenue of 365 days, at most ${RATIO_CAP}`,
      unit: 'ratio',
      windowDays: 365,
      monotone: 'none',
      why: 'One revenue for the lender and one for the tax office.',
      value: (firm) => capped(firm.statements.trail.revenue, declared(firm, YEAR)),
    },
    disagreement(
      'declared_banked_disagreement',
      ['tax', 'bank'],
      ['disagreement of declared revenue and receipts on the trend', '申报收入与回款趋势背离'],
      ['declared revenue', 'sales receipts'],
      declaredChange,
      bankedChange,
    ),
    disagreement(
      'invoiced_banked_disagreement',
      ['invoices', 'bank'],
      ['disagreement of invoices and receipts on the trend', '开票与回款趋势背离'],
      ['invoiced sales', 'sales receipts'],
      invoicedChange,
      bankedChange,
    ),
    disagreement(
      'till_banked_disagreement',
      ['pos', 'bank'],
      ['disagreement of till and receipts on the trend', '收单与回款趋势背离'],
      ['takings', 'sales receipts'],
      tillChange,
      bankedChange,
    ),
    disagreement(
      'shipped_invoiced_disagreement',
      ['waybills', 'invoices'],
      ['disagreement of goods sent and invoices on the trend', '发货与开票趋势背离'],
      ['waybills sent', 'invoiced sales'],
      shippedChange,
      invoicedChange,
    ),
    {
      name: 'sales_fall_sources',
      sources: ['tax', 'bank', 'invoices', 'pos', 'orders', 'waybills'],
      meaning: 'sources that see sales fall by a third, last 90 days',
      meaningZh: '近90天显示销售下降三分之一的数据源数',
      formula:
        'number of declared revenue, receipts, invoices, takings, orders and waybills sent whose 90-day change (a - b) / (a + b) is below -0.2; missing where none is known',
      unit: 'count',
      windowDays: 180,
      monotone: 'increasing',
      why: 'One source may be late or wrong; several are not.',
      value: (firm) => {
        let n = 0;
        let told = false;
        for (const moved of SALES_CHANGES) {
          const by = moved(firm);
          if (!Number.isNaN(by)) told = true;
          if (by < CLEAR_FALL) n += 1;
        }
        return told ? n : Number.NaN;
      },
    },
  ],
);
