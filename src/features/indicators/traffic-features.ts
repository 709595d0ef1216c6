import { RECORDS } from '../engine/accumulator.ts';
import type { SourceState } from '../engine/source-state.ts';
import { recency } from '../families/dynamics.ts';
import type { Quantity } from '../families/quantity.ts';
import {
  rateChanges,
  rateDifferences,
  rateSeasonalChange,
  rateTrend,
  rateVariation,
} from '../families/rates.ts';
import { type Ratio, ratios, totals } from '../families/totals.ts';
import { defineFeatures } from '../feature.ts';
import { ratio } from '../window.ts';
import { TRAFFIC, type TrafficTrail, WEAK_WEEK } from './traffic.ts';

const VISITORS: Quantity = {
  measure: TRAFFIC.visitors,
  name: 'traffic_visitors',
  meaning: 'visitors at the premises',
  meaningZh: '门店客流人次',
  formula: 'visitors',
  unit: 'count',
  per: 1,
  monotone: 'decreasing',
  why: 'People in the shop are sales before any till has rung.',
};

/** Weeks are compared, not sums: 30 days hold four Sundays or five, and some weeks are never delivered. */
const WEEKLY: Ratio = {
  over: TRAFFIC.visitors,
  under: RECORDS,
  name: 'traffic_weekly_visitors',
  meaning: 'visitors a counted week',
  meaningZh: '周均客流',
  formula: 'visitors / counted weeks',
  unit: 'count',
  monotone: 'decreasing',
  why: VISITORS.why,
};

const DWELL: Ratio = {
  over: TRAFFIC.visitorMinutes,
  under: TRAFFIC.visitors,
  name: 'traffic_dwell',
  meaning: 'time that visitors stay',
  meaningZh: '顾客平均停留时长',
  formula: 'sum of dwellMinutes x visitors / visitors, in hours',
  unit: 'hours',
  per: 60,
  monotone: 'none',
  why: 'Time on the premises depends on the trade first, and on the welcome second.',
};

const RETURNING: Ratio = {
  over: TRAFFIC.returning,
  under: TRAFFIC.visitors,
  name: 'traffic_returning_share',
  meaning: 'share of visitors seen before',
  meaningZh: '回头客占比',
  formula: 'sum of returningShare (at most 1) x visitors / visitors',
  unit: 'share',
  monotone: 'decreasing',
  why: 'Customers who come back are the cheapest sales there are.',
};

export const trafficFeatures = defineFeatures<SourceState<TrafficTrail>>(
  { sources: ['traffic'], sensitivity: 'business' },
  [
    ...totals(VISITORS, [30, 90, 365]),
    ...rateChanges(WEEKLY, [30, 90, 180], {
      monotone: 'decreasing',
      why: 'Customers stay away before receipts fall.',
    }),
    rateSeasonalChange(WEEKLY, {
      monotone: 'decreasing',
      why: 'Holidays fill a shop every year; a fall against last year is the shop’s own.',
    }),
    rateVariation(WEEKLY, {
      monotone: 'increasing',
      why: 'Rent is even; customers who are not must be bridged.',
    }),
    rateTrend(WEEKLY, {
      monotone: 'decreasing',
      why: 'A year’s direction shows through the noise of counted phones.',
    }),
    {
      name: 'traffic_least_week_90',
      meaning: 'visitors of the weakest week of the last 90 days against the year’s mean week',
      meaningZh: '近90天最低周客流占年均周客流比',
      formula: 'visitors of the least counted week of 90 days / mean of the counted weeks of 365 days',
      unit: 'ratio',
      windowDays: 365,
      monotone: 'decreasing',
      why: 'Closed for days within a week: illness, works, or no goods to sell.',
      value: (s) => ratio(s.trail.leastWeek90, s.trail.meanWeek365),
    },
    {
      name: 'traffic_weak_weeks',
      meaning: 'latest weeks in a row with weak foot traffic',
      meaningZh: '最近连续客流低迷周数',
      formula: `length of the run of counted weeks below ${WEAK_WEEK} of the mean of 365 days that ends with the newest`,
      unit: 'count',
      windowDays: 365,
      monotone: 'increasing',
      why: 'One weak week is weather; six are a decline.',
      value: (s) => (s.isKnown ? s.trail.weakWeeks : Number.NaN),
    },
    {
      name: 'traffic_longest_gap_365',
      meaning: 'most days without any counted visitor, last 365 days',
      meaningZh: '近365天最长无客流天数',
      formula: 'longest time between successive counts of 365 days, and from the newest to asOf',
      unit: 'days',
      windowDays: 365,
      monotone: 'none',
      why: 'Premises without visitors are closed premises, or a counter out of order.',
      value: (s) => (s.isKnown ? s.trail.longestGap365 : Number.NaN),
    },
    recency(
      { ...VISITORS, meaning: 'counted visitor', meaningZh: '客流记录', formula: 'week with visitors' },
      'traffic_days_since',
      { monotone: 'increasing', why: 'A shop that nobody has entered for weeks is shut.' },
    ),
    ...ratios(DWELL, [90]),
    ...rateChanges(DWELL, [90], {
      monotone: 'none',
      why: 'Visitors leave sooner where shelves are bare and staff are few.',
    }),
    ...ratios(RETURNING, [90, 365]),
    ...rateDifferences(RETURNING, 1, [90], {
      monotone: 'decreasing',
      why: 'Regulars notice first that a place has changed.',
    }),
  ],
);
