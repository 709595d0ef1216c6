import { fenToYuan } from '../../core/index.ts';
import { windowSlot } from '../engine/ages.ts';
import type { SourceState } from '../engine/source-state.ts';
import { longestGap, recency } from '../families/dynamics.ts';
import { type Mean, meanChanges, seasonalMeanChange } from '../families/means.ts';
import type { Quantity } from '../families/quantity.ts';
import { ratios, totals } from '../families/totals.ts';
import { defineFeatures } from '../feature.ts';
import { clamp, ratio } from '../window.ts';
import { TREND_CAP } from './series.ts';
import { TAX, TAX_UNPAID_DAYS, type TaxTrail } from './tax.ts';

type TaxState = SourceState<TaxTrail>;

const QUARTER = windowSlot(90);
const HALF_YEAR = windowSlot(180);
const YEAR = windowSlot(365);

/** Tax owed is held within this many months of revenue. */
const UNPAID_CAP = 12;
/** Tax above the revenue it is on is an error of the filing. */
const BURDEN_CAP = 1;

const known = (s: TaxState, value: number): number => (s.isKnown ? value : Number.NaN);
const acted = (s: TaxState, value: number): number => (s.total(TAX.acts, YEAR) > 0 ? value : Number.NaN);

const REVENUE: Quantity = {
  measure: TAX.revenue,
  name: 'tax_revenue',
  meaning: 'declared revenue',
  meaningZh: '申报收入',
  formula: 'declaredRevenueFen of filings',
  unit: 'yuan',
  per: 100,
  monotone: 'decreasing',
  why: 'Larger firms absorb shocks better.',
};

const REVENUE_OF_FILING: Mean = {
  sum: TAX.revenue,
  count: TAX.revenueFilings,
  name: 'tax_revenue',
  meaning: 'declared revenue',
  meaningZh: '申报收入',
  formula: 'declared revenue of filings that declare one',
};

const FILINGS: Quantity = {
  measure: TAX.filings,
  name: 'tax_filings',
  meaning: 'tax filings',
  meaningZh: '纳税申报次数',
  formula: 'filings, counted',
  unit: 'count',
  per: 1,
  monotone: 'decreasing',
  why: 'A firm that stops filing has stopped trading or is hiding.',
};

const ARREARS: Quantity = {
  measure: TAX.arrears,
  name: 'tax_arrears',
  meaning: 'notices of tax arrears',
  meaningZh: '欠税通知次数',
  formula: 'arrears notices, counted',
  unit: 'count',
  per: 1,
  monotone: 'increasing',
  why: 'The tax authority ranks before the lender.',
};

