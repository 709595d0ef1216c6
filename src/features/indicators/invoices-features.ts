import { windowSlot } from '../engine/ages.ts';
import type { SourceState } from '../engine/source-state.ts';
import {
  herfindahlOf,
  lostPartyShare,
  newPartyShare,
  type PartyGroup,
  partyCounts,
  topShare,
} from '../families/concentration.ts';
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
import { defineFeatures, type FeatureSpec } from '../feature.ts';
import { change, ratio } from '../window.ts';
import { INVOICE_PARTIES, INVOICES, type InvoicesTrail, RATE_CLASSES } from './invoices.ts';

type InvoicesState = SourceState<InvoicesTrail>;

const YEAR = windowSlot(365);

/** VAT owed can exceed what was sold only where red letters or imports turn the sum; held within -this and this. */
const BURDEN_CAP = 1;

const ISSUED: Quantity = {
  measure: INVOICES.issued,
  name: 'invoice_issued',
  meaning: 'sales invoiced',
  meaningZh: '开票金额',
  formula: 'amountFen of valid issued invoices, red letters taken off',
  unit: 'yuan',
  per: 100,
  monotone: 'decreasing',
  why: 'Turnover that a tax office would vouch for is the firm’s size.',
};

const RECEIVED: Quantity = {
  measure: INVOICES.received,
  name: 'invoice_received',
  meaning: 'purchases invoiced',
  meaningZh: '进项发票金额',
  formula: 'amountFen of valid received invoices, red letters taken off',
  unit: 'yuan',
  per: 100,
  monotone: 'none',
  why: 'What a firm buys is what it expects to sell.',
};

const ISSUED_COUNT: Quantity = {
  measure: INVOICES.issuedCount,
  name: 'invoice_issued_count',
  meaning: 'sales invoices',
  meaningZh: '开票张数',
  formula: 'valid issued invoices but red letters, counted',
  unit: 'count',
  per: 1,
  monotone: 'decreasing',
  why: 'Many invoices are many deliveries: trade that does not hang on one order.',
};

const RECEIVED_COUNT: Quantity = {
  measure: INVOICES.receivedCount,
  name: 'invoice_received_count',
  meaning: 'purchase invoices',
  meaningZh: '进项发票张数',
  formula: 'valid received invoices but red letters, counted',
  unit: 'count',
  per: 1,
  monotone: 'decreasing',
  why: 'A business that runs leaves bills for fuel, freight and goods all the time.',
};

const BUYERS: PartyGroup = {
  group: INVOICE_PARTIES.buyers,
  name: 'invoice_buyer',
  one: 'buyer invoiced',
  many: 'buyers invoiced',
  zh: '开票客户',
  amount: 'valid issued invoices',
};

const SUPPLIERS: PartyGroup = {
  group: INVOICE_PARTIES.suppliers,
  name: 'invoice_supplier',
  one: 'supplier who invoiced',
  many: 'suppliers who invoiced',
  zh: '开票供应商',
  amount: 'valid received invoices',
};

const DEPENDENCE = {
  monotone: 'none',
  why: 'One supplier is a dependence, and often also a partner.',
} as const;

function marginOf(days: 90 | 365): FeatureSpec<InvoicesState> {
  const slot = windowSlot(days);
  return {
    name: `invoice_margin_${days}`,
    meaning: `sales invoiced against purchases invoiced, last ${days} days`,
    meaningZh: `近${days}天销项与进项差额比`,
    formula:
      '(a - b) / (a + b), a and b the sums of valid issued and of valid received invoices, below 0 taken as 0',
    unit: 'index',
    windowDays: days,
    monotone: 'none',
    why: 'The mark-up that pays wages and debt; where nearly all is mark-up, purchases run outside the books.',
    value: (s) =>
      change(Math.max(0, s.total(INVOICES.issued, slot)), Math.max(0, s.total(INVOICES.received, slot))),
  };
}

