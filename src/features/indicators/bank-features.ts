import { fenToYuan } from '../../core/index.ts';
import { RECORDS } from '../engine/accumulator.ts';
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
import type { Quantity } from '../families/quantity.ts';
import { ratios, totals } from '../families/totals.ts';
import { defineFeatures } from '../feature.ts';
import { change, clamp, ratio, YEAR_DAYS } from '../window.ts';
import { BANK, BANK_PARTIES, type BankTrail } from './bank.ts';

type BankState = SourceState<BankTrail>;

const QUARTER = windowSlot(90);
const YEAR = windowSlot(365);

/** Quotients against receipts that may be nearly nothing are held within 0 and this. */
const BURDEN_CAP = 10;

const SALES: Quantity = {
  measure: BANK.sales,
  name: 'bank_sales',
  meaning: 'sales money received',
  meaningZh: '销售回款',
  formula: 'amountFen of sales receipts',
  unit: 'yuan',
  per: 100,
  monotone: 'decreasing',
  why: 'Money that came in is the firm’s size as a lender can bank on it.',
};

const PAYROLL: Quantity = {
  measure: BANK.payroll,
  name: 'bank_payroll',
  meaning: 'payroll paid',
  meaningZh: '工资支出',
  formula: 'amountFen of payroll payments',
  unit: 'yuan',
  per: 100,
  monotone: 'none',
  why: 'Staff on the payroll is size; wages that stop are the end of it.',
};

const PURCHASES: Quantity = {
  measure: BANK.purchases,
  name: 'bank_purchases',
  meaning: 'money paid for purchases',
  meaningZh: '采购支出',
  formula: 'amountFen of purchase payments',
  unit: 'yuan',
  per: 100,
  monotone: 'none',
  why: 'Who buys today expects to sell tomorrow.',
};

const LOANS: Quantity = {
  measure: BANK.loanIn,
  name: 'bank_loans',
  meaning: 'loan money received',
  meaningZh: '贷款流入',
  formula: 'amountFen of loan receipts',
  unit: 'yuan',
  per: 100,
  monotone: 'none',
  why: 'New debt, as the account shows it before any bureau does.',
};

const CUSTOMERS: PartyGroup = {
  group: BANK_PARTIES.customers,
  name: 'bank_customer',
  one: 'customer who paid',
  many: 'customers who paid',
  zh: '付款客户',
  amount: 'sales receipts',
};

const SUPPLIERS: PartyGroup = {
  group: BANK_PARTIES.suppliers,
  name: 'bank_supplier',
  one: 'supplier paid',
  many: 'suppliers paid',
  zh: '收款供应商',
  amount: 'purchase payments',
};

const yuanOf = (s: BankState, fen: number): number => (s.isKnown ? fenToYuan(fen) : Number.NaN);

