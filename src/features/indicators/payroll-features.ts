import { fenToYuan } from '../../core/index.ts';
import { windowSlot } from '../engine/ages.ts';
import type { SourceState } from '../engine/source-state.ts';
import { activeMonths, longestGap, recency } from '../families/dynamics.ts';
import { type Mean, meanChanges } from '../families/means.ts';
import type { Quantity } from '../families/quantity.ts';
import { ratios, totals } from '../families/totals.ts';
import { defineFeatures } from '../feature.ts';
import { change, clamp, ratio } from '../window.ts';
import { PAYROLL, PAYROLL_UNPAID_DAYS, type PayrollTrail } from './payroll.ts';
import { TREND_CAP } from './series.ts';

type PayrollState = SourceState<PayrollTrail>;

const YEAR = windowSlot(365);

/** Contributions above the wages they are on are an error of the declaration. */
const RATE_CAP = 1;

const known = (s: PayrollState, value: number): number => (s.isKnown ? value : Number.NaN);
const paying = (s: PayrollState, value: number): number =>
  s.total(PAYROLL.payments, YEAR) > 0 ? value : Number.NaN;

const DECLARATIONS: Quantity = {
  measure: PAYROLL.declarations,
  name: 'payroll_declarations',
  meaning: 'social insurance declaration',
  meaningZh: '社保申报',
  formula: 'declarations, counted',
  unit: 'count',
  per: 1,
  monotone: 'decreasing',
  why: 'A firm that has staff declares them every month.',
};

const ARREARS: Quantity = {
  measure: PAYROLL.arrears,
  name: 'payroll_arrears',
  meaning: 'notices of social insurance arrears',
  meaningZh: '社保欠缴通知次数',
  formula: 'arrears notices, counted',
  unit: 'count',
  per: 1,
  monotone: 'increasing',
  why: 'Owing the insurance of one’s own staff is among the last things a sound firm does.',
};

const WAGES: Mean = {
  sum: PAYROLL.wages,
  count: PAYROLL.wageDeclarations,
  name: 'payroll_wages',
  meaning: 'declared wages',
  meaningZh: '申报工资总额',
  formula: 'wagesFen of declarations that tell them',
};

const WAGE_OF_HEAD: Mean = {
  sum: PAYROLL.headWages,
  count: PAYROLL.heads,
  name: 'payroll_wage_per_head',
  meaning: 'declared wage per insured',
  meaningZh: '人均申报工资',
  formula: 'wages per insured of declarations that tell both',
};

