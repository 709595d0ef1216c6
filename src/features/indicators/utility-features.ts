import { fenToYuan } from '../../core/index.ts';
import { windowSlot } from '../engine/ages.ts';
import type { SourceState } from '../engine/source-state.ts';
import { longestGap, recency } from '../families/dynamics.ts';
import { type Mean, meanChanges, seasonalMeanChange } from '../families/means.ts';
import type { Quantity } from '../families/quantity.ts';
import { ratios, totals } from '../families/totals.ts';
import { defineFeatures } from '../feature.ts';
import { change, clamp, ratio } from '../window.ts';
import { TREND_CAP } from './series.ts';
import { USAGE_UNIT, UTILITY, UTILITY_UNPAID_DAYS, type UtilityTrail } from './utility.ts';

type UtilityState = SourceState<UtilityTrail>;

const QUARTER = windowSlot(90);
const YEAR = windowSlot(365);

/** A kWh at more than this, yuan, is an error of the bill. OWN: some ten times the commercial tariff. */
const PRICE_CAP = 10;

const known = (s: UtilityState, value: number): number => (s.isKnown ? value : Number.NaN);
const paying = (s: UtilityState, value: number): number =>
  s.total(UTILITY.payments, YEAR) > 0 ? value : Number.NaN;

const POWER: Mean = {
  sum: UTILITY.electricityUsage,
  count: UTILITY.electricityUsageBills,
  name: 'utility_usage',
  meaning: 'electricity use',
  meaningZh: '用电量',
  formula: 'use on electricity bills',
};

const WATER: Mean = {
  sum: UTILITY.waterUsage,
  count: UTILITY.waterUsageBills,
  name: 'utility_water_usage',
  meaning: 'water use',
  meaningZh: '用水量',
  formula: 'use on water bills',
};

const POWER_USED: Quantity = {
  measure: UTILITY.electricityUsage,
  name: 'utility_electricity_usage',
  meaning: 'electricity used',
  meaningZh: '用电总量',
  formula: 'usage of electricity bills, to the Wh',
  unit: 'kWh',
  per: USAGE_UNIT,
  monotone: 'decreasing',
  why: 'Power use is scale that is hard to fake.',
};

const BILLS: Quantity = {
  measure: UTILITY.bills,
  name: 'utility_bills',
  meaning: 'utility bill',
  meaningZh: '水电费账单',
  formula: 'bills, counted',
  unit: 'count',
  per: 1,
  monotone: 'decreasing',
  why: 'Premises in use are billed every month.',
};

const HARD_TO_FAKE = 'Machines stand still before the books say so.';