/** Half the sum of differences between the shares of each class of rates in sales and in purchases. */
function rateMismatch(s: InvoicesState): number {
  const sold = s.total(INVOICES.issuedPositive, YEAR);
  const bought = s.total(INVOICES.receivedPositive, YEAR);
  if (sold === 0 || bought === 0) return Number.NaN;
  let apart = 0;
  for (let i = 0; i < RATE_CLASSES; i++) {
    const a = s.total(INVOICES.issuedLowRate + i, YEAR) / sold;
    const b = s.total(INVOICES.receivedLowRate + i, YEAR) / bought;
    apart += Math.abs(a - b);
  }
  return Math.min(1, apart / 2);
}

export const invoicesFeatures = defineFeatures<InvoicesState>(
  { sources: ['invoices'], sensitivity: 'business' },
  [
    ...totals(ISSUED, [7, 30, 90, 180, 365]),
    ...changes(ISSUED, [30, 90, 180], {
      monotone: 'decreasing',
      why: 'Less invoiced today is less paid in two months.',
    }),
    seasonalChange(ISSUED, {
      monotone: 'decreasing',
      why: 'A fall against the same quarter of last year is no season.',
    }),
    variationOfMonths(ISSUED, {
      monotone: 'increasing',
      why: 'Uneven turnover makes even instalments hard to pay.',
    }),
    trendOfMonths(ISSUED, {
      monotone: 'decreasing',
      why: 'The direction of a year of invoices is not an accident.',
    }),
    activeMonths(ISSUED, { monotone: 'decreasing', why: 'A going concern sells something every month.' }),
    longestGap(ISSUED, {
      monotone: 'increasing',
      why: 'Months without a sale are months without a business.',
    }),
    peakShare(ISSUED, {
      monotone: 'increasing',
      why: 'A year invoiced in one month is one order, or paper made for the lender.',
    }),
    recency(
      {
        ...ISSUED,
        measure: INVOICES.issuedPositive,
        meaning: 'sales invoice',
        meaningZh: '开票',
        formula: 'valid issued invoice above 0',
      },
      'invoice_days_since_issued',
      { monotone: 'increasing', why: 'The last invoice dates the last sale.' },
    ),
    ...totals(ISSUED_COUNT, [90, 365]),
    ...changes(ISSUED_COUNT, [90], {
      monotone: 'decreasing',
      why: 'Fewer deliveries show where one large invoice still hides it.',
    }),
    {
      name: 'invoice_issued_days_90',
      meaning: 'days with a sales invoice, last 90 days',
      meaningZh: '近90天开票天数',
      formula: 'distinct eventDates of valid issued invoices but red letters',
      unit: 'count',
      windowDays: 90,
      monotone: 'decreasing',
      why: 'Invoices spread over days follow deliveries; a batch on one day follows a need for paper.',
      value: (s) => (s.isKnown ? s.trail.issuedDays90 : Number.NaN),
    },
    ...ratios(
      {
        over: INVOICES.issuedPositive,
        under: INVOICES.issuedCount,
        name: 'invoice_issued_size',
        meaning: 'mean sales invoice',
        meaningZh: '单张平均开票金额',
        formula: 'amountFen of valid issued invoices but red letters / their number',
        unit: 'yuan',
        per: 100,
        monotone: 'none',
        why: 'Few large invoices are another business than many small ones.',
      },
      [90, 365],
    ),
    ratioChange({
      over: INVOICES.issuedPositive,
      under: INVOICES.issuedCount,
      name: 'invoice_issued_size',
      meaning: 'the mean sales invoice',
      meaningZh: '单张平均开票金额',
      formula: 'the mean amountFen of valid issued invoices but red letters',
      monotone: 'none',
      why: 'Invoices that suddenly grow are a new class of customer, or invented ones.',
    }),
    {
      name: 'invoice_largest_share_365',
      meaning: 'largest sales invoice as a share of sales invoiced, last 365 days',
      meaningZh: '近365天最大单张发票占比',
      formula: 'largest / sum of valid issued invoices but red letters',
      unit: 'share',
      windowDays: 365,
      monotone: 'increasing',
      why: 'A year that hangs on one delivery.',
      value: (s) => Math.min(1, ratio(s.trail.largestIssued365, s.total(INVOICES.issuedPositive, YEAR))),
    },
    ...ratios(
      {
        over: INVOICES.issuedVoid,
        under: INVOICES.issuedForms,
        name: 'invoice_void_share',
        meaning: 'share of void among sales invoices',
        meaningZh: '销项发票作废率',
        formula: 'void / all issued invoices but red letters',
        unit: 'share',
        monotone: 'increasing',
        why: 'Sales called off, careless books, or invoices that were only meant to be shown.',
      },
      [90, 365],
    ),
    ...ratios(
      {
        over: INVOICES.issuedVoidFen,
        under: INVOICES.issuedFormsFen,
        name: 'invoice_void_amount_share',
        meaning: 'share of void invoices in the amount issued',
        meaningZh: '销项发票作废金额占比',
        formula: 'amountFen of void / of all issued invoices but red letters',
        unit: 'share',
        monotone: 'none',
        why: 'A large invoice called off weighs more than a spoilt form; careful firms cancel too.',
      },
      [365],
    ),
    ...ratios(
      {
        over: INVOICES.receivedVoid,
        under: INVOICES.receivedForms,
        name: 'invoice_received_void_share',
        meaning: 'share of void among purchase invoices',
        meaningZh: '进项发票作废率',
        formula: 'void / all received invoices but red letters',
        unit: 'share',
        monotone: 'none',
        why: 'Suppliers cancel what will not be paid, or spoil a form more often than others.',
      },
      [365],
    ),
    ...heldRatios(
      {
        over: INVOICES.issuedRed,
        under: INVOICES.issuedPositive,
        most: 1,
        name: 'invoice_red_share',
        meaning: 'sales taken back by red letters',
        meaningZh: '销项红字发票金额占比',
        formula: '-amountFen of valid red letters issued / amountFen of the other valid issued invoices',
        unit: 'share',
        monotone: 'none',
        why: 'Returned goods, disputes, turnover booked to be shown; or books that are put right as they should be.',
      },
      [365],
    ),
    ...heldRatios(
      {
        over: INVOICES.receivedRed,
        under: INVOICES.receivedPositive,
        most: 1,
        name: 'invoice_received_red_share',
        meaning: 'purchases taken back by red letters',
        meaningZh: '进项红字发票金额占比',
        formula: '-amountFen of valid red letters received / amountFen of the other valid received invoices',
        unit: 'share',
        monotone: 'none',
        why: 'Goods go back when they do not sell or cannot be paid.',
      },
      [365],
    ),
    herfindahlOf(BUYERS),
    topShare(BUYERS, 1),
    topShare(BUYERS, 3),
    ...partyCounts(BUYERS, [90, 365], {
      monotone: 'decreasing',
      why: 'Many buyers spread the risk of each.',
    }),
    newPartyShare(BUYERS, {
      monotone: 'none',
      why: 'New buyers are growth, or names that exist on paper only.',
    }),
    lostPartyShare(BUYERS, { monotone: 'increasing', why: 'Buyers who left know why.' }),
    ...totals(RECEIVED, [90, 365]),
    ...changes(RECEIVED, [90], {
      monotone: 'decreasing',
      why: 'Orders to suppliers shrink before sales do.',
    }),
    seasonalChange(RECEIVED, {
      monotone: 'decreasing',
      why: 'Buying less than a year ago is selling less soon.',
    }),
    activeMonths(RECEIVED, { monotone: 'decreasing', why: 'Even a slack month has its bills.' }),
    recency(
      {
        ...RECEIVED,
        measure: INVOICES.receivedPositive,
        meaning: 'purchase invoice',
        meaningZh: '取得进项发票',
        formula: 'valid received invoice above 0',
      },
      'invoice_days_since_received',
      { monotone: 'increasing', why: 'A firm that no longer buys no longer means to sell.' },
    ),
    ...totals(RECEIVED_COUNT, [365]),
    herfindahlOf(SUPPLIERS, DEPENDENCE),
    topShare(SUPPLIERS, 1, DEPENDENCE),
    ...partyCounts(SUPPLIERS, [365], {
      monotone: 'decreasing',
      why: 'Many who deliver are many who trust the firm to pay.',
    }),
    newPartyShare(SUPPLIERS, {
      monotone: 'none',
      why: 'A change of suppliers is a choice, or credit refused by the old ones.',
    }),
    lostPartyShare(SUPPLIERS, {
      monotone: 'increasing',
      why: 'Suppliers who stop delivering were perhaps not paid.',
    }),
    marginOf(90),
    marginOf(365),
    {
      name: 'invoice_mutual_share_365',
      meaning: 'share of sales invoiced to parties that also invoice the firm, last 365 days',
      meaningZh: '近365天互开发票占比',
      formula:
        'amount issued to counterparties with a valid received invoice / amount issued, by counterparty, sums above 0',
      unit: 'share',
      windowDays: 365,
      monotone: 'increasing',
      why: 'Invoices that go in a circle make turnover without trade.',
      value: (s) => s.parties[INVOICE_PARTIES.buyers]!.sharedWith(s.parties[INVOICE_PARTIES.suppliers]!),
    },
    ...ratios(
      {
        over: INVOICES.issuedRound,
        under: INVOICES.issuedPositive,
        name: 'invoice_round_share',
        meaning: 'share of round sums in sales invoiced',
        meaningZh: '整千元发票金额占比',
        formula:
          'amountFen of valid issued invoices whose total with VAT is a multiple of 1,000 yuan / of all but red letters',
        unit: 'share',
        monotone: 'none',
        why: 'Prices of real goods are seldom round; forms filled to their limit, or invented, are.',
      },
      [365],
    ),
    ...ratios(
      {
        over: INVOICES.issuedMonthEnd,
        under: INVOICES.issuedPositive,
        name: 'invoice_month_end_share',
        meaning: 'share of sales invoiced in the last three days of a month',
        meaningZh: '月末三天开票金额占比',
        formula:
          'amountFen of valid issued invoices of the last three days of a calendar month / of all but red letters',
        unit: 'share',
        monotone: 'none',
        why: 'Billing by the month is habit; a year’s sales crammed into month ends is paper made to fit a figure.',
      },
      [365],
    ),
    {
      name: 'invoice_vat_burden_365',
      meaning: 'VAT owed per sales invoiced, last 365 days',
      meaningZh: '近365天增值税税负率',
      formula: `(taxFen issued - taxFen received, valid invoices) / amountFen of valid issued invoices but red letters, between -${BURDEN_CAP} and ${BURDEN_CAP}`,
      unit: 'ratio',
      windowDays: 365,
      monotone: 'none',
      why: 'Far below its trade a firm buys invoices to pay less tax; far above it buys without any.',
      value: (s) => {
        const owed = s.total(INVOICES.issuedTax, YEAR) - s.total(INVOICES.receivedTax, YEAR);
        const burden = ratio(owed, s.total(INVOICES.issuedPositive, YEAR));
        return Math.min(BURDEN_CAP, Math.max(-BURDEN_CAP, burden));
      },
    },
    ...ratios(
      {
        over: INVOICES.issuedLowRate,
        under: INVOICES.issuedPositive,
        name: 'invoice_low_rate_share',
        meaning: 'share of sales invoiced at the levy rate or exempt',
        meaningZh: '低税率开票金额占比',
        formula: 'amountFen of valid issued invoices with taxRate below 0.055 / of all but red letters',
        unit: 'share',
        monotone: 'none',
        why: 'The levy rate is for small taxpayers; it tells the size of firm that the tax office sees.',
      },
      [365],
    ),
    {
      name: 'invoice_rate_mismatch_365',
      meaning: 'difference between the tax rates of sales and of purchases, last 365 days',
      meaningZh: '近365天销进项税率结构差异',
      formula:
        'half the sum over classes of taxRate (below 0.055, 0.075, 0.12, above) of |share in the amount issued - share in the amount received|',
      unit: 'share',
      windowDays: 365,
      monotone: 'none',
      why: 'Who sells what it never bought may be selling invoices.',
      value: rateMismatch,
    },
  ],
);
