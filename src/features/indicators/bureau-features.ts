import { fenToYuan } from '../../core/index.ts';
import { windowSlot } from '../engine/ages.ts';
import type { SourceState } from '../engine/source-state.ts';
import { recency } from '../families/dynamics.ts';
import { everOf } from '../families/history.ts';
import type { Quantity } from '../families/quantity.ts';
import { totals } from '../families/totals.ts';
import { defineFeatures } from '../feature.ts';
import { change, clamp, ratio } from '../window.ts';
import { BUREAU, BUREAU_PARTIES, type BureauTrail } from './bureau.ts';

type BureauState = SourceState<BureauTrail>;

const QUARTER = windowSlot(90);
const YEAR = windowSlot(365);
const ALL = windowSlot('all');

const DAYS_PER_MONTH = 365.25 / 12;

const known = (s: BureauState, value: number): number => (s.isKnown ? value : Number.NaN);

const ENQUIRIES: Quantity = {
  measure: BUREAU.enquiries,
  name: 'bureau_enquiries',
  meaning: 'credit enquiries by lenders',
  meaningZh: '征信查询次数',
  formula: 'enquiries, counted',
  unit: 'count',
  per: 1,
  monotone: 'increasing',
  why: 'Asking many lenders at once is a sign of need.',
};

const OPENED: Quantity = {
  measure: BUREAU.opened,
  name: 'bureau_opened',
  meaning: 'loans opened at other lenders',
  meaningZh: '新增贷款笔数',
  formula: 'loans opened, counted',
  unit: 'count',
  per: 1,
  monotone: 'increasing',
  why: 'Debt that grows fast.',
};

const OVERDUES: Quantity = {
  measure: BUREAU.overdues,
  name: 'bureau_overdues',
  meaning: 'overdue notices by other lenders',
  meaningZh: '逾期记录次数',
  formula: 'overdue notices, counted',
  unit: 'count',
  per: 1,
  monotone: 'increasing',
  why: 'Who paid others late will pay us late.',
};

const CLOSED: Quantity = {
  measure: BUREAU.closed,
  name: 'bureau_closed',
  meaning: 'loans repaid at other lenders',
  meaningZh: '结清贷款笔数',
  formula: 'loans closed, counted',
  unit: 'count',
  per: 1,
  monotone: 'none',
  why: 'A loan repaid is proof of will and means, and the space for the next one.',
};

const askedLenders = (days: 90 | 365) =>
  ({
    name: `bureau_lenders_asked_${days}`,
    meaning: `different lenders who enquired, last ${days} days`,
    meaningZh: `近${days}天查询机构数`,
    formula: 'distinct lenders of enquiries',
    unit: 'count',
    windowDays: days,
    monotone: 'increasing',
    why: 'Enquiries of one lender may be routine; of many they are shopping for money.',
    value: (s: BureauState) => known(s, s.parties[BUREAU_PARTIES.asked]!.count(days)),
  }) as const;

