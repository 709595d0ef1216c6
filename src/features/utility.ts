import { type Day, fenToYuan } from '../core/index.ts';
import { codeOf, type Slice } from '../sources/index.ts';
import { defineFeatures } from './feature.ts';
import { change, firstRowFrom, ratio, variation, YEAR_DAYS } from './window.ts';

const BILL = codeOf('utility', 'kind', 'bill');
const ELECTRICITY = codeOf('utility', 'service', 'electricity');
/** Electricity bills whose use enters the variation; twelve a year for one meter. */
const MOST_BILLS = 64;

const EMPTY = {
  records: 0,
  electricityFen: 0,
  electricityFen180: 0,
  electricityBills180: 0,
  usage90: 0,
  usageBills90: 0,
  usageBefore90: 0,
  usageBillsBefore90: 0,
  usageBills: 0,
  payments: 0,
  latePayments: 0,
  payments90: 0,
  daysLate90: 0,
  worstDaysLate: 0,
  lateStreak: 0,
  paymentAge: YEAR_DAYS,
};

/** Sums over the utility records of the last 365 days that are known at asOf. */
export type UtilitySummary = typeof EMPTY & { readonly usages: Float64Array };

export function newUtilitySummary(): UtilitySummary {
  return { ...EMPTY, usages: new Float64Array(MOST_BILLS) };
}

/** Summarises the slice at asOf into `s` (OUT) in one pass. */
export function summariseUtility(
  { columns, start, end }: Slice<'utility'>,
  asOf: Day,
  s: UtilitySummary,
): void {
  Object.assign(s, EMPTY);
  const { eventDate, arrivalDate, kind, service, usage, amountFen, daysLate } = columns;
  for (let i = firstRowFrom(eventDate, start, end, asOf - YEAR_DAYS + 1); i < end; i++) {
    const age = asOf - eventDate[i]!;
    if (age < 0) break;
    if (arrivalDate[i]! > asOf) continue;
    s.records += 1;
    if (kind[i] !== BILL) addPayment(s, age, daysLate[i]!);
    else if (service[i] === ELECTRICITY) addElectricityBill(s, age, amountFen[i]!, usage[i]!);
  }
}

function addPayment(s: UtilitySummary, age: number, late: number): void {
  s.payments += 1;
  s.paymentAge = age;
  s.lateStreak = late > 0 ? s.lateStreak + 1 : 0;
  if (late > 0) s.latePayments += 1;
  if (late > s.worstDaysLate) s.worstDaysLate = late;
  if (age >= 90) return;
  s.payments90 += 1;
  s.daysLate90 += late;
}

function addElectricityBill(s: UtilitySummary, age: number, fen: number, usage: number): void {
  s.electricityFen += fen;
  if (age < 180) {
    s.electricityFen180 += fen;
    s.electricityBills180 += 1;
  }
  if (Number.isNaN(usage)) return;
  if (s.usageBills < MOST_BILLS) s.usages[s.usageBills] = usage;
  s.usageBills += 1;
  if (age < 90) {
    s.usage90 += usage;
    s.usageBills90 += 1;
  } else if (age < 180) {
    s.usageBefore90 += usage;
    s.usageBillsBefore90 += 1;
  }
}

export const utilityFeatures = defineFeatures<UtilitySummary>(
  { sources: ['utility'], sensitivity: 'business' },
  [
    {
      name: 'utility_electricity_bill_180',
      meaning: 'mean electricity bill, last 180 days',
      meaningZh: '近180天平均电费账单金额',
      formula: 'mean amount of electricity bills',
      unit: 'yuan',
      windowDays: 180,
      monotone: 'decreasing',
      why: 'Power use is scale that is hard to fake.',
      value: (s) => fenToYuan(ratio(s.electricityFen180, s.electricityBills180)),
    },
    {
      name: 'utility_usage_change_90',
      meaning: 'change of electricity use, last 90 days against the 90 before',
      meaningZh: '近90天用电量较前90天的变化',
      formula: '(a - b) / (a + b), a and b the mean use on electricity bills 0-89 and 90-179 days old',
      unit: 'index',
      windowDays: 180,
      monotone: 'decreasing',
      why: 'Machines stand still before the books say so.',
      value: (s) => change(ratio(s.usage90, s.usageBills90), ratio(s.usageBefore90, s.usageBillsBefore90)),
    },
    {
      name: 'utility_usage_variation_365',
      meaning: 'volatility of electricity use, last 365 days',
      meaningZh: '近365天用电量波动',
      formula: `standard deviation / mean of use over electricity bills, the oldest ${MOST_BILLS} of them; at least two needed`,
      unit: 'ratio',
      windowDays: 365,
      monotone: 'increasing',
      why: 'Stop-and-go activity.',
      value: (s) => variation(s.usages, Math.min(s.usageBills, MOST_BILLS)),
    },
    {
      name: 'utility_late_share_365',
      meaning: 'share of utility bills paid late, last 365 days',
      meaningZh: '近365天水电费逾期缴纳占比',
      formula: 'payments with daysLate > 0 / payments',
      unit: 'share',
      windowDays: 365,
      monotone: 'increasing',
      why: 'Utilities are stretched before the loan is.',
      value: (s) => ratio(s.latePayments, s.payments),
    },
    {
      name: 'utility_mean_days_late_90',
      meaning: 'mean days late with utility bills, last 90 days',
      meaningZh: '近90天水电费平均逾期天数',
      formula: 'mean daysLate of payments, 0 when on time',
      unit: 'days',
      windowDays: 90,
      monotone: 'increasing',
      why: 'The recent months tell of the present shortage.',
      value: (s) => ratio(s.daysLate90, s.payments90),
    },
    {
      name: 'utility_worst_days_late_365',
      meaning: 'worst days late with a utility bill, last 365 days',
      meaningZh: '近365天水电费最长逾期天数',
      formula: 'largest daysLate of payments',
      unit: 'days',
      windowDays: 365,
      monotone: 'increasing',
      why: 'One long delay is a shortage that short ones hide in the mean.',
      value: (s) => (s.payments > 0 ? s.worstDaysLate : Number.NaN),
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
      value: (s) => (s.payments > 0 ? s.lateStreak : Number.NaN),
    },
    {
      name: 'utility_days_since_payment',
      meaning: 'days since the last utility payment',
      meaningZh: '距最近一次水电费缴纳天数',
      formula: 'asOf - eventDate of the newest payment; 365 when none in 365 days',
      unit: 'days',
      windowDays: 365,
      monotone: 'increasing',
      why: 'A bill that is still unpaid shows first as silence.',
      value: (s) => (s.records > 0 ? s.paymentAge : Number.NaN),
    },
  ],
);
