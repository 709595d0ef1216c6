import { type Day, fenToYuan } from '../core/index.ts';
import { codeOf, type Slice } from '../sources/index.ts';
import { defineFeatures } from './feature.ts';
import { YEAR_DAYS } from './window.ts';

const kindCode = (value: string): number => codeOf('bureau', 'kind', value);
const ENQUIRY = kindCode('enquiry');
const OPENED = kindCode('opened');
const CLOSED = kindCode('closed');
const OVERDUE = kindCode('overdue');
const CURED = kindCode('cured');

const EMPTY = {
  records: 0,
  enquiries30: 0,
  enquiries90: 0,
  enquiries180: 0,
  lendersAsked90: 0,
  openLoans: 0,
  openLenders: 0,
  openFen: 0,
  opened180: 0,
  overdues365: 0,
  worstDaysPastDue365: 0,
  daysPastDueNow: 0,
  overdueAge: YEAR_DAYS,
};

/** Counts over all bureau records that are known at asOf; a number in the name is a window in days. */
export type BureauSummary = typeof EMPTY & {
  readonly asked: Set<number>;
  /** Open loans by lender. */
  readonly open: Map<number, number>;
  /** Days past due as last reported, by lender, until cured or closed. */
  readonly overdue: Map<number, number>;
};

export function newBureauSummary(): BureauSummary {
  return { ...EMPTY, asked: new Set(), open: new Map(), overdue: new Map() };
}

/** Summarises the slice at asOf into `s` (OUT) in one pass. */
export function summariseBureau({ columns, start, end }: Slice<'bureau'>, asOf: Day, s: BureauSummary): void {
  Object.assign(s, EMPTY);
  s.asked.clear();
  s.open.clear();
  s.overdue.clear();
  const { eventDate, arrivalDate, kind, lender, amountFen, daysPastDue } = columns;
  for (let i = start; i < end; i++) {
    const age = asOf - eventDate[i]!;
    if (age < 0) break;
    if (arrivalDate[i]! > asOf) continue;
    s.records += 1;
    const who = lender[i]!;
    const what = kind[i];
    if (what === ENQUIRY) addEnquiry(s, who, age);
    else if (what === OPENED) addOpened(s, who, age, amountFen[i]!);
    else if (what === CLOSED) addClosed(s, who, amountFen[i]!);
    else if (what === OVERDUE) addOverdue(s, who, age, daysPastDue[i]!);
    else if (what === CURED) s.overdue.delete(who);
  }
  for (const loans of s.open.values()) {
    if (loans <= 0) continue;
    s.openLoans += loans;
    s.openLenders += 1;
  }
  for (const days of s.overdue.values()) if (days > s.daysPastDueNow) s.daysPastDueNow = days;
  s.lendersAsked90 = s.asked.size;
}

function addEnquiry(s: BureauSummary, lender: number, age: number): void {
  if (age < 30) s.enquiries30 += 1;
  if (age < 90) {
    s.enquiries90 += 1;
    s.asked.add(lender);
  }
  if (age < 180) s.enquiries180 += 1;
}

function addOpened(s: BureauSummary, lender: number, age: number, fen: number): void {
  if (age < 180) s.opened180 += 1;
  s.openFen += fen;
  s.open.set(lender, (s.open.get(lender) ?? 0) + 1);
}

function addClosed(s: BureauSummary, lender: number, fen: number): void {
  s.openFen -= fen;
  const left = (s.open.get(lender) ?? 0) - 1;
  s.open.set(lender, left);
  if (left <= 0) s.overdue.delete(lender);
}

function addOverdue(s: BureauSummary, lender: number, age: number, days: number): void {
  s.overdue.set(lender, days);
  if (age >= YEAR_DAYS) return;
  s.overdues365 += 1;
  s.overdueAge = age;
  if (days > s.worstDaysPastDue365) s.worstDaysPastDue365 = days;
}

const known = (s: BureauSummary, value: number): number => (s.records > 0 ? value : Number.NaN);

