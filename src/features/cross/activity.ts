import { fenToYuan } from '../../core/index.ts';
import { windowSlot } from '../engine/ages.ts';
import { defineFeatures } from '../feature.ts';
import { BANK } from '../indicators/bank.ts';
import { CUSTOMS } from '../indicators/customs.ts';
import { INVOICES } from '../indicators/invoices.ts';
import { PAYROLL } from '../indicators/payroll.ts';
import { POS } from '../indicators/pos.ts';
import { TAX } from '../indicators/tax.ts';
import { TELEMETRY } from '../indicators/telemetry.ts';
import { TRAFFIC } from '../indicators/traffic.ts';
import { UTILITY } from '../indicators/utility.ts';
import { WAYBILLS } from '../indicators/waybills.ts';
import type { KnownFirm } from '../known-firm.ts';
import { change, ratio } from '../window.ts';
import { capped, RATIO_CAP } from './capped.ts';

const QUARTER = windowSlot(90);
const HALF = windowSlot(180);
const YEAR = windowSlot(365);

/** Change of a quotient between the last 90 days and the 90 before. */
function changeOfRatio(part: (slot: number) => number, whole: (slot: number) => number): number {
  const recent = ratio(part(QUARTER), whole(QUARTER));
  const before = ratio(part(HALF) - part(QUARTER), whole(HALF) - whole(QUARTER));
  return change(Math.max(0, recent), Math.max(0, before));
}