export const taxFeatures = defineFeatures<TaxState>({ sources: ['tax'], sensitivity: 'business' }, [
  ...totals(FILINGS, [365]),
  longestGap(
    { ...FILINGS, meaning: 'tax filing', meaningZh: '纳税申报' },
    { monotone: 'increasing', why: 'A month without filing is a month not accounted for.' },
  ),
  recency(
    { ...FILINGS, meaning: 'tax filing', meaningZh: '纳税申报', formula: 'filing' },
    'tax_days_since_filing',
    { monotone: 'increasing', why: 'Silence is the earliest sign of a firm winding down.' },
  ),
  ...ratios(
    {
      over: TAX.nilFilings,
      under: TAX.revenueFilings,
      name: 'tax_nil_share',
      meaning: 'share of tax filings that declare no revenue',
      meaningZh: '零申报占比',
      formula: 'filings that declare a revenue of 0 / filings that declare one',
      unit: 'share',
      monotone: 'increasing',
      why: 'A firm that declares nothing has nothing to repay from, or hides it.',
    },
    [365],
  ),
  {
    name: 'tax_monthly_revenue',
    meaning: 'declared revenue per month, last 180 days',
    meaningZh: '近180天月均申报收入',
    formula: 'mean declared revenue of the filings that declare one',
    unit: 'yuan',
    windowDays: 180,
    monotone: 'decreasing',
    why: REVENUE.why,
    value: (s) => fenToYuan(ratio(s.total(TAX.revenue, HALF_YEAR), s.total(TAX.revenueFilings, HALF_YEAR))),
  },
  ...totals(REVENUE, [90, 365]),
  ...meanChanges(REVENUE_OF_FILING, [90], {
    monotone: 'decreasing',
    why: 'The newest quarter tells of trouble first.',
  }),
  {
    ...meanChanges(REVENUE_OF_FILING, [180], {
      monotone: 'decreasing',
      why: 'Falling revenue leaves fixed costs uncovered.',
    })[0]!,
    meaning: 'change of declared revenue, last half year against the one before',
    meaningZh: '近半年申报收入较前半年的变化',
  },
  seasonalMeanChange(REVENUE_OF_FILING, {
    monotone: 'decreasing',
    why: 'A slack season comes back every year; a fall against it does not.',
  }),
  {
    name: 'tax_revenue_variation_365',
    meaning: 'volatility of declared revenue, last 365 days',
    meaningZh: '近365天申报收入波动',
    formula: 'standard deviation / mean of declared revenue over filings; at least two needed',
    unit: 'ratio',
    windowDays: 365,
    monotone: 'increasing',
    why: 'Uneven revenue runs out of cash more often at the same mean.',
    value: (s) => s.trail.revenueVariation,
  },
  {
    name: 'tax_revenue_trend_365',
    meaning: 'monthly trend of declared revenue',
    meaningZh: '申报收入月度趋势',
    formula: `slope of the least-squares line through declared revenue by periodStart, per 30 days / mean, within +-${TREND_CAP}; at least three filings`,
    unit: 'ratio',
    windowDays: 365,
    monotone: 'decreasing',
    why: 'A year’s direction, by the months that filings are about and not by the day they came.',
    value: (s) => s.trail.revenueTrend,
  },
  ...ratios(
    {
      over: TAX.lateActs,
      under: TAX.acts,
      name: 'tax_late_share',
      meaning: 'share of tax filings and payments made late',
      meaningZh: '纳税申报和缴款逾期占比',
      formula: 'filings and payments with daysLate > 0 / filings and payments',
      unit: 'share',
      monotone: 'increasing',
      why: 'Tax is among the first bills stretched when cash is short.',
    },
    [90, 180, 365],
  ),
  ...ratios(
    {
      over: TAX.lateFilings,
      under: TAX.filings,
      name: 'tax_late_filing_share',
      meaning: 'share of tax filings made late',
      meaningZh: '纳税申报逾期占比',
      formula: 'filings with daysLate > 0 / filings',
      unit: 'share',
      monotone: 'increasing',
      why: 'Filing costs no money: who files late keeps poor books.',
    },
    [365],
  ),
  ...ratios(
    {
      over: TAX.latePayments,
      under: TAX.payments,
      name: 'tax_late_payment_share',
      meaning: 'share of tax payments made late',
      meaningZh: '税款缴纳逾期占比',
      formula: 'payments with daysLate > 0 / payments',
      unit: 'share',
      monotone: 'increasing',
      why: 'A late payment lacks money, where a late filing may lack order.',
    },
    [90, 365],
  ),
  ...ratios(
    {
      over: TAX.daysLate,
      under: TAX.acts,
      name: 'tax_mean_days_late',
      meaning: 'mean days late with tax',
      meaningZh: '纳税平均逾期天数',
      formula: 'mean daysLate of filings and payments, 0 when on time',
      unit: 'days',
      monotone: 'increasing',
      why: 'How late says more than whether late.',
    },
    [90, 180, 365],
  ),
  {
    name: 'tax_worst_days_late_90',
    meaning: 'worst days late with tax, last 90 days',
    meaningZh: '近90天纳税最长逾期天数',
    formula: 'largest daysLate of filings and payments; missing without one',
    unit: 'days',
    windowDays: 90,
    monotone: 'increasing',
    why: 'One long delay is a shortage that short ones hide in the mean.',
    value: (s) => (s.total(TAX.acts, QUARTER) > 0 ? s.trail.worstDaysLate90 : Number.NaN),
  },
  {
    name: 'tax_worst_days_late_365',
    meaning: 'worst days late with tax, last 365 days',
    meaningZh: '近365天纳税最长逾期天数',
    formula: 'largest daysLate of filings and payments; missing without one',
    unit: 'days',
    windowDays: 365,
    monotone: 'increasing',
    why: 'The depth of the year’s worst shortage.',
    value: (s) => acted(s, s.trail.worstDaysLate365),
  },
  {
    name: 'tax_late_streak',
    meaning: 'latest tax filings and payments in a row that were late',
    meaningZh: '最近连续逾期的纳税申报和缴款次数',
    formula: 'length of the run of late filings and payments that ends with the newest',
    unit: 'count',
    windowDays: 365,
    monotone: 'increasing',
    why: 'An unbroken run is a present shortage, not an oversight.',
    value: (s) => acted(s, s.trail.lateStreak),
  },
  ...totals(ARREARS, [90, 365]),
  ...totals(
    {
      ...ARREARS,
      measure: TAX.arrearsFen,
      name: 'tax_arrears_amount',
      meaning: 'tax in notices of arrears',
      meaningZh: '欠税通知金额',
      formula: 'amountFen of arrears notices',
      unit: 'yuan',
      per: 100,
      why: 'How much tax the firm could not pay in time.',
    },
    [365],
  ),
  recency(
    { ...ARREARS, meaning: 'notice of tax arrears', meaningZh: '欠税通知', formula: 'arrears notice' },
    'tax_days_since_arrears',
    { monotone: 'decreasing', why: 'Arrears long past weigh less.' },
  ),
  {
    name: 'tax_open_arrears_amount',
    meaning: 'tax in arrears now',
    meaningZh: '当前欠税余额',
    formula:
      'amountFen of arrears notices of the last 365 days for whose month no payment is known, the newest of each month',
    unit: 'yuan',
    windowDays: 365,
    monotone: 'increasing',
    why: 'A claim that the state collects before any lender.',
    value: (s) => known(s, fenToYuan(s.trail.openArrearsFen)),
  },
  {
    name: 'tax_unpaid_filings_365',
    meaning: 'tax filings not paid for, last 365 days',
    meaningZh: '近365天未缴款的纳税申报次数',
    formula: `filings of ${TAX_UNPAID_DAYS} to 364 days with tax due for whose month no payment is known`,
    unit: 'count',
    windowDays: 365,
    monotone: 'increasing',
    why: 'Tax declared and not paid is the firm’s own admission of a shortage.',
    value: (s) => known(s, s.trail.unpaidFilings),
  },
  {
    name: 'tax_unpaid_to_revenue',
    meaning: 'unpaid tax in months of declared revenue',
    meaningZh: '未缴税款与月均申报收入之比',
    formula: `tax of filings not paid for, last 365 days / mean declared revenue of the filings of 365 days, at most ${UNPAID_CAP}`,
    unit: 'ratio',
    windowDays: 365,
    monotone: 'increasing',
    why: 'The same debt is light for a large firm and heavy for a small one.',
    value: (s) =>
      clamp(
        ratio(s.trail.unpaidFen, ratio(s.total(TAX.revenue, YEAR), s.total(TAX.revenueFilings, YEAR))),
        0,
        UNPAID_CAP,
      ),
  },
  {
    name: 'tax_burden_365',
    meaning: 'tax due per declared revenue, last 365 days',
    meaningZh: '近365天税负率',
    formula: `tax due on filings / declared revenue, at most ${BURDEN_CAP}`,
    unit: 'ratio',
    windowDays: 365,
    monotone: 'none',
    why: 'Far from the industry in either direction, it questions the declared figures.',
    value: (s) => clamp(ratio(s.total(TAX.due, YEAR), s.total(TAX.revenue, YEAR)), 0, BURDEN_CAP),
  },
]);