export const payrollFeatures = defineFeatures<PayrollState>(
  { sources: ['payroll'], sensitivity: 'business' },
  [
    {
      name: 'payroll_insured',
      meaning: 'insured staff now',
      meaningZh: '当前参保人数',
      formula: 'insured of the newest declaration of the last 365 days',
      unit: 'count',
      windowDays: 365,
      monotone: 'decreasing',
      why: 'Staff that is paid for is size that is hard to fake.',
      value: (s) => s.trail.insured,
    },
    {
      name: 'payroll_insured_change_90',
      meaning: 'change of insured staff in 90 days',
      meaningZh: '近90天参保人数变化',
      formula:
        '(a - b) / (a + b), a insured of the newest declaration of the last 90 days, b of the newest 90-454 days old',
      unit: 'index',
      windowDays: 455,
      monotone: 'decreasing',
      why: 'A firm that lets people go expects less work.',
      value: (s) => change(s.trail.insured90, s.trail.insuredBefore90),
    },
    {
      name: 'payroll_insured_change_365',
      meaning: 'change of insured staff in a year',
      meaningZh: '近一年参保人数变化',
      formula:
        '(a - b) / (a + b), a insured of the newest declaration of the last 365 days, b of the newest 365-454 days old',
      unit: 'index',
      windowDays: 455,
      monotone: 'decreasing',
      why: 'Over a year seasonal staff is even.',
      value: (s) => change(s.trail.insured, s.trail.insuredBefore365),
    },
    {
      name: 'payroll_insured_of_peak_365',
      meaning: 'insured staff now as a share of the year’s peak',
      meaningZh: '当前参保人数占近365天峰值比',
      formula: 'insured of the newest declaration / largest insured, last 365 days',
      unit: 'share',
      windowDays: 365,
      monotone: 'decreasing',
      why: 'How much of the firm has already gone.',
      value: (s) => ratio(s.trail.insured, s.trail.mostInsured365),
    },
    ...ratios(
      {
        over: PAYROLL.wages,
        under: PAYROLL.wageDeclarations,
        name: 'payroll_monthly_wages',
        meaning: 'mean wages declared for a month',
        meaningZh: '月均申报工资总额',
        formula: 'mean wagesFen of declarations that tell them',
        unit: 'yuan',
        per: 100,
        monotone: 'decreasing',
        why: 'The payroll a firm carries every month is its size.',
      },
      [180],
    ),
    ...meanChanges(WAGES, [90, 180], {
      monotone: 'decreasing',
      why: 'Hours and bonuses are cut before people are.',
    }),
    {
      name: 'payroll_wages_variation_365',
      meaning: 'volatility of declared wages, last 365 days',
      meaningZh: '近365天申报工资波动',
      formula: 'standard deviation / mean of wages over declarations that tell them; at least two needed',
      unit: 'ratio',
      windowDays: 365,
      monotone: 'increasing',
      why: 'Wages are the steadiest cost a sound firm has.',
      value: (s) => s.trail.wagesVariation,
    },
    {
      name: 'payroll_wages_trend_365',
      meaning: 'monthly trend of declared wages',
      meaningZh: '申报工资月度趋势',
      formula: `slope of the least-squares line through wages by periodStart, per 30 days / mean, within +-${TREND_CAP}; at least three declarations`,
      unit: 'ratio',
      windowDays: 365,
      monotone: 'decreasing',
      why: 'A firm that shrinks for a year seldom turns within the term of a loan.',
      value: (s) => s.trail.wagesTrend,
    },
    ...ratios(
      {
        over: PAYROLL.headWages,
        under: PAYROLL.heads,
        name: 'payroll_wage_per_head',
        meaning: 'monthly wage per insured',
        meaningZh: '人均月工资',
        formula: 'wages / insured over declarations that tell both',
        unit: 'yuan',
        per: 100,
        monotone: 'none',
        why: 'Well paid staff earns more, and costs more when orders stop.',
      },
      [180],
    ),
    ...meanChanges(WAGE_OF_HEAD, [180], {
      monotone: 'none',
      why: 'Pay that falls is a cut; pay that rises may be the cheap staff let go.',
    }),
    {
      name: 'payroll_contribution_rate_365',
      meaning: 'social insurance due per declared wages, last 365 days',
      meaningZh: '近365天社保缴费率',
      formula: `contributions due / wages over declarations that tell wages, at most ${RATE_CAP}`,
      unit: 'ratio',
      windowDays: 365,
      monotone: 'none',
      why: 'Far below the legal rate, staff is insured on less than it earns.',
      value: (s) => clamp(ratio(s.total(PAYROLL.ratedDue, YEAR), s.total(PAYROLL.wages, YEAR)), 0, RATE_CAP),
    },
    activeMonths(DECLARATIONS, { monotone: 'decreasing', why: 'Staff without a break.' }),
    longestGap(DECLARATIONS, {
      monotone: 'increasing',
      why: 'Months in which the firm had, or declared, no staff.',
    }),
    recency({ ...DECLARATIONS, formula: 'declaration' }, 'payroll_days_since_declaration', {
      monotone: 'increasing',
      why: 'A firm that stops declaring staff has sent it home.',
    }),
    ...ratios(
      {
        over: PAYROLL.lateDeclarations,
        under: PAYROLL.declarations,
        name: 'payroll_late_declaration_share',
        meaning: 'share of social insurance declarations made late',
        meaningZh: '社保申报逾期占比',
        formula: 'declarations with daysLate > 0 / declarations',
        unit: 'share',
        monotone: 'increasing',
        why: 'Declaring costs no money: who declares late keeps poor books.',
      },
      [365],
    ),
    ...ratios(
      {
        over: PAYROLL.latePayments,
        under: PAYROLL.payments,
        name: 'payroll_late_share',
        meaning: 'share of social insurance payments made late',
        meaningZh: '社保缴费逾期占比',
        formula: 'payments with daysLate > 0 / payments',
        unit: 'share',
        monotone: 'increasing',
        why: 'Contributions wait when wages can only just be paid.',
      },
      [90, 365],
    ),
    ...ratios(
      {
        over: PAYROLL.daysLate,
        under: PAYROLL.payments,
        name: 'payroll_mean_days_late',
        meaning: 'mean days late with social insurance',
        meaningZh: '社保缴费平均逾期天数',
        formula: 'mean daysLate of payments, 0 when on time',
        unit: 'days',
        monotone: 'increasing',
        why: 'How late says more than whether late.',
      },
      [180],
    ),
    {
      name: 'payroll_worst_days_late_365',
      meaning: 'worst days late with social insurance, last 365 days',
      meaningZh: '近365天社保缴费最长逾期天数',
      formula: 'largest daysLate of payments; missing without one',
      unit: 'days',
      windowDays: 365,
      monotone: 'increasing',
      why: 'The depth of the year’s worst shortage.',
      value: (s) => paying(s, s.trail.worstDaysLate365),
    },
    {
      name: 'payroll_late_streak',
      meaning: 'latest social insurance payments in a row that were late',
      meaningZh: '最近连续逾期的社保缴费次数',
      formula: 'length of the run of late payments that ends with the newest',
      unit: 'count',
      windowDays: 365,
      monotone: 'increasing',
      why: 'An unbroken run is a present shortage.',
      value: (s) => paying(s, s.trail.lateStreak),
    },
    ...totals(ARREARS, [90, 365]),
    {
      name: 'payroll_unpaid_365',
      meaning: 'months of social insurance not paid, last 365 days',
      meaningZh: '近365天未缴社保月数',
      formula: `declarations of ${PAYROLL_UNPAID_DAYS} to 364 days with contributions due for whose month no payment is known`,
      unit: 'count',
      windowDays: 365,
      monotone: 'increasing',
      why: 'Lateness counts only what was paid in the end; this is what was not.',
      value: (s) => known(s, s.trail.unpaid),
    },
    {
      name: 'payroll_unpaid_amount',
      meaning: 'social insurance not paid',
      meaningZh: '未缴社保金额',
      formula: `contributions of declarations of ${PAYROLL_UNPAID_DAYS} to 364 days for whose month no payment is known`,
      unit: 'yuan',
      windowDays: 365,
      monotone: 'increasing',
      why: 'A debt to staff and state that ranks before the lender.',
      value: (s) => known(s, fenToYuan(s.trail.unpaidFen)),
    },
  ],
);