export const bureauFeatures = defineFeatures<BureauState>({ sources: ['bureau'], sensitivity: 'personal' }, [
  ...totals(ENQUIRIES, [7, 30, 90, 180, 365]),
  {
    name: 'bureau_enquiry_burst_90',
    meaning: 'most credit enquiries within a week, last 90 days',
    meaningZh: '近90天单周最多征信查询次数',
    formula: 'largest number of enquiries within any 7 days in a row',
    unit: 'count',
    windowDays: 90,
    monotone: 'increasing',
    why: 'A week in which every lender is asked is a week of distress.',
    value: (s) => known(s, s.trail.enquiryBurst90),
  },
  {
    name: 'bureau_enquiry_change_90',
    meaning: 'change of credit enquiries, last 90 days against the 275 before',
    meaningZh: '近90天征信查询频率较此前275天的变化',
    formula: '(a - b) / (a + b), a and b the enquiries a day 0-89 and 90-364 days old',
    unit: 'index',
    windowDays: 365,
    monotone: 'increasing',
    why: 'More than the firm’s own habit of asking.',
    value: (s) => {
      const recent = s.total(BUREAU.enquiries, QUARTER);
      return change(recent / 90, (s.total(BUREAU.enquiries, YEAR) - recent) / 275);
    },
  },
  recency(
    { ...ENQUIRIES, meaning: 'credit enquiry', meaningZh: '征信查询', formula: 'enquiry' },
    'bureau_days_since_enquiry',
    { monotone: 'decreasing', why: 'Who has just asked another lender is still looking for money.' },
  ),
  askedLenders(90),
  askedLenders(365),
  {
    name: 'bureau_unanswered_share_365',
    meaning: 'share of enquiries by lenders who did not lend, last 365 days',
    meaningZh: '近365天查询后未放款占比',
    formula: 'enquiries of lenders without a loan opened within 365 days / enquiries',
    unit: 'share',
    windowDays: 365,
    monotone: 'increasing',
    why: 'Others have looked at the firm and did not lend.',
    value: ({ parties }) => 1 - parties[BUREAU_PARTIES.asked]!.sharedWith(parties[BUREAU_PARTIES.lent]!),
  },
  {
    name: 'bureau_open_loans',
    meaning: 'open loans at other lenders',
    meaningZh: '其他机构未结清贷款笔数',
    formula: 'per lender loans opened - closed where positive, summed',
    unit: 'count',
    monotone: 'increasing',
    why: 'Every loan is a claim on the same cash.',
    value: (s) => known(s, s.trail.openLoans),
  },
  {
    name: 'bureau_open_lenders',
    meaning: 'other lenders with an open loan',
    meaningZh: '存在未结清贷款的机构数',
    formula: 'lenders with more loans opened than closed',
    unit: 'count',
    monotone: 'increasing',
    why: 'Borrowing on several platforms at once.',
    value: (s) => known(s, s.trail.openLenders),
  },
  {
    name: 'bureau_open_amount',
    meaning: 'amount of open loans at other lenders',
    meaningZh: '其他机构未结清贷款金额',
    formula: 'amounts opened - amounts closed, at least 0',
    unit: 'yuan',
    monotone: 'none',
    why: 'More debt is more burden, but lenders also lend more to the strong.',
    value: (s) => known(s, fenToYuan(Math.max(0, s.total(BUREAU.netFen, ALL)))),
  },
  ...totals(OPENED, [30, 90, 180, 365]),
  ...totals(
    {
      ...OPENED,
      measure: BUREAU.openedFen,
      name: 'bureau_opened_amount',
      meaning: 'amount of loans opened at other lenders',
      meaningZh: '新增贷款金额',
      formula: 'amountFen of loans opened',
      unit: 'yuan',
      per: 100,
      monotone: 'none',
      why: 'New money: growth for the strong, a plug for the weak.',
    },
    [180],
  ),
  {
    name: 'bureau_new_lenders_180',
    meaning: 'other lenders who lent for the first time, last 180 days',
    meaningZh: '近180天首次放款机构数',
    formula: 'lenders whose first known loan was opened 0-179 days ago',
    unit: 'count',
    windowDays: 180,
    monotone: 'increasing',
    why: 'Old lenders know the firm; it goes to new ones when the old have had enough.',
    value: (s) => known(s, s.trail.newLenders180),
  },
  {
    name: 'bureau_recent_debt_share_180',
    meaning: 'share of open debt taken up in the last 180 days',
    meaningZh: '近180天新增债务占未结清债务比',
    formula:
      'per lender the amount opened 0-179 days ago, at most what is open there, summed / per lender amounts opened - closed where positive, summed',
    unit: 'share',
    windowDays: 180,
    monotone: 'increasing',
    why: 'Debt too young to have been tested by instalments.',
    value: (s) => ratio(s.trail.recentOpenFen, s.trail.lendersOpenFen),
  },
  recency(
    { ...OPENED, meaning: 'loan opened at another lender', meaningZh: '新增贷款', formula: 'loan opened' },
    'bureau_days_since_opened',
    { monotone: 'decreasing', why: 'Money borrowed yesterday is why none is missing today.' },
  ),
  ...totals(CLOSED, [365]),
  {
    name: 'bureau_oldest_loan_months',
    meaning: 'length of the credit history',
    meaningZh: '首笔贷款距今月数',
    formula:
      '(asOf - eventDate of the first known loan opened) in months of 365.25 / 12 days; missing without a loan',
    unit: 'months',
    monotone: 'decreasing',
    why: 'Who has been lent to for years has been judged by many.',
    value: (s) => s.trail.firstLoanDays / DAYS_PER_MONTH,
  },
  ...totals(OVERDUES, [90, 365]),
  everOf(OVERDUES),
  {
    name: 'bureau_worst_days_past_due_90',
    meaning: 'worst days past due at other lenders, last 90 days',
    meaningZh: '近90天最长逾期天数',
    formula: 'largest daysPastDue of overdue notices; 0 without one',
    unit: 'days',
    windowDays: 90,
    monotone: 'increasing',
    why: 'Trouble of the newest quarter is not over.',
    value: (s) => known(s, s.trail.worstDaysPastDue90),
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
    value: (s) => known(s, s.trail.worstDaysPastDue365),
  },
  {
    name: 'bureau_worst_days_past_due_ever',
    meaning: 'worst days past due at other lenders, whole history',
    meaningZh: '历史最长逾期天数',
    formula: 'largest daysPastDue of all known overdue notices; 0 without one',
    unit: 'days',
    monotone: 'increasing',
    why: 'A default of years ago is still a default.',
    value: (s) => known(s, s.trail.worstDaysPastDue),
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
    value: (s) => known(s, s.trail.daysPastDueNow),
  },
  {
    name: 'bureau_overdue_amount_now',
    meaning: 'amount overdue at other lenders now',
    meaningZh: '当前逾期金额',
    formula: 'amounts as last reported by lenders whose overdue is neither cured nor closed, summed',
    unit: 'yuan',
    monotone: 'increasing',
    why: 'The next receipts belong to those lenders.',
    value: (s) => known(s, fenToYuan(s.trail.overdueFenNow)),
  },
  {
    name: 'bureau_overdue_share_now',
    meaning: 'share of open debt that is overdue now',
    meaningZh: '当前逾期金额占未结清债务比',
    formula: 'amount overdue now / per lender amounts opened - closed where positive, summed; at most 1',
    unit: 'share',
    monotone: 'increasing',
    why: 'One missed instalment of many, or all of the debt gone bad.',
    value: (s) => clamp(ratio(s.trail.overdueFenNow, s.trail.lendersOpenFen), 0, 1),
  },
  {
    name: 'bureau_overdue_lenders_now',
    meaning: 'other lenders with an overdue loan now',
    meaningZh: '当前存在逾期的机构数',
    formula: 'lenders with daysPastDue above 0 as last reported, neither cured nor closed',
    unit: 'count',
    monotone: 'increasing',
    why: 'Late with one lender may be a dispute; late with several is not.',
    value: (s) => known(s, s.trail.overdueLendersNow),
  },
  ...totals(
    {
      ...OVERDUES,
      measure: BUREAU.cures,
      name: 'bureau_cures',
      meaning: 'overdue loans cured at other lenders',
      meaningZh: '逾期后恢复正常次数',
      formula: 'cures, counted',
      monotone: 'none',
      why: 'A cure is a way out of trouble, after there was trouble.',
    },
    [365],
  ),
  recency(
    { ...OVERDUES, meaning: 'overdue notice', meaningZh: '逾期记录', formula: 'overdue notice' },
    'bureau_days_since_overdue',
    { monotone: 'decreasing', why: 'Trouble that is long past weighs less.' },
  ),
]);