const enquiries = (days: 30 | 90 | 180) =>
  ({
    name: `bureau_enquiries_${days}`,
    meaning: `credit enquiries by lenders, last ${days} days`,
    meaningZh: `近${days}天征信查询次数`,
    formula: 'count of enquiries',
    unit: 'count',
    windowDays: days,
    monotone: 'increasing',
    why: 'Asking many lenders at once is a sign of need.',
    value: (s: BureauSummary) => known(s, s[`enquiries${days}`]),
  }) as const;

export const bureauFeatures = defineFeatures<BureauSummary>(
  { sources: ['bureau'], sensitivity: 'personal' },
  [
    enquiries(30),
    enquiries(90),
    enquiries(180),
    {
      name: 'bureau_lenders_asked_90',
      meaning: 'different lenders who enquired, last 90 days',
      meaningZh: '近90天查询机构数',
      formula: 'distinct lenders of enquiries',
      unit: 'count',
      windowDays: 90,
      monotone: 'increasing',
      why: 'Enquiries of one lender may be routine; of many they are shopping for money.',
      value: (s) => known(s, s.lendersAsked90),
    },
    {
      name: 'bureau_open_loans',
      meaning: 'open loans at other lenders',
      meaningZh: '其他机构未结清贷款笔数',
      formula: 'per lender loans opened - closed where positive, summed',
      unit: 'count',
      monotone: 'increasing',
      why: 'Every loan is a claim on the same cash.',
      value: (s) => known(s, s.openLoans),
    },
    {
      name: 'bureau_open_lenders',
      meaning: 'other lenders with an open loan',
      meaningZh: '存在未结清贷款的机构数',
      formula: 'lenders with more loans opened than closed',
      unit: 'count',
      monotone: 'increasing',
      why: 'Borrowing on several platforms at once.',
      value: (s) => known(s, s.openLenders),
    },
    {
      name: 'bureau_open_amount',
      meaning: 'amount of open loans at other lenders',
      meaningZh: '其他机构未结清贷款金额',
      formula: 'amounts opened - amounts closed, at least 0',
      unit: 'yuan',
      monotone: 'none',
      why: 'More debt is more burden, but lenders also lend more to the strong.',
      value: (s) => known(s, fenToYuan(Math.max(0, s.openFen))),
    },
    {
      name: 'bureau_opened_180',
      meaning: 'loans opened at other lenders, last 180 days',
      meaningZh: '近180天新增贷款笔数',
      formula: 'count of loans opened',
      unit: 'count',
      windowDays: 180,
      monotone: 'increasing',
      why: 'Debt that grows fast.',
      value: (s) => known(s, s.opened180),
    },
    {
      name: 'bureau_overdues_365',
      meaning: 'overdue notices by other lenders, last 365 days',
      meaningZh: '近365天逾期记录次数',
      formula: 'count of overdue notices',
      unit: 'count',
      windowDays: 365,
      monotone: 'increasing',
      why: 'Who paid others late will pay us late.',
      value: (s) => known(s, s.overdues365),
    },
    {
      name: 'bureau_worst_days_past_due_365',
      meaning: 'worst days past due at other lenders, last 365 days',
      meaningZh: '近365天最长逾期天数',
      formula: 'largest daysPastDue of overdue notices; 0 without one',
      unit: 'days',
      windowDays: 365,
      monotone: 'increasing',
      why: 'The depth of past trouble.',
      value: (s) => known(s, s.worstDaysPastDue365),
    },
    {
      name: 'bureau_days_past_due_now',
      meaning: 'days past due at other lenders now',
      meaningZh: '当前逾期天数',
      formula:
        'largest daysPastDue as last reported among lenders whose overdue is neither cured nor closed; else 0',
      unit: 'days',
      monotone: 'increasing',
      why: 'A firm in arrears elsewhere is short of cash today.',
      value: (s) => known(s, s.daysPastDueNow),
    },
    {
      name: 'bureau_days_since_overdue',
      meaning: 'days since the last overdue notice',
      meaningZh: '距最近一次逾期记录天数',
      formula: 'asOf - eventDate of the newest overdue notice; 365 when none in 365 days',
      unit: 'days',
      windowDays: 365,
      monotone: 'decreasing',
      why: 'Trouble that is long past weighs less.',
      value: (s) => known(s, s.overdueAge),
    },
  ],
);
