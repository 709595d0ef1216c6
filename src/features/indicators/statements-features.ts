import { fenToYuan } from '../../core/index.ts';
import type { SourceState } from '../engine/source-state.ts';
import { defineFeatures, type FeatureSpec, type Monotone } from '../feature.ts';
import { change, clamp, ratio } from '../window.ts';
import type { StatementsTrail } from './statements.ts';

type StatementsState = SourceState<StatementsTrail>;

/** Quotients of a balance sheet and their most: OWN, beyond which a firm is an empty shell whatever the figure. */
const RATIO_CAP = 10;
const COVER_CAP = 100;
const DAYS_CAP = 3650;
const DAYS_A_YEAR = 365;

interface Quotient {
  readonly name: string;
  readonly meaning: string;
  readonly meaningZh: string;
  readonly formula: string;
  readonly unit: 'ratio' | 'days';
  readonly least: number;
  readonly most: number;
  readonly monotone: Monotone;
  readonly why: string;
  readonly of: (trail: StatementsTrail) => readonly [part: number, whole: number];
}

/** A quotient of figures of the newest statement, held; missing where there is nothing to divide by. */
function quotient({ of, least, most, formula, ...rest }: Quotient): FeatureSpec<StatementsState> {
  const held = least === 0 ? `at most ${most}` : `between ${least} and ${most}`;
  return {
    ...rest,
    formula: `${formula} of the newest year known, ${held}`,
    value: ({ trail }) => {
      const [part, whole] = of(trail);
      return clamp(ratio(part, whole), least, most);
    },
  };
}

