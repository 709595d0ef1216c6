import { type Day, fenToYuan } from '../core/index.ts';
import { codeOf, type Slice } from '../sources/index.ts';
import { defineFeatures } from './feature.ts';
import { change, firstRowFrom, ratio, variation, YEAR_DAYS } from './window.ts';

const FILING = codeOf('tax', 'kind', 'filing');
const ARREARS = codeOf('tax', 'kind', 'arrears');
/** Filings whose revenue enters the variation; a firm files 12 a year, repeated filings of a busy year fit. */
const MOST_FILINGS = 64;

const EMPTY = {
  records: 0,
  filings: 0,
  revenueFen: 0,
  revenueFen180: 0,
  revenueFilings180: 0,
  revenueFenBefore180: 0,
  revenueFilingsBefore180: 0,
  revenueFilings: 0,
  dueFen: 0,
  acts: 0,
  lateActs: 0,
  acts180: 0,
  daysLate180: 0,
  lateStreak: 0,
  arrears: 0,
  filingAge: YEAR_DAYS,
};

/** Sums over the tax records of the last 365 days that are known at asOf; an act is a filing or a payment. */
export type TaxSummary = typeof EMPTY & { readonly revenues: Float64Array };

export function newTaxSummary(): TaxSummary {
  return { ...EMPTY, revenues: new Float64Array(MOST_FILINGS) };
}

/** Summarises the slice at asOf into `s` (OUT) in one pass. */
export function summariseTax({ columns, start, end }: Slice<'tax'>, asOf: Day, s: TaxSummary): void {
  Object.assign(s, EMPTY);
  const { eventDate, arrivalDate, kind, amountFen, declaredRevenueFen, daysLate } = columns;
  for (let i = firstRowFrom(eventDate, start, end, asOf - YEAR_DAYS + 1); i < end; i++) {
    const age = asOf - eventDate[i]!;
    if (age < 0) break;
    if (arrivalDate[i]! > asOf) continue;
    s.records += 1;
    if (kind[i] === ARREARS) {
      s.arrears += 1;
      continue;
    }
    addAct(s, age, daysLate[i]!);
    if (kind[i] !== FILING) continue;
    s.filings += 1;
    s.filingAge = age;
    s.dueFen += amountFen[i]!;
    addRevenue(s, age, declaredRevenueFen[i]!);
  }
}

function addAct(s: TaxSummary, age: number, late: number): void {
  s.acts += 1;
  s.lateStreak = late > 0 ? s.lateStreak + 1 : 0;
  if (late > 0) s.lateActs += 1;
  if (age >= 180) return;
  s.acts180 += 1;
  s.daysLate180 += late;
}

function addRevenue(s: TaxSummary, age: number, revenueFen: number): void {
  if (Number.isNaN(revenueFen)) return;
  s.revenueFen += revenueFen;
  if (s.revenueFilings < MOST_FILINGS) s.revenues[s.revenueFilings] = revenueFen;
  s.revenueFilings += 1;
  if (age < 180) {
    s.revenueFen180 += revenueFen;
    s.revenueFilings180 += 1;
  } else {
    s.revenueFenBefore180 += revenueFen;
    s.revenueFilingsBefore180 += 1;
  }
}

const known = (s: TaxSummary, value: number): number => (s.records > 0 ? value : Number.NaN);

export const taxFeatures = defineFeatures<TaxSummary>({ sources: ['tax'], sensitivity: 'business' }, [
  {
    name: 'tax_filings_365',
    meaning: 'tax filings in the last 365 days',
    meaningZh: '近365天纳税申报次数',
    formula: 'count of filings',
    unit: 'count',
    windowDays: 365,
    monotone: 'decreasing',
    why: 'A firm that stops filing has stopped trading or is hiding.',
    value: (s) => known(s, s.filings),
  },
  {
    name: 'tax_monthly_revenue',
    meaning: 'declared revenue per month, last 180 days',
    meaningZh: '近180天月均申报收入',
    formula: 'mean declared revenue of the filings that declare one',
    unit: 'yuan',
    windowDays: 180,
    monotone: 'decreasing',
    why: 'Larger firms absorb shocks better.',
    value: (s) => fenToYuan(ratio(s.revenueFen180, s.revenueFilings180)),
  },
  {
    name: 'tax_revenue_change_180',
    meaning: 'change of declared revenue, last half year against the one before',
    meaningZh: '近半年申报收入较前半年的变化',
    formula: '(a - b) / (a + b), a and b the mean declared revenue of filings 0-179 and 180-364 days old',
    unit: 'index',
    windowDays: 365,
    monotone: 'decreasing',
    why: 'Falling revenue leaves fixed costs uncovered.',
    value: (s) =>
      change(
        ratio(s.revenueFen180, s.revenueFilings180),
        ratio(s.revenueFenBefore180, s.revenueFilingsBefore180),
      ),
  },
  {
    name: 'tax_revenue_variation_365',
    meaning: 'volatility of declared revenue, last 365 days',
    meaningZh: '近365天申报收入波动',
    formula: `standard deviation / mean of declared revenue over filings, the oldest ${MOST_FILINGS} of them; at least two needed`,
    unit: 'ratio',
    windowDays: 365,
    monotone: 'increasing',
    why: 'Uneven revenue runs out of cash more often at the same mean.',
    value: (s) => variation(s.revenues, Math.min(s.revenueFilings, MOST_FILINGS)),
  },
  {
    name: 'tax_late_share_365',
    meaning: 'share of tax filings and payments made late, last 365 days',
    meaningZh: '近365天纳税申报和缴款逾期占比',
    formula: 'filings and payments with daysLate > 0 / filings and payments',
    unit: 'share',
    windowDays: 365,
    monotone: 'increasing',
    why: 'Tax is among the first bills stretched when cash is short.',
    value: (s) => ratio(s.lateActs, s.acts),
  },
  {
    name: 'tax_mean_days_late_180',
    meaning: 'mean days late with tax, last 180 days',
    meaningZh: '近180天纳税平均逾期天数',
    formula: 'mean daysLate of filings and payments, 0 when on time',
    unit: 'days',
    windowDays: 180,
    monotone: 'increasing',
    why: 'How late says more than whether late.',
    value: (s) => ratio(s.daysLate180, s.acts180),
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
    value: (s) => (s.acts > 0 ? s.lateStreak : Number.NaN),
  },
  {
    name: 'tax_arrears_365',
    meaning: 'notices of tax arrears, last 365 days',
    meaningZh: '近365天欠税通知次数',
    formula: 'count of arrears notices',
    unit: 'count',
    windowDays: 365,
    monotone: 'increasing',
    why: 'The tax authority ranks before the lender.',
    value: (s) => known(s, s.arrears),
  },
  {
    name: 'tax_days_since_filing',
    meaning: 'days since the last tax filing',
    meaningZh: '距最近一次纳税申报天数',
    formula: 'asOf - eventDate of the newest filing; 365 when none in 365 days',
    unit: 'days',
    windowDays: 365,
    monotone: 'increasing',
    why: 'Silence is the earliest sign of a firm winding down.',
    value: (s) => known(s, s.filingAge),
  },
  {
    name: 'tax_burden_365',
    meaning: 'tax due per declared revenue, last 365 days',
    meaningZh: '近365天税负率',
    formula: 'tax due on filings / declared revenue',
    unit: 'ratio',
    windowDays: 365,
    monotone: 'none',
    why: 'Far from the industry in either direction, it questions the declared figures.',
    value: (s) => ratio(s.dueFen, s.revenueFen),
  },
]);