/** Whether the traces of work fit the money that is said to come from it, and bills are paid across sources. */
export const activityFeatures = defineFeatures<KnownFirm>(
  { sources: ['utility', 'bank'], sensitivity: 'business' },
  [
    {
      name: 'electricity_to_sales_365',
      meaning: 'electricity cost per sales receipts, last 365 days',
      meaningZh: '近365天电费与回款之比',
      formula: `electricity billed / sales receipts, at most ${RATIO_CAP}`,
      unit: 'ratio',
      windowDays: 365,
      monotone: 'none',
      why: 'Revenue without power use is paper; power use without revenue is idle cost.',
      value: ({ utility, bank }) =>
        utility.isKnown
          ? capped(utility.total(UTILITY.electricityFen, YEAR), bank.total(BANK.sales, YEAR))
          : Number.NaN,
    },
    {
      name: 'electricity_to_declared_365',
      sources: ['utility', 'tax'],
      meaning: 'electricity cost per declared revenue, last 365 days',
      meaningZh: '近365天电费与申报收入之比',
      formula: `electricity billed / declared revenue, at most ${RATIO_CAP}`,
      unit: 'ratio',
      windowDays: 365,
      monotone: 'none',
      why: 'Machines run on what is sold, declared or not.',
      value: ({ utility, tax }) =>
        utility.isKnown
          ? capped(utility.total(UTILITY.electricityFen, YEAR), tax.total(TAX.revenue, YEAR))
          : Number.NaN,
    },
    {
      name: 'electricity_to_invoiced_change_90',
      sources: ['utility', 'invoices'],
      meaning: 'change of electricity per invoiced sales, last 90 days against the 90 before',
      meaningZh: '近90天单位开票收入用电较前90天的变化',
      formula:
        '(a - b) / (a + b), a and b electricity billed / valid invoices issued 0-89 and 90-179 days old, each at least 0',
      unit: 'index',
      windowDays: 180,
      monotone: 'none',
      why: 'Invoices that rise without power are invoices without work.',
      value: ({ utility, invoices }) =>
        changeOfRatio(
          (slot) => utility.total(UTILITY.electricityFen, slot),
          (slot) => invoices.total(INVOICES.issued, slot),
        ),
    },
    {
      name: 'payroll_per_employee_90',
      sources: ['registry', 'bank'],
      meaning: 'payroll per declared employee and month, last 90 days',
      meaningZh: '近90天人均月工资支出',
      formula: 'payroll / 3 / employees',
      unit: 'yuan',
      windowDays: 90,
      monotone: 'none',
      why: 'Far from a wage, either the staff or the payroll is not real.',
      value: ({ registry, bank }) =>
        bank.isKnown
          ? fenToYuan(ratio(bank.total(BANK.payroll, QUARTER) / 3, registry.trail.employees))
          : Number.NaN,
    },
    {
      name: 'insured_to_employees',
      sources: ['payroll', 'registry'],
      meaning: 'insured staff per declared employee',
      meaningZh: '参保人数与登记员工数之比',
      formula: `insured staff of the newest declaration / employees of the newest registry entry, at most ${RATIO_CAP}`,
      unit: 'ratio',
      monotone: 'none',
      why: 'Staff that nobody insures is either not there or not treated well.',
      value: ({ payroll, registry }) => capped(payroll.trail.insured, registry.trail.employees),
    },
    {
      name: 'wages_declared_to_paid_365',
      sources: ['payroll', 'bank'],
      meaning: 'wages declared per payroll paid, last 365 days',
      meaningZh: '近365天申报工资与实发工资之比',
      formula: `wages declared to social insurance / payroll payments, at most ${RATIO_CAP}`,
      unit: 'ratio',
      windowDays: 365,
      monotone: 'none',
      why: 'Wages declared but not paid, or paid but not declared.',
      value: ({ payroll, bank }) =>
        payroll.isKnown
          ? capped(payroll.total(PAYROLL.wages, YEAR), bank.total(BANK.payroll, YEAR))
          : Number.NaN,
    },
    {
      name: 'sales_per_head_365',
      sources: ['bank', 'payroll'],
      meaning: 'sales receipts per insured head, last 365 days',
      meaningZh: '近365天人均销售回款',
      formula: 'sales receipts / insured staff of the newest declaration',
      unit: 'yuan',
      windowDays: 365,
      monotone: 'none',
      why: 'What one pair of hands earns says whether the business carries itself.',
      value: ({ bank, payroll }) =>
        bank.isKnown ? fenToYuan(ratio(bank.total(BANK.sales, YEAR), payroll.trail.insured)) : Number.NaN,
    },
    {
      name: 'exports_to_banked_365',
      sources: ['customs', 'bank'],
      meaning: 'exports per sales receipts, last 365 days',
      meaningZh: '近365天出口额与回款之比',
      formula: `declared value of exports / sales receipts, at most ${RATIO_CAP}`,
      unit: 'ratio',
      windowDays: 365,
      monotone: 'none',
      why: 'Goods that leave without money coming back.',
      value: ({ customs, bank }) =>
        customs.isKnown
          ? capped(customs.total(CUSTOMS.exports, YEAR), bank.total(BANK.sales, YEAR))
          : Number.NaN,
    },
    {
      name: 'invoiced_per_waybill_180',
      sources: ['invoices', 'waybills'],
      meaning: 'invoiced sales per waybill sent, last 180 days',
      meaningZh: '近180天每票发货对应开票额',
      formula: 'valid invoices issued, at least 0 / waybills sent',
      unit: 'yuan',
      windowDays: 180,
      monotone: 'none',
      why: 'Sales of goods have to be moved.',
      value: ({ invoices, waybills }) =>
        invoices.isKnown
          ? fenToYuan(
              ratio(Math.max(0, invoices.total(INVOICES.issued, HALF)), waybills.total(WAYBILLS.sent, HALF)),
            )
          : Number.NaN,
    },
    {
      name: 'takings_per_visitor_90',
      sources: ['pos', 'traffic'],
      meaning: 'takings per visitor, last 90 days',
      meaningZh: '近90天每位到店客户消费',
      formula: 'takings / visitors counted',
      unit: 'yuan',
      windowDays: 90,
      monotone: 'none',
      why: 'Visitors who buy nothing, or takings without visitors.',
      value: ({ pos, traffic }) =>
        pos.isKnown
          ? fenToYuan(ratio(pos.total(POS.takings, QUARTER), traffic.total(TRAFFIC.visitors, QUARTER)))
          : Number.NaN,
    },
    {
      name: 'sales_per_machine_hour_180',
      sources: ['telemetry', 'bank'],
      meaning: 'sales receipts per machine hour, last 180 days',
      meaningZh: '近180天每设备工时对应回款',
      formula: 'sales receipts / hours worked by all machines',
      unit: 'yuan',
      windowDays: 180,
      monotone: 'none',
      why: 'Machines that work without pay, or pay without work.',
      value: ({ telemetry, bank }) =>
        bank.isKnown
          ? fenToYuan(ratio(bank.total(BANK.sales, HALF) * 1000, telemetry.total(TELEMETRY.hours, HALF)))
          : Number.NaN,
    },
    {
      name: 'late_sources_90',
      sources: ['tax', 'utility', 'payroll', 'bureau'],
      sensitivity: 'personal',
      meaning: 'kinds of obligations paid late, last 90 days',
      meaningZh: '近90天发生逾期的义务种类数',
      formula:
        'number of tax acts, utility payments, social insurance payments and loans elsewhere of which at least one was late or overdue',
      unit: 'count',
      windowDays: 90,
      monotone: 'increasing',
      why: 'One bill slips by accident; all of them only for want of money.',
      value: ({ tax, utility, payroll, bureau }) => {
        let n = 0;
        if (tax.total(TAX.lateActs, QUARTER) > 0) n += 1;
        if (utility.total(UTILITY.latePayments, QUARTER) > 0) n += 1;
        if (payroll.total(PAYROLL.latePayments, QUARTER) > 0) n += 1;
        if (bureau.trail.worstDaysPastDue90 > 0) n += 1;
        return tax.isKnown || utility.isKnown || payroll.isKnown || bureau.isKnown ? n : Number.NaN;
      },
    },
    {
      name: 'unpaid_sources',
      sources: ['tax', 'utility', 'payroll', 'bureau'],
      sensitivity: 'personal',
      meaning: 'kinds of obligations unpaid now',
      meaningZh: '当前欠付的义务种类数',
      formula: 'number of tax, utility, social insurance and loans elsewhere with something due and unpaid',
      unit: 'count',
      monotone: 'increasing',
      why: 'How far down the order of payments the firm has come.',
      value: ({ tax, utility, payroll, bureau }) => {
        let n = 0;
        if (tax.trail.unpaidFilings > 0) n += 1;
        if (utility.trail.unpaidBills > 0) n += 1;
        if (payroll.trail.unpaid > 0) n += 1;
        if (bureau.trail.daysPastDueNow > 0) n += 1;
        return tax.isKnown || utility.isKnown || payroll.isKnown || bureau.isKnown ? n : Number.NaN;
      },
    },
  ],
);