export const utilityFeatures = defineFeatures<UtilityState>(
  { sources: ['utility'], sensitivity: 'business' },
  [
    ...ratios(
      {
        over: UTILITY.electricityFen,
        under: UTILITY.electricityBills,
        name: 'utility_electricity_bill',
        meaning: 'mean electricity bill',
        meaningZh: '平均电费账单金额',
        formula: 'mean amount of electricity bills',
        unit: 'yuan',
        per: 100,
        monotone: 'decreasing',
        why: POWER_USED.why,
      },
      [180],
    ),
    ...totals(POWER_USED, [90, 365]),
    ...meanChanges(POWER, [90, 180], { monotone: 'decreasing', why: HARD_TO_FAKE }),
    seasonalMeanChange(POWER, {
      monotone: 'decreasing',
      why: 'Heating and cooling come back every year; a fall against them does not.',
    }),
    {
      name: 'utility_latest_usage_change',
      meaning: 'electricity use of the newest bill against the mean of the year',
      meaningZh: '最近一期用电量较全年均值的变化',
      formula:
        '(a - b) / (a + b), a the use on the newest electricity bill, b the mean over those of the last 365 days',
      unit: 'index',
      windowDays: 365,
      monotone: 'decreasing',
      why: 'The newest bill shows a stop that a quarter still hides.',
      value: (s) => change(s.trail.newestUsage, s.trail.meanUsage),
    },
    {
      name: 'utility_least_usage_share_365',
      meaning: 'lowest electricity use on a bill as a share of the mean, last 365 days',
      meaningZh: '近365天最低用电量占均值比',
      formula: 'least / mean use over electricity bills',
      unit: 'share',
      windowDays: 365,
      monotone: 'decreasing',
      why: 'A month near zero is a firm that stood still.',
      value: (s) => Math.min(1, ratio(s.trail.leastUsage, s.trail.meanUsage)),
    },
    {
      name: 'utility_usage_variation_365',
      meaning: 'volatility of electricity use, last 365 days',
      meaningZh: '近365天用电量波动',
      formula: 'standard deviation / mean of use over electricity bills; at least two needed',
      unit: 'ratio',
      windowDays: 365,
      monotone: 'increasing',
      why: 'Stop-and-go activity.',
      value: (s) => s.trail.usageVariation,
    },
    {
      name: 'utility_usage_trend_365',
      meaning: 'monthly trend of electricity use',
      meaningZh: '用电量月度趋势',
      formula: `slope of the least-squares line through use by periodStart, per 30 days / mean, within +-${TREND_CAP}; at least three electricity bills`,
      unit: 'ratio',
      windowDays: 365,
      monotone: 'decreasing',
      why: 'A year of use that ebbs is a business that ebbs.',
      value: (s) => s.trail.usageTrend,
    },
    {
      name: 'utility_price_per_kwh_365',
      meaning: 'price paid for a kWh, last 365 days',
      meaningZh: '近365天平均电价',
      formula: `amount / use of the electricity bills that tell their use, at most ${PRICE_CAP}`,
      unit: 'yuan',
      windowDays: 365,
      monotone: 'none',
      why: 'Dear power weighs on those who use much, and tells of the tariff a site is on.',
      value: (s) =>
        clamp(
          fenToYuan(ratio(s.total(UTILITY.pricedFen, YEAR), s.total(UTILITY.electricityUsage, YEAR))) *
            USAGE_UNIT,
          0,
          PRICE_CAP,
        ),
    },
    ...ratios(
      {
        over: UTILITY.waterFen,
        under: UTILITY.waterBills,
        name: 'utility_water_bill',
        meaning: 'mean water bill',
        meaningZh: '平均水费账单金额',
        formula: 'mean amount of water bills',
        unit: 'yuan',
        per: 100,
        monotone: 'decreasing',
        why: 'Kitchens, guests and wet processes: activity that a meter counts.',
      },
      [180],
    ),
    ...meanChanges(WATER, [90], {
      monotone: 'decreasing',
      why: 'Where nobody cooks, washes or dyes, the water stands.',
    }),
    seasonalMeanChange(WATER, {
      monotone: 'decreasing',
      why: 'Water against the same season tells of guests and shifts that stay away.',
    }),
    longestGap(BILLS, { monotone: 'increasing', why: 'Months without a bill are months without premises.' }),
    recency({ ...BILLS, formula: 'bill' }, 'utility_days_since_bill', {
      monotone: 'increasing',
      why: 'Bills end when the meter is taken out.',
    }),
    ...ratios(
      {
        over: UTILITY.latePayments,
        under: UTILITY.payments,
        name: 'utility_late_share',
        meaning: 'share of utility bills paid late',
        meaningZh: '水电费逾期缴纳占比',
        formula: 'payments with daysLate > 0 / payments',
        unit: 'share',
        monotone: 'increasing',
        why: 'Utilities are stretched before the loan is.',
      },
      [90, 180, 365],
    ),
    ...ratios(
      {
        over: UTILITY.lateElectricityPayments,
        under: UTILITY.electricityPayments,
        name: 'utility_electricity_late_share',
        meaning: 'share of electricity bills paid late',
        meaningZh: '电费逾期缴纳占比',
        formula: 'electricity payments with daysLate > 0 / electricity payments',
        unit: 'share',
        monotone: 'increasing',
        why: 'Power is cut off fast: who is late with it is short indeed.',
      },
      [365],
    ),
    ...ratios(
      {
        over: UTILITY.lateWaterPayments,
        under: UTILITY.waterPayments,
        name: 'utility_water_late_share',
        meaning: 'share of water bills paid late',
        meaningZh: '水费逾期缴纳占比',
        formula: 'water payments with daysLate > 0 / water payments',
        unit: 'share',
        monotone: 'increasing',
        why: 'Water is cut off last, so it is stretched first.',
      },
      [365],
    ),
    ...ratios(
      {
        over: UTILITY.daysLate,
        under: UTILITY.payments,
        name: 'utility_mean_days_late',
        meaning: 'mean days late with utility bills',
        meaningZh: '水电费平均逾期天数',
        formula: 'mean daysLate of payments, 0 when on time',
        unit: 'days',
        monotone: 'increasing',
        why: 'The recent months tell of the present shortage, the year of the habit.',
      },
      [90, 365],
    ),
    {
      name: 'utility_worst_days_late_90',
      meaning: 'worst days late with a utility bill, last 90 days',
      meaningZh: '近90天水电费最长逾期天数',
      formula: 'largest daysLate of payments; missing without one',
      unit: 'days',
      windowDays: 90,
      monotone: 'increasing',
      why: 'A long delay in the newest quarter is a shortage now.',
      value: (s) => (s.total(UTILITY.payments, QUARTER) > 0 ? s.trail.worstDaysLate90 : Number.NaN),
    },
    {
      name: 'utility_worst_days_late_365',
      meaning: 'worst days late with a utility bill, last 365 days',
      meaningZh: '近365天水电费最长逾期天数',
      formula: 'largest daysLate of payments; missing without one',
      unit: 'days',
      windowDays: 365,
      monotone: 'increasing',
      why: 'One long delay is a shortage that short ones hide in the mean.',
      value: (s) => paying(s, s.trail.worstDaysLate365),
    },
    {
      name: 'utility_late_streak',
      meaning: 'latest utility payments in a row that were late',
      meaningZh: '最近连续逾期的水电费缴纳次数',
      formula: 'length of the run of late payments that ends with the newest',
      unit: 'count',
      windowDays: 365,
      monotone: 'increasing',
      why: 'An unbroken run is a present shortage.',
      value: (s) => paying(s, s.trail.lateStreak),
    },
    recency(
      {
        ...BILLS,
        measure: UTILITY.payments,
        meaning: 'utility payment',
        meaningZh: '水电费缴纳',
        formula: 'payment',
      },
      'utility_days_since_payment',
      { monotone: 'increasing', why: 'A bill that is still unpaid shows first as silence.' },
    ),
    {
      name: 'utility_unpaid_bills_365',
      meaning: 'utility bills not paid, last 365 days',
      meaningZh: '近365天未缴水电费账单数',
      formula: `bills of ${UTILITY_UNPAID_DAYS} to 364 days, above 0, for whose month and service no payment is known`,
      unit: 'count',
      windowDays: 365,
      monotone: 'increasing',
      why: 'Lateness counts only what was paid in the end; this is what was not.',
      value: (s) => known(s, s.trail.unpaidBills),
    },
    {
      name: 'utility_unpaid_amount',
      meaning: 'amount of utility bills not paid',
      meaningZh: '未缴水电费金额',
      formula: `amount of bills of ${UTILITY_UNPAID_DAYS} to 364 days for whose month and service no payment is known`,
      unit: 'yuan',
      windowDays: 365,
      monotone: 'increasing',
      why: 'Debt to the utility ends with the power cut off.',
      value: (s) => known(s, fenToYuan(s.trail.unpaidFen)),
    },
    {
      name: 'utility_oldest_unpaid_days',
      meaning: 'age of the oldest utility bill not paid',
      meaningZh: '最早未缴水电费账单天数',
      formula: `asOf - eventDate of the oldest bill of ${UTILITY_UNPAID_DAYS} to 364 days, above 0, for whose month and service no payment is known; 0 without one`,
      unit: 'days',
      windowDays: 365,
      monotone: 'increasing',
      why: 'The longer a bill lies, the less it is forgetfulness.',
      value: (s) => known(s, s.trail.oldestUnpaidDays),
    },
  ],
);