export const bankFeatures = defineFeatures<BankState>({ sources: ['bank'], sensitivity: 'business' }, [
  {
    name: 'bank_monthly_inflow',
    meaning: 'sales money received per 30 days, last 90 days',
    meaningZh: '近90天月均销售回款',
    formula: 'sales receipts / 3',
    unit: 'yuan',
    windowDays: 90,
    monotone: 'decreasing',
    why: SALES.why,
    value: (s) => yuanOf(s, s.total(BANK.sales, QUARTER) / 3),
  },
  ...totals(SALES, [7, 30, 180, 365]),
  ...changes(SALES, [30, 90, 180], {
    monotone: 'decreasing',
    why: 'Falling receipts precede missed instalments.',
  }),
  seasonalChange(SALES, {
    monotone: 'decreasing',
    why: 'A slack season comes back every year; a fall against it does not.',
  }),
  variationOfMonths(SALES, {
    monotone: 'increasing',
    why: 'The same mean with more variance runs dry more often.',
  }),
  trendOfMonths(SALES, {
    monotone: 'decreasing',
    why: 'A year’s direction is harder to talk away than a month’s.',
  }),
  activeMonths(SALES, { monotone: 'decreasing', why: 'Trade without a break.' }),
  longestGap(SALES, { monotone: 'increasing', why: 'A firm that stood still once may again.' }),
  peakShare(SALES, { monotone: 'increasing', why: 'A year earned in one month hangs on that month.' }),
  recency(
    { ...SALES, meaning: 'sales receipt', meaningZh: '销售回款', formula: 'sales receipt' },
    'bank_days_since_sales',
    {
      monotone: 'increasing',
      why: 'A firm that trades is paid.',
    },
  ),
  ...ratios(
    {
      over: BANK.sales,
      under: BANK.salesReceipts,
      name: 'bank_sale_size',
      meaning: 'mean sales receipt',
      meaningZh: '单笔平均销售回款',
      formula: 'sales receipts / their number',
      unit: 'yuan',
      per: 100,
      monotone: 'none',
      why: 'Few large receipts are another business than many small ones.',
    },
    [90, 365],
  ),
  {
    name: 'bank_largest_sale_share_90',
    meaning: 'largest single receipt as a share of sales receipts, last 90 days',
    meaningZh: '近90天最大单笔回款占比',
    formula: 'largest sales receipt / sum of sales receipts',
    unit: 'share',
    windowDays: 90,
    monotone: 'increasing',
    why: 'A quarter that hangs on one payment.',
    value: (s) => ratio(s.trail.largestSale90, s.total(BANK.sales, QUARTER)),
  },
  herfindahlOf(CUSTOMERS),
  topShare(CUSTOMERS, 1),
  topShare(CUSTOMERS, 3),
  ...partyCounts(CUSTOMERS, [90, 180, 365], {
    monotone: 'decreasing',
    why: 'Many buyers spread the risk of each.',
  }),
  newPartyShare(CUSTOMERS, {
    monotone: 'none',
    why: 'New customers are growth, or the replacement of those lost.',
  }),
  lostPartyShare(CUSTOMERS, {
    monotone: 'increasing',
    why: 'Customers who stay away tell of the firm before it does.',
  }),
  herfindahlOf(SUPPLIERS, {
    monotone: 'none',
    why: 'One supplier is a dependence, and often also a partner.',
  }),
  topShare(SUPPLIERS, 1, {
    monotone: 'none',
    why: 'One supplier is a dependence, and often also a partner.',
  }),
  ...partyCounts(SUPPLIERS, [90, 365], { monotone: 'none', why: 'The breadth of what the firm buys.' }),
  ...totals(PURCHASES, [30, 90, 365]),
  ...changes(PURCHASES, [90], { monotone: 'decreasing', why: 'Purchases shrink before sales do.' }),
  ...totals(PAYROLL, [90, 365]),
  ...changes(PAYROLL, [90], { monotone: 'decreasing', why: 'A firm that lets people go expects less work.' }),
  activeMonths(PAYROLL, {
    monotone: 'decreasing',
    why: 'Wages are skipped late and only in need; none at all is a firm without staff.',
  }),
  variationOfMonths(PAYROLL, {
    monotone: 'increasing',
    why: 'Wages are the steadiest payment a sound firm has.',
  }),
  {
    name: 'bank_operating_balance_30',
    meaning: 'operating receipts against operating payments, last 30 days',
    meaningZh: '近30天经营收支差',
    formula:
      '(a - b) / (a + b), a receipts without loans and owner, b payments without repayments, loans and owner',
    unit: 'index',
    windowDays: 30,
    monotone: 'decreasing',
    why: 'The newest month, before a quarter evens it out.',
    value: (s) =>
      change(s.total(BANK.operatingIn, windowSlot(30)), s.total(BANK.operatingOut, windowSlot(30))),
  },
  {
    name: 'bank_operating_balance_90',
    meaning: 'operating receipts against operating payments, last 90 days',
    meaningZh: '近90天经营收支差',
    formula:
      '(a - b) / (a + b), a receipts without loans and owner, b payments without repayments, loans and owner',
    unit: 'index',
    windowDays: 90,
    monotone: 'decreasing',
    why: 'What trading earns is what can repay.',
    value: (s) => change(s.total(BANK.operatingIn, QUARTER), s.total(BANK.operatingOut, QUARTER)),
  },
  {
    name: 'bank_operating_balance_365',
    meaning: 'operating receipts against operating payments, last 365 days',
    meaningZh: '近365天经营收支差',
    formula:
      '(a - b) / (a + b), a receipts without loans and owner, b payments without repayments, loans and owner',
    unit: 'index',
    windowDays: 365,
    monotone: 'decreasing',
    why: 'A year has no season.',
    value: (s) => change(s.total(BANK.operatingIn, YEAR), s.total(BANK.operatingOut, YEAR)),
  },
  {
    name: 'bank_runway_days',
    meaning: 'days the balance lasts at the payments of the last 90 days',
    meaningZh: '账户余额可支撑天数',
    formula: 'newest balance / (payments of 90 days / 90), between -365 and 365',
    unit: 'days',
    windowDays: 90,
    monotone: 'decreasing',
    why: 'Default is running out of cash.',
    value: (s) => clamp(ratio(s.trail.lastBalance * 90, s.total(BANK.paid, QUARTER)), -YEAR_DAYS, YEAR_DAYS),
  },
  {
    name: 'bank_balance',
    meaning: 'newest account balance',
    meaningZh: '账户最新余额',
    formula: 'balance after the newest transaction of 455 days',
    unit: 'yuan',
    windowDays: 455,
    monotone: 'decreasing',
    why: 'Cash today.',
    value: (s) => yuanOf(s, s.trail.lastBalance),
  },
  {
    name: 'bank_least_balance_90',
    meaning: 'lowest account balance, last 90 days',
    meaningZh: '近90天账户最低余额',
    formula: 'least balance after a transaction',
    unit: 'yuan',
    windowDays: 90,
    monotone: 'decreasing',
    why: 'How close the firm has come to zero.',
    value: (s) => fenToYuan(s.trail.leastBalance90),
  },
  {
    name: 'bank_least_balance_365',
    meaning: 'lowest account balance, last 365 days',
    meaningZh: '近365天账户最低余额',
    formula: 'least balance after a transaction',
    unit: 'yuan',
    windowDays: 365,
    monotone: 'decreasing',
    why: 'The worst day of a year, season included.',
    value: (s) => fenToYuan(s.trail.leastBalance365),
  },
  {
    name: 'bank_mean_balance_90',
    meaning: 'mean account balance, last 90 days',
    meaningZh: '近90天账户平均余额',
    formula: 'mean of balances after transactions',
    unit: 'yuan',
    windowDays: 90,
    monotone: 'decreasing',
    why: 'The usual cushion.',
    value: (s) => fenToYuan(s.trail.meanBalance90),
  },
  {
    name: 'bank_balance_change_90',
    meaning: 'change of the mean balance, last 90 days against the 90 before',
    meaningZh: '近90天平均余额较前90天的变化',
    formula: '(a - b) / (|a| + |b|), a and b the mean balances after transactions 0-89 and 90-179 days old',
    unit: 'index',
    windowDays: 180,
    monotone: 'decreasing',
    why: 'A cushion that wears thin.',
    value: ({ trail: { meanBalance90: a, meanBalanceBefore90: b } }) =>
      ratio(a - b, Math.abs(a) + Math.abs(b)),
  },
  ...ratios(
    {
      over: BANK.overdrawn,
      under: RECORDS,
      name: 'bank_overdrawn_share',
      meaning: 'share of transactions that left the account overdrawn',
      meaningZh: '账户透支交易占比',
      formula: 'transactions with a balance below 0 / transactions',
      unit: 'share',
      monotone: 'increasing',
      why: 'Living on the overdraft leaves no buffer.',
    },
    [30, 90, 365],
  ),
  {
    name: 'bank_overdrawn_streak',
    meaning: 'latest transactions in a row that left the account overdrawn',
    meaningZh: '最近连续透支交易笔数',
    formula:
      'length of the run of transactions with a balance below 0 that ends with the newest, of the last 365 days',
    unit: 'count',
    windowDays: 365,
    monotone: 'increasing',
    why: 'An overdraft that is never paid off is a loan nobody granted.',
    value: (s) => (s.isKnown ? s.trail.overdrawnStreak : Number.NaN),
  },
  ...ratios(
    {
      over: BANK.loanIn,
      under: BANK.received,
      name: 'bank_loan_inflow_share',
      meaning: 'share of loans in money received',
      meaningZh: '贷款流入占比',
      formula: 'loan receipts / all receipts',
      unit: 'share',
      monotone: 'increasing',
      why: 'Paying old debt with new.',
    },
    [90, 180],
  ),
  ...ratios(
    {
      over: BANK.ownerIn,
      under: BANK.received,
      name: 'bank_owner_inflow_share',
      meaning: 'share of the owner’s money in money received',
      meaningZh: '股东注资占比',
      formula: 'receipts from the owner / all receipts',
      unit: 'share',
      monotone: 'none',
      why: 'An owner who puts money in believes in the firm, or has to.',
    },
    [180],
  ),
  ...ratios(
    {
      over: BANK.ownerOut,
      under: BANK.paid,
      name: 'bank_owner_outflow_share',
      meaning: 'share of payments to the owner in money paid',
      meaningZh: '流向股东支出占比',
      formula: 'payments to the owner / all payments',
      unit: 'share',
      monotone: 'none',
      why: 'Money that leaves for the owner is gone when the loan falls due.',
    },
    [90, 365],
  ),
  ...totals(LOANS, [90, 365]),
  {
    name: 'bank_loan_lenders_180',
    meaning: 'different lenders who paid out, last 180 days',
    meaningZh: '近180天放款机构数',
    formula: 'distinct counterparties of loan receipts',
    unit: 'count',
    windowDays: 180,
    monotone: 'increasing',
    why: 'Borrowing on several platforms, seen on the account itself.',
    value: (s) => (s.isKnown ? s.parties[BANK_PARTIES.lenders]!.count(180) : Number.NaN),
  },
  {
    name: 'bank_repayment_burden_90',
    meaning: 'debt service per sales receipts, last 90 days',
    meaningZh: '近90天还款支出占销售回款比',
    formula: `repayments / sales receipts, at most ${BURDEN_CAP}`,
    unit: 'ratio',
    windowDays: 90,
    monotone: 'increasing',
    why: 'Debt that already eats the receipts leaves no room for more.',
    value: (s) => clamp(ratio(s.total(BANK.repaid, QUARTER), s.total(BANK.sales, QUARTER)), 0, BURDEN_CAP),
  },
  {
    name: 'bank_rent_burden_365',
    meaning: 'rent per sales receipts, last 365 days',
    meaningZh: '近365天租金占销售回款比',
    formula: `rent / sales receipts, at most ${BURDEN_CAP}`,
    unit: 'ratio',
    windowDays: 365,
    monotone: 'increasing',
    why: 'Rent is owed whether or not anything is sold.',
    value: (s) => clamp(ratio(s.total(BANK.rent, YEAR), s.total(BANK.sales, YEAR)), 0, BURDEN_CAP),
  },
  ...totals(
    {
      measure: RECORDS,
      name: 'bank_transactions',
      meaning: 'account transactions',
      meaningZh: '账户交易笔数',
      formula: 'transactions, counted',
      unit: 'count',
      per: 1,
      monotone: 'decreasing',
      why: 'Activity of the account as a whole.',
    },
    [7, 30, 90],
  ),
  {
    name: 'bank_active_days_90',
    meaning: 'days with a transaction, last 90 days',
    meaningZh: '近90天有交易天数',
    formula: 'distinct eventDates of transactions',
    unit: 'count',
    windowDays: 90,
    monotone: 'decreasing',
    why: 'An account in daily use is a business in daily use.',
    value: (s) => (s.isKnown ? s.trail.activeDays90 : Number.NaN),
  },
]);
