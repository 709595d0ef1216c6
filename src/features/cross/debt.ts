import { fenToYuan } from '../../core/index.ts';
import { windowSlot } from '../engine/ages.ts';
import { defineFeatures } from '../feature.ts';
import { BANK } from '../indicators/bank.ts';
import { BUREAU } from '../indicators/bureau.ts';
import { INVOICES } from '../indicators/invoices.ts';
import { TAX } from '../indicators/tax.ts';
import type { KnownFirm } from '../known-firm.ts';
import { ratio } from '../window.ts';
import { capped, RATIO_CAP } from './capped.ts';

const QUARTER = windowSlot(90);
const HALF = windowSlot(180);
const YEAR = windowSlot(365);
const ALL = windowSlot('all');

/** The loan asked for, and all that is owed, against what there is to serve it from. */
export const debtFeatures = defineFeatures<KnownFirm>(
  { sources: ['applications', 'bank'], sensitivity: 'business' },
  [
    {
      name: 'application_amount_to_inflow',
      meaning: 'amount asked for, in months of sales receipts',
      meaningZh: '申请金额相当于月均回款的倍数',
      formula: `amount / (sales receipts of 90 days / 3), at most ${RATIO_CAP}`,
      unit: 'ratio',
      windowDays: 90,
      monotone: 'increasing',
      why: 'A loan out of proportion to the business cannot be repaid from it.',
      value: ({ application, bank }) => capped(application.amountFen, bank.total(BANK.sales, QUARTER) / 3),
    },
    {
      name: 'application_instalment_to_inflow',
      meaning: 'monthly repayment of principal as a share of monthly receipts',
      meaningZh: '月均还本占月均回款比',
      formula: `amount / termMonths / (sales receipts of 365 days / 12), at most ${RATIO_CAP}`,
      unit: 'ratio',
      windowDays: 365,
      monotone: 'increasing',
      why: 'What has to be found every month, out of what comes in every month.',
      value: ({ application: { amountFen, termMonths }, bank }) =>
        capped(ratio(amountFen, termMonths), bank.total(BANK.sales, YEAR) / 12),
    },
    {
      name: 'application_amount_to_declared',
      sources: ['applications', 'tax'],
      meaning: 'amount asked for as a share of declared yearly revenue',
      meaningZh: '申请金额占年申报收入比',
      formula: `amount / declared revenue of 365 days, at most ${RATIO_CAP}`,
      unit: 'ratio',
      windowDays: 365,
      monotone: 'increasing',
      why: 'The same proportion, by the figures that cost tax.',
      value: ({ application, tax }) => capped(application.amountFen, tax.total(TAX.revenue, YEAR)),
    },
    {
      name: 'application_amount_to_invoiced',
      sources: ['applications', 'invoices'],
      meaning: 'amount asked for as a share of yearly invoiced sales',
      meaningZh: '申请金额占年开票收入比',
      formula: `amount / net amount of valid invoices issued in 365 days, at least 0, at most ${RATIO_CAP}`,
      unit: 'ratio',
      windowDays: 365,
      monotone: 'increasing',
      why: 'Lending against sales needs sales.',
      value: ({ application, invoices }) =>
        capped(application.amountFen, Math.max(0, invoices.total(INVOICES.issued, YEAR))),
    },
    {
      name: 'debt_to_sales',
      sources: ['applications', 'bank', 'bureau'],
      sensitivity: 'personal',
      meaning: 'debt with the loan asked for, in years of sales receipts',
      meaningZh: '总负债与年回款之比',
      formula: `(open amount at other lenders + amount) / sales receipts of 365 days, at most ${RATIO_CAP}`,
      unit: 'ratio',
      windowDays: 365,
      monotone: 'increasing',
      why: 'All debt is served from the same receipts.',
      value: ({ application, bank, bureau }) =>
        bureau.isKnown
          ? capped(
              Math.max(0, bureau.total(BUREAU.netFen, ALL)) + application.amountFen,
              bank.total(BANK.sales, YEAR),
            )
          : Number.NaN,
    },
    {
      name: 'contingent_debt_to_sales',
      sources: ['bank', 'guarantees'],
      meaning: 'guarantees given, in years of sales receipts',
      meaningZh: '对外担保与年回款之比',
      formula: `amount of guarantees given that still run / sales receipts of 365 days, at most ${RATIO_CAP}`,
      unit: 'ratio',
      windowDays: 365,
      monotone: 'increasing',
      why: 'A guarantee is a loan to someone else that falls due at the worst time.',
      value: ({ guarantees, bank }) =>
        guarantees.isKnown ? capped(guarantees.trail.givenFen, bank.total(BANK.sales, YEAR)) : Number.NaN,
    },
    {
      name: 'overdue_to_balance',
      sources: ['tax', 'utility', 'payroll', 'bank'],
      meaning: 'unpaid tax, utility and social insurance bills per account balance',
      meaningZh: '欠缴税费水电社保与账户余额之比',
      formula: `unpaid amounts of tax, utility and social insurance / newest balance, at most ${RATIO_CAP}; ${RATIO_CAP} when bills are unpaid and the balance is not above 0`,
      unit: 'ratio',
      windowDays: 455,
      monotone: 'increasing',
      why: 'Bills that the account cannot meet today.',
      value: ({ tax, utility, payroll, bank }) => {
        if (!bank.isKnown) return Number.NaN;
        const unpaid =
          unpaidOf(tax.isKnown, tax.trail.unpaidFen) +
          unpaidOf(utility.isKnown, utility.trail.unpaidFen) +
          unpaidOf(payroll.isKnown, payroll.trail.unpaidFen);
        if (unpaid === 0) return 0;
        return bank.trail.lastBalance > 0 ? capped(unpaid, bank.trail.lastBalance) : RATIO_CAP;
      },
    },
    {
      name: 'loans_banked_unreported',
      sources: ['bank', 'bureau'],
      sensitivity: 'personal',
      meaning: 'loan money on the account that no bureau record explains, last 180 days',
      meaningZh: '近180天账户贷款流入超出征信记录金额',
      formula: 'loan receipts - amounts of loans opened at the bureau, of 180 days, at least 0',
      unit: 'yuan',
      windowDays: 180,
      monotone: 'increasing',
      why: 'Debt from lenders who do not report.',
      value: ({ bank, bureau }) =>
        bank.isKnown && bureau.isKnown
          ? fenToYuan(Math.max(0, bank.total(BANK.loanIn, HALF) - bureau.total(BUREAU.openedFen, HALF)))
          : Number.NaN,
    },
  ],
);

function unpaidOf(isKnown: boolean, fen: number): number {
  return isKnown && fen > 0 ? fen : 0;
}