export const statementsFeatures = defineFeatures<StatementsState>(
  { sources: ['statements'], sensitivity: 'business' },
  [
    {
      name: 'statement_revenue',
      meaning: 'revenue in the newest statement',
      meaningZh: '最近年报营业收入',
      formula: 'revenueFen of the newest year known',
      unit: 'yuan',
      monotone: 'decreasing',
      why: 'Size outlives a bad year.',
      value: ({ trail }) => fenToYuan(trail.revenue),
    },
    {
      name: 'statement_revenue_growth',
      meaning: 'change of revenue against the statement before',
      meaningZh: '年报营业收入较上期变化',
      formula: '(a - b) / (a + b), a and b revenueFen of the newest year known and of the one before it',
      unit: 'index',
      monotone: 'decreasing',
      why: 'A year that shrank leaves costs of the larger one behind.',
      value: ({ trail }) => change(trail.revenue, trail.beforeRevenue),
    },
    quotient({
      name: 'statement_margin',
      meaning: 'profit per revenue in the newest statement',
      meaningZh: '最近年报净利率',
      formula: 'profitFen / revenueFen',
      unit: 'ratio',
      least: -RATIO_CAP,
      most: RATIO_CAP,
      monotone: 'decreasing',
      why: 'What is left of a yuan sold is what can repay, and what a bad year eats first.',
      of: ({ profit, revenue }) => [profit, revenue],
    }),
    {
      name: 'statement_margin_change',
      meaning: 'change of profit per revenue against the statement before',
      meaningZh: '年报净利率较上期变化',
      formula: `a - b, a and b profitFen / revenueFen of the newest year known and of the one before it, between -${RATIO_CAP} and ${RATIO_CAP}`,
      unit: 'ratio',
      monotone: 'decreasing',
      why: 'Margins that melt while sales hold are competition or costs out of hand.',
      value: ({ trail: t }) =>
        clamp(ratio(t.profit, t.revenue) - ratio(t.beforeProfit, t.beforeRevenue), -RATIO_CAP, RATIO_CAP),
    },
    {
      name: 'statement_loss',
      meaning: 'loss in the newest statement',
      meaningZh: '最近年报亏损',
      formula: '1 when profitFen of the newest year known is below 0, else 0',
      unit: 'flag',
      monotone: 'increasing',
      why: 'A firm that admits a loss has had one.',
      value: ({ trail }) => (Number.isNaN(trail.profit) ? Number.NaN : Number(trail.profit < 0)),
    },
    quotient({
      name: 'statement_return_on_assets',
      meaning: 'profit per assets in the newest statement',
      meaningZh: '最近年报总资产收益率',
      formula: 'profitFen / assetsFen',
      unit: 'ratio',
      least: -RATIO_CAP,
      most: RATIO_CAP,
      monotone: 'decreasing',
      why: 'What the business earns on everything it owns, however it is financed.',
      of: ({ profit, assets }) => [profit, assets],
    }),
    quotient({
      name: 'statement_asset_turnover',
      meaning: 'revenue per assets in the newest statement',
      meaningZh: '最近年报总资产周转率',
      formula: 'revenueFen / assetsFen',
      unit: 'ratio',
      least: 0,
      most: COVER_CAP,
      monotone: 'none',
      why: 'Idle assets earn nothing; very few assets leave nothing to fall back on.',
      of: ({ revenue, assets }) => [revenue, assets],
    }),
    quotient({
      name: 'statement_leverage',
      meaning: 'debts per assets in the newest statement',
      meaningZh: '最近年报资产负债率',
      formula: '(debtFen + payablesFen) / assetsFen',
      unit: 'ratio',
      least: 0,
      most: RATIO_CAP,
      monotone: 'increasing',
      why: 'The less is the owner’s, the smaller the loss it takes to be insolvent.',
      of: ({ debt, payables, assets }) => [debt + payables, assets],
    }),
    {
      name: 'statement_negative_equity',
      meaning: 'equity below nothing in the newest statement',
      meaningZh: '最近年报净资产为负',
      formula: '1 when equityFen of the newest year known is below 0, else 0',
      unit: 'flag',
      monotone: 'increasing',
      why: 'More is owed than owned: insolvent on its own books.',
      value: ({ trail }) => (Number.isNaN(trail.equity) ? Number.NaN : Number(trail.equity < 0)),
    },
    quotient({
      name: 'statement_debt_to_revenue',
      meaning: 'loans per revenue in the newest statement',
      meaningZh: '最近年报借款占收入比',
      formula: 'debtFen / revenueFen',
      unit: 'ratio',
      least: 0,
      most: RATIO_CAP,
      monotone: 'increasing',
      why: 'Loans are served from sales.',
      of: ({ debt, revenue }) => [debt, revenue],
    }),
    {
      name: 'statement_debt_change',
      meaning: 'change of loans against the statement before',
      meaningZh: '年报借款较上期变化',
      formula: '(a - b) / (a + b), a and b debtFen of the newest year known and of the one before it',
      unit: 'index',
      monotone: 'none',
      why: 'Loans that grow finance either growth or losses.',
      value: ({ trail }) => change(trail.debt, trail.beforeDebt),
    },
    quotient({
      name: 'statement_current_cover',
      meaning: 'cash and receivables per debts in the newest statement',
      meaningZh: '最近年报速动覆盖倍数',
      formula: '(cashFen + receivablesFen) / (payablesFen + debtFen)',
      unit: 'ratio',
      least: 0,
      most: COVER_CAP,
      monotone: 'decreasing',
      why: 'What could be paid without selling anything.',
      of: ({ cash, receivables, payables, debt }) => [cash + receivables, payables + debt],
    }),
    quotient({
      name: 'statement_cash_to_assets',
      meaning: 'cash per assets in the newest statement',
      meaningZh: '最近年报货币资金占总资产比',
      formula: 'cashFen / assetsFen',
      unit: 'ratio',
      least: 0,
      most: RATIO_CAP,
      monotone: 'decreasing',
      why: 'Firms fail for want of cash, not of assets.',
      of: ({ cash, assets }) => [cash, assets],
    }),
    quotient({
      name: 'statement_receivable_days',
      meaning: 'days of revenue that customers owe, newest statement',
      meaningZh: '最近年报应收账款周转天数',
      formula: `receivablesFen / revenueFen x ${DAYS_A_YEAR}`,
      unit: 'days',
      least: 0,
      most: DAYS_CAP,
      monotone: 'increasing',
      why: 'Sales that nobody pays for, or that were never made.',
      of: ({ receivables, revenue }) => [receivables * DAYS_A_YEAR, revenue],
    }),
    {
      name: 'statement_receivable_growth',
      meaning: 'receivables grown faster than revenue, newest statement against the one before',
      meaningZh: '年报应收账款相对收入增速',
      formula:
        '(a - b) / (a + b), a and b receivablesFen / revenueFen of the newest year known and of the one before it',
      unit: 'index',
      monotone: 'increasing',
      why: 'Customers pay later, or sales were booked that nobody owes.',
      value: ({ trail: t }) =>
        change(ratio(t.receivables, t.revenue), ratio(t.beforeReceivables, t.beforeRevenue)),
    },
    quotient({
      name: 'statement_payable_days',
      meaning: 'days of revenue that the firm owes suppliers, newest statement',
      meaningZh: '最近年报应付账款周转天数',
      formula: `payablesFen / revenueFen x ${DAYS_A_YEAR}`,
      unit: 'days',
      least: 0,
      most: DAYS_CAP,
      monotone: 'increasing',
      why: 'Suppliers who wait are the lenders of a firm that cannot pay.',
      of: ({ payables, revenue }) => [payables * DAYS_A_YEAR, revenue],
    }),
    quotient({
      name: 'statement_accruals',
      meaning: 'trade credit given less taken in the year, per assets, newest statement',
      meaningZh: '最近年报应计项目占总资产比',
      formula: '((receivablesFen - payablesFen) less the same of the statement before) / assetsFen',
      unit: 'ratio',
      least: -RATIO_CAP,
      most: RATIO_CAP,
      monotone: 'increasing',
      why: 'Profit that is not yet money may never be (accruals, Sloan 1996).',
      of: ({ receivables, payables, beforeReceivables, beforePayables, assets }) => [
        receivables - payables - (beforeReceivables - beforePayables),
        assets,
      ],
    }),
    {
      name: 'statement_audited',
      meaning: 'newest statement audited',
      meaningZh: '最近年报经审计',
      formula: '1 when audited of the newest year known is yes, else 0',
      unit: 'flag',
      monotone: 'decreasing',
      why: 'Somebody else has looked, and signs for it.',
      value: ({ trail }) => trail.audited,
    },
    {
      name: 'statement_age_days',
      meaning: 'age of the newest statement',
      meaningZh: '最近年报距今天数',
      formula: 'asOf - periodEnd of the newest year known, at least 0',
      unit: 'days',
      monotone: 'none',
      why: 'Old figures describe another firm; how old is mostly a matter of the season.',
      value: ({ trail }) => Math.max(0, trail.ageDays),
    },
    {
      name: 'statement_delay_days',
      meaning: 'days from the year’s end to the newest statement',
      meaningZh: '最近年报提交滞后天数',
      formula: 'arrivalDate - periodEnd of the newest year known, at least 0',
      unit: 'days',
      monotone: 'increasing',
      why: 'Bad figures take longer to be handed over.',
      value: ({ trail }) => Math.max(0, trail.delayDays),
    },
  ],
);
